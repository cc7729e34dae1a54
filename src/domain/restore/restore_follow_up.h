#pragma once

#include "domain/restore/restore_checks.h"

namespace prophecy {

/// What the destination says once the server called the restore a success.
struct FollowUpFacts {
    Fact<BackupList> list;
    Fact<BackupConfig> config;
    Fact<BackupConfig> sourceConfig;  ///< never answered in place
    Fact<Users> users;
    std::optional<qint64> usersBefore;
    BackupTimestamp safety;  ///< the destination's backup that was made before; empty for none
};

/// The API answers, the list is readable, the schedule is the source's, users are there, and whether the safety backup
/// is still listed and a copy would now take backups of its own.
std::vector<AfterCheck> afterChecks(RestoreKind kind, const FollowUpFacts& facts);
/// Whether a copy takes regular backups now, which the admin may want to switch off.
bool copyTakesBackups(RestoreKind kind, const FollowUpFacts& facts);

}  // namespace prophecy
