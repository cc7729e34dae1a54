#include "domain/upgrade_checks.h"

#include <QCoreApplication>
#include <algorithm>

#include "core/text.h"
#include "domain/probe_report.h"
#include "domain/retention.h"

namespace prophecy {

namespace {

struct UpgradeChecks {
    Q_DECLARE_TR_FUNCTIONS(UpgradeChecks)
};

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
        if (!version) return {id, CheckState::Fail, UpgradeChecks::tr("No version is chosen."), {}};
        if (mustBeGuided(facts))
            return {id, CheckState::Warn, sentenceOf(VersionRemark::CurrentUnknown, wanted(), std::nullopt),
                    facts.versions.at};
        if (!facts.versions.isKnown())
            return {id, CheckState::Unknown,
                    UpgradeChecks::tr("The version of %1 could not be read: %2")
                        .arg(name(), displayLine(facts.versions.answer->error().message)),
                    facts.versions.at};
        const auto remarks = remarksOn(*version, told(facts.versions));
        if (remarks.empty())
            return {id, CheckState::Pass,
                    UpgradeChecks::tr("%1 goes from %2 to %3.")
                        .arg(name(), displayLine(facts.versions.value().current), wanted()),
                    facts.versions.at};
        QStringList sentences;
        for (const VersionRemark remark : remarks) sentences << sentenceOf(remark, wanted(), told(facts.versions));
        return {id, CheckState::Warn, sentences.join(u' '), facts.versions.at};
    }

    Check idle() const {
        const Check check = idleCheck(plan.environment, facts.list, facts.running, facts.status);
        const bool failed = facts.status.isKnown() && phaseOf(facts.status.value().status) == UpgradePhase::Failed;
        if (!failed || check.state != CheckState::Pass) return check;
        return {CheckId::Idle, CheckState::Warn,
                UpgradeChecks::tr("The last upgrade of %1 failed, and it may still stand where it failed: %2")
                    .arg(name(), displayLine(facts.status.value().status)),
                facts.status.at};
    }

    Check partner() const {
        constexpr CheckId id = CheckId::Partner;
        if (!plan.partner)
            return {
                id, CheckState::Pass, UpgradeChecks::tr("No single other site of %1 is stored here.").arg(name()), {}};
        const QString& other = plan.partner->name;
        if (!facts.partnerVersions.answer) return waitingCheck(id);
        if (!facts.partnerVersions.isKnown())
            return {id, CheckState::Unknown,
                    UpgradeChecks::tr("%1 does not tell its version now. It should run %2 afterwards, as %3.")
                        .arg(other, wanted(), name()),
                    facts.partnerVersions.at};
        const QString& runs = facts.partnerVersions.value().current;
        if (sameVersion(runs, plan.request.version))
            return {id, CheckState::Pass,
                    UpgradeChecks::tr("%1 runs %2 already; both will match.").arg(other, wanted()),
                    facts.partnerVersions.at};
        const bool matchesNow = facts.versions.isKnown() && sameVersion(runs, facts.versions.value().current);
        if (matchesNow)
            return {id, CheckState::Pass,
                    UpgradeChecks::tr("%1 runs %2 as well. Upgrade it afterwards, so that both match again.")
                        .arg(other, displayLine(runs)),
                    facts.partnerVersions.at};
        return {
            id, CheckState::Warn,
            UpgradeChecks::tr("%1 runs %2, which will match neither now nor afterwards.").arg(other, displayLine(runs)),
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
        if (local)
            return {id, CheckState::Warn,
                    UpgradeChecks::tr("Backups of %1 lie on a volume of its own cluster, which the upgrade works on.")
                        .arg(name()),
                    facts.store.at};
        if (kind == LocationKind::Unknown && !facts.store.isKnown())
            return {id, CheckState::Unknown, UpgradeChecks::tr("Nothing tells where backups of %1 lie.").arg(name()),
                    facts.store.at};
        return {id, CheckState::Pass, UpgradeChecks::tr("Backups of %1 lie in an object store.").arg(name()),
                facts.store.at};
    }

    /// Regular backups also run at every restart, which an upgrade is.
    Check retention() const {
        constexpr CheckId id = CheckId::Retention;
        if (!facts.config.answer || !facts.list.answer) return waitingCheck(id);
        if (!facts.config.isKnown() || !facts.list.isKnown())
            return {id, CheckState::Unknown, UpgradeChecks::tr("%1 does not show what it keeps.").arg(name()),
                    facts.config.at};
        if (!facts.config.value().enabled())
            return {id, CheckState::Pass,
                    UpgradeChecks::tr("Regular backups of %1 are off: nothing is removed.").arg(name()),
                    facts.config.at};
        const auto out = pushedOutBy(plan.backup.isEmpty() ? 2 : 1, facts.config.value(), facts.list.value().backups);
        const auto isOut = [&](const BackupTimestamp& timestamp) {
            return std::find(out.begin(), out.end(), timestamp) != out.end();
        };
        const QString keep = QString::number(facts.config.value().retentionCount().value_or(0));
        const auto warn = [&](const QString& sentence) {
            return Check{id, CheckState::Warn, sentence, facts.config.at};
        };
        if (!plan.backup.isEmpty() && isOut(plan.backup))
            return warn(UpgradeChecks::tr("%1 keeps the last %2, and takes one more when its services restart: the "
                                          "backup to go back to would be removed.")
                            .arg(name(), keep));
        for (const BackupTimestamp& needed : facts.needed)
            if (isOut(needed))
                return warn(UpgradeChecks::tr("%1 keeps the last %2: the backup %3, from which a restore is prepared, "
                                              "would be removed.")
                                .arg(name(), keep, displayLine(needed.text())));
        return {id, CheckState::Pass,
                UpgradeChecks::tr("%1 keeps the last %2; nothing that is needed is removed.").arg(name(), keep),
                facts.config.at};
    }
};

}  // namespace

