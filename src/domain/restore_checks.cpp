#include "domain/restore_checks.h"

#include <QCoreApplication>
#include <QLocale>
#include <array>

#include "core/text.h"
#include "domain/cron/schedule.h"
#include "domain/installation.h"
#include "domain/retention.h"

namespace prophecy {

namespace {

struct RestoreChecks {
    Q_DECLARE_TR_FUNCTIONS(RestoreChecks)
};

/// Makes the checks over one plan and its facts.
struct Judge {
    const RestorePlan& plan;
    const RestoreFacts& facts;
    Check check;

    Check give(CheckState state, const QString& evidence, const QDateTime& at = {}) {
        check.state = state;
        check.evidence = evidence;
        check.at = at;
        return check;
    }
    Check wait() { return waitingCheck(check.id); }
    const QString& target() const { return plan.destination.name; }

    Check listed() {
        const auto& list = facts.sourceList;
        const QString& name = plan.request.timestamp.text();
        if (!list.answer) return wait();
        const bool answered = *list.answer && list.value().find(plan.request.timestamp);
        if (!answered && !facts.historyRead) return wait();
        const bool seenGood = facts.observed && stateOf(facts.observed->backup) == BackupState::Success;
        if (facts.deletion && !answered) return notListedAfterDeletion();
        if (!*list.answer)
            return give(CheckState::Unknown,
                        seenGood
                            ? RestoreChecks::tr("%1 cannot be asked now. This console saw the backup succeed before.")
                                  .arg(plan.source.name)
                            : RestoreChecks::tr("%1 cannot be asked whether the backup is complete: %2")
                                  .arg(plan.source.name, displayLine(list.answer->error().message)),
                        list.at);
        const Backup* entry = list.value().find(plan.request.timestamp);
        if (!entry)
            return give(seenGood ? CheckState::Warn : CheckState::Fail,
                        seenGood
                            ? RestoreChecks::tr("%1 does not list %2 any more. This console saw it succeed before.")
                                  .arg(plan.source.name, name)
                            : RestoreChecks::tr("%1 lists no backup %2.").arg(plan.source.name, name),
                        list.at);
        const bool otherNamespace = !entry->nameSpace.isEmpty() && entry->nameSpace != plan.request.sourceNamespace;
        if (stateOf(*entry) == BackupState::Success && otherNamespace)
            return give(
                CheckState::Warn,
                RestoreChecks::tr("%1 took this backup in the namespace %2, not in %3. In a shared store another "
                                  "installation may have one of the same name.")
                    .arg(plan.source.name, displayLine(entry->nameSpace), displayLine(plan.request.sourceNamespace)),
                list.at);
        if (stateOf(*entry) == BackupState::Success)
            return give(CheckState::Pass,
                        RestoreChecks::tr("The backup is complete, and %1 lists it.").arg(plan.source.name), list.at);
        return give(CheckState::Fail,
                    RestoreChecks::tr("The backup did not succeed: %1").arg(displayLine(entry->status)), list.at);
    }

    /// The delete was sent; where nobody saw it done, it may have been.
    Check notListedAfterDeletion() {
        const QString &name = plan.request.timestamp.text(), &source = plan.source.name;
        const QDateTime& at = facts.sourceList.at;
        if (*facts.deletion == OperationState::Succeeded)
            return give(
                CheckState::Fail,
                RestoreChecks::tr("%1 was deleted from %2 by this console: its data is gone.").arg(name, source), at);
        if (facts.sourceList.isKnown())
            return give(CheckState::Fail,
                        RestoreChecks::tr("%1 does not list %2 any more, and this console sent a delete of it whose "
                                          "outcome it does not know: its data is to be taken for gone.")
                            .arg(source, name),
                        at);
        return give(CheckState::Unknown,
                    RestoreChecks::tr("This console sent %1 a delete of %2 and does not know its outcome, and the list "
                                      "cannot be read.")
                        .arg(source, name),
                    at);
    }

