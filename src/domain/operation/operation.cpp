#include "domain/operation/operation.h"

#include <algorithm>
#include <array>
#include <utility>

#include "domain/operation/kind_policy.h"

namespace prophecy {

using namespace std::chrono_literals;
using namespace steps;

namespace {

constexpr auto kCloseAfter = 15min;
constexpr auto kConfirmAgain = 60s;

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

    /// An answer of the server.
    template <class Answer>
    Reduction operator()(const Answer& seen) {
        noteEvidence(operation, now);
        return operation.kind->take(std::move(operation), seen, now);
    }

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
    Reduction operator()(const LookFailed& seen) {
        noteKeyless(operation, seen.error, now);
        return operation.kind->take(std::move(operation), seen, now);
    }
    Reduction operator()(const ClosedByAdmin& seen) {
        if (!mayBeClosedByAdmin(operation, now)) return lookAgain(std::move(operation), kUnknownInterval);
        return finish(std::move(operation), seen.arrived ? OperationState::Lost : OperationState::Failed, seen.reason,
                      now);
    }
};

constexpr std::array kEndings{UpgradeEnding::None,         UpgradeEnding::Upgraded,     UpgradeEnding::RolledBack,
                              UpgradeEnding::StayedFailed, UpgradeEnding::OtherVersion, UpgradeEnding::Unchanged};
constexpr std::array kConfigEndings{ConfigEnding::None, ConfigEnding::Saved, ConfigEnding::Refused,
                                    ConfigEnding::NotOffered, ConfigEnding::DidNotStick};
constexpr std::array kStates{OperationState::Submitting, OperationState::Running, OperationState::Succeeded,
                             OperationState::Failed,     OperationState::Unknown, OperationState::Lost};

template <class Enum, std::size_t N>
std::optional<Enum> fromName(const QString& name, const std::array<Enum, N>& values) {
    for (const Enum value : values)
        if (kebabName(value) == name) return value;
    return std::nullopt;
}

}  // namespace

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

QString kebabName(ConfigEnding ending) {
    switch (ending) {
        case ConfigEnding::None: return QStringLiteral("none");
        case ConfigEnding::Saved: return QStringLiteral("saved");
        case ConfigEnding::Refused: return QStringLiteral("refused");
        case ConfigEnding::NotOffered: return QStringLiteral("not-offered");
        case ConfigEnding::DidNotStick: break;
    }
    return QStringLiteral("did-not-stick");
}

std::optional<ConfigEnding> configEndingFrom(const QString& name) {
    return fromName(name, kConfigEndings);
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
    return operation.kind->isHalfway(operation) ||  // something else is read next
           (operation.endSince.isValid() && !isFinished(operation.state));
}

Operation confirm(Operation finished, const Observation& observation, const QDateTime& now) {
    if (std::holds_alternative<LookFailed>(observation)) {
        finished.confirmAt = now.addSecs(std::chrono::seconds(kConfirmAgain).count());
        return finished;
    }
    finished.confirmAt = {};
    return finished.kind->confirm(std::move(finished), observation, now);
}

bool isUndecided(const Operation& operation) {
    if (operation.state == OperationState::Submitting || isHalfway(operation)) return true;
    const bool looked = operation.seenAt.isValid() || operation.failedLooks > 0;
    if (operation.kind->endsSoon && operation.state == OperationState::Running)
        return operation.failedLooks < kFailedLooksToGiveUp;
    return operation.state == OperationState::Unknown && (operation.declined || !looked);
}

Operation afterClockJump(Operation operation) {
    operation.unseenSince = {};
    operation.keylessSince = {};
    forgetEnd(operation);
    operation.kind->forgetWaits(operation);
    return operation;
}

bool mayBeClosedByAdmin(const Operation& operation, const QDateTime& now) {
    const QDateTime& evidence = operation.visibleAt.isValid() ? operation.visibleAt : operation.startedAt;
    return !isFinished(operation.state) && secondsSince(evidence, now) >= std::chrono::seconds(kCloseAfter).count();
}

}  // namespace prophecy
