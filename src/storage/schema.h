#pragma once

#include "storage/connection.h"

namespace prophecy {

/// Brings the file to the newest version, one migration after the other; kind Storage when it is newer than this
/// program or cannot be written.
Result<void> migrate(const Connection& connection);

/// Whether SQLite says that the file is damaged or no database. A cheap look at the parts that every start needs; a
/// full disk or a missing permission is no damage.
bool isDamaged(const Connection& connection);

}  // namespace prophecy
