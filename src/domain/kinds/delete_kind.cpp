#include <algorithm>

#include "domain/operation/kind_policy.h"
#include "domain/probe_report.h"

namespace prophecy {

using namespace std::chrono_literals;
using namespace steps;

namespace {

/// Whether a list lacks so many entries that it is no evidence of one being gone.
bool isSuspiciouslySmall(int size, int before) {
    constexpr int kTolerance = 10;  // a tenth may have gone by retention meanwhile
    return before > 0 && before - size > 1 + (before - 1) / kTolerance;
}

/// Whether the list still holds what was listed beside the backup that is to be deleted.
bool holdsNeighbours(const Operation& operation, const std::vector<Backup>& backups) {
    constexpr qsizetype kTolerance = 8;  // one of so many may have gone meanwhile
    const auto* trace = operation.traceOf<DeleteTrace>();
    if (!trace) return true;
    qsizetype missing = 0;
    for (const QString& neighbour : trace->neighbours)
        missing += std::none_of(backups.begin(), backups.end(),
                                [&](const Backup& b) { return b.timestamp.text() == neighbour; });
    return missing <= trace->neighbours.size() / kTolerance;
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

Reduction takeStatus(Operation operation, const BackupAnswer& answer, const QDateTime& now) {
    const bool known = answer && answer->timestamp == operation.timestamp;
    if (known) return takePresence(std::move(operation), now);
    if (operation.endWords == kLacked) return takeGone(std::move(operation), now);
    return {std::move(operation), NextAction::ReadList, kUnknownInterval};
}

/// What is deleted may be another installation's.
Reduction takeList(Operation operation, const ListRead& seen, const QDateTime& now) {
    const bool listed = std::any_of(seen.backups.begin(), seen.backups.end(),
                                    [&](const Backup& backup) { return backup.timestamp == operation.timestamp; });
    return listed ? takePresence(std::move(operation), now) : takeAbsence(std::move(operation), seen.backups, now);
}

Reduction take(Operation operation, const Observation& seen, const QDateTime& now) {
    if (const auto* status = std::get_if<StatusRead>(&seen))
        return takeStatus(std::move(operation), status->answer, now);
    if (const auto* list = std::get_if<ListRead>(&seen)) return takeList(std::move(operation), *list, now);
    const auto* failed = std::get_if<LookFailed>(&seen);
    if (!failed) return lookAgain(std::move(operation), kLookInterval);
    const bool untold = failed->look == NextAction::ReadStatus && meansNotOffered(failed->error);
    if (operation.endWords == kLacked && untold) return takeGone(std::move(operation), now);
    return lookFailed(std::move(operation), *failed);
}

NextAction look(const Operation&) {
    return NextAction::ReadList;
}

void fields(Fields& record, Operation& operation) {
    if (!record.isWriting()) operation.trace = DeleteTrace();
    if (auto* trace = operation.traceOf<DeleteTrace>()) record.texts(u"neighbours", trace->neighbours);
}

constexpr KindPolicy kDelete{.name = "delete", .endsSoon = true, .look = &look, .take = &take, .fields = &fields};

}  // namespace

constinit const OperationKind OperationKind::Delete(kDelete);

}  // namespace prophecy
