#include "domain/upgrade/upgrade_follow_up.h"

#include <algorithm>

#include "core/text.h"
#include "domain/operation/follow_up.h"

namespace prophecy {

namespace {

AfterCheck versionCheck(const UpgradePlan& plan, const UpgradeFollowUpFacts& facts) {
    if (!facts.versions.answer) return {CheckState::Waiting, says("asking-version")};
    if (!facts.versions.isKnown() && facts.said.isEmpty()) return {CheckState::Unknown, says("version-now-unread")};
    const bool read = facts.versions.isKnown();
    const QString runs = read ? facts.versions.value().current : facts.said;
    Evidence evidence = says(read ? "version-runs" : "version-runs-as-said", {displayLine(runs)});
    if (sameVersion(runs, plan.request.version)) return {CheckState::Pass, evidence};
    evidence.push_back(statement("version-was-wanted", {displayLine(plan.request.version)}));
    return {CheckState::Fail, evidence};
}

AfterCheck backupCheck(const UpgradeFollowUpFacts& facts) {
    if (!facts.list.answer) return {CheckState::Waiting, says("looking-for-way-back")};
    if (!facts.list.isKnown()) return {CheckState::Unknown, says("way-back-unknown")};
    const auto& all = facts.list.value().backups;
    const bool there = std::any_of(all.begin(), all.end(), [&](const Backup& backup) {
        return backup.timestamp == facts.backup && stateOf(backup) == BackupState::Success;
    });
    return {there ? CheckState::Pass : CheckState::Warn,
            says(there ? "way-back-there" : "way-back-gone", {facts.backup.text()})};
}

AfterCheck configCheck(const UpgradeFollowUpFacts& facts) {
    if (!facts.config.answer) return {CheckState::Waiting, says("asking-schedule")};
    if (!facts.config.isKnown()) return {CheckState::Unknown, says("config-unread")};
    if (!facts.configBefore) return {CheckState::Pass, says("config-readable")};
    // The one from before comes out of the journal, which masks what looks secret.
    const auto masked = [](const QJsonObject& config) { return maskSecrets(config).toObject(); };
    const auto differences = differencesOf(masked(*facts.configBefore), masked(facts.config.value().raw));
    if (differences.empty()) return {CheckState::Pass, says("config-unchanged")};
    QStringList keys;
    for (const ConfigDifference& difference : differences) keys << displayLine(difference.key);
    return {CheckState::Warn, says("upgrade-changed-config", {keys.join(QStringLiteral(", "))})};
}

AfterCheck usersCheck(const UpgradeFollowUpFacts& facts) {
    if (!facts.usersBefore) return usersAfter(facts.users, 0, statement("users-there"));
    const qint64 before = *facts.usersBefore;
    return usersAfter(facts.users, before, statement("users-before-upgrade", {QString::number(before)}));
}

AfterCheck partnerCheck(const UpgradePlan& plan, const UpgradeFollowUpFacts& facts) {
    const QString& name = plan.partner->name;
    if (!facts.partnerVersions.answer) return {CheckState::Waiting, says("asking-partner", {name})};
    if (!facts.partnerVersions.isKnown()) return {CheckState::Unknown, says("partner-silent", {name})};
    const QString runs = displayLine(facts.partnerVersions.value().current);
    if (!partnerIsBehind(plan, facts)) return {CheckState::Pass, says("partner-equal", {name, runs})};
    return {CheckState::Warn, says("partner-behind", {name, runs})};
}

}  // namespace

bool partnerIsBehind(const UpgradePlan& plan, const UpgradeFollowUpFacts& facts) {
    return plan.partner && facts.partnerVersions.isKnown() &&
           !sameVersion(facts.partnerVersions.value().current, plan.request.version);
}

std::vector<AfterCheck> upgradeAfterChecks(const UpgradePlan& plan, const UpgradeFollowUpFacts& facts) {
    std::vector<AfterCheck> checks{listAfter(facts.list), versionCheck(plan, facts)};
    if (!facts.backup.isEmpty()) checks.push_back(backupCheck(facts));
    checks.push_back(configCheck(facts));
    checks.push_back(usersCheck(facts));
    if (plan.partner) checks.push_back(partnerCheck(plan, facts));
    if (facts.unwitnessed) checks.push_back({CheckState::Warn, says("unwitnessed")});
    return checks;
}

}  // namespace prophecy
