#include "domain/restore/restore_checks.h"

#include <algorithm>

#include "core/text.h"
#include "domain/backup/retention.h"
#include "domain/cron/schedule.h"
#include "domain/installation.h"

namespace prophecy {

namespace {

/// Makes the checks over one plan and its facts.
struct Judge {
    const RestorePlan& plan;
    const RestoreFacts& facts;
    CheckId id;

    Check give(CheckState state, const Evidence& evidence, const QDateTime& at = {}) const {
        return {id, state, evidence, at};
    }
    Check wait() const { return waitingCheck(id); }
    const QString& target() const { return plan.destination.name; }

    Check listed() const {
        const auto& list = facts.sourceList;
        const QString& name = plan.request.timestamp.text();
        if (!list.answer) return wait();
        const bool answered = *list.answer && list.value().find(plan.request.timestamp);
        if (!answered && !facts.historyRead) return wait();
        const bool seenGood = facts.observed && stateOf(facts.observed->backup) == BackupState::Success;
        if (facts.deletion && !answered) return notListedAfterDeletion();
        if (!*list.answer)
            return give(CheckState::Unknown,
                        seenGood ? says("source-away-seen-good", {plan.source.name})
                                 : says("source-away", {plan.source.name, displayLine(list.answer->error().message)}),
                        list.at);
        const Backup* entry = list.value().find(plan.request.timestamp);
        if (!entry)
            return give(seenGood ? CheckState::Warn : CheckState::Fail,
                        says(seenGood ? "listed-no-more" : "not-listed", {plan.source.name, name}), list.at);
        const bool otherNamespace = !entry->nameSpace.isEmpty() && entry->nameSpace != plan.request.sourceNamespace;
        if (stateOf(*entry) == BackupState::Success && otherNamespace)
            return give(CheckState::Warn,
                        says("other-namespace", {plan.source.name, displayLine(entry->nameSpace),
                                                 displayLine(plan.request.sourceNamespace)}),
                        list.at);
        if (stateOf(*entry) == BackupState::Success)
            return give(CheckState::Pass, says("backup-complete", {plan.source.name}), list.at);
        return give(CheckState::Fail, says("backup-failed", {displayLine(entry->status)}), list.at);
    }

    /// The delete was sent; where nobody saw it done, it may have been.
    Check notListedAfterDeletion() const {
        const QString &name = plan.request.timestamp.text(), &source = plan.source.name;
        const QDateTime& at = facts.sourceList.at;
        if (*facts.deletion == OperationState::Succeeded)
            return give(CheckState::Fail, says("deleted-here", {name, source}), at);
        if (facts.sourceList.isKnown()) return give(CheckState::Fail, says("deletion-unknown", {source, name}), at);
        return give(CheckState::Unknown, says("deletion-unread", {source, name}), at);
    }

    /// What is overwritten is more than what overwrites it.
    Check direction() const {
        const Environment &from = plan.source, &to = plan.destination;
        if (plan.inPlace()) return give(CheckState::Pass, says("own-backup", {to.name}));
        if (to.role != Role::Primary) return underOtherNames();
        if (from.role == Role::Primary) return give(CheckState::Pass, says("source-primary", {from.name}));
        return give(CheckState::Warn,
                    says(from.role == Role::Dr ? "dr-over-primary" : "test-over-primary", {from.name, to.name}));
    }

    /// What is no primary by this name may be one by another.
    Check underOtherNames() const {
        if (!facts.otherNames.answer) return wait();
        if (!facts.otherNames.isKnown())
            return give(CheckState::Unknown,
                        says("other-names-unread", {target(), displayLine(facts.otherNames.answer->error().message)}),
                        facts.otherNames.at);
        for (const auto& [other, likeness] : facts.otherNames.value()) {
            // That the source lists the same is what the check of one installation is about.
            const bool onlyLike = likeness == Likeness::Lists && other.id == plan.source.id;
            if (other.role != Role::Primary || onlyLike) continue;
            return give(
                CheckState::Warn,
                says(likeness == Likeness::Same ? "leads-to-primary" : "lists-as-primary", {target(), other.name}),
                facts.destinationList.at);
        }
        return give(CheckState::Pass, says("no-primary", {target()}));
    }

