#include "domain/restore_draft.h"

#include <QJsonArray>

namespace prophecy {

QJsonObject toRecord(const RestoreDraft& draft) {
    QJsonObject record{{QStringLiteral("version"), RestoreDraft::kVersion},
                       {QStringLiteral("id"), draft.id},
                       {QStringLiteral("source"), draft.source.text()},
                       {QStringLiteral("destination"), draft.destination.text()},
                       {QStringLiteral("sourceName"), draft.sourceName},
                       {QStringLiteral("destinationName"), draft.destinationName},
                       {QStringLiteral("timestamp"), draft.request.timestamp.text()},
                       {QStringLiteral("sourceNamespace"), draft.request.sourceNamespace},
                       {QStringLiteral("skipped"), QJsonArray::fromStringList(draft.request.skipped)},
                       {QStringLiteral("wayBack"), toRecord(draft.wayBack)},
                       {QStringLiteral("operation"), draft.operation.text()},
                       {QStringLiteral("step"), draft.step},
                       {QStringLiteral("savedAt"), draft.savedAt.toUTC().toString(Qt::ISODate)}};
    draft.accepted.writeTo(record);
    return record;
}

/// As version 0.1 kept it.
static WayBack before(const QJsonObject& record) {
    WayBack wayBack;
    wayBack.wanted = record.value(u"wantsSafetyBackup").toBool(true);
    wayBack.whyNot = record.value(u"whyNoSafetyBackup").toString();
    wayBack.made = OperationId(record.value(u"safetyBackup").toString());
    return wayBack;
}

std::optional<RestoreDraft> restoreDraftFrom(const QJsonObject& record) {
    if (record.value(u"version").toInt() != RestoreDraft::kVersion) return std::nullopt;
    const auto text = [&](QStringView key) { return record.value(key).toString(); };
    RestoreDraft draft;
    draft.id = text(u"id");
    draft.source = EnvironmentId(text(u"source"));
    draft.destination = EnvironmentId(text(u"destination"));
    draft.sourceName = text(u"sourceName");
    draft.destinationName = text(u"destinationName");
    draft.request.timestamp = BackupTimestamp(text(u"timestamp"));
    draft.request.sourceNamespace = text(u"sourceNamespace");
    for (const QJsonValue service : record.value(u"skipped").toArray()) draft.request.skipped << service.toString();
    draft.accepted = Acceptances::readFrom(record);
    draft.wayBack = record.contains(u"wayBack") ? wayBackFrom(record.value(u"wayBack").toObject()) : before(record);
    draft.operation = OperationId(text(u"operation"));
    draft.step = record.value(u"step").toInt();
    draft.savedAt = QDateTime::fromString(text(u"savedAt"), Qt::ISODate);
    return draft;
}

}  // namespace prophecy
