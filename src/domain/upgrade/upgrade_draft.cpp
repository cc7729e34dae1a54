#include "domain/upgrade/upgrade_draft.h"

#include <QJsonArray>

namespace prophecy {

namespace {

QString text(const QDateTime& time) {
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString();
}
QDateTime time(const QJsonValue& value) {
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
}

QJsonArray toRecord(const std::vector<QDateTime>& times) {
    QJsonArray array;
    for (const QDateTime& at : times) array.append(text(at));
    return array;
}

QJsonObject toRecord(const GuidedUpgrade& guided) {
    return {{QStringLiteral("id"), guided.id.text()},
            {QStringLiteral("stepsDone"), toRecord(guided.stepsDone)},
            {QStringLiteral("from"), guided.from},
            {QStringLiteral("startedAt"), text(guided.startedAt)},
            {QStringLiteral("awayAt"), text(guided.awayAt)},
            {QStringLiteral("backAt"), text(guided.backAt)},
            {QStringLiteral("endedAt"), text(guided.endedAt)},
            {QStringLiteral("version"), guided.version},
            {QStringLiteral("versionSaid"), guided.versionSaid},
            {QStringLiteral("ending"), kebabName(guided.ending)}};
}

GuidedUpgrade guidedFrom(const QJsonObject& record) {
    std::vector<QDateTime> stepsDone;
    for (const QJsonValue at : record.value(u"stepsDone").toArray()) stepsDone.push_back(time(at));
    return {OperationId(record.value(u"id").toString()),
            stepsDone,
            record.value(u"from").toString(),
            time(record.value(u"startedAt")),
            time(record.value(u"awayAt")),
            time(record.value(u"backAt")),
            time(record.value(u"endedAt")),
            record.value(u"version").toString(),
            record.value(u"versionSaid").toBool(),
            upgradeEndingFrom(record.value(u"ending").toString()).value_or(UpgradeEnding::None)};
}

/// As version 0.1 kept it.
WayBack before(const QJsonObject& record) {
    WayBack wayBack;
    wayBack.wanted = record.value(u"wantsBackup").toBool(true);
    wayBack.whyNot = record.value(u"whyNoBackup").toString();
    wayBack.limit = std::chrono::minutes(record.value(u"backupLimitMinutes").toInteger(wayBack.limit.count()));
    wayBack.made = OperationId(record.value(u"backupOperation").toString());
    return wayBack;
}

}  // namespace

GuidedUpgrade noteLook(GuidedUpgrade guided, bool answered, const std::optional<QString>& version,
                       const QDateTime& now) {
    if (!answered) {
        if (!guided.awayAt.isValid()) guided.awayAt = now;
        guided.backAt = {};
        return guided;
    }
    if (guided.awayAt.isValid() && !guided.backAt.isValid()) guided.backAt = now;
    if (version) guided.version = *version;
    return guided;
}

QJsonObject toRecord(const UpgradeDraft& draft) {
    QJsonObject record{{QStringLiteral("environment"), draft.environment.text()},
                       {QStringLiteral("environmentName"), draft.environmentName},
                       {QStringLiteral("version"), draft.version},
                       {QStringLiteral("acknowledged"), toRecord(draft.acknowledged)},
                       {QStringLiteral("disableRollback"), draft.disableRollback},
                       {QStringLiteral("guided"), toRecord(draft.guided)}};
    write(draft, record);
    return record;
}

std::optional<UpgradeDraft> upgradeDraftFrom(const QJsonObject& record) {
    const auto words = [&](QStringView key) { return record.value(key).toString(); };
    UpgradeDraft draft;
    if (!read(draft, record)) return std::nullopt;
    if (!record.contains(u"wayBack")) draft.wayBack = before(record);
    draft.environment = EnvironmentId(words(u"environment"));
    draft.environmentName = words(u"environmentName");
    draft.version = words(u"version");
    draft.acknowledged = evidenceFrom(record.value(u"acknowledged"));
    draft.disableRollback = record.value(u"disableRollback").toBool(true);
    draft.guided = guidedFrom(record.value(u"guided").toObject());
    return draft;
}

QString guideTask(std::size_t step) {
    return QStringLiteral("guide-%1").arg(step + 1);
}

Operation operationOf(const GuidedUpgrade& guided, const Environment& environment, const UpgradeRequest& request) {
    Operation operation;
    operation.id = guided.id;
    operation.kind = OperationKind::Upgrade;
    operation.state = guided.ending == UpgradeEnding::None       ? OperationState::Running
                      : guided.ending == UpgradeEnding::Upgraded ? OperationState::Succeeded
                                                                 : OperationState::Failed;
    operation.environment = environment.id;
    operation.environmentName = environment.name;
    operation.target = environment.root;
    operation.startedAt = guided.startedAt;
    operation.finishedAt = guided.endedAt;
    UpgradeTrace trace{request, guided.from};
    trace.version = guided.version;
    trace.awayAt = guided.awayAt;
    trace.backAt = guided.backAt;
    trace.ending = guided.ending;
    operation.trace = trace;
    return operation;
}

}  // namespace prophecy