    /// Two names may lead to one installation: an alias, or a slip of the paste.
    Check sameInstallation() const {
        if (plan.inPlace()) return give(CheckState::Pass, says("one-as-intended"));
        const Fact<BackupList>&here = facts.destinationList, &there = facts.sourceList;
        if (!here.answer || !there.answer || !facts.sourceDoors.answer || !facts.destinationDoors.answer) return wait();
        const bool sameDoor = facts.sourceDoors.isKnown() && facts.destinationDoors.isKnown() &&
                              shareDoor(facts.sourceDoors.value(), facts.destinationDoors.value());
        if (sameDoor && (!here.isKnown() || !there.isKnown()))
            return give(CheckState::Warn, says("same-address-unlisted", {plan.source.name, target()}), there.at);
        if (!here.isKnown() || !there.isKnown()) return give(CheckState::Unknown, says("not-both-list"), there.at);
        if (!facts.safety.isEmpty() && there.value().find(facts.safety))
            return give(CheckState::Fail,
                        says("lists-safety-backup", {plan.source.name, facts.safety.text(), target()}), there.at);
        const bool samePeer = !here.value().peer.isEmpty() && here.value().peer == there.value().peer;
        const bool sameList = listTheSame(here.value(), there.value());
        if (sameDoor && sameList)
            return give(CheckState::Fail, says("same-address-same-list", {plan.source.name, target()}), there.at);
        if (sameList)
            return give(CheckState::Warn,
                        {statement(samePeer ? "same-certificate-same-list" : "same-list", {plan.source.name, target()}),
                         statement("one-or-restored")},
                        there.at);
        return give(CheckState::Pass, says("lists-differ"), there.at);
    }

    Check version() const {
        if (plan.inPlace()) return give(CheckState::Pass, says("version-stays"));
        if (!facts.sourceVersions.answer || !facts.destinationVersions.answer) return wait();
        const QDateTime at = std::min(facts.sourceVersions.at, facts.destinationVersions.at);
        if (!facts.sourceVersions.isKnown() || !facts.destinationVersions.isKnown())
            return give(CheckState::Unknown, says("versions-untold"), at);
        const QString &source = facts.sourceVersions.value().current,
                      &destination = facts.destinationVersions.value().current;
        if (source == destination) return give(CheckState::Pass, says("versions-equal", {displayLine(source)}), at);
        return give(
            CheckState::Warn,
            says("versions-differ", {plan.source.name, displayLine(source), target(), displayLine(destination)}), at);
    }

    LocationKind backupKind() const {
        if (facts.sourceList.isKnown())
            if (const Backup* entry = facts.sourceList.value().find(plan.request.timestamp))
                return locationOf(entry->url).kind;
        return facts.observed ? locationOf(facts.observed->backup.url).kind : LocationKind::Unknown;
    }

    Check location() const {
        if (plan.inPlace()) return give(CheckState::Pass, says("backup-stays"));
        if (!facts.sourceList.answer || !facts.sourceStore.answer || !facts.destinationStore.answer) return wait();
        const QDateTime at = facts.sourceList.at;
        const auto isLocal = [](const Fact<ObjectStore>& store) {
            return store.isKnown() && store.value().provider == u"local";
        };
        const LocationKind kind = backupKind();
        if (kind == LocationKind::Local || (kind == LocationKind::Unknown && isLocal(facts.sourceStore)))
            return give(CheckState::Warn, says("backup-on-volume", {plan.source.name, target()}), at);
        if (isLocal(facts.destinationStore))
            return give(CheckState::Warn, says("destination-reads-volume", {target()}), at);
        if (kind == LocationKind::Unknown) return give(CheckState::Unknown, says("location-untold"), at);
        if (!facts.sourceStore.isKnown() || !facts.destinationStore.isKnown())
            return give(CheckState::Unknown, says("stores-untold"), at);
        if (!isSamePlace(facts.sourceStore.value(), facts.destinationStore.value()))
            return give(CheckState::Warn,
                        says("stores-differ", {target(), displayLine(facts.destinationStore.value().container),
                                               displayLine(facts.sourceStore.value().container)}),
                        at);
        return give(CheckState::Pass, says("same-store"), at);
    }

