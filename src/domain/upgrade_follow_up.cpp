#include "domain/upgrade_follow_up.h"

#include <algorithm>

#include "core/text.h"

namespace prophecy {

namespace {

AfterCheck listCheck(const Fact<BackupList>& list) {
    if (!list.answer) return {CheckState::Waiting, says("asking-list")};
    if (!list.isKnown()) return {CheckState::Fail, says("list-unread", {displayLine(list.answer->error().message)})};
    return {CheckState::Pass, says("lists-backups", {}, static_cast<int>(list.value().backups.size()))};
}

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
    if (!facts.users.answer) return {CheckState::Waiting, says("counting-users")};
    if (!facts.users.isKnown() || !facts.users.value().total) return {CheckState::Unknown, says("users-uncounted")};
    const qint64 now = *facts.users.value().total;
    if (!facts.usersBefore) return {CheckState::Pass, says("users-there", {}, static_cast<int>(now))};
    return {now < *facts.usersBefore ? CheckState::Warn : CheckState::Pass,
            says("users-before-upgrade", {QString::number(*facts.usersBefore)}, static_cast<int>(now))};
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
    std::vector<AfterCheck> checks{listCheck(facts.list), versionCheck(plan, facts)};
    if (!facts.backup.isEmpty()) checks.push_back(backupCheck(facts));
    checks.push_back(configCheck(facts));
    checks.push_back(usersCheck(facts));
    if (plan.partner) checks.push_back(partnerCheck(plan, facts));
    if (facts.unwitnessed) checks.push_back({CheckState::Warn, says("unwitnessed")});
    return checks;
}

}  // namespace prophecy
