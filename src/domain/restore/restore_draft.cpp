#include "domain/restore/restore_draft.h"

#include <QJsonArray>

namespace prophecy {

QJsonObject toRecord(const RestoreDraft& draft) {
    QJsonObject record{{QStringLiteral("source"), draft.source.text()},
                       {QStringLiteral("destination"), draft.destination.text()},
                       {QStringLiteral("sourceName"), draft.sourceName},
                       {QStringLiteral("destinationName"), draft.destinationName},
                       {QStringLiteral("timestamp"), draft.request.timestamp.text()},
                       {QStringLiteral("sourceNamespace"), draft.request.sourceNamespace},
                       {QStringLiteral("skipped"), QJsonArray::fromStringList(draft.request.skipped)}};
    write(draft, record);
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
    const auto text = [&](QStringView key) { return record.value(key).toString(); };
    RestoreDraft draft;
    if (!read(draft, record)) return std::nullopt;
    if (!record.contains(u"wayBack")) draft.wayBack = before(record);
    draft.source = EnvironmentId(text(u"source"));
    draft.destination = EnvironmentId(text(u"destination"));
    draft.sourceName = text(u"sourceName");
    draft.destinationName = text(u"destinationName");
    draft.request.timestamp = BackupTimestamp(text(u"timestamp"));
    draft.request.sourceNamespace = text(u"sourceNamespace");
    for (const QJsonValue service : record.value(u"skipped").toArray()) draft.request.skipped << service.toString();
    return draft;
}

}  // namespace prophecy
