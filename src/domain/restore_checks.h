#pragma once

#include "domain/checks.h"
#include "domain/config_change.h"
#include "domain/history.h"
#include "domain/installation.h"
#include "domain/operation.h"
#include "domain/restore.h"

namespace prophecy {

/// What is looked at before a restore, in the order in which it is shown.
inline constexpr CheckId kRestoreChecks[] = {
    CheckId::Direction, CheckId::SameInstallation, CheckId::Reachable, CheckId::Key,
    CheckId::Idle,      CheckId::Listed,           CheckId::Version,   CheckId::Location,
    CheckId::Collision, CheckId::Schedule,         CheckId::Keys,      CheckId::Protection};

/// What the environments answered; an empty fact is still waited for.
struct RestoreFacts {
    Fact<BackupList> destinationList;
    Fact<BackupAnswer> running;         ///< what the destination says to a status without a timestamp
    Fact<UpgradeStatus> upgradeStatus;  ///< the destination's
    Fact<BackupList> sourceList;
    Fact<QStringList> sourceDoors;  ///< addresses and ports that the names lead to, see doorsOf
    Fact<QStringList> destinationDoors;
    Fact<std::vector<Resembling>> otherNames;  ///< stored environments that may be the destination, too
    BackupTimestamp safety;                    ///< the destination's backup that was made for this; empty before
    Fact<Versions> sourceVersions;
    Fact<Versions> destinationVersions;
    Fact<ObjectStore> sourceStore;
    Fact<ObjectStore> destinationStore;
    Fact<BackupConfig> destinationConfig;
    Fact<Users> destinationUsers;            ///< before the restore; no check rests on it
    bool historyRead = false;                ///< whether observed is known
    std::optional<KnownBackup> observed;     ///< as this console saw the backup, perhaps long ago
    std::optional<OperationState> deletion;  ///< how the delete of the backup stands that this console sent the source
    qint64 usualMs = -1;                     ///< how long a backup of the destination usually takes
};

Check judge(CheckId id, const RestorePlan& plan, const RestoreFacts& facts, const QDateTime& now);
std::vector<Check> judgeAll(const RestorePlan& plan, const RestoreFacts& facts, const QDateTime& now);

/// Refused where one more backup of the destination would push out the one that is to be restored (trap 9).
Result<void> maySafetyBackup(const RestorePlan& plan, const RestoreFacts& facts);

}  // namespace prophecy
