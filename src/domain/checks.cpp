#include "domain/checks.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <array>

#include "core/text.h"
#include "domain/cron/schedule.h"
#include "domain/probe_report.h"

namespace prophecy {

namespace {

struct Checks {
    Q_DECLARE_TR_FUNCTIONS(Checks)
};

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
    return {id, CheckState::Waiting, Checks::tr("Asking…"), {}};
}

Check reachableCheck(const Environment& environment, const Fact<BackupList>& list) {
    constexpr CheckId id = CheckId::Reachable;
    if (!list.answer) return waitingCheck(id);
    if (*list.answer || refusesKey(list.answer->error()))
        return {id, CheckState::Pass, Checks::tr("%1 answers.").arg(environment.name), list.at};
    const Error& error = list.answer->error();
    return {id, hasNoKey(error.kind) ? CheckState::Unknown : CheckState::Fail,
            Checks::tr("%1 does not answer as it should: %2").arg(environment.name, displayLine(error.message)),
            list.at};
}

Check keyCheck(const Environment& environment, const Fact<BackupList>& list) {
    constexpr CheckId id = CheckId::Key;
    if (!list.answer) return waitingCheck(id);
    if (*list.answer)
        return {id, CheckState::Pass, Checks::tr("The key of %1 is valid.").arg(environment.name), list.at};
    const Error& error = list.answer->error();
    if (refusesKey(error))
        return {id, CheckState::Fail, Checks::tr("%1 refuses the key.").arg(environment.name), list.at};
    if (error.kind == ErrorKind::KeychainLocked)
        return {id, CheckState::Unknown, Checks::tr("The keychain is locked, so that the key could not be tried."),
                list.at};
    if (hasNoKey(error.kind))
        return {id, CheckState::Fail, Checks::tr("There is no key of %1.").arg(environment.name), list.at};
    return {id, CheckState::Unknown, Checks::tr("The key could not be tried."), list.at};
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
                     Checks::tr("Whether an upgrade runs on %1 could not be read: %2")
                         .arg(environment.name, displayLine(upgrade.answer->error().message)),
                     upgrade.at};
    const QString words = displayLine(upgrade.value().status);
    switch (phaseOf(upgrade.value().status)) {
        case UpgradePhase::Running:
        case UpgradePhase::RollingBack:
            return Check{CheckId::Idle, CheckState::Fail,
                         Checks::tr("An upgrade is running on %1: %2").arg(environment.name, words), upgrade.at};
        case UpgradePhase::Unclear:
            return Check{CheckId::Idle, CheckState::Unknown,
                         Checks::tr("The last upgrade of %1 stands as \"%2\"; whether it still runs is not clear.")
                             .arg(environment.name, words),
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
        return {id, CheckState::Fail, Checks::tr("A backup or a restore is running on %1.").arg(environment.name),
                running.at};
    const auto upgrading = upgradeActivity(environment, upgrade);
    if (upgrading && upgrading->state == CheckState::Fail) return *upgrading;
    if (running.isKnown() && activity == Activity::Unknown)
        return {id, CheckState::Unknown,
                Checks::tr("%1 says \"%2\", which is not known to mean that nothing is running.")
                    .arg(environment.name, displayLine(running.value()->status)),
                running.at};
    if (upgrading) return *upgrading;
    if (running.isKnown())
        return {id, CheckState::Pass, Checks::tr("Nothing is running on %1.").arg(environment.name), running.at};
    const Error& error = running.answer->error();
    return {id, CheckState::Unknown,
            meansNotOffered(error)
                ? Checks::tr("%1 does not tell whether something is running.").arg(environment.name)
                : Checks::tr("Whether something is running could not be read: %1").arg(displayLine(error.message)),
            running.at};
}

Check scheduleCheck(const Environment& environment, const Fact<BackupConfig>& config, qint64 usualMs,
                    const QDateTime& now) {
    constexpr CheckId id = CheckId::Schedule;
    constexpr qint64 kSoonSeconds = 600;
    const QString& name = environment.name;
    if (!config.answer) return waitingCheck(id);
    if (!config.isKnown())
        return {id, CheckState::Unknown, Checks::tr("%1 does not show its schedule.").arg(name), config.at};
    if (!config.value().enabled())
        return {id, CheckState::Pass, Checks::tr("Regular backups of %1 are off.").arg(name), config.at};
    const auto expression = parseCron(config.value().frequency());
    if (!expression)
        return {id, CheckState::Unknown, Checks::tr("The schedule of %1 cannot be read.").arg(name), config.at};
    const auto next = CronSchedule(*expression, environment.timeZone()).next(now.toSecsSinceEpoch());
    if (!next) return {id, CheckState::Pass, Checks::tr("The schedule of %1 never runs.").arg(name), config.at};
    const qint64 soon = std::max(kSoonSeconds, 2 * std::max<qint64>(usualMs, 0) / 1000);
    const QString at = QLocale().toString(QDateTime::fromSecsSinceEpoch(*next, Qt::UTC), u"yyyy-MM-dd HH:mm");
    if (*next - now.toSecsSinceEpoch() <= soon)
        return {id, CheckState::Warn,
                Checks::tr("A scheduled backup of %1 begins at %2 UTC, in the middle of it.").arg(name, at), config.at};
    return {id, CheckState::Pass, Checks::tr("The next scheduled backup of %1 is at %2 UTC.").arg(name, at), config.at};
}

Check protectionCheck(const Environment& environment) {
    const bool readOnly = environment.protection == Protection::ReadOnly;
    return {CheckId::Protection,
            readOnly ? CheckState::Fail : CheckState::Pass,
            readOnly ? Checks::tr("%1 is read-only in this console.").arg(environment.name)
                     : Checks::tr("The name of %1 must be typed.").arg(environment.name),
            {}};
}

QString sentenceOf(const LostRecord& lost) {
    if (!lost.setAside.isEmpty())
        return Checks::tr("The console's own record was damaged and set aside as %1.").arg(lost.setAside);
    return Checks::tr(
               "The console's own record lacks entry %1, which it once held: the file was removed, or replaced "
               "by an older copy.")
        .arg(lost.lastKnown);
}

Check recordCheck(const Environment& environment, const std::optional<LostRecord>& lost) {
    if (!lost) return {CheckId::Record, CheckState::Pass, Checks::tr("The console's record is whole."), {}};
    return {CheckId::Record,
            CheckState::Warn,
            Checks::tr("%1 Something that was started on %2 before may still run, and nobody here knows of it. Look at "
                       "the installation first.")
                .arg(sentenceOf(*lost), environment.name),
            {}};
}

namespace {

tl::unexpected<Error> refuse(const Check& check, const QString& why) {
    Error error = makeError(ErrorKind::Refused,
                            QStringLiteral("The check \"%1\" %2: %3").arg(kebabName(check.id), why, check.evidence));
    error.detail.insert(QStringLiteral("check"), kebabName(check.id));
    return fail(error);
}

}  // namespace

Result<void> checkAccepted(const Check& check, const AcceptedReasons& accepted) {
    if (check.state == CheckState::Fail) return refuse(check, QStringLiteral("fails"));
    if (!check.needsReason()) return {};
    const auto given = accepted.find(check.id);
    const bool holds = given != accepted.end() && !given->second.reason.trimmed().isEmpty() &&
                       (given->second.evidence.isEmpty() || given->second.evidence == check.evidence);
    if (holds) return {};
    Error error = refuse(check, QStringLiteral("needs a reason")).value();
    error.detail.insert(QStringLiteral("needsReason"), true);
    error.detail.insert(QStringLiteral("evidence"), check.evidence);
    return fail(error);
}

AcceptedReasons acceptedOf(const std::vector<Check>& checks, const Reasons& reasons, AcceptedReasons given) {
    for (const Check& check : checks)
        if (const auto reason = reasons.find(check.id); reason != reasons.end() && given[check.id].evidence.isEmpty())
            given[check.id] = {reason->second, check.evidence};
    return given;
}

Result<void> mayGoOn(std::span<const CheckId> needed, const std::vector<Check>& checks, const Reasons& reasons) {
    for (const CheckId id : needed)
        if (std::none_of(checks.begin(), checks.end(), [&](const Check& check) { return check.id == id; }))
            return refuse({id, CheckState::Waiting, {}, {}}, QStringLiteral("was not made"));
    for (const Check& check : checks)
        if (check.state == CheckState::Fail) return refuse(check, QStringLiteral("fails"));
    for (const Check& check : checks) {
        if (check.state == CheckState::Waiting) return refuse(check, QStringLiteral("is not answered"));
        const auto reason = reasons.find(check.id);
        if (check.needsReason() && (reason == reasons.end() || reason->second.trimmed().isEmpty()))
            return refuse(check, QStringLiteral("needs a reason"));
    }
    return {};
}

}  // namespace prophecy
