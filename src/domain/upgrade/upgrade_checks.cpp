#include "domain/upgrade/upgrade_checks.h"

#include <algorithm>

#include "core/text.h"
#include "domain/backup/retention.h"
#include "domain/probe_report.h"

namespace prophecy {

namespace {

std::optional<Versions> told(const Fact<Versions>& versions) {
    return versions.isKnown() ? std::optional(versions.value()) : std::nullopt;
}

/// Makes the checks over one plan and its facts.
struct Judge {
    const UpgradePlan& plan;
    const UpgradeFacts& facts;

    const QString& name() const { return plan.environment.name; }
    QString wanted() const { return displayLine(plan.request.version); }

    Check version() const {
        constexpr CheckId id = CheckId::Version;
        if (!facts.versions.answer) return waitingCheck(id);
        const auto version = parseVersion(plan.request.version);
        if (!version) return {id, CheckState::Fail, says("no-version"), {}};
        if (mustBeGuided(facts))
            return {id,
                    CheckState::Warn,
                    {statementOf(VersionRemark::CurrentUnknown, wanted(), std::nullopt)},
                    facts.versions.at};
        if (!facts.versions.isKnown())
            return {id, CheckState::Unknown,
                    says("version-unread", {name(), displayLine(facts.versions.answer->error().message)}),
                    facts.versions.at};
        const auto remarks = remarksOn(*version, told(facts.versions));
        if (remarks.empty())
            return {id, CheckState::Pass,
                    says("version-step", {name(), displayLine(facts.versions.value().current), wanted()}),
                    facts.versions.at};
        Evidence evidence;
        for (const VersionRemark remark : remarks)
            evidence.push_back(statementOf(remark, wanted(), told(facts.versions)));
        return {id, CheckState::Warn, evidence, facts.versions.at};
    }

    Check idle() const {
        Check check = idleCheck(plan.environment, facts.list, facts.running, facts.status);
        const bool failed = facts.status.isKnown() && phaseOf(facts.status.value().status) == UpgradePhase::Failed;
        if (!failed || check.state != CheckState::Pass) return check;
        return {CheckId::Idle, CheckState::Warn,
                says("last-upgrade-failed", {name(), displayLine(facts.status.value().status)}), facts.status.at};
    }

    Check partner() const {
        constexpr CheckId id = CheckId::Partner;
        if (!plan.partner) return {id, CheckState::Pass, says("no-partner", {name()}), {}};
        const QString& other = plan.partner->name;
        if (!facts.partnerVersions.answer) return waitingCheck(id);
        if (!facts.partnerVersions.isKnown())
            return {id, CheckState::Unknown, says("partner-untold", {other, wanted(), name()}),
                    facts.partnerVersions.at};
        const QString& runs = facts.partnerVersions.value().current;
        if (sameVersion(runs, plan.request.version))
            return {id, CheckState::Pass, says("partner-matches-then", {other, wanted()}), facts.partnerVersions.at};
        const bool matchesNow = facts.versions.isKnown() && sameVersion(runs, facts.versions.value().current);
        if (matchesNow)
            return {id, CheckState::Pass, says("partner-matches-now", {other, displayLine(runs)}),
                    facts.partnerVersions.at};
        return {id, CheckState::Warn, says("partner-never-matches", {other, displayLine(runs)}),
                facts.partnerVersions.at};
    }

    LocationKind backupKind() const {
        if (facts.list.isKnown())
            for (const Backup& backup : facts.list.value().backups)
                if (backup.timestamp == plan.backup) return locationOf(backup.url).kind;
        return LocationKind::Unknown;
    }

    Check location() const {
        constexpr CheckId id = CheckId::Location;
        if (!facts.store.answer || !facts.list.answer) return waitingCheck(id);
        const LocationKind kind = backupKind();
        const bool local =
            kind == LocationKind::Local || (facts.store.isKnown() && facts.store.value().provider == u"local");
        if (local) return {id, CheckState::Warn, says("backups-on-volume", {name()}), facts.store.at};
        if (kind == LocationKind::Unknown && !facts.store.isKnown())
            return {id, CheckState::Unknown, says("backups-location-untold", {name()}), facts.store.at};
        return {id, CheckState::Pass, says("backups-in-store", {name()}), facts.store.at};
    }

