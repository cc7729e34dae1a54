#pragma once

#include "storage/connection.h"

namespace prophecy {

/// Brings the file to the newest version, one migration after the other; kind Storage when it is newer than this
/// program or cannot be written.
Result<void> migrate(const Connection& connection);

/// Whether SQLite finds the file sound.
bool isSound(const Connection& connection);

}  // namespace prophecy
