#include "domain/upgrade/upgrade_watch.h"

#include "domain/operation/operation_steps.h"

namespace prophecy {

using namespace std::chrono_literals;
using namespace steps;

namespace {

constexpr qint64 kSettleSeconds = 60;
constexpr qint64 kDoubtSeconds = 300;        // an end that no clear word stands for
constexpr qint64 kStrangeWordSeconds = 600;  // a word that is not understood, beside the right version
constexpr qint64 kVisibleSeconds = 600;      // accepted, but nothing shows it: lost after this
constexpr qint64 kOutageSeconds = 30;        // shorter ones happen without an upgrade

bool wasSeenRunning(const UpgradeTrace& trace) {
    return trace.runningAt.isValid() && !trace.claimed;
}

/// Whether what the status says now can be about this upgrade.
bool isNews(const UpgradeTrace& trace, const QString& status) {
    return wasSeenRunning(trace) || (!status.isEmpty() && trace.baseline && *trace.baseline != status);
}

void forgetSettling(UpgradeTrace& trace) {
    trace.settling = UpgradeEnding::None;
    trace.settlingSince = {};
}

void noteBack(UpgradeTrace& trace, const QDateTime& now) {
    if (trace.awayAt.isValid() && !trace.backAt.isValid()) trace.backAt = now;
}

Reduction unseen(Operation operation, const QDateTime& now) {
    forgetSettling(*operation.traceOf<UpgradeTrace>());
    if (operation.traceOf<UpgradeTrace>()->claimed) operation.state = OperationState::Unknown;
    if (!operation.unseenSince.isValid()) operation.unseenSince = now;
    if (operation.state == OperationState::Running && secondsSince(operation.unseenSince, now) < kVisibleSeconds)
        return lookAgain(std::move(operation), kLookInterval);
    Reduction step = notVisible(std::move(operation), now);
    if (step.next != NextAction::Nothing) step.next = lookFor(step.operation);
    return step;
}

Reduction keepLooking(Operation operation, const QDateTime& now) {
    operation.unseenSince = {};
    operation.visibleAt = now;
    return lookAgain(std::move(operation), kLookInterval);
}

Reduction conclude(Operation operation, UpgradeEnding ending, const QString& words, const QDateTime& now) {
    operation.visibleAt = now;
    operation.neverSeenRunning = !operation.traceOf<UpgradeTrace>()->runningAt.isValid();
    if (operation.neverSeenRunning) operation.confirmAt = now.addSecs(kConfirmAfter.count());
    forgetSettling(*operation.traceOf<UpgradeTrace>());
    operation.traceOf<UpgradeTrace>()->ending = ending;
    const bool good = ending == UpgradeEnding::Upgraded;
    return finish(std::move(operation), good ? OperationState::Succeeded : OperationState::Failed, words, now);
}

/// Ends once every look of a while came to the same.
Reduction settle(Operation operation, UpgradeEnding ending, const QString& words, qint64 seconds,
                 const QDateTime& now) {
    UpgradeTrace& trace = *operation.traceOf<UpgradeTrace>();
    if (trace.settling != ending) {
        trace.settling = ending;
        trace.settlingSince = now;
    }
    if (secondsSince(trace.settlingSince, now) >= seconds) return conclude(std::move(operation), ending, words, now);
    return keepLooking(std::move(operation), now);
}

/// Another look has to come to the same.
Reduction end(Operation operation, UpgradeEnding ending, const QString& words, const QDateTime& now) {
    return settle(std::move(operation), ending, words, kSecondLook.count(), now);
}

/// The status calls it failed. Where it may still be rolled back, that is waited for.
Reduction takeFailure(Operation operation, const QString& words, const QDateTime& now) {
    const bool stays = operation.traceOf<UpgradeTrace>()->request.disableRollback;
    const qint64 seconds = stays ? kSettleSeconds : kDoubtSeconds;
    const bool clear = words.trimmed().startsWith(u"fail", Qt::CaseInsensitive);
    return stays && clear ? end(std::move(operation), UpgradeEnding::StayedFailed, words, now)
                          : settle(std::move(operation), UpgradeEnding::StayedFailed, words, seconds, now);
}

/// The requested version runs.
Reduction takeArrival(Operation operation, const QString& words, UpgradePhase phase, bool moved, const QDateTime& now) {
    const bool news = isNews(*operation.traceOf<UpgradeTrace>(), words);
    const bool saysSo = phase == UpgradePhase::Succeeded || phase == UpgradePhase::Idle ||
                        (phase == UpgradePhase::NotTold && !operation.traceOf<UpgradeTrace>()->baseline);
    // The status may still be the one from before, told by the first service that is up again.
    const bool fresh = news || phase == UpgradePhase::NotTold;
    if (saysSo && ((moved && fresh) || (news && phase == UpgradePhase::Succeeded) ||
                   wasSeenRunning(*operation.traceOf<UpgradeTrace>())))
        return end(std::move(operation), UpgradeEnding::Upgraded, words, now);
    const bool strange = phase == UpgradePhase::Unclear && news;
    if (moved)
        return settle(std::move(operation), UpgradeEnding::Upgraded, words,
                      strange ? kStrangeWordSeconds : kSettleSeconds, now);
    return unseen(std::move(operation), now);
}

/// Nothing says that it runs, and another version than the requested one is there.
Reduction takeOtherVersion(Operation operation, const QString& words, UpgradePhase phase, bool moved,
                           const QDateTime& now) {
    const UpgradeTrace& trace = *operation.traceOf<UpgradeTrace>();
    const bool ours = operation.state == OperationState::Running && !trace.claimed;
    // A word that is not understood ends nothing, and does not keep the admin from closing it either.
    if (phase == UpgradePhase::Unclear && isNews(trace, words)) return lookAgain(std::move(operation), kLookInterval);
    if (moved && ours) return settle(std::move(operation), UpgradeEnding::OtherVersion, words, kSettleSeconds, now);
    // Where no status is told, only the version shows anything, and that may take its time.
    if (phase == UpgradePhase::NotTold && ours) return lookAgain(std::move(operation), kUnknownInterval);
    const bool outage =
        trace.awayAt.isValid() && trace.backAt.isValid() && trace.awayAt.secsTo(trace.backAt) >= kOutageSeconds;
    const bool happened = wasSeenRunning(trace) || outage || (phase == UpgradePhase::Succeeded && isNews(trace, words));
    if (!moved && ours && happened)
        return settle(std::move(operation), UpgradeEnding::Unchanged, words, kDoubtSeconds, now);
    return unseen(std::move(operation), now);
}

}  // namespace

Reduction takeUpgradeStatus(Operation operation, const std::optional<UpgradeStatus>& status, const QDateTime& now) {
    UpgradeTrace& trace = *operation.traceOf<UpgradeTrace>();
    const UpgradePhase phase = status ? phaseOf(status->status) : UpgradePhase::NotTold;
    const bool runs = phase == UpgradePhase::Running || phase == UpgradePhase::RollingBack;
    if (status) noteBack(trace, now);
    if (status && isNews(trace, status->status)) {
        if (phase == UpgradePhase::Failed) return takeFailure(std::move(operation), status->status, now);
        if (phase == UpgradePhase::RolledBack)
            return end(std::move(operation), UpgradeEnding::RolledBack, status->status, now);
    }
    if (!runs) {
        trace.said = status.value_or(UpgradeStatus());
        return {std::move(operation), NextAction::ReadVersions, 0ms};
    }
    // Nothing ran there before the request left; but only an answer would have made it certainly ours.
    if (operation.state == OperationState::Unknown) trace.claimed = true;
    operation.state = OperationState::Running;
    operation.text = status->status;
    trace.rollingBack = phase == UpgradePhase::RollingBack;
    if (!trace.runningAt.isValid()) trace.runningAt = now;
    forgetSettling(trace);
    return keepLooking(std::move(operation), now);
}

Reduction takeVersions(Operation operation, const Versions& versions, const QDateTime& now) {
    UpgradeTrace& trace = *operation.traceOf<UpgradeTrace>();
    const QString words = std::exchange(trace.said, std::nullopt).value_or(UpgradeStatus()).status;
    const UpgradePhase phase = phaseOf(words);
    trace.version = versions.current;
    const bool moved = !sameVersion(versions.current, trace.from);
    noteBack(trace, now);
    if (sameVersion(versions.current, trace.request.version))
        return takeArrival(std::move(operation), words, phase, moved, now);
    return takeOtherVersion(std::move(operation), words, phase, moved, now);
}

void noteAway(Operation& operation, const Error& error, const QDateTime& now) {
    UpgradeTrace& trace = *operation.traceOf<UpgradeTrace>();
    trace.said.reset();
    const bool refused = concernsKey(error.kind) || error.kind == ErrorKind::RateLimited;
    if (refused) return;
    forgetSettling(trace);
    if (!trace.awayAt.isValid() || trace.backAt.isValid()) trace.awayAt = now;
    trace.backAt = {};
}

}  // namespace prophecy
