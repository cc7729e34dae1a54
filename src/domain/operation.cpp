#include "domain/operation.h"

#include <algorithm>
#include <array>
#include <utility>

#include "domain/operation_steps.h"
#include "domain/probe_report.h"
#include "domain/restore_watch.h"
#include "domain/upgrade_watch.h"

namespace prophecy {

using namespace std::chrono_literals;
using namespace steps;

namespace {

constexpr auto kLongestBackoff = 60s;
constexpr auto kCloseAfter = 15min;
constexpr auto kClaimWithin = 15min;  // a backup that appears later was somebody else's
constexpr auto kLongestRetryAfter = 15min;
constexpr auto kConfirmAgain = 60s;

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

/// What is deleted may be another's; what is made here is not.
bool isEntryOf(const Operation& operation, const Backup& backup) {
    const bool mayBeForeign = operation.kind == OperationKind::Delete;
    return backup.timestamp == operation.timestamp && (mayBeForeign || !isForeign(operation, backup));
}

const Backup* entryOf(const Operation& operation, const ListRead& seen, const QDateTime& now) {
    if (operation.timestamp.isEmpty()) return arrivedSince(operation, seen, now);
    const auto it = std::find_if(seen.backups.begin(), seen.backups.end(),
                                 [&](const Backup& b) { return isEntryOf(operation, b); });
    return it == seen.backups.end() ? nullptr : &*it;
}

/// Whether a list lacks so many entries that it is no evidence of one being gone.
bool isSuspiciouslySmall(int size, int before) {
    constexpr int kTolerance = 10;  // a tenth may have gone by retention meanwhile
    return before > 0 && before - size > 1 + (before - 1) / kTolerance;
}

/// Whether the list still holds what was listed beside the backup that is to be deleted.
bool holdsNeighbours(const Operation& operation, const std::vector<Backup>& backups) {
    constexpr qsizetype kTolerance = 8;  // one of so many may have gone meanwhile
    qsizetype missing = 0;
    for (const QString& neighbour : operation.neighbours)
        missing += std::none_of(backups.begin(), backups.end(),
                                [&](const Backup& b) { return b.timestamp.text() == neighbour; });
    return missing <= operation.neighbours.size() / kTolerance;
}

/// Two lists lacked it: its own status is asked before it is called gone.
const QString kLacked = QStringLiteral("lacked");

/// A backup that is to be deleted is not listed: gone, once two lists say so and its status does not know it either.
Reduction takeAbsence(Operation operation, const std::vector<Backup>& backups, const QDateTime& now) {
    operation.unseenSince = {};
    const int listed = static_cast<int>(backups.size());
    if (isSuspiciouslySmall(listed, operation.baselineCount) || !holdsNeighbours(operation, backups)) {
        forgetEnd(operation);
        return {std::move(operation), NextAction::ReadList, kUnknownInterval};
    }
    if (!operation.endSince.isValid()) operation.endSince = now;
    if (secondsSince(operation.endSince, now) < kSecondLook.count())
        return {std::move(operation), NextAction::ReadList, kSecondLook};
    operation.endWords = kLacked;
    return {std::move(operation), NextAction::ReadStatus, 0ms};
}

Reduction takeGone(Operation operation, const QDateTime& now) {
    forgetEnd(operation);
    return finish(std::move(operation), OperationState::Succeeded, {}, now);
}

/// A backup that is to be deleted is listed still.
Reduction takePresence(Operation operation, const QDateTime& now) {
    const bool saidToBeDone = operation.state == OperationState::Running;
    Reduction step = notVisible(std::move(operation), now);
    if (!saidToBeDone || !isFinished(step.operation.state)) return step;
    step.operation.state = OperationState::Failed;
    step.operation.text = QStringLiteral("The server said that it is deleted, but still lists it.");
    return step;
}

/// A status that does not show it proves nothing; only the list decides.
Reduction askTheList(Operation operation) {
    return {std::move(operation), NextAction::ReadList, kLookInterval};
}

/// "Busy", "success": false, or a refusal in words that the API is not known for. What stood in between may have sent
/// it twice, the first time to a yes.
bool saysNo(const Error& error) {
    static constexpr std::array kRefusals{400, 401, 403, 404, 405, 409, 413, 415, 422, 429};
    const bool refusal = std::find(kRefusals.begin(), kRefusals.end(), error.httpStatus) != kRefusals.end();
    return error.fromApi && (refusal || (error.httpStatus >= 200 && error.httpStatus < 300));
}

struct Reducer {
    Operation operation;
    const QDateTime& now;