    /// What is overwritten is more than what overwrites it.
    Check direction() {
        const Environment &from = plan.source, &to = plan.destination;
        if (plan.inPlace()) return give(CheckState::Pass, RestoreChecks::tr("%1 gets its own backup.").arg(to.name));
        if (to.role != Role::Primary) return underOtherNames();
        if (from.role == Role::Primary)
            return give(CheckState::Pass, RestoreChecks::tr("%1 is a primary, too.").arg(from.name));
        return give(
            CheckState::Warn,
            from.role == Role::Dr
                ? RestoreChecks::tr("The DR site %1 would overwrite the primary %2, with what users did there.")
                      .arg(from.name, to.name)
                : RestoreChecks::tr("The test environment %1 would overwrite the primary %2, with what users did "
                                    "there.")
                      .arg(from.name, to.name));
    }

    /// What is no primary by this name may be one by another.
    Check underOtherNames() {
        if (!facts.otherNames.answer) return wait();
        if (!facts.otherNames.isKnown())
            return give(CheckState::Unknown,
                        RestoreChecks::tr("Whether %1 is stored here as a primary, too, cannot be told: %2")
                            .arg(target(), displayLine(facts.otherNames.answer->error().message)),
                        facts.otherNames.at);
        for (const auto& [other, likeness] : facts.otherNames.value()) {
            // That the source lists the same is what the check of one installation is about.
            const bool onlyLike = likeness == Likeness::Lists && other.id == plan.source.id;
            if (other.role != Role::Primary || onlyLike) continue;
            return give(CheckState::Warn,
                        likeness == Likeness::Same
                            ? RestoreChecks::tr("%1 leads to the installation that is stored here as the primary %2, "
                                                "too: the primary would be overwritten, with what users did there.")
                                  .arg(target(), other.name)
                            : RestoreChecks::tr("%1 lists the same backups as the primary %2. If both are one "
                                                "installation, the primary would be overwritten, with what users did "
                                                "there.")
                                  .arg(target(), other.name),
                        facts.destinationList.at);
        }
        return give(CheckState::Pass, RestoreChecks::tr("%1 is not stored as a primary.").arg(target()));
    }

    /// Two names may lead to one installation: an alias, or a slip of the paste.
    Check sameInstallation() {
        if (plan.inPlace()) return give(CheckState::Pass, RestoreChecks::tr("It is one installation, as intended."));
        const Fact<BackupList>&here = facts.destinationList, &there = facts.sourceList;
        if (!here.answer || !there.answer || !facts.sourceDoors.answer || !facts.destinationDoors.answer) return wait();
        const bool sameDoor = facts.sourceDoors.isKnown() && facts.destinationDoors.isKnown() &&
                              shareDoor(facts.sourceDoors.value(), facts.destinationDoors.value());
        if (sameDoor && (!here.isKnown() || !there.isKnown()))
            return give(CheckState::Warn,
                        RestoreChecks::tr("%1 and %2 lead to the same address, and not both list their backups, by "
                                          "which they could be told apart.")
                            .arg(plan.source.name, target()),
                        there.at);
        if (!here.isKnown() || !there.isKnown())
            return give(CheckState::Unknown,
                        RestoreChecks::tr("Not both sides list their backups, by which they could be told apart."),
                        there.at);
        if (!facts.safety.isEmpty() && there.value().find(facts.safety))
            return give(
                CheckState::Fail,
                RestoreChecks::tr("%1 lists the backup %2 that was just taken of %3: they are one installation.")
                    .arg(plan.source.name, facts.safety.text(), target()),
                there.at);
        const bool samePeer = !here.value().peer.isEmpty() && here.value().peer == there.value().peer;
        const bool sameList = listTheSame(here.value(), there.value());
        if (sameDoor && sameList)
            return give(CheckState::Fail,
                        RestoreChecks::tr("%1 and %2 lead to the same address and list the same backups: they are one "
                                          "installation. Two behind one address would differ once one of them has "
                                          "taken a backup.")
                            .arg(plan.source.name, target()),
                        there.at);
        if (sameList)
            return give(CheckState::Warn,
                        (samePeer ? RestoreChecks::tr("%1 and %2 show the same certificate and list the same backups.")
                                  : RestoreChecks::tr("%1 and %2 list the same backups."))
                                .arg(plan.source.name, target()) +
                            u' ' +
                            RestoreChecks::tr("They are one installation, or one was restored from the other and has "
                                              "taken no backup since."),
                        there.at);
        return give(CheckState::Pass, RestoreChecks::tr("Both sides list backups of their own."), there.at);
    }

