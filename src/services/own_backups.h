#pragma once

#include "domain/environment.h"
#include "domain/ownership.h"
#include "storage/storage.h"

namespace prophecy {

/// How backups of an environment are told from those of others: by its namespace, and by the last restore that
/// this console recorded, into it under any of its names. Where the record cannot be read, nothing is its own.
Ownership ownershipOf(Storage& storage, const Environment& environment);

/// What this console deleted there, or may have, under any of its names, so that nobody wonders where it went.
QSet<BackupTimestamp> deletedFrom(Storage& storage, const Environment& environment);

}  // namespace prophecy