    /// Regular backups also run at every restart, which an upgrade is.
    Check retention() const {
        constexpr CheckId id = CheckId::Retention;
        if (!facts.config.answer || !facts.list.answer) return waitingCheck(id);
        if (!facts.config.isKnown() || !facts.list.isKnown())
            return {id, CheckState::Unknown, says("retention-hidden", {name()}), facts.config.at};
        if (!facts.config.value().enabled())
            return {id, CheckState::Pass, says("retention-off", {name()}), facts.config.at};
        const std::size_t more = plan.backup.isEmpty() ? 2 : 1;
        const auto out = pushedOutBy(static_cast<int>(more), facts.config.value(), facts.list.value().backups);
        const auto isOut = [&](const BackupTimestamp& timestamp) {
            return std::find(out.begin(), out.end(), timestamp) != out.end();
        };
        const QString keep = QString::number(facts.config.value().retentionCount().value_or(0));
        if (!plan.backup.isEmpty() && isOut(plan.backup))
            return {id, CheckState::Warn, says("way-back-removed", {name(), keep}), facts.config.at};
        for (const BackupTimestamp& needed : facts.needed)
            if (isOut(needed))
                return {id, CheckState::Warn, says("needed-removed", {name(), keep, displayLine(needed.text())}),
                        facts.config.at};
        if (out.size() > more)
            return {id, CheckState::Warn, says("backlog-removed", {name(), keep}, static_cast<int>(out.size())),
                    facts.config.at};
        return {id, CheckState::Pass, says("nothing-needed-removed", {name(), keep}), facts.config.at};
    }
};

template <Check (Judge::*kJudge)() const>
Check judged(const UpgradePlan& plan, const UpgradeFacts& facts, const QDateTime&) {
    return (Judge{plan, facts}.*kJudge)();
}

}  // namespace

const std::vector<UpgradeCheckRow>& upgradeCheckTable() {
    using Ask = UpgradeAsk;
    static const std::vector<UpgradeCheckRow> table{
        {CheckId::Version, &judged<&Judge::version>, {Ask::Versions}},
        {CheckId::Reachable,
         [](const UpgradePlan& plan, const UpgradeFacts& facts, const QDateTime&) {
             return reachableCheck(plan.environment, facts.list);
         },
         {Ask::List}},
        {CheckId::Key,
         [](const UpgradePlan& plan, const UpgradeFacts& facts, const QDateTime&) {
             return keyCheck(plan.environment, facts.list);
         },
         {Ask::List}},
        {CheckId::Idle, &judged<&Judge::idle>, {Ask::List, Ask::Running}},
        {CheckId::Schedule,
         [](const UpgradePlan& plan, const UpgradeFacts& facts, const QDateTime& now) {
             return scheduleCheck(plan.environment, facts.config, facts.usualMs, now);
         },
         {Ask::Config}},
        {CheckId::Partner, &judged<&Judge::partner>, {Ask::Partner}},
        {CheckId::Location, &judged<&Judge::location>, {Ask::Store}},
        {CheckId::Retention, &judged<&Judge::retention>, {Ask::List, Ask::Config}},
        {CheckId::Protection,
         [](const UpgradePlan& plan, const UpgradeFacts&, const QDateTime&) {
             return protectionCheck(plan.environment);
         },
         {}}};
    return table;
}

const std::vector<CheckId>& upgradeChecks() {
    static const std::vector<CheckId> ids = idsOf(upgradeCheckTable());
    return ids;
}

std::vector<Check> judgeUpgrade(const UpgradePlan& plan, const UpgradeFacts& facts, const QDateTime& now) {
    return judgeAll(upgradeCheckTable(), plan, facts, now);
}

bool mustBeGuided(const UpgradeFacts& facts) {
    // A page in the place of everything is no answer of an API that lacks one call.
    return facts.list.isKnown() && facts.versions.answer && !*facts.versions.answer &&
           meansNotOffered(facts.versions.answer->error());
}

std::optional<Backup> freshBackup(const std::vector<Backup>& listed, const Ownership& ownership,
                                  const QTimeZone& serverZone, const QDateTime& now, std::chrono::minutes limit) {
    constexpr qint64 kClockSkewSeconds = 300;
    std::optional<Backup> fresh;
    for (const Backup& backup : listed) {
        if (stateOf(backup) != BackupState::Success || !isWellFormed(backup.timestamp)) continue;
        const QDateTime begun = instantOf(backup.timestamp, serverZone);
        if (ownership.originOf(backup, begun) != Origin::Own) continue;
        const qint64 age = begun.secsTo(now);
        if (age < -kClockSkewSeconds || age > std::chrono::seconds(limit).count()) continue;
        if (!fresh || backup.timestamp > fresh->timestamp) fresh = backup;
    }
    return fresh;
}

std::optional<Statement> whyNoBackupFirst(const UpgradePlan& plan, const UpgradeFacts& facts) {
    if (!facts.config.answer || !facts.list.answer) return statement("asking-what-is-kept", {plan.environment.name});
    if (!facts.config.isKnown() || !facts.list.isKnown()) return std::nullopt;
    for (const BackupTimestamp& out : pushedOutBy(1, facts.config.value(), facts.list.value().backups))
        if (std::find(facts.needed.begin(), facts.needed.end(), out) != facts.needed.end())
            return statement("would-push-out-needed", {plan.environment.name, out.text()});
    return std::nullopt;
}

Statement statementOf(VersionRemark remark, const QString& version, const std::optional<Versions>& versions) {
    const QString current = versions ? displayLine(versions->current) : QString();
    switch (remark) {
        case VersionRemark::Same: return statement("same-version", {version});
        case VersionRemark::Downgrade: return statement("downgrade", {version, current});
        case VersionRemark::SkipsEmLines: return statement("skips-em-lines", {current, version});
        case VersionRemark::MaySkipEmLines: return statement("may-skip-em-lines", {current, version});
        case VersionRemark::NotOnOffer: return statement("not-on-offer", {version});
        case VersionRemark::CurrentUnknown: break;
    }
    return current.isEmpty() ? statement("current-untold", {version})
                             : statement("current-no-version", {current, version});
}

}  // namespace prophecy
