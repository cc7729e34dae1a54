// The "operation" commands: what is unfinished, and closing what nobody can tell any more.

#include <QJsonArray>

#include "app/ctl/command_table.h"

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

class OperationList final : public Command {
public:
    using Command::Command;
    void run() override;
};

void OperationList::run() {
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

class OperationClose final : public Command {
public:
    using Command::Command;
    void run() override;
};

void OperationClose::run() {
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

}  // namespace

const std::vector<CommandRow>& operationCommands() {
    static const std::vector<CommandRow> rows{
        {"operation list",
         "",
         0,
         0,
         "lists what this profile began and what is not finished",
         {},
         &make<OperationList>},
        {"operation close",
         "",
         0,
         0,
         "ends one whose outcome only the admin can tell",
         {&kArrived, &kDidNotArrive, &kReason},
         &make<OperationClose>},
    };
    return rows;
}

}  // namespace prophecy::ctl
