#pragma once

#include "domain/upgrade/upgrade_checks.h"

namespace prophecy {

/// What the environment says once an upgrade is over.
struct UpgradeFollowUpFacts {
    Fact<BackupList> list;
    Fact<Versions> versions;
    Fact<BackupConfig> config;
    Fact<Users> users;
    Fact<Versions> partnerVersions;  ///< asked only where there is a partner
    std::optional<QJsonObject> configBefore;
    std::optional<qint64> usersBefore;  ///< all of them, not those at work
    BackupTimestamp backup;             ///< the way back; empty for none
    bool unwitnessed = false;           ///< done by hand, and never seen going down
    QString said;                       ///< the version that the admin read in the web app; empty where it was read
};

/// The API answers and lists, the version is the wanted one, the way back is still there, the schedule is unchanged,
/// users are there, and the other site matches. The first one tells whether it answers at all.
std::vector<AfterCheck> upgradeAfterChecks(const UpgradePlan& plan, const UpgradeFollowUpFacts& facts);
/// Whether the other site is known to run another version now.
bool partnerIsBehind(const UpgradePlan& plan, const UpgradeFollowUpFacts& facts);

}  // namespace prophecy
