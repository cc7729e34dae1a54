#pragma once

#include <chrono>

#include "domain/backup/ownership.h"
#include "domain/checks/checks.h"
#include "domain/config/config_change.h"
#include "domain/upgrade/upgrade.h"

namespace prophecy {

/// A whole upgrade: where, to what, and what the admin decided on the way.
struct UpgradePlan {
    Environment environment;
    std::optional<Environment> partner;  ///< the other site of the pair
    UpgradeRequest request;
    BackupTimestamp backup;  ///< the way back; empty while there is none
    Ownership ownership{};   ///< which backups can be the way back
    bool operator==(const UpgradePlan&) const = default;
};

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

/// What can be asked anew for one check.
enum class UpgradeAsk { List, Running, Versions, Config, Store, Partner };
using UpgradeCheckRow = CheckRow<UpgradePlan, UpgradeFacts, UpgradeAsk>;
/// What is looked at before an upgrade, in the order in which it is shown.
const std::vector<UpgradeCheckRow>& upgradeCheckTable();
const std::vector<CheckId>& upgradeChecks();
std::vector<Check> judgeUpgrade(const UpgradePlan& plan, const UpgradeFacts& facts, const QDateTime& now);

/// Whether this installation has no upgrade call, so that it is done by hand. False while that is not known.
bool mustBeGuided(const UpgradeFacts& facts);

/// The newest good backup of its own that began within the limit; nothing where none did, or where the clock says
/// nonsense.
std::optional<Backup> freshBackup(const std::vector<Backup>& listed, const Ownership& ownership,
                                  const QTimeZone& serverZone, const QDateTime& now, std::chrono::minutes limit);

/// Said where one more backup would push out one that is needed (docs/api.md, trap 9), or where that is not known yet.
std::optional<Statement> whyNoBackupFirst(const UpgradePlan& plan, const UpgradeFacts& facts);

/// Such as "3.3.0.0 is older than 3.4.1.0, which runs now: a downgrade."
Statement statementOf(VersionRemark remark, const QString& version, const std::optional<Versions>& versions);

}  // namespace prophecy
