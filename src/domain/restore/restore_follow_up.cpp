#include "domain/restore/restore_follow_up.h"

#include <algorithm>

#include "core/text.h"
#include "domain/operation/follow_up.h"

namespace prophecy {

namespace {

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

/// That some are left is all that can be said: a restore brings the users of its backup.
AfterCheck usersCheck(const FollowUpFacts& facts) {
    if (!facts.usersBefore) return usersAfter(facts.users, 0, statement("users-there"));
    return usersAfter(facts.users, 1, statement("users-before-restore", {QString::number(*facts.usersBefore)}));
}

bool lacksSafety(const FollowUpFacts& facts) {
    return !facts.safety.isEmpty() && facts.list.isKnown() && !facts.list.value().find(facts.safety);
}

}  // namespace

bool copyTakesBackups(RestoreKind kind, const FollowUpFacts& facts) {
    return kind != RestoreKind::InPlace && facts.config.isKnown() && facts.config.value().enabled();
}

std::vector<AfterCheck> afterChecks(RestoreKind kind, const FollowUpFacts& facts) {
    std::vector<AfterCheck> checks{listAfter(facts.list), configCheck(kind, facts), usersCheck(facts)};
    if (lacksSafety(facts)) checks.push_back({CheckState::Warn, says("safety-unlisted", {facts.safety.text()})});
    if (copyTakesBackups(kind, facts)) checks.push_back({CheckState::Warn, says("copy-takes-backups")});
    return checks;
}

}  // namespace prophecy