    Check collision() const {
        if (plan.inPlace()) return give(CheckState::Pass, says("one-installation"));
        if (!facts.sourceStore.answer || !facts.destinationStore.answer) return wait();
        const QDateTime at = std::min(facts.sourceStore.at, facts.destinationStore.at);
        if (!facts.sourceStore.isKnown() || !facts.destinationStore.isKnown())
            return give(CheckState::Unknown, says("writing-untold"), at);
        if (!writeToSamePlace(facts.sourceStore.value(), facts.destinationStore.value()))
            return give(CheckState::Pass, says("write-apart"), at);
        if (plan.destination.nameSpace.isEmpty())
            return give(CheckState::Unknown, says("same-bucket-namespace-unknown", {target()}), at);
        if (plan.destination.nameSpace == plan.request.sourceNamespace)
            return give(CheckState::Warn, says("same-bucket-same-namespace", {target(), plan.source.name}), at);
        return give(CheckState::Pass, says("same-bucket-other-namespace"), at);
    }

    Check keys() const {
        if (plan.inPlace()) return give(CheckState::Pass, says("keys-stay"));
        if (plan.nextKeyHeld)
            return give(CheckState::Pass, says(plan.nextKeyForThisRun ? "key-held-for-this-run" : "key-held",
                                               {target(), plan.source.name}));
        return give(CheckState::Warn, says("key-missing", {target(), plan.source.name}));
    }
};

template <CheckId kId, Check (Judge::*kJudge)() const>
Check judged(const RestorePlan& plan, const RestoreFacts& facts, const QDateTime&) {
    return (Judge{plan, facts, kId}.*kJudge)();
}

}  // namespace

const std::vector<RestoreCheckRow>& restoreCheckTable() {
    using Ask = RestoreAsk;
    static const std::vector<RestoreCheckRow> table{
        {CheckId::Direction, &judged<CheckId::Direction, &Judge::direction>, {Ask::BothLists}},
        {CheckId::SameInstallation, &judged<CheckId::SameInstallation, &Judge::sameInstallation>, {Ask::BothLists}},
        {CheckId::Reachable,
         [](const RestorePlan& plan, const RestoreFacts& facts, const QDateTime&) {
             return reachableCheck(plan.destination, facts.destinationList);
         },
         {Ask::DestinationList}},
        {CheckId::Key,
         [](const RestorePlan& plan, const RestoreFacts& facts, const QDateTime&) {
             return keyCheck(plan.destination, facts.destinationList);
         },
         {Ask::DestinationList}},
        {CheckId::Idle,
         [](const RestorePlan& plan, const RestoreFacts& facts, const QDateTime&) {
             return idleCheck(plan.destination, facts.destinationList, facts.running, facts.upgradeStatus);
         },
         {Ask::DestinationList, Ask::Running}},
        {CheckId::Listed, &judged<CheckId::Listed, &Judge::listed>, {Ask::SourceList}},
        {CheckId::Version, &judged<CheckId::Version, &Judge::version>, {Ask::Versions}},
        {CheckId::Location, &judged<CheckId::Location, &Judge::location>, {Ask::SourceList, Ask::Stores}},
        {CheckId::Collision, &judged<CheckId::Collision, &Judge::collision>, {Ask::Stores}},
        {CheckId::Schedule,
         [](const RestorePlan& plan, const RestoreFacts& facts, const QDateTime& now) {
             return scheduleCheck(plan.destination, facts.destinationConfig, facts.usualMs, now);
         },
         {Ask::Config}},
        {CheckId::Keys, &judged<CheckId::Keys, &Judge::keys>, {}},
        {CheckId::Protection,
         [](const RestorePlan& plan, const RestoreFacts&, const QDateTime&) {
             return protectionCheck(plan.destination);
         },
         {}}};
    return table;
}

const std::vector<CheckId>& restoreChecks() {
    static const std::vector<CheckId> ids = idsOf(restoreCheckTable());
    return ids;
}

std::vector<Check> judgeRestore(const RestorePlan& plan, const RestoreFacts& facts, const QDateTime& now) {
    return judgeAll(restoreCheckTable(), plan, facts, now);
}

std::optional<Statement> whyNoSafetyBackup(const RestorePlan& plan, const RestoreFacts& facts) {
    if (!facts.destinationConfig.answer || !facts.destinationList.answer)
        return statement("asking-what-is-kept", {plan.destination.name});
    if (!facts.destinationConfig.isKnown() || !facts.destinationList.isKnown()) return std::nullopt;
    const auto out = pushedOutBy(1, facts.destinationConfig.value(), facts.destinationList.value().backups);
    if (std::find(out.begin(), out.end(), plan.request.timestamp) == out.end()) return std::nullopt;
    return statement("would-push-out-backup",
                     {plan.destination.name, plan.request.timestamp.text(),
                      QString::number(facts.destinationConfig.value().retentionCount().value_or(0))});
}

}  // namespace prophecy
