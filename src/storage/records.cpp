#include "storage/records.h"

#include <QJsonArray>

namespace prophecy {

namespace {

QString text(const QDateTime& time) {
    return time.isValid() ? time.toUTC().toString(Qt::ISODateWithMs) : QString();
}
QDateTime time(const QJsonValue& value) {
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
}
QStringList strings(const QJsonValue& value) {
    QStringList list;
    for (const QJsonValue item : value.toArray()) list.append(item.toString());
    return list;
}

QJsonObject toRecord(const ProxyChoice& proxy) {
    return {{QStringLiteral("mode"), static_cast<int>(proxy.mode)},
            {QStringLiteral("host"), proxy.host},
            {QStringLiteral("port"), proxy.port},
            {QStringLiteral("user"), proxy.user}};
}

ProxyChoice proxyFrom(const QJsonObject& record) {
    const int mode = record.value(u"mode").toInt();
    return {mode >= 0 && mode <= 2 ? static_cast<ProxyChoice::Mode>(mode) : ProxyChoice::Mode::System,
            record.value(u"host").toString(), static_cast<quint16>(record.value(u"port").toInt()),
            record.value(u"user").toString()};
}

QJsonArray toRecord(const std::vector<CertificatePin>& pins) {
    QJsonArray array;
    for (const CertificatePin& pin : pins)
        array.append(QJsonObject{{QStringLiteral("sha256"), pin.sha256},
                                 {QStringLiteral("errors"), QJsonArray::fromStringList(pin.errors)}});
    return array;
}

std::vector<CertificatePin> pinsFrom(const QJsonValue& value) {
    std::vector<CertificatePin> pins;
    for (const QJsonValue item : value.toArray())
        pins.push_back({item.toObject().value(u"sha256").toString(), strings(item.toObject().value(u"errors"))});
    return pins;
}

QJsonObject toRecord(const Progress& progress) {
    return {{QStringLiteral("pendingDbs"), QJsonArray::fromStringList(progress.pendingDbs)},
            {QStringLiteral("pendingVolumes"), QJsonArray::fromStringList(progress.pendingVolumes)},
            {QStringLiteral("completedDbs"), QJsonArray::fromStringList(progress.completedDbs)},
            {QStringLiteral("completedVolumes"), QJsonArray::fromStringList(progress.completedVolumes)}};
}

Progress progressFrom(const QJsonObject& record) {
    return {strings(record.value(u"pendingDbs")), strings(record.value(u"pendingVolumes")),
            strings(record.value(u"completedDbs")), strings(record.value(u"completedVolumes"))};
}

QJsonObject toRecord(const RestoreTrace& trace) {
    QJsonObject record{{QStringLiteral("sourceName"), trace.sourceName},
                       {QStringLiteral("sourceNamespace"), trace.sourceNamespace},
                       {QStringLiteral("skipped"), QJsonArray::fromStringList(trace.skipped)},
                       {QStringLiteral("nextKeyHeld"), trace.nextKeyHeld},
                       {QStringLiteral("seenRunning"), trace.seenRunning},
                       {QStringLiteral("claimed"), trace.claimed},
                       {QStringLiteral("contested"), trace.contested}};
    if (trace.baseline) record.insert(QStringLiteral("baseline"), *trace.baseline);
    return record;
}

RestoreTrace traceFrom(const QJsonObject& record) {
    RestoreTrace trace;
    trace.sourceName = record.value(u"sourceName").toString();
    trace.sourceNamespace = record.value(u"sourceNamespace").toString();
    trace.skipped = strings(record.value(u"skipped"));
    if (record.contains(u"baseline")) trace.baseline = record.value(u"baseline").toString();
    trace.nextKeyHeld = record.value(u"nextKeyHeld").toBool();
    trace.seenRunning = record.value(u"seenRunning").toBool();
    trace.claimed = record.value(u"claimed").toBool();
    trace.contested = record.value(u"contested").toBool();
    return trace;
}

QJsonObject toRecord(const UpgradeTrace& trace) {
    QJsonObject record{{QStringLiteral("version"), trace.request.version},
                       {QStringLiteral("disableRollback"), trace.request.disableRollback},
                       {QStringLiteral("from"), trace.from},
                       {QStringLiteral("backup"), trace.backup.text()},
                       {QStringLiteral("seenVersion"), trace.version},
                       {QStringLiteral("runningAt"), text(trace.runningAt)},
                       {QStringLiteral("awayAt"), text(trace.awayAt)},
                       {QStringLiteral("backAt"), text(trace.backAt)},
                       {QStringLiteral("claimed"), trace.claimed},
                       {QStringLiteral("rollingBack"), trace.rollingBack},
                       {QStringLiteral("ending"), kebabName(trace.ending)},
                       {QStringLiteral("settling"), kebabName(trace.settling)},
                       {QStringLiteral("settlingSince"), text(trace.settlingSince)}};
    if (trace.baseline) record.insert(QStringLiteral("baseline"), *trace.baseline);
    return record;
}

UpgradeTrace upgradeTraceFrom(const QJsonObject& record) {
    UpgradeTrace trace;
    trace.request = {record.value(u"version").toString(), record.value(u"disableRollback").toBool(true)};
    trace.from = record.value(u"from").toString();
    trace.backup = BackupTimestamp(record.value(u"backup").toString());
    if (record.contains(u"baseline")) trace.baseline = record.value(u"baseline").toString();
    trace.version = record.value(u"seenVersion").toString();
    trace.runningAt = time(record.value(u"runningAt"));
    trace.awayAt = time(record.value(u"awayAt"));
    trace.backAt = time(record.value(u"backAt"));
    trace.claimed = record.value(u"claimed").toBool();
    trace.rollingBack = record.value(u"rollingBack").toBool();
    trace.ending = upgradeEndingFrom(record.value(u"ending").toString()).value_or(UpgradeEnding::None);
    trace.settling = upgradeEndingFrom(record.value(u"settling").toString()).value_or(UpgradeEnding::None);
    trace.settlingSince = time(record.value(u"settlingSince"));
    return trace;
}

}  // namespace

QJsonObject toRecord(const Environment& e) {
    QJsonObject overrides;
    for (auto it = e.pathOverrides.begin(); it != e.pathOverrides.end(); ++it) overrides.insert(it.key(), it.value());
    return {{QStringLiteral("name"), e.name},
            {QStringLiteral("root"), e.root.toString()},
            {QStringLiteral("role"), kebabName(e.role)},
            {QStringLiteral("protection"), kebabName(e.protection)},
            {QStringLiteral("dialect"), kebabName(e.dialect)},
            {QStringLiteral("zone"), QString::fromLatin1(e.zone)},
            {QStringLiteral("namespace"), e.nameSpace},
            {QStringLiteral("caFile"), e.caFile},
            {QStringLiteral("clientCertificate"), e.clientCertificate.file},
            {QStringLiteral("clientKey"), e.clientCertificate.keyFile},
            {QStringLiteral("proxy"), toRecord(e.proxy)},
            {QStringLiteral("pathOverrides"), overrides},
            {QStringLiteral("expires"), e.keyExpires.toString(Qt::ISODate)},
            {QStringLiteral("pins"), toRecord(e.pins)},
            {QStringLiteral("plainHttpAccepted"), e.plainHttpAccepted},
            {QStringLiteral("targetAgeHours"), e.targetAgeHours},
            {QStringLiteral("standbyExpected"), e.standbyExpected},
            {QStringLiteral("revision"), e.revision}};
}

Environment environmentFrom(const QJsonObject& record) {
    Environment e;
    e.name = record.value(u"name").toString();
    e.root = QUrl(record.value(u"root").toString());
    e.role = roleFrom(record.value(u"role").toString()).value_or(Role::Primary);
    e.protection = protectionFrom(record.value(u"protection").toString()).value_or(Protection::Typed);
    e.dialect = dialectFrom(record.value(u"dialect").toString()).value_or(Dialect::Auto);
    e.zone = record.value(u"zone").toString(QStringLiteral("UTC")).toLatin1();
    e.nameSpace = record.value(u"namespace").toString();
    e.caFile = record.value(u"caFile").toString();
    e.clientCertificate = {record.value(u"clientCertificate").toString(), record.value(u"clientKey").toString()};
    e.proxy = proxyFrom(record.value(u"proxy").toObject());
    const QJsonObject overrides = record.value(u"pathOverrides").toObject();
    for (auto it = overrides.begin(); it != overrides.end(); ++it)
        e.pathOverrides.insert(it.key(), it.value().toString());
    e.keyExpires = QDate::fromString(record.value(u"expires").toString(), Qt::ISODate);
    e.pins = pinsFrom(record.value(u"pins"));
    e.plainHttpAccepted = record.value(u"plainHttpAccepted").toBool();
    e.targetAgeHours = record.value(u"targetAgeHours").toInt();
    e.standbyExpected = record.value(u"standbyExpected").toBool();
    e.revision = record.value(u"revision").toInt();
    return e;
}

QJsonObject toRecord(const Operation& o) {
    QJsonObject record{{QStringLiteral("id"), o.id.text()},
                       {QStringLiteral("kind"), kebabName(o.kind)},
                       {QStringLiteral("state"), kebabName(o.state)},
                       {QStringLiteral("environment"), o.environment.text()},
                       {QStringLiteral("environmentName"), o.environmentName},
                       {QStringLiteral("target"), o.target.toString()},
                       {QStringLiteral("timestamp"), o.timestamp.text()},
                       {QStringLiteral("baselineKnown"), o.baselineKnown},
                       {QStringLiteral("baselineNewest"), o.baselineNewest.text()},
                       {QStringLiteral("startedAt"), text(o.startedAt)},
                       {QStringLiteral("startedThere"), text(o.startedThere)},
                       {QStringLiteral("seenAt"), text(o.seenAt)},
                       {QStringLiteral("visibleAt"), text(o.visibleAt)},
                       {QStringLiteral("finishedAt"), text(o.finishedAt)},
                       {QStringLiteral("progress"), toRecord(o.progress)},
                       {QStringLiteral("text"), o.text},
                       {QStringLiteral("failedLooks"), o.failedLooks},
                       {QStringLiteral("declined"), o.declined},
                       {QStringLiteral("baselineCount"), o.baselineCount},
                       {QStringLiteral("nameSpaces"), QJsonArray::fromStringList(o.nameSpaces)},
                       {QStringLiteral("neighbours"), QJsonArray::fromStringList(o.neighbours)},
                       {QStringLiteral("seenRunning"), o.seenRunning},
                       {QStringLiteral("endWords"), o.endWords},
                       {QStringLiteral("endSince"), text(o.endSince)},
                       {QStringLiteral("neverSeenRunning"), o.neverSeenRunning},
                       {QStringLiteral("confirmAt"), text(o.confirmAt)},
                       {QStringLiteral("tookMs"), o.tookMs}};
    if (o.trouble) record.insert(QStringLiteral("trouble"), static_cast<int>(*o.trouble));
    if (o.restore) record.insert(QStringLiteral("restore"), toRecord(*o.restore));
    if (o.upgrade) record.insert(QStringLiteral("upgrade"), toRecord(*o.upgrade));
    return record;
}

Operation operationFrom(const QJsonObject& record) {
    Operation o;
    o.id = OperationId(record.value(u"id").toString());
    o.kind = operationKindFrom(record.value(u"kind").toString()).value_or(OperationKind::Backup);
    o.state = operationStateFrom(record.value(u"state").toString()).value_or(OperationState::Unknown);
    o.environment = EnvironmentId(record.value(u"environment").toString());
    o.environmentName = record.value(u"environmentName").toString();
    o.target = QUrl(record.value(u"target").toString());
    o.timestamp = BackupTimestamp(record.value(u"timestamp").toString());
    o.baselineKnown = record.value(u"baselineKnown").toBool();
    o.baselineNewest = BackupTimestamp(record.value(u"baselineNewest").toString());
    o.startedAt = time(record.value(u"startedAt"));
    o.startedThere = time(record.value(u"startedThere"));
    o.seenAt = time(record.value(u"seenAt"));
    o.visibleAt = time(record.value(u"visibleAt"));
    o.finishedAt = time(record.value(u"finishedAt"));
    o.progress = progressFrom(record.value(u"progress").toObject());
    o.text = record.value(u"text").toString();
    o.failedLooks = record.value(u"failedLooks").toInt();
    o.declined = record.value(u"declined").toBool();
    o.baselineCount = record.value(u"baselineCount").toInt(-1);
    o.nameSpaces = strings(record.value(u"nameSpaces"));
    o.neighbours = strings(record.value(u"neighbours"));
    o.seenRunning = record.value(u"seenRunning").toBool();
    o.endWords = record.value(u"endWords").toString();
    o.endSince = time(record.value(u"endSince"));
    o.neverSeenRunning = record.value(u"neverSeenRunning").toBool();
    o.confirmAt = time(record.value(u"confirmAt"));
    o.tookMs = record.value(u"tookMs").toInteger(-1);
    if (record.contains(u"trouble")) o.trouble = static_cast<ErrorKind>(record.value(u"trouble").toInt());
    if (record.contains(u"restore") || o.kind == OperationKind::Restore)
        o.restore = traceFrom(record.value(u"restore").toObject());
    if (record.contains(u"upgrade") || o.kind == OperationKind::Upgrade)
        o.upgrade = upgradeTraceFrom(record.value(u"upgrade").toObject());
    return o;
}

}  // namespace prophecy
