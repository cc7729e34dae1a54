#pragma once

#include <chrono>

#include "storage/storage.h"

namespace prophecy {

/// Whether a backup that was made here can be the way back: it succeeded on that installation within the limit. Kind
/// Refused with a sentence otherwise.
Result<void> checkWayBack(Storage& storage, const OperationId& backup, const Environment& environment,
                          const QDateTime& now, std::chrono::minutes limit);

}  // namespace prophecy
