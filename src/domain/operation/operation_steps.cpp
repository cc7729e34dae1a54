#include "domain/operation/operation_steps.h"

#include "core/backoff.h"
#include "domain/operation/kind_policy.h"

namespace prophecy::steps {

using namespace std::chrono_literals;

namespace {
constexpr auto kVisibleWithin = 120s;                 // accepted, but neither status nor list shows it: lost after this
constexpr std::chrono::seconds kStrangeWords = 120s;  // an end in words that are not understood
constexpr auto kDeclinedWithin = 10s;  // the server said no, and looks this far apart show nothing: it meant it
constexpr auto kUnknownHurry = 2min;   // then an Unknown one is looked for less often
constexpr auto kUnknownPatience = 60s;
constexpr auto kLongestBackoff = 60s;
constexpr auto kLongestRetryAfter = 15min;
}  // namespace

qint64 secondsSince(const QDateTime& then, const QDateTime& now) {
    return then.isValid() ? then.secsTo(now) : 0;
}

void noteKeyless(Operation& operation, const Error& error, const QDateTime& now) {
    if (concernsKey(error.kind) && !operation.keylessSince.isValid()) operation.keylessSince = now;
}

void noteEvidence(Operation& operation, const QDateTime& now) {
    if (operation.keylessSince.isValid())
        operation.keylessMs += std::max<qint64>(0, operation.keylessSince.msecsTo(now));
    operation.keylessSince = {};
    operation.seenAt = now;
    operation.trouble.reset();
    operation.failedLooks = 0;
}

NextAction lookFor(const Operation& operation) {
    return operation.kind->look(operation);
}

Reduction lookAgain(Operation operation, std::chrono::milliseconds delay) {
    const NextAction next = lookFor(operation);
    return {std::move(operation), next, delay};
}

Reduction finish(Operation operation, OperationState state, const QString& text, const QDateTime& now) {
    operation.state = state;
    operation.text = text;
    operation.finishedAt = now;
    return {std::move(operation), NextAction::Nothing, 0ms};
}

void forgetEnd(Operation& operation) {
    operation.endWords.clear();
    operation.endSince = {};
}

Reduction endSeen(Operation operation, OperationState state, const QString& words, const QDateTime& now) {
    const bool running = operation.kind->wasSeenRunning(operation);
    const bool clear = state == OperationState::Succeeded || wordsOf(words) == StatusWords::Failure;
    const std::chrono::seconds needed = clear ? kSecondLook : kStrangeWords;
    if (!operation.endSince.isValid() || operation.endWords != words) {
        operation.endWords = words;
        operation.endSince = now;
    }
    if (secondsSince(operation.endSince, now) < needed.count()) return lookAgain(std::move(operation), kSecondLook);
    const QDateTime ended = operation.endSince;
    forgetEnd(operation);
    operation.neverSeenRunning = !running;
    if (!running) operation.confirmAt = now.addSecs(std::chrono::seconds(kConfirmAfter).count());
    return finish(std::move(operation), state, words, ended);
}

Reduction notVisible(Operation operation, const QDateTime& now) {
    forgetEnd(operation);
    if (!operation.unseenSince.isValid()) operation.unseenSince = now;
    const bool overdue = secondsSince(operation.unseenSince, now) >= std::chrono::seconds(kVisibleWithin).count();
    if (operation.state == OperationState::Running && overdue)
        return finish(std::move(operation), OperationState::Lost, {}, now);
    const bool meantIt =
        operation.declined && secondsSince(operation.unseenSince, now) >= std::chrono::seconds(kDeclinedWithin).count();
    if (operation.state == OperationState::Unknown && meantIt) {
        const QString words = operation.text;
        return finish(std::move(operation), OperationState::Failed, words, now);
    }
    const std::chrono::milliseconds delay =
        operation.state == OperationState::Unknown ? unknownDelay(operation, now) : kLookInterval;
    return {std::move(operation), NextAction::ReadList, delay};
}

std::chrono::milliseconds unknownDelay(const Operation& operation, const QDateTime& now) {
    const bool hurry = secondsSince(operation.startedAt, now) < std::chrono::seconds(kUnknownHurry).count();
    return hurry ? kUnknownInterval : kUnknownPatience;
}

Reduction lookFailed(Operation operation, const LookFailed& seen) {
    operation.trouble = seen.error.kind;
    operation.unseenSince = {};
    forgetEnd(operation);
    const auto pause = backoff(kLookInterval, operation.failedLooks, kLongestBackoff);
    const std::chrono::milliseconds asked = seen.error.retryAfter.value_or(0s);
    ++operation.failedLooks;
    return lookAgain(std::move(operation),
                     std::max(pause, std::min<std::chrono::milliseconds>(asked, kLongestRetryAfter)));
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

}  // namespace

Operation confirmByWords(Operation finished, const Observation& seen, const QDateTime& now) {
    const auto words = wordsNow(finished, seen);
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
    if (progress) finished.progress = *progress;
    finished.visibleAt = now;
    return finished;
}

void completeProgress(Operation& operation) {
    operation.progress.completedDbs += std::exchange(operation.progress.pendingDbs, {});
    operation.progress.completedVolumes += std::exchange(operation.progress.pendingVolumes, {});
}

}  // namespace prophecy::steps
