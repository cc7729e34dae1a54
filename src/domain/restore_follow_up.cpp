#include "domain/restore_follow_up.h"

#include <algorithm>

#include "core/text.h"

namespace prophecy {

namespace {

AfterCheck listCheck(const Fact<BackupList>& list) {
    if (!list.answer) return {CheckState::Waiting, says("asking-list")};
    if (!list.isKnown()) return {CheckState::Fail, says("list-unread", {displayLine(list.answer->error().message)})};
    return {CheckState::Pass, says("lists-backups", {}, static_cast<int>(list.value().backups.size()))};
}

AfterCheck configCheck(RestoreKind kind, const FollowUpFacts& facts) {
    if (!facts.config.answer) return {CheckState::Waiting, says("asking-schedule")};
    if (!facts.config.isKnown()) return {CheckState::Unknown, says("config-unread")};
    if (kind == RestoreKind::InPlace) return {CheckState::Pass, says("config-readable")};
    if (!facts.sourceConfig.answer) return {CheckState::Waiting, says("asking-source-schedule")};
    if (!facts.sourceConfig.isKnown()) return {CheckState::Unknown, says("source-config-hidden")};
    const auto differences = differencesOf(facts.sourceConfig.value().raw, facts.config.value().raw);
    if (differences.empty()) return {CheckState::Pass, says("config-as-source")};
    QStringList keys;
    for (const ConfigDifference& difference : differences) keys << displayLine(difference.key);
    return {CheckState::Warn, says("config-differs-from-source", {keys.join(QStringLiteral(", "))})};
}

AfterCheck usersCheck(const FollowUpFacts& facts) {
    if (!facts.users.answer) return {CheckState::Waiting, says("counting-users")};
    const bool counted = facts.users.isKnown() && facts.users.value().total;
    if (!counted) return {CheckState::Unknown, says("users-uncounted")};
    const qint64 now = *facts.users.value().total;
    if (!facts.usersBefore) return {CheckState::Pass, says("users-there", {}, static_cast<int>(now))};
    return {now == 0 ? CheckState::Warn : CheckState::Pass,
            says("users-before-restore", {QString::number(*facts.usersBefore)}, static_cast<int>(now))};
}

bool lacksSafety(const FollowUpFacts& facts) {
    return !facts.safety.isEmpty() && facts.list.isKnown() && !facts.list.value().find(facts.safety);
}

}  // namespace

bool copyTakesBackups(RestoreKind kind, const FollowUpFacts& facts) {
    return kind != RestoreKind::InPlace && facts.config.isKnown() && facts.config.value().enabled();
}

std::vector<AfterCheck> afterChecks(RestoreKind kind, const FollowUpFacts& facts) {
    std::vector<AfterCheck> checks{listCheck(facts.list), configCheck(kind, facts), usersCheck(facts)};
    if (lacksSafety(facts)) checks.push_back({CheckState::Warn, says("safety-unlisted", {facts.safety.text()})});
    if (copyTakesBackups(kind, facts)) checks.push_back({CheckState::Warn, says("copy-takes-backups")});
    return checks;
}

}  // namespace prophecy
