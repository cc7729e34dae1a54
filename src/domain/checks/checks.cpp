#include "domain/checks/checks.h"

#include <algorithm>
#include <array>

#include "core/text.h"
#include "domain/cron/schedule.h"
#include "domain/probe_report.h"

namespace prophecy {

namespace {

constexpr std::array kNames{"reachable",         "key",       "idle",  "listed",     "version", "location",
                            "collision",         "schedule",  "keys",  "protection", "partner", "retention",
                            "same-installation", "direction", "record"};
static_assert(kNames.size() == static_cast<std::size_t>(CheckId::Record) + 1);

bool refusesKey(const Error& error) {
    return error.kind == ErrorKind::Auth || error.kind == ErrorKind::Forbidden;
}

}  // namespace

QString kebabName(CheckId id) {
    return QString::fromLatin1(kNames[static_cast<std::size_t>(id)]);
}

std::optional<CheckId> checkIdFrom(const QString& name) {
    for (std::size_t i = 0; i < kNames.size(); ++i)
        if (name == QLatin1String(kNames[i])) return static_cast<CheckId>(i);
    return std::nullopt;
}

QString kebabName(CheckState state) {
    switch (state) {
        case CheckState::Waiting: return QStringLiteral("waiting");
        case CheckState::Pass: return QStringLiteral("pass");
        case CheckState::Warn: return QStringLiteral("warn");
        case CheckState::Fail: return QStringLiteral("fail");
        case CheckState::Unknown: break;
    }
    return QStringLiteral("unknown");
}

QDateTime serverNow(const Fact<BackupList>& list, const QDateTime& now) {
    if (!list.isKnown() || !list.value().serverTime.isValid() || !list.at.isValid()) return now;
    return list.value().serverTime.addMSecs(list.at.msecsTo(now));
}

Check waitingCheck(CheckId id) {
    return {id, CheckState::Waiting, says("asking"), {}};
}

Check reachableCheck(const Environment& environment, const Fact<BackupList>& list) {
    constexpr CheckId id = CheckId::Reachable;
    if (!list.answer) return waitingCheck(id);
    if (*list.answer || refusesKey(list.answer->error()))
        return {id, CheckState::Pass, says("answers", {environment.name}), list.at};
    const Error& error = list.answer->error();
    return {id, hasNoKey(error.kind) ? CheckState::Unknown : CheckState::Fail,
            says("answers-wrongly", {environment.name, displayLine(error.message)}), list.at};
}

Check keyCheck(const Environment& environment, const Fact<BackupList>& list) {
    constexpr CheckId id = CheckId::Key;
    if (!list.answer) return waitingCheck(id);
    if (*list.answer) return {id, CheckState::Pass, says("key-valid", {environment.name}), list.at};
    const Error& error = list.answer->error();
    if (refusesKey(error)) return {id, CheckState::Fail, says("key-refused", {environment.name}), list.at};
    if (error.kind == ErrorKind::KeychainLocked) return {id, CheckState::Unknown, says("keychain-locked"), list.at};
    if (hasNoKey(error.kind)) return {id, CheckState::Fail, says("no-key", {environment.name}), list.at};
    return {id, CheckState::Unknown, says("key-untried"), list.at};
}

namespace {

bool listsRunning(const Fact<BackupList>& list) {
    return list.isKnown() && std::any_of(list.value().backups.begin(), list.value().backups.end(),
                                         [](const Backup& b) { return stateOf(b) == BackupState::Running; });
}

}  // namespace

std::optional<Check> upgradeActivity(const Environment& environment, const Fact<UpgradeStatus>& upgrade) {
    if (!upgrade.answer) return std::nullopt;
    if (!upgrade.isKnown() && isNotTold(upgrade.answer->error())) return std::nullopt;
    if (!upgrade.isKnown())
        return Check{CheckId::Idle, CheckState::Unknown,
                     says("upgrade-unread", {environment.name, displayLine(upgrade.answer->error().message)}),
                     upgrade.at};
    const QString words = displayLine(upgrade.value().status);
    switch (phaseOf(upgrade.value().status)) {
        case UpgradePhase::Running:
        case UpgradePhase::RollingBack:
            return Check{CheckId::Idle, CheckState::Fail, says("upgrade-running", {environment.name, words}),
                         upgrade.at};
        case UpgradePhase::Unclear:
            return Check{CheckId::Idle, CheckState::Unknown, says("upgrade-unclear", {environment.name, words}),
                         upgrade.at};
        default: return std::nullopt;
    }
}

Check idleCheck(const Environment& environment, const Fact<BackupList>& list, const Fact<BackupAnswer>& running,
                const Fact<UpgradeStatus>& upgrade) {
    constexpr CheckId id = CheckId::Idle;
    if (!running.answer || !list.answer || !upgrade.answer) return waitingCheck(id);
    const Activity activity = running.isKnown() ? activityOf(running.value()) : Activity::Unknown;
    if (listsRunning(list) || activity == Activity::Running)
        return {id, CheckState::Fail, says("busy", {environment.name}), running.at};
    const auto upgrading = upgradeActivity(environment, upgrade);
    if (upgrading && upgrading->state == CheckState::Fail) return *upgrading;
    if (running.isKnown() && activity == Activity::Unknown)
        return {id, CheckState::Unknown,
                says("status-unknown", {environment.name, displayLine(running.value()->status)}), running.at};
    if (upgrading) return *upgrading;
    if (running.isKnown()) return {id, CheckState::Pass, says("idle", {environment.name}), running.at};
    const Error& error = running.answer->error();
    return {id, CheckState::Unknown,
            meansNotOffered(error) ? says("status-not-offered", {environment.name})
                                   : says("status-unread", {displayLine(error.message)}),
            running.at};
}

Check scheduleCheck(const Environment& environment, const Fact<BackupConfig>& config, qint64 usualMs,
                    const QDateTime& now) {
    constexpr CheckId id = CheckId::Schedule;
    constexpr qint64 kSoonSeconds = 600;
    const QString& name = environment.name;
    if (!config.answer) return waitingCheck(id);
    if (!config.isKnown()) return {id, CheckState::Unknown, says("schedule-hidden", {name}), config.at};
    if (!config.value().enabled()) return {id, CheckState::Pass, says("schedule-off", {name}), config.at};
    const auto expression = parseCron(config.value().frequency());
    if (!expression) return {id, CheckState::Unknown, says("schedule-unread", {name}), config.at};
    const auto next = CronSchedule(*expression, environment.timeZone()).next(now.toSecsSinceEpoch());
    if (!next) return {id, CheckState::Pass, says("schedule-never", {name}), config.at};
    const qint64 soon = std::max(kSoonSeconds, 2 * std::max<qint64>(usualMs, 0) / 1000);
    const QString at = QDateTime::fromSecsSinceEpoch(*next, Qt::UTC).toString(u"yyyy-MM-dd HH:mm");
    if (*next - now.toSecsSinceEpoch() <= soon)
        return {id, CheckState::Warn, says("schedule-in-between", {name, at}), config.at};
    return {id, CheckState::Pass, says("schedule-later", {name, at}), config.at};
}

Check protectionCheck(const Environment& environment) {
    const bool readOnly = environment.protection == Protection::ReadOnly;
    return {CheckId::Protection,
            readOnly ? CheckState::Fail : CheckState::Pass,
            says(readOnly ? "read-only" : "name-typed", {environment.name}),
            {}};
}

Statement statementOf(const LostRecord& lost) {
    if (!lost.setAside.isEmpty()) return statement("record-set-aside", {lost.setAside});
    return statement("record-lacks-entry", {QString::number(lost.lastKnown)});
}

Check recordCheck(const Environment& environment, const std::optional<LostRecord>& lost) {
    if (!lost) return {CheckId::Record, CheckState::Pass, says("record-whole"), {}};
    return {
        CheckId::Record, CheckState::Warn, {statementOf(*lost), statement("unknown-may-run", {environment.name})}, {}};
}

QString reasonFor(const Check& check, const AcceptedReasons& accepted) {
    const auto given = accepted.find(check.id);
    if (given == accepted.end()) return {};
    const bool forThis = given->second.evidence.empty() || given->second.evidence == check.evidence;
    return forThis ? given->second.reason.trimmed() : QString();
}

AcceptedReasons acceptedOf(const std::vector<Check>& checks, const AcceptedReasons& reasons, AcceptedReasons given) {
    for (const Check& check : checks)
        if (const QString reason = reasonFor(check, reasons); !reason.isEmpty() && given[check.id].evidence.empty())
            given[check.id] = {reason, check.evidence};
    return given;
}

std::optional<Obstacle> obstacleIn(const Check& check, const AcceptedReasons& accepted) {
    if (check.state == CheckState::Fail) return Obstacle{Obstacle::Why::Fails, check};
    if (check.needsReason() && reasonFor(check, accepted).isEmpty()) return Obstacle{Obstacle::Why::NeedsReason, check};
    return std::nullopt;
}

std::optional<Obstacle> obstacleIn(std::span<const CheckId> needed, const std::vector<Check>& checks,
                                   const AcceptedReasons& accepted) {
    for (const CheckId id : needed)
        if (std::none_of(checks.begin(), checks.end(), [&](const Check& check) { return check.id == id; }))
            return Obstacle{Obstacle::Why::NotMade, {id, CheckState::Waiting, {}, {}}};
    for (const Check& check : checks)
        if (check.state == CheckState::Fail) return Obstacle{Obstacle::Why::Fails, check};
    for (const Check& check : checks) {
        if (check.state == CheckState::Waiting) return Obstacle{Obstacle::Why::Unanswered, check};
        if (auto obstacle = obstacleIn(check, accepted)) return obstacle;
    }
    return std::nullopt;
}

}  // namespace prophecy
