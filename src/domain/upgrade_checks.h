#pragma once

#include <chrono>

#include "domain/checks.h"
#include "domain/config_change.h"
#include "domain/ownership.h"
#include "domain/upgrade.h"

namespace prophecy {

/// How young a backup must be to count as the way back from an upgrade.
inline constexpr std::chrono::minutes kBackupLimit{60};

/// A whole upgrade: where, to what, and what the admin decided on the way.
struct UpgradePlan {
    Environment environment;
    std::optional<Environment> partner;  ///< the other site of the pair
    UpgradeRequest request;
    BackupTimestamp backup;  ///< the way back; empty while there is none
    Ownership ownership{};   ///< which backups can be the way back
    bool operator==(const UpgradePlan&) const = default;
};

/// What is looked at before an upgrade, in the order in which it is shown.
inline constexpr CheckId kUpgradeChecks[] = {CheckId::Version,  CheckId::Reachable, CheckId::Key,
                                             CheckId::Idle,     CheckId::Schedule,  CheckId::Partner,
                                             CheckId::Location, CheckId::Retention, CheckId::Protection};

/// What the environment and its partner answered; an empty fact is still waited for.
struct UpgradeFacts {
    Fact<BackupList> list;
    Fact<BackupAnswer> running;  ///< to a status without a timestamp
    Fact<Versions> versions;
    Fact<UpgradeStatus> status;
    Fact<BackupConfig> config;
    Fact<ObjectStore> store;
    Fact<Users> users;  ///< no check rests on it
    Fact<Versions> partnerVersions;
    std::vector<BackupTimestamp> needed;  ///< backups that something prepared here is to be restored from
    qint64 usualMs = -1;                  ///< how long a backup usually takes
};

std::vector<Check> judgeUpgrade(const UpgradePlan& plan, const UpgradeFacts& facts, const QDateTime& now);

/// Whether this installation has no upgrade call, so that it is done by hand. False while that is not known.
bool mustBeGuided(const UpgradeFacts& facts);

/// The newest good backup of its own that began within the limit; nothing where none did, or where the clock says
/// nonsense.
std::optional<Backup> freshBackup(const std::vector<Backup>& listed, const Ownership& ownership,
                                  const QTimeZone& serverZone, const QDateTime& now, std::chrono::minutes limit);

/// Refused where one more backup would push out one that is needed (docs/api.md, trap 9).
Result<void> mayBackUpFirst(const UpgradePlan& plan, const UpgradeFacts& facts);

/// One whole translated sentence, such as "3.3.0.0 is older than 3.4.1.0, which runs now: a downgrade."
QString sentenceOf(VersionRemark remark, const QString& version, const std::optional<Versions>& versions);

}  // namespace prophecy
