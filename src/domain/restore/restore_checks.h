#pragma once

#include "domain/backup/history.h"
#include "domain/checks/checks.h"
#include "domain/config/config_change.h"
#include "domain/installation.h"
#include "domain/operation/operation.h"
#include "domain/restore/restore.h"

namespace prophecy {

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

/// What can be asked anew for one check.
enum class RestoreAsk { DestinationList, SourceList, BothLists, Running, Versions, Stores, Config };
using RestoreCheckRow = CheckRow<RestorePlan, RestoreFacts, RestoreAsk>;
/// What is looked at before a restore, in the order in which it is shown.
const std::vector<RestoreCheckRow>& restoreCheckTable();
const std::vector<CheckId>& restoreChecks();
std::vector<Check> judgeRestore(const RestorePlan& plan, const RestoreFacts& facts, const QDateTime& now);

/// Said where one more backup of the destination would push out the one that is to be restored (trap 9), or where that
/// is not known yet.
std::optional<Statement> whyNoSafetyBackup(const RestorePlan& plan, const RestoreFacts& facts);

}  // namespace prophecy