    Check version() {
        if (plan.inPlace()) return give(CheckState::Pass, RestoreChecks::tr("It stays on the same installation."));
        if (!facts.sourceVersions.answer || !facts.destinationVersions.answer) return wait();
        const QDateTime at = std::min(facts.sourceVersions.at, facts.destinationVersions.at);
        if (!facts.sourceVersions.isKnown() || !facts.destinationVersions.isKnown())
            return give(CheckState::Unknown, RestoreChecks::tr("Not both sides tell their version."), at);
        const QString &source = facts.sourceVersions.value().current,
                      &destination = facts.destinationVersions.value().current;
        if (source == destination)
            return give(CheckState::Pass, RestoreChecks::tr("Both sides run %1.").arg(displayLine(source)), at);
        return give(CheckState::Warn,
                    RestoreChecks::tr(
                        "%1 runs %2, %3 runs %4. The restore may also move the destination to the source's version.")
                        .arg(plan.source.name, displayLine(source), target(), displayLine(destination)),
                    at);
    }

    LocationKind backupKind() const {
        if (facts.sourceList.isKnown())
            if (const Backup* entry = facts.sourceList.value().find(plan.request.timestamp))
                return locationOf(entry->url).kind;
        return facts.observed ? locationOf(facts.observed->backup.url).kind : LocationKind::Unknown;
    }

    Check location() {
        if (plan.inPlace()) return give(CheckState::Pass, RestoreChecks::tr("The backup stays where it is."));
        if (!facts.sourceList.answer || !facts.sourceStore.answer || !facts.destinationStore.answer) return wait();
        const QDateTime at = facts.sourceList.at;
        const auto isLocal = [](const Fact<ObjectStore>& store) {
            return store.isKnown() && store.value().provider == u"local";
        };
        const LocationKind kind = backupKind();
        if (kind == LocationKind::Local || (kind == LocationKind::Unknown && isLocal(facts.sourceStore)))
            return give(CheckState::Warn,
                        RestoreChecks::tr(
                            "The backup lies on a volume of %1. Its files must be copied to %2 before the restore.")
                            .arg(plan.source.name, target()),
                        at);
        if (isLocal(facts.destinationStore))
            return give(CheckState::Warn,
                        RestoreChecks::tr("The backup lies in an object store, but %1 reads from its own volume.")
                            .arg(target()),
                        at);
        if (kind == LocationKind::Unknown)
            return give(CheckState::Unknown, RestoreChecks::tr("Nothing tells where the backup lies."), at);
        if (!facts.sourceStore.isKnown() || !facts.destinationStore.isKnown())
            return give(
                CheckState::Unknown,
                RestoreChecks::tr("The backup lies in an object store; not both sides tell which one they use."), at);
        if (!isSamePlace(facts.sourceStore.value(), facts.destinationStore.value()))
            return give(CheckState::Warn,
                        RestoreChecks::tr("%1 reads from %2, but the backup lies in %3.")
                            .arg(target(), displayLine(facts.destinationStore.value().container),
                                 displayLine(facts.sourceStore.value().container)),
                        at);
        return give(CheckState::Pass, RestoreChecks::tr("Both sides use the same object store."), at);
    }

