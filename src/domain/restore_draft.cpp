#include "domain/restore_draft.h"

#include <QJsonArray>

namespace prophecy {

QJsonObject toRecord(const RestoreDraft& draft) {
    QJsonObject reasons;
    for (const auto& [id, reason] : draft.reasons) reasons.insert(kebabName(id), reason);
    QJsonObject states;
    for (const auto& [id, state] : draft.acceptedStates) states.insert(kebabName(id), kebabName(state));
    return {{QStringLiteral("version"), RestoreDraft::kVersion},
            {QStringLiteral("id"), draft.id},
            {QStringLiteral("source"), draft.source.text()},
            {QStringLiteral("destination"), draft.destination.text()},
            {QStringLiteral("sourceName"), draft.sourceName},
            {QStringLiteral("destinationName"), draft.destinationName},
            {QStringLiteral("timestamp"), draft.request.timestamp.text()},
            {QStringLiteral("sourceNamespace"), draft.request.sourceNamespace},
            {QStringLiteral("skipped"), QJsonArray::fromStringList(draft.request.skipped)},
            {QStringLiteral("reasons"), reasons},
            {QStringLiteral("acceptedStates"), states},
            {QStringLiteral("wantsSafetyBackup"), draft.wantsSafetyBackup},
            {QStringLiteral("whyNoSafetyBackup"), draft.whyNoSafetyBackup},
            {QStringLiteral("safetyBackup"), draft.safetyBackup.text()},
            {QStringLiteral("operation"), draft.operation.text()},
            {QStringLiteral("step"), draft.step},
            {QStringLiteral("savedAt"), draft.savedAt.toUTC().toString(Qt::ISODate)}};
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
    const QJsonObject reasons = record.value(u"reasons").toObject();
    for (auto it = reasons.begin(); it != reasons.end(); ++it)
        if (const auto id = checkIdFrom(it.key())) draft.reasons[*id] = it.value().toString();
    const QJsonObject states = record.value(u"acceptedStates").toObject();
    for (auto it = states.begin(); it != states.end(); ++it)
        for (const CheckState state : {CheckState::Warn, CheckState::Unknown})
            if (const auto id = checkIdFrom(it.key()); id && kebabName(state) == it.value().toString())
                draft.acceptedStates[*id] = state;
    draft.wantsSafetyBackup = record.value(u"wantsSafetyBackup").toBool(true);
    draft.whyNoSafetyBackup = text(u"whyNoSafetyBackup");
    draft.safetyBackup = OperationId(text(u"safetyBackup"));
    draft.operation = OperationId(text(u"operation"));
    draft.step = record.value(u"step").toInt();
    draft.savedAt = QDateTime::fromString(text(u"savedAt"), Qt::ISODate);
    return draft;
}

}  // namespace prophecy
