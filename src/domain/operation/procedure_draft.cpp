#include "domain/operation/procedure_draft.h"

#include <QJsonArray>

namespace prophecy {

namespace {

/// Version 1 called it differently from kind to kind, and "version" is an upgrade's choice.
int versionOf(const QJsonObject& record) {
    const QJsonValue version = record.value(u"formatVersion");
    return version.isUndefined() ? record.value(u"version").toInt() : version.toInt();
}

std::vector<OperationId> operationsIn(const QJsonObject& record) {
    std::vector<OperationId> operations;
    const QJsonArray all =
        record.contains(u"operations") ? record.value(u"operations").toArray() : QJsonArray{record.value(u"operation")};
    for (const QJsonValue id : all)
        if (!id.toString().isEmpty()) operations.emplace_back(id.toString());
    return operations;
}

QJsonObject doneRecord(const ProcedureDraft& draft) {
    QJsonObject record;
    for (const auto& [task, done] : draft.done)
        record.insert(task, QJsonObject{{QStringLiteral("who"), done.who},
                                        {QStringLiteral("at"), done.at.toUTC().toString(Qt::ISODateWithMs)}});
    return record;
}

QDateTime timeIn(const QJsonValue& value) {
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
}

}  // namespace

void write(const ProcedureDraft& draft, QJsonObject& record) {
    record.insert(QStringLiteral("formatVersion"), ProcedureDraft::kVersion);
    record.insert(QStringLiteral("id"), draft.id);
    record.insert(QStringLiteral("wayBack"), toRecord(draft.wayBack));
    QJsonArray operations;
    for (const OperationId& operation : draft.operations) operations.append(operation.text());
    record.insert(QStringLiteral("operations"), operations);
    record.insert(QStringLiteral("done"), doneRecord(draft));
    record.insert(QStringLiteral("step"), draft.step);
    record.insert(QStringLiteral("savedAt"), draft.savedAt.toUTC().toString(Qt::ISODateWithMs));
    draft.accepted.writeTo(record);
}

bool read(ProcedureDraft& draft, const QJsonObject& record) {
    const int version = versionOf(record);
    if (version < 1 || version > ProcedureDraft::kVersion) return false;
    draft.id = record.value(u"id").toString();
    draft.accepted = Acceptances::readFrom(record);
    if (record.contains(u"wayBack")) draft.wayBack = wayBackFrom(record.value(u"wayBack").toObject());
    draft.operations = operationsIn(record);
    draft.step = record.value(u"step").toInt();
    draft.savedAt = timeIn(record.value(u"savedAt"));
    const QJsonObject done = record.value(u"done").toObject();
    for (auto it = done.begin(); it != done.end(); ++it) {
        const QJsonObject task = it.value().toObject();
        if (const QDateTime at = timeIn(task.value(u"at")); at.isValid())
            draft.done[it.key()] = {task.value(u"who").toString(), at};
    }
    return true;
}

}  // namespace prophecy