std::vector<Check> judgeUpgrade(const UpgradePlan& plan, const UpgradeFacts& facts, const QDateTime& now) {
    const Judge judge{plan, facts};
    return {judge.version(),
            reachableCheck(plan.environment, facts.list),
            keyCheck(plan.environment, facts.list),
            judge.idle(),
            scheduleCheck(plan.environment, facts.config, facts.usualMs, now),
            judge.partner(),
            judge.location(),
            judge.retention(),
            protectionCheck(plan.environment)};
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

Result<void> mayBackUpFirst(const UpgradePlan& plan, const UpgradeFacts& facts) {
    if (!facts.config.answer || !facts.list.answer)
        return fail(ErrorKind::Refused, UpgradeChecks::tr("Asking %1 what it keeps…").arg(plan.environment.name));
    if (!facts.config.isKnown() || !facts.list.isKnown()) return {};
    for (const BackupTimestamp& out : pushedOutBy(1, facts.config.value(), facts.list.value().backups))
        if (std::find(facts.needed.begin(), facts.needed.end(), out) != facts.needed.end())
            return fail(ErrorKind::Refused,
                        UpgradeChecks::tr("One more backup of %1 would push out %2, from which a restore is prepared.")
                            .arg(plan.environment.name, out.text()));
    return {};
}

QString sentenceOf(VersionRemark remark, const QString& version, const std::optional<Versions>& versions) {
    const QString current = versions ? displayLine(versions->current) : QString();
    switch (remark) {
        case VersionRemark::Same: return UpgradeChecks::tr("%1 is the version that runs already.").arg(version);
        case VersionRemark::Downgrade:
            return UpgradeChecks::tr("%1 is older than %2, which runs now: a downgrade.").arg(version, current);
        case VersionRemark::SkipsEmLines:
            return UpgradeChecks::tr(
                       "From %1 to %2 more than one Extended Maintenance line is crossed; a direct way "
                       "leads only from one to the next.")
                .arg(current, version);
        case VersionRemark::MaySkipEmLines:
            return UpgradeChecks::tr(
                       "From %1 to %2 more than one release line is crossed, and no list tells which of "
                       "them are Extended Maintenance.")
                .arg(current, version);
        case VersionRemark::NotOnOffer: return UpgradeChecks::tr("%1 is not among the versions on offer.").arg(version);
        case VersionRemark::CurrentUnknown: break;
    }
    return current.isEmpty()
               ? UpgradeChecks::tr("Nobody tells which version runs now, so that %1 cannot be compared.").arg(version)
               : UpgradeChecks::tr("What runs now, \"%1\", is no version that %2 can be compared with.")
                     .arg(current, version);
}

}  // namespace prophecy
