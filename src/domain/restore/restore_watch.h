#pragma once

#include "domain/operation/operation.h"

namespace prophecy {

// How a restore is recognised. Its status is keyed by the backup, so that a result from before proves nothing (trap
// 16), and the ongoing sentence names nothing, so that it may be somebody else's backup (trap 17). An accepted restore
// is believed at once; one whose answer never came is held against the list too, where a backup would show, and ends
// only with a result that was not there before: what was seen running may have been another admin's restore.

Reduction takeRestoreStatus(Operation operation, const BackupAnswer& answer, const QDateTime& now);
Reduction takeRestoreList(Operation operation, const std::vector<Backup>& backups, const QDateTime& now);

}  // namespace prophecy
