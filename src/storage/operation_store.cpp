#include "storage/operation_store.h"

#include <QJsonDocument>

#include "domain/environment.h"
#include "domain/operation/kind_policy.h"
#include "storage/records.h"

namespace prophecy {

namespace {

QString dataOf(const Operation& operation) {
    return QString::fromUtf8(QJsonDocument(toRecord(operation)).toJson(QJsonDocument::Compact));
}

/// It failed before anything was seen of it: nothing was changed there.
bool wasRefused(const Operation& o) {
    return o.state == OperationState::Failed && !o.neverSeenRunning && !o.kind->wasSeenRunning(o);
}

}  // namespace

StoredOperation OperationStore::rowOf(const QSqlQuery& query) const {
    const QJsonObject record = QJsonDocument::fromJson(query.value(0).toByteArray()).object();
    return {operationFrom(record, m_kinds), query.value(1).toString()};
}

/// The index holds within a lane; what excludes each other across lanes is found here, in the same transaction.
Result<void> OperationStore::checkAlone(const Operation& operation) const {
    const auto rows = unfinished();
    if (!rows) return fail(rows.error());
    for (const StoredOperation& row : *rows)
        if (targetKey(row.operation.target) == targetKey(operation.target) &&
            exclude(row.operation.kind, operation.kind))
            return fail(ErrorKind::Conflict, QStringLiteral("Another operation is unfinished there."));
    return {};
}

Result<void> OperationStore::begin(const Operation& operation, const QString& owner, const JournalNote& note,
                                   const Journal::Guard& guard) const {
    return m_connection.transaction([&]() -> Result<void> {
        if (guard)
            if (auto holds = guard(); !holds) return holds;
        if (auto alone = checkAlone(operation); !alone) return alone;
        auto inserted = m_connection.run(
            QStringLiteral("INSERT INTO operations VALUES(?,?,?,0,?,?,?)"),
            {operation.id.text(), targetKey(operation.target), owner, operation.startedAt.toString(Qt::ISODateWithMs),
             dataOf(operation), kebabName(operation.kind->lane)});
        if (!inserted) return fail(inserted.error());
        return m_journal.appendWithin(note);
    });
}

Result<void> OperationStore::update(const Operation& operation) const {
    auto updated =
        m_connection.run(QStringLiteral("UPDATE operations SET data = ?, finished = ? WHERE id = ? AND finished = 0"),
                         {dataOf(operation), isFinished(operation.state) ? 1 : 0, operation.id.text()});
    if (!updated) return fail(updated.error());
    if (updated->numRowsAffected() != 1)
        return fail(ErrorKind::Conflict, QStringLiteral("The operation was already ended in the record."));
    return {};
}

Result<void> OperationStore::finish(const Operation& operation, const JournalNote& note) const {
    auto finished = m_connection.transaction([&]() -> Result<void> {
        if (auto written = update(operation); !written) return written;
        return m_journal.appendWithin(note);
    });
    if (finished) m_journal.moveAnchor();
    return finished;
}

Result<std::vector<StoredOperation>> OperationStore::unfinished() const {
    auto query =
        m_connection.run(QStringLiteral("SELECT data, owner FROM operations WHERE finished = 0 ORDER BY started"));
    if (!query) return fail(query.error());
    std::vector<StoredOperation> rows;
    while (query->next()) rows.push_back(rowOf(*query));
    return rows;
}

Result<std::vector<StoredOperation>> OperationStore::toBeConfirmed() const {
    auto query =
        m_connection.run(QStringLiteral("SELECT data, owner FROM operations WHERE finished = 1 AND "
                                        "json_extract(data, '$.confirmAt') > '' ORDER BY started"));
    if (!query) return fail(query.error());
    std::vector<StoredOperation> rows;
    while (query->next()) rows.push_back(rowOf(*query));
    return rows;
}

Result<void> OperationStore::amend(const Operation& operation, const QString& owner,
                                   const std::optional<JournalNote>& note) const {
    return m_connection.transaction([&]() -> Result<void> {
        auto updated = m_connection.run(
            QStringLiteral("UPDATE operations SET data = ?, finished = ?, owner = ? WHERE id = ? AND finished = 1"),
            {dataOf(operation), isFinished(operation.state) ? 1 : 0, owner, operation.id.text()});
        if (!updated) return fail(updated.error());
        if (updated->numRowsAffected() != 1)
            return fail(ErrorKind::Conflict, QStringLiteral("Another process reopened the operation."));
        return note ? m_journal.appendWithin(*note) : Result<void>();
    });
}

Result<std::optional<StoredOperation>> OperationStore::find(const OperationId& id) const {
    auto query = m_connection.run(QStringLiteral("SELECT data, owner FROM operations WHERE id = ?"), {id.text()});
    if (!query) return fail(query.error());
    if (!query->next()) return std::optional<StoredOperation>();
    return std::optional(rowOf(*query));
}

Result<std::vector<Operation>> OperationStore::restores() const {
    auto query =
        m_connection.run(QStringLiteral("SELECT data, owner FROM operations WHERE json_extract(data, '$.kind') = ? "
                                        "ORDER BY started DESC"),
                         {kebabName(OperationKind::Restore)});
    if (!query) return fail(query.error());
    std::vector<Operation> restores;
    while (query->next())
        if (Operation operation = rowOf(*query).operation; !wasRefused(operation))
            restores.push_back(std::move(operation));
    return restores;
}

Result<std::vector<Operation>> OperationStore::deletionsSince(const QDateTime& time) const {
    return deletionsWhere(QStringLiteral("started >= ?"), time.toString(Qt::ISODateWithMs));
}

Result<std::vector<Operation>> OperationStore::deletionsOf(const BackupTimestamp& timestamp) const {
    return deletionsWhere(QStringLiteral("json_extract(data, '$.timestamp') = ?"), timestamp.text());
}

Result<std::vector<Operation>> OperationStore::deletionsWhere(const QString& condition, const QString& value) const {
    auto query = m_connection.run(QStringLiteral("SELECT data, owner FROM operations WHERE %1 AND "
                                                 "json_extract(data, '$.kind') = ? AND "
                                                 "json_extract(data, '$.state') <> ? ORDER BY started")
                                      .arg(condition),
                                  {value, kebabName(OperationKind::Delete), kebabName(OperationState::Failed)});
    if (!query) return fail(query.error());
    std::vector<Operation> deletions;
    while (query->next()) deletions.push_back(rowOf(*query).operation);
    return deletions;
}

Result<bool> OperationStore::adopt(const OperationId& id, const QString& from, const QString& to) const {
    auto updated =
        m_connection.run(QStringLiteral("UPDATE operations SET owner = ? WHERE id = ? AND owner = ? AND finished = 0"),
                         {to, id.text(), from});
    if (!updated) return fail(updated.error());
    return updated->numRowsAffected() == 1;
}

}  // namespace prophecy