    Check collision() {
        if (plan.inPlace()) return give(CheckState::Pass, RestoreChecks::tr("There is only one installation."));
        if (!facts.sourceStore.answer || !facts.destinationStore.answer) return wait();
        const QDateTime at = std::min(facts.sourceStore.at, facts.destinationStore.at);
        if (!facts.sourceStore.isKnown() || !facts.destinationStore.isKnown())
            return give(CheckState::Unknown, RestoreChecks::tr("Not both sides tell where they write their backups."),
                        at);
        if (!writeToSamePlace(facts.sourceStore.value(), facts.destinationStore.value()))
            return give(CheckState::Pass, RestoreChecks::tr("Both sides write their backups to different places."), at);
        if (plan.destination.nameSpace.isEmpty())
            return give(CheckState::Unknown,
                        RestoreChecks::tr("Both sides write to the same bucket, and the namespace of %1 is not known.")
                            .arg(target()),
                        at);
        if (plan.destination.nameSpace == plan.request.sourceNamespace)
            return give(CheckState::Warn,
                        RestoreChecks::tr(
                            "Both sides write to the same bucket and namespace: once restored, %1 would write into "
                            "the backups of %2.")
                            .arg(target(), plan.source.name),
                        at);
        return give(CheckState::Pass,
                    RestoreChecks::tr("Both sides write to the same bucket, under different namespaces."), at);
    }

    Check keys() {
        if (plan.inPlace())
            return give(CheckState::Pass, RestoreChecks::tr("The keys stay those of this installation."));
        if (plan.nextKeyHeld)
            return give(
                CheckState::Pass,
                (plan.nextKeyForThisRun
                     ? RestoreChecks::tr("The restore may replace the keys of %1; a key of %2 is held ready, for "
                                         "as long as this program runs.")
                     : RestoreChecks::tr("The restore may replace the keys of %1; a key of %2 is held ready."))
                    .arg(target(), plan.source.name));
        return give(CheckState::Warn,
                    RestoreChecks::tr(
                        "The restore may replace the keys of %1. Without a key of %2 it cannot be watched to its end.")
                        .arg(target(), plan.source.name));
    }
};

}  // namespace

Check judge(CheckId id, const RestorePlan& plan, const RestoreFacts& facts, const QDateTime& now) {
    Judge judge{plan, facts, {id, CheckState::Waiting, {}, {}}};
    switch (id) {
        case CheckId::Direction: return judge.direction();
        case CheckId::SameInstallation: return judge.sameInstallation();
        case CheckId::Reachable: return reachableCheck(plan.destination, facts.destinationList);
        case CheckId::Key: return keyCheck(plan.destination, facts.destinationList);
        case CheckId::Idle:
            return idleCheck(plan.destination, facts.destinationList, facts.running, facts.upgradeStatus);
        case CheckId::Listed: return judge.listed();
        case CheckId::Version: return judge.version();
        case CheckId::Location: return judge.location();
        case CheckId::Collision: return judge.collision();
        case CheckId::Schedule: return scheduleCheck(plan.destination, facts.destinationConfig, facts.usualMs, now);
        case CheckId::Keys: return judge.keys();
        default: break;
    }
    return protectionCheck(plan.destination);
}

std::vector<Check> judgeAll(const RestorePlan& plan, const RestoreFacts& facts, const QDateTime& now) {
    std::vector<Check> checks;
    for (const CheckId id : kRestoreChecks) checks.push_back(judge(id, plan, facts, now));
    return checks;
}

Result<void> maySafetyBackup(const RestorePlan& plan, const RestoreFacts& facts) {
    if (!facts.destinationConfig.answer || !facts.destinationList.answer)
        return fail(ErrorKind::Refused, RestoreChecks::tr("Asking %1 what it keeps…").arg(plan.destination.name));
    if (!facts.destinationConfig.isKnown() || !facts.destinationList.isKnown()) return {};
    const auto out = pushedOutBy(1, facts.destinationConfig.value(), facts.destinationList.value().backups);
    if (std::find(out.begin(), out.end(), plan.request.timestamp) == out.end()) return {};
    return fail(ErrorKind::Refused,
                RestoreChecks::tr(
                    "One more backup of %1 would push out %2, which is to be restored: retention keeps the last %3.")
                    .arg(plan.destination.name, plan.request.timestamp.text())
                    .arg(facts.destinationConfig.value().retentionCount().value_or(0)));
}

}  // namespace prophecy
