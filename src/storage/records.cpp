#include "storage/records.h"

#include <QJsonArray>

#include "core/fields.h"
#include "domain/operation/kind_policy.h"

namespace prophecy {

namespace {

QStringList strings(const QJsonValue& value) {
    QStringList list;
    for (const QJsonValue item : value.toArray()) list.append(item.toString());
    return list;
}

QJsonObject toRecord(const ProxyChoice& proxy) {
    return {{QStringLiteral("mode"), kebabName(proxy.mode)},
            {QStringLiteral("host"), proxy.host},
            {QStringLiteral("port"), proxy.port},
            {QStringLiteral("user"), proxy.user}};
}

/// Version 0.1 kept the number.
ProxyChoice::Mode proxyModeFrom(const QJsonValue& value) {
    constexpr ProxyChoice::Mode kNumbered[] = {ProxyChoice::Mode::System, ProxyChoice::Mode::None,
                                               ProxyChoice::Mode::Manual};
    const int number = value.toInt(-1);
    if (number >= 0 && number < static_cast<int>(std::size(kNumbered))) return kNumbered[number];
    return prophecy::proxyModeFrom(value.toString()).value_or(ProxyChoice::Mode::System);
}

ProxyChoice proxyFrom(const QJsonObject& record) {
    return {proxyModeFrom(record.value(u"mode")), record.value(u"host").toString(),
            static_cast<quint16>(record.value(u"port").toInt()), record.value(u"user").toString()};
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

void progressFields(Fields& f, Progress& progress) {
    f.texts(u"pendingDbs", progress.pendingDbs);
    f.texts(u"pendingVolumes", progress.pendingVolumes);
    f.texts(u"completedDbs", progress.completedDbs);
    f.texts(u"completedVolumes", progress.completedVolumes);
}

/// Records of before have the number.
void troubleField(Fields& f, std::optional<ErrorKind>& trouble) {
    if (f.isWriting()) {
        if (trouble) f.put(u"trouble", kebabName(*trouble));
        return;
    }
    const QJsonValue value = f.value(u"trouble");
    trouble = value.isDouble() ? std::optional(static_cast<ErrorKind>(value.toInt())) : errorKindFrom(value.toString());
}

void operationFields(Fields& f, Operation& o) {
    f.id(u"id", o.id);
    f.named(u"state", o.state, &operationStateFrom);
    f.id(u"environment", o.environment);
    f.text(u"environmentName", o.environmentName);
    QString target = o.target.toString();
    f.text(u"target", target);
    o.target = QUrl(target);
    f.id(u"timestamp", o.timestamp);
    f.flag(u"baselineKnown", o.baselineKnown);
    f.id(u"baselineNewest", o.baselineNewest);
    f.time(u"startedAt", o.startedAt);
    f.time(u"startedThere", o.startedThere);
    f.time(u"seenAt", o.seenAt);
    f.time(u"visibleAt", o.visibleAt);
    f.time(u"finishedAt", o.finishedAt);
    f.object(u"progress", [&](Fields& inside) { progressFields(inside, o.progress); });
    f.text(u"text", o.text);
    troubleField(f, o.trouble);
    f.number(u"failedLooks", o.failedLooks);
    f.flag(u"declined", o.declined);
    f.number(u"baselineCount", o.baselineCount);
    f.texts(u"nameSpaces", o.nameSpaces);
    f.flag(u"seenRunning", o.seenRunning);
    f.text(u"endWords", o.endWords);
    f.time(u"endSince", o.endSince);
    f.flag(u"neverSeenRunning", o.neverSeenRunning);
    f.time(u"confirmAt", o.confirmAt);
    f.time(u"keylessSince", o.keylessSince);
    f.number(u"keylessMs", o.keylessMs);
    f.number(u"tookMs", o.tookMs);
    o.kind->fields(f, o);
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

QJsonObject toRecord(const Operation& operation) {
    QJsonObject record{{QStringLiteral("kind"), kebabName(operation.kind)}};
    Fields fields = Fields::into(record);
    Operation written = operation;
    operationFields(fields, written);
    return record;
}

Operation operationFrom(const QJsonObject& record, std::span<const OperationKind> kinds) {
    Operation operation;
    if (const auto kind = kindNamed(record.value(u"kind").toString(), kinds)) operation.kind = *kind;
    operation.state = OperationState::Unknown;
    Fields fields = Fields::from(record);
    operationFields(fields, operation);
    return operation;
}

}  // namespace prophecy
