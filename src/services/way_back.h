#pragma once

#include "domain/operation/way_back.h"
#include "storage/storage.h"

namespace prophecy {

/// Whether the backup that was made here for it can be the way back: it succeeded on that installation within the
/// limit. Kind Refused with a sentence otherwise.
Result<void> checkMade(Storage& storage, const WayBack& wayBack, const Environment& environment, const QDateTime& now);
/// The backup that was made for it, however it stands; nothing where none was.
std::optional<Operation> madeFor(Storage& storage, const WayBack& wayBack);

}  // namespace prophecy
