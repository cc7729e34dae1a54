#include "domain/operation/kind_policy.h"
#include "domain/restore/restore_watch.h"

namespace prophecy {

using namespace steps;

namespace {

Reduction take(Operation operation, const Observation& seen, const QDateTime& now) {
    if (const auto* status = std::get_if<StatusRead>(&seen))
        return takeRestoreStatus(std::move(operation), status->answer, now);
    if (const auto* list = std::get_if<ListRead>(&seen))
        return takeRestoreList(std::move(operation), list->backups, now);
    if (const auto* failed = std::get_if<LookFailed>(&seen)) return lookFailed(std::move(operation), *failed);
    return lookAgain(std::move(operation), kLookInterval);
}

NextAction look(const Operation&) {
    return NextAction::ReadStatus;
}

bool wasSeenRunning(const Operation& operation) {
    return seenByItself(operation) || traceOr<RestoreTrace>(operation).seenRunning;
}

/// The status is to be held against the list.
bool isHalfway(const Operation& operation) {
    return traceOr<RestoreTrace>(operation).said.has_value();
}

Operation confirm(Operation finished, const Observation& seen, const QDateTime& now) {
    Operation after = confirmByWords(std::move(finished), seen, now);
    auto* trace = after.traceOf<RestoreTrace>();
    if (trace && !isFinished(after.state)) trace->seenRunning = after.seenRunning;
    return after;
}

void fields(Fields& record, Operation& operation) {
    if (!record.isWriting() || !operation.traceOf<RestoreTrace>()) operation.trace = RestoreTrace();
    RestoreTrace& trace = *operation.traceOf<RestoreTrace>();
    record.object(u"restore", [&](Fields& f) {
        f.text(u"sourceName", trace.sourceName);
        f.text(u"sourceNamespace", trace.sourceNamespace);
        f.texts(u"skipped", trace.skipped);
        f.optionalText(u"baseline", trace.baseline);
        f.flag(u"nextKeyHeld", trace.nextKeyHeld);
        f.flag(u"seenRunning", trace.seenRunning);
        f.flag(u"claimed", trace.claimed);
        f.flag(u"contested", trace.contested);
    });
}

void journal(const Operation& operation, QJsonObject& detail) {
    const auto trace = traceOr<RestoreTrace>(operation);
    detail.insert(QStringLiteral("source"), trace.sourceName);
    detail.insert(QStringLiteral("sourceNamespace"), trace.sourceNamespace);
    detail.insert(QStringLiteral("skipped"), QJsonArray::fromStringList(trace.skipped));
}

constexpr KindPolicy kRestore{.name = "restore",
                              .excludesAll = true,
                              .restartsServices = true,
                              .changesSlowFacts = true,
                              .look = &look,
                              .confirmingLook = NextAction::ReadStatus,
                              .take = &take,
                              .confirm = &confirm,
                              .wasSeenRunning = &wasSeenRunning,
                              .isHalfway = &isHalfway,
                              .fields = &fields,
                              .journal = &journal};

}  // namespace

constinit const OperationKind OperationKind::Restore(kRestore);

}  // namespace prophecy
