#include "domain/restore/restore_watch.h"

#include <algorithm>

#include "domain/operation/operation_steps.h"

namespace prophecy {

using namespace std::chrono_literals;
using namespace steps;

namespace {

bool isCertain(const Operation& operation) {
    return operation.state == OperationState::Running && !operation.traceOf<RestoreTrace>()->claimed;
}

/// The answer, when it can be about this restore at all.
const Backup* ownAnswer(const Operation& operation, const BackupAnswer& answer) {
    if (!answer || answer->status.isEmpty()) return nullptr;
    const bool named = !answer->timestamp.isEmpty();
    if (!named) return parseOngoing(answer->status) ? &*answer : nullptr;
    return answer->timestamp == operation.timestamp ? &*answer : nullptr;
}

Reduction showRunning(Operation operation, const Progress& progress, const QDateTime& now) {
    operation.state = OperationState::Running;
    operation.traceOf<RestoreTrace>()->seenRunning = true;
    forgetEnd(operation);
    operation.visibleAt = now;
    operation.unseenSince = {};
    operation.progress = progress;
    return lookAgain(std::move(operation), kLookInterval);
}

Reduction end(Operation operation, const QString& status, const QDateTime& now) {
    const bool good = stateOf(status) == BackupState::Success;
    operation.visibleAt = now;
    operation.unseenSince = {};
    Reduction step =
        endSeen(std::move(operation), good ? OperationState::Succeeded : OperationState::Failed, status, now);
    if (good && isFinished(step.operation.state)) completeProgress(step.operation);
    return step;
}

Reduction unseen(Operation operation, const QDateTime& now) {
    Reduction step = notVisible(std::move(operation), now);
    if (step.next != NextAction::Nothing) step.next = lookFor(step.operation);
    return step;
}

/// Words that something may be going on, but that are not understood: neither an end nor a sighting, nor its absence.
bool isUnclear(const BackupAnswer& answer) {
    if (!answer || parseOngoing(answer->status)) return false;
    const StatusWords words = wordsOf(answer->status);
    return answer->timestamp.isEmpty() ? activityOf(answer) == Activity::Unknown : words == StatusWords::SaysBusy;
}

Reduction lookOn(Operation operation) {
    operation.unseenSince = {};
    forgetEnd(operation);
    return lookAgain(std::move(operation), kUnknownInterval);
}

bool shows(const Progress& progress, const QString& component) {
    return progress.pendingVolumes.contains(component) || progress.completedVolumes.contains(component) ||
           progress.pendingDbs.contains(component) || progress.completedDbs.contains(component);
}

/// Somebody else's then: ours leaves it alone.
bool showsSkipped(const Operation& operation, const Progress& progress) {
    const QStringList& skipped = operation.traceOf<RestoreTrace>()->skipped;
    return std::any_of(skipped.begin(), skipped.end(),
                       [&](const QString& service) { return shows(progress, service); });
}

/// A backup that runs now, or that was not there before the request left.
bool showsAnotherBackup(const Operation& operation, const std::vector<Backup>& backups) {
    return std::any_of(backups.begin(), backups.end(), [&](const Backup& backup) {
        const bool isNew = isWellFormed(backup.timestamp) && backup.timestamp > operation.baselineNewest;
        return isNew || stateOf(backup) == BackupState::Running;
    });
}

Reduction doubt(Operation operation, const QDateTime& now) {
    operation.state = OperationState::Unknown;
    return unseen(std::move(operation), now);
}

}  // namespace

Reduction takeRestoreStatus(Operation operation, const BackupAnswer& answer, const QDateTime& now) {
    // The sentence names nobody: before it counts for the first time, the list tells whether a backup runs.
    const bool names = answer && !answer->timestamp.isEmpty();
    const bool anybodys =
        answer && !names && parseOngoing(answer->status) && !operation.traceOf<RestoreTrace>()->seenRunning;
    if (!isCertain(operation) || anybodys) {
        operation.traceOf<RestoreTrace>()->said = answer;
        return {std::move(operation), NextAction::ReadList, 0ms};
    }
    if (isUnclear(answer)) return lookOn(std::move(operation));
    const Backup* own = ownAnswer(operation, answer);
    if (!own) return unseen(std::move(operation), now);
    if (const auto progress = parseOngoing(own->status))
        return showsSkipped(operation, *progress) ? unseen(std::move(operation), now)
                                                  : showRunning(std::move(operation), *progress, now);
    const bool proves =
        operation.traceOf<RestoreTrace>()->seenRunning || operation.traceOf<RestoreTrace>()->baseline != own->status;
    return proves ? end(std::move(operation), own->status, now) : unseen(std::move(operation), now);
}

/// Of a restore that was accepted. Where a backup runs at the same time, the sentence may be about that: neither a
/// sighting nor an absence.
static Reduction takeFirstSighting(Operation operation, const std::vector<Backup>& backups, const QDateTime& now) {
    const BackupAnswer said = std::exchange(operation.traceOf<RestoreTrace>()->said, std::nullopt);
    const auto progress = said ? parseOngoing(said->status) : std::nullopt;
    if (!progress) return lookAgain(std::move(operation), kLookInterval);
    const bool backupRuns = std::any_of(backups.begin(), backups.end(), [&](const Backup& backup) {
        return stateOf(backup) == BackupState::Running && backup.timestamp != operation.timestamp;
    });
    if (backupRuns) return lookOn(std::move(operation));
    return showsSkipped(operation, *progress) ? unseen(std::move(operation), now)
                                              : showRunning(std::move(operation), *progress, now);
}

Reduction takeRestoreList(Operation operation, const std::vector<Backup>& backups, const QDateTime& now) {
    if (isCertain(operation)) return takeFirstSighting(std::move(operation), backups, now);
    RestoreTrace& trace = *operation.traceOf<RestoreTrace>();
    trace.contested = trace.contested || showsAnotherBackup(operation, backups);
    const BackupAnswer said = std::exchange(trace.said, std::nullopt);
    if (isUnclear(said)) return lookOn(std::move(operation));
    const Backup* own = ownAnswer(operation, said);
    if (!own) return doubt(std::move(operation), now);
    if (const auto progress = parseOngoing(own->status)) {
        if (trace.contested || showsSkipped(operation, *progress)) return doubt(std::move(operation), now);
        trace.claimed = true;
        return showRunning(std::move(operation), *progress, now);
    }
    if (trace.baseline != own->status) return end(std::move(operation), own->status, now);
    return doubt(std::move(operation), now);
}

}  // namespace prophecy
