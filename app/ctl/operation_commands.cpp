// The "operation" commands: what is unfinished, and closing what nobody can tell any more.

#include <QJsonArray>

#include "app/ctl/runner.h"

namespace prophecy::ctl {

namespace {

QJsonObject toJson(const Operation& operation) {
    return {{QStringLiteral("id"), operation.id.text()},
            {QStringLiteral("kind"), kebabName(operation.kind)},
            {QStringLiteral("state"), kebabName(operation.state)},
            {QStringLiteral("environment"), operation.environmentName},
            {QStringLiteral("target"), operation.target.toString()},
            {QStringLiteral("timestamp"),
             operation.timestamp.isEmpty() ? QJsonValue() : QJsonValue(operation.timestamp.text())},
            {QStringLiteral("startedAt"), operation.startedAt.toString(Qt::ISODate)}};
}

/// Of several that are unfinished there, the one that may be closed.
std::optional<Operation> toBeClosed(const OperationTracker& tracker, const QUrl& root, const QDateTime& now) {
    for (const Operation& operation : tracker.operations())
        if (targetKey(operation.target) == targetKey(root) && mayBeClosedByAdmin(operation, now)) return operation;
    return tracker.unfinishedOn(root);
}

}  // namespace

void Runner::operationList() {
    if (!needStorage()) return;
    const auto rows = m_context.storage()->operations().unfinished();
    if (!rows) return finish(fail(rows.error()));
    QJsonArray list;
    QStringList lines;
    for (const StoredOperation& row : *rows) {
        list.append(toJson(row.operation));
        const QString aim = reportFor(row.operation.kind, m_reports).aim(row.operation);
        lines << QStringLiteral("%1  %2  %3  %4  %5")
                     .arg(row.operation.startedAt.toString(Qt::ISODate), kebabName(row.operation.kind),
                          kebabName(row.operation.state), row.operation.environmentName, aim)
                     .trimmed();
    }
    finish(Answer{list, lines.join(u'\n')});
}

void Runner::operationClose() {
    if (m_options.arrived == m_options.didNotArrive)
        return finish(fail(ErrorKind::Usage, QStringLiteral("Say what is known: --arrived or --did-not-arrive.")));
    if (m_options.reason.trimmed().isEmpty())
        return finish(fail(ErrorKind::Usage, QStringLiteral("Closing an operation needs --reason TEXT.")));
    const auto environment = target();
    if (!environment) return finish(fail(environment.error()));
    if (!needStorage()) return;
    m_context.tracker().watchStore();
    const auto open = toBeClosed(m_context.tracker(), environment->root, m_context.clock.nowUtc());
    if (!open)
        return finish(fail(ErrorKind::NotFound, QStringLiteral("Nothing is unfinished on %1.").arg(environment->name)));
    m_call = m_context.tracker().closeUnknown(
        open->id, m_options.arrived, m_options.reason, this,
        [this, open = *open, name = environment->name](const Result<Operation>& closed) {
            if (!closed) return finish(fail(closed.error()));
            finish(Answer{toJson(open), QStringLiteral("The %1 on %2 is closed.").arg(kebabName(open.kind), name)});
        });
}

/// An operation that nobody can tell any more stands in the way of the next one.
Error Runner::withWayOut(Error error, const QUrl& root) const {
    const auto rows = m_context.storage()->operations().unfinished();
    const bool blocked = error.kind == ErrorKind::Refused && rows &&
                         std::any_of(rows->begin(), rows->end(), [&](const StoredOperation& row) {
                             return targetKey(row.operation.target) == targetKey(root);
                         });
    if (blocked)
        error.message += QStringLiteral(
            " If it shows no evidence for 15 minutes, \"prophecyctl operation close\" ends it with your reason.");
    return error;
}

}  // namespace prophecy::ctl
