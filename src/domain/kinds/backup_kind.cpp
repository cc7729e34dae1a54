#include <algorithm>

#include "domain/operation/kind_policy.h"

namespace prophecy {

using namespace std::chrono_literals;
using namespace steps;

namespace {

constexpr auto kClaimWithin = 15min;  // a backup that appears later was somebody else's

/// A running or finished entry of our backup.
Reduction takeEntry(Operation operation, const Backup& entry, const QDateTime& now) {
    if (operation.timestamp.isEmpty()) operation.timestamp = entry.timestamp;
    operation.visibleAt = now;
    operation.unseenSince = {};
    if (const auto progress = parseOngoing(entry.status)) {
        operation.state = OperationState::Running;
        operation.seenRunning = true;
        operation.progress = *progress;
        forgetEnd(operation);
        return lookAgain(std::move(operation), kLookInterval);
    }
    switch (stateOf(entry)) {
        case BackupState::Success: {
            Reduction end = endSeen(std::move(operation), OperationState::Succeeded, entry.status, now);
            if (isFinished(end.operation.state)) completeProgress(end.operation);
            return end;
        }
        case BackupState::Failed: return endSeen(std::move(operation), OperationState::Failed, entry.status, now);
        default: forgetEnd(operation); return lookAgain(std::move(operation), kLookInterval);
    }
}

/// Seconds since the request left, by the server's clock where it tells it: ours may have been set meanwhile.
qint64 secondsSinceSent(const Operation& operation, const ListRead& seen, const QDateTime& now) {
    if (operation.startedThere.isValid() && seen.serverTime.isValid())
        return operation.startedThere.secsTo(seen.serverTime);
    return secondsSince(operation.startedAt, now);
}

/// Of another installation that writes into the same store.
bool isForeign(const Operation& operation, const Backup& backup) {
    return !backup.nameSpace.isEmpty() && !operation.nameSpaces.isEmpty() &&
           !operation.nameSpaces.contains(backup.nameSpace);
}

/// The oldest entry that is newer than everything listed before the request left, for as long as it can be ours.
const Backup* arrivedSince(const Operation& operation, const ListRead& seen, const QDateTime& now) {
    const Backup* found = nullptr;
    const bool tooLate = secondsSinceSent(operation, seen, now) > std::chrono::seconds(kClaimWithin).count();
    if (!operation.baselineKnown || tooLate) return nullptr;
    for (const Backup& backup : seen.backups) {
        if (!isWellFormed(backup.timestamp) || backup.timestamp <= operation.baselineNewest) continue;
        if (isForeign(operation, backup)) continue;
        if (!found || backup.timestamp < found->timestamp) found = &backup;
    }
    return found;
}

const Backup* entryOf(const Operation& operation, const ListRead& seen, const QDateTime& now) {
    if (operation.timestamp.isEmpty()) return arrivedSince(operation, seen, now);
    const auto it = std::find_if(seen.backups.begin(), seen.backups.end(), [&](const Backup& backup) {
        return backup.timestamp == operation.timestamp && !isForeign(operation, backup);
    });
    return it == seen.backups.end() ? nullptr : &*it;
}

/// A status that does not show it proves nothing; only the list decides.
Reduction askTheList(Operation operation) {
    return {std::move(operation), NextAction::ReadList, kLookInterval};
}

Reduction takeStatus(Operation operation, const BackupAnswer& answer, const QDateTime& now) {
    if (!answer) return askTheList(std::move(operation));
    const bool ongoing = parseOngoing(answer->status).has_value();
    if (answer->timestamp.isEmpty() && !ongoing) operation.unseenSince = {};  // words that nobody understands
    const bool ours = answer->timestamp.isEmpty() ? ongoing : answer->timestamp == operation.timestamp;
    return ours ? takeEntry(std::move(operation), *answer, now) : askTheList(std::move(operation));
}

Reduction takeList(Operation operation, const ListRead& seen, const QDateTime& now) {
    if (const Backup* entry = entryOf(operation, seen, now)) return takeEntry(std::move(operation), *entry, now);
    // A named backup that the list does not show yet may still answer to its status.
    Reduction step = notVisible(std::move(operation), now);
    if (step.next != NextAction::Nothing) step.next = lookFor(step.operation);
    return step;
}

Reduction take(Operation operation, const Observation& seen, const QDateTime& now) {
    if (const auto* status = std::get_if<StatusRead>(&seen))
        return takeStatus(std::move(operation), status->answer, now);
    if (const auto* list = std::get_if<ListRead>(&seen)) return takeList(std::move(operation), *list, now);
    const auto* failed = std::get_if<LookFailed>(&seen);
    if (!failed) return lookAgain(std::move(operation), kLookInterval);
    Reduction step = lookFailed(std::move(operation), *failed);
    if (failed->look == NextAction::ReadStatus)
        step.next = NextAction::ReadList;  // it may tell what the status does not
    return step;
}

NextAction look(const Operation& operation) {
    return operation.timestamp.isEmpty() ? NextAction::ReadList : NextAction::ReadStatus;
}

constexpr KindPolicy kBackup{.name = "backup", .teachesDuration = true, .look = &look, .take = &take};

}  // namespace

constinit const OperationKind OperationKind::Backup(kBackup);

}  // namespace prophecy
