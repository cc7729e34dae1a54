#pragma once

#include "domain/backup/ownership.h"
#include "domain/environment.h"
#include "storage/storage.h"

namespace prophecy {

/// How backups of an environment are told from those of others: by its namespace, and by the last restore that
/// this console recorded, into it under any of its names. Where the record cannot be read, nothing is its own.
Ownership ownershipOf(Storage& storage, const Environment& environment);

/// What this console deleted there lately, or may have, under any of its names, so that nobody wonders where it went:
/// for as long as a disappearance is told of.
QSet<BackupTimestamp> deletedFrom(Storage& storage, const Environment& environment, const QDateTime& now);

/// How the delete of a backup stands that this console sent there last, under any of its names; nothing where it sent
/// none, or where none was done.
Result<std::optional<OperationState>> deletionOf(Storage& storage, const Environment& environment,
                                                 const BackupTimestamp& timestamp);

}  // namespace prophecy