    Reduction operator()(const Accepted& seen) {
        noteEvidence(operation, now);
        operation.visibleAt = now;
        operation.state = OperationState::Running;
        if (!seen.timestamp.isEmpty()) operation.timestamp = seen.timestamp;
        return lookAgain(std::move(operation), kLookInterval);
    }
    Reduction operator()(const Rejected& seen) {
        const Error& error = seen.error;
        return finish(std::move(operation), OperationState::Failed,
                      error.serverText.isEmpty() ? error.message : error.serverText, now);
    }
    Reduction operator()(const SentWithoutAnswer& seen) {
        operation.state = OperationState::Unknown;
        operation.text = seen.error.message;
        operation.declined = saysNo(seen.error);
        return lookAgain(std::move(operation), 0ms);
    }
    Reduction operator()(const Confirmed&) {
        noteEvidence(operation, now);
        operation.state = OperationState::Running;
        return lookAgain(std::move(operation), 0ms);
    }
    Reduction operator()(const StatusRead& seen) {
        noteEvidence(operation, now);
        if (operation.restore) return takeRestoreStatus(std::move(operation), seen.answer, now);
        if (operation.kind == OperationKind::Delete) {
            const bool known = seen.answer && seen.answer->timestamp == operation.timestamp;
            if (known) return takePresence(std::move(operation), now);
            if (operation.endWords == kLacked) return takeGone(std::move(operation), now);
            return {std::move(operation), NextAction::ReadList, kUnknownInterval};
        }
        if (!seen.answer) return askTheList(std::move(operation));
        const bool ongoing = parseOngoing(seen.answer->status).has_value();
        if (seen.answer->timestamp.isEmpty() && !ongoing) operation.unseenSince = {};  // words that nobody understands
        const bool ours = seen.answer->timestamp.isEmpty() ? ongoing : seen.answer->timestamp == operation.timestamp;
        return ours ? takeEntry(std::move(operation), *seen.answer, now) : askTheList(std::move(operation));
    }
    Reduction operator()(const ListRead& seen) {
        noteEvidence(operation, now);
        if (operation.restore) return takeRestoreList(std::move(operation), seen.backups, now);
        const Backup* entry = entryOf(operation, seen, now);
        if (operation.kind == OperationKind::Backup) {
            if (entry) return takeEntry(std::move(operation), *entry, now);
            // A named backup that the list does not show yet may still answer to its status.
            Reduction step = notVisible(std::move(operation), now);
            if (step.next != NextAction::Nothing) step.next = lookFor(step.operation);
            return step;
        }
        return entry ? takePresence(std::move(operation), now) : takeAbsence(std::move(operation), seen.backups, now);
    }
    Reduction operator()(const UpgradeStatusRead& seen) {
        noteEvidence(operation, now);
        return operation.upgrade ? takeUpgradeStatus(std::move(operation), seen.status, now)
                                 : lookAgain(std::move(operation), kLookInterval);
    }
    Reduction operator()(const VersionsRead& seen) {
        noteEvidence(operation, now);
        return operation.upgrade ? takeVersions(std::move(operation), seen.versions, now)
                                 : lookAgain(std::move(operation), kLookInterval);
    }
    Reduction operator()(const LookFailed& seen) {
        if (operation.upgrade) noteAway(operation, seen.error, now);
        const bool untold = seen.look == NextAction::ReadStatus && meansNotOffered(seen.error);
        if (operation.endWords == kLacked && untold) return takeGone(std::move(operation), now);
        operation.trouble = seen.error.kind;
        operation.unseenSince = {};
        forgetEnd(operation);
        const std::chrono::milliseconds backoff = kLookInterval * (1 << std::min(operation.failedLooks, 5));
        const std::chrono::milliseconds asked = seen.error.retryAfter.value_or(0s);
        ++operation.failedLooks;
        Reduction step =
            lookAgain(std::move(operation), std::max(std::min<std::chrono::milliseconds>(backoff, kLongestBackoff),
                                                     std::min<std::chrono::milliseconds>(asked, kLongestRetryAfter)));
        // What the status does not tell the list may.
        const bool listTells = step.operation.kind == OperationKind::Backup && seen.look == NextAction::ReadStatus;
        if (listTells) step.next = NextAction::ReadList;
        return step;
    }
    Reduction operator()(const ClosedByAdmin& seen) {
        if (!mayBeClosedByAdmin(operation, now)) return lookAgain(std::move(operation), kUnknownInterval);
        return finish(std::move(operation), seen.arrived ? OperationState::Lost : OperationState::Failed, seen.reason,
                      now);
    }
};

constexpr std::array kKinds{OperationKind::Backup, OperationKind::Delete, OperationKind::Restore,
                            OperationKind::Upgrade};
constexpr std::array kEndings{UpgradeEnding::None,         UpgradeEnding::Upgraded,     UpgradeEnding::RolledBack,
                              UpgradeEnding::StayedFailed, UpgradeEnding::OtherVersion, UpgradeEnding::Unchanged};
constexpr std::array kStates{OperationState::Submitting, OperationState::Running, OperationState::Succeeded,
                             OperationState::Failed,     OperationState::Unknown, OperationState::Lost};

template <class Enum, std::size_t N>
std::optional<Enum> fromName(const QString& name, const std::array<Enum, N>& values) {
    for (const Enum value : values)
        if (kebabName(value) == name) return value;
    return std::nullopt;
}

}  // namespace

QString kebabName(OperationKind kind) {
    switch (kind) {
        case OperationKind::Backup: return QStringLiteral("backup");
        case OperationKind::Delete: return QStringLiteral("delete");
        case OperationKind::Restore: return QStringLiteral("restore");
        case OperationKind::Upgrade: break;
    }
    return QStringLiteral("upgrade");
}

QString kebabName(OperationState state) {
    switch (state) {
        case OperationState::Submitting: return QStringLiteral("submitting");
        case OperationState::Running: return QStringLiteral("running");
        case OperationState::Succeeded: return QStringLiteral("succeeded");
        case OperationState::Failed: return QStringLiteral("failed");
        case OperationState::Unknown: return QStringLiteral("unknown");
        case OperationState::Lost: break;
    }
    return QStringLiteral("lost");
}

QString kebabName(UpgradeEnding ending) {
    switch (ending) {
        case UpgradeEnding::None: return QStringLiteral("none");
        case UpgradeEnding::Upgraded: return QStringLiteral("upgraded");
        case UpgradeEnding::RolledBack: return QStringLiteral("rolled-back");
        case UpgradeEnding::StayedFailed: return QStringLiteral("stayed-failed");
        case UpgradeEnding::OtherVersion: return QStringLiteral("other-version");
        case UpgradeEnding::Unchanged: break;
    }
    return QStringLiteral("unchanged");
}

std::optional<UpgradeEnding> upgradeEndingFrom(const QString& name) {
    return fromName(name, kEndings);
}
std::optional<OperationKind> operationKindFrom(const QString& name) {
    return fromName(name, kKinds);
}
std::optional<OperationState> operationStateFrom(const QString& name) {
    return fromName(name, kStates);
}

bool isFinished(OperationState state) {
    return state == OperationState::Succeeded || state == OperationState::Failed || state == OperationState::Lost;
}

Reduction reduce(Operation operation, const Observation& observation, const QDateTime& now) {
    if (isFinished(operation.state)) return {std::move(operation), NextAction::Nothing, 0ms};
    return std::visit(Reducer{std::move(operation), now}, observation);
}

Reduction resume(Operation operation, const QDateTime& now) {
    if (operation.state == OperationState::Submitting)
        return reduce(
            std::move(operation),
            SentWithoutAnswer{makeError(ErrorKind::UnknownOutcome,
                                        QStringLiteral("The console stopped while the request was under way."))},
            now);
    if (isFinished(operation.state)) return {std::move(operation), NextAction::Nothing, 0ms};
    return lookAgain(std::move(operation), 0ms);
}

bool isHalfway(const Operation& operation) {
    return (operation.restore && operation.restore->said) ||  // the list is read next
           (operation.upgrade && operation.upgrade->said) ||  // the version is
           (operation.endSince.isValid() && !isFinished(operation.state));
}

namespace {

/// What the server says of it now; nothing where it says nothing.
std::optional<QString> wordsNow(const Operation& operation, const Observation& observation) {
    if (const auto* status = std::get_if<StatusRead>(&observation)) {
        if (!status->answer) return std::nullopt;
        const bool another = !status->answer->timestamp.isEmpty() && status->answer->timestamp != operation.timestamp;
        return another ? std::nullopt : std::optional(status->answer->status);
    }
    if (const auto* list = std::get_if<ListRead>(&observation))
        for (const Backup& backup : list->backups)
            if (backup.timestamp == operation.timestamp) return backup.status;
    return std::nullopt;
}

/// What runs after all, or says now that it failed, is watched again.
Operation confirmUpgrade(Operation finished, const Observation& observation, const QDateTime& now) {
    const auto* read = std::get_if<UpgradeStatusRead>(&observation);
    const UpgradePhase phase = read && read->status ? phaseOf(read->status->status) : UpgradePhase::NotTold;
    const bool runs = phase == UpgradePhase::Running || phase == UpgradePhase::RollingBack;
    const bool turned = finished.state == OperationState::Succeeded &&
                        (phase == UpgradePhase::Failed || phase == UpgradePhase::RolledBack);
    if (!runs && !turned) return finished;
    finished.state = OperationState::Running;
    finished.finishedAt = {};
    finished.neverSeenRunning = false;
    finished.text.clear();
    finished.tookMs = -1;
    finished.visibleAt = now;
    finished.upgrade->ending = UpgradeEnding::None;
    if (runs) finished.upgrade->runningAt = now;
    return finished;
}

}  // namespace

Operation confirm(Operation finished, const Observation& observation, const QDateTime& now) {
    if (std::holds_alternative<LookFailed>(observation)) {
        finished.confirmAt = now.addSecs(std::chrono::seconds(kConfirmAgain).count());
        return finished;
    }
    finished.confirmAt = {};
    if (finished.upgrade) return confirmUpgrade(std::move(finished), observation, now);
    const auto words = wordsNow(finished, observation);
    if (!words || *words == finished.text) return finished;
    const auto progress = parseOngoing(*words);
    const BackupState state = stateOf(*words);
    if (!progress && state != BackupState::Failed && state != BackupState::Success) return finished;
    finished.state = OperationState::Running;
    finished.finishedAt = {};
    finished.neverSeenRunning = false;
    finished.text.clear();
    finished.tookMs = -1;
    finished.seenRunning = progress.has_value();
    if (finished.restore) finished.restore->seenRunning = progress.has_value();
    if (progress) finished.progress = *progress;
    finished.visibleAt = now;
    return finished;
}

bool isUndecided(const Operation& operation) {
    if (operation.state == OperationState::Submitting || isHalfway(operation)) return true;
    const bool looked = operation.seenAt.isValid() || operation.failedLooks > 0;
    constexpr int kFailedLooksToGiveUp = 3;
    if (operation.kind == OperationKind::Delete && operation.state == OperationState::Running)
        return operation.failedLooks < kFailedLooksToGiveUp;
    return operation.state == OperationState::Unknown && (operation.declined || !looked);
}

Operation afterClockJump(Operation operation) {
    operation.unseenSince = {};
    forgetEnd(operation);
    if (operation.upgrade) {
        operation.upgrade->settling = UpgradeEnding::None;
        operation.upgrade->settlingSince = {};
    }
    return operation;
}

bool mayBeClosedByAdmin(const Operation& operation, const QDateTime& now) {
    const QDateTime& evidence = operation.visibleAt.isValid() ? operation.visibleAt : operation.startedAt;
    return !isFinished(operation.state) && secondsSince(evidence, now) >= std::chrono::seconds(kCloseAfter).count();
}

}  // namespace prophecy
