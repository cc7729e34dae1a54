#include "domain/config/config.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <cmath>

namespace prophecy {

bool BackupConfig::enabled() const {
    const QJsonValue value = raw.value(u"enableRegularBackups");
    if (value.isDouble()) return value.toDouble() != 0;
    if (!value.isString()) return value.toBool();
    static const QStringList off{QString(), QStringLiteral("false"), QStringLiteral("0"), QStringLiteral("no"),
                                 QStringLiteral("off")};
    return !off.contains(value.toString().trimmed().toLower());
}

std::optional<qint64> BackupConfig::retentionCount() const {
    const QJsonValue value = raw.value(u"backupRetentionCount");
    if (value.isString()) {
        bool ok = false;
        const double count = value.toString().trimmed().toDouble(&ok);
        const bool whole = ok && std::floor(count) == count && std::abs(count) < 1e15;
        return whole ? std::optional(static_cast<qint64>(count)) : std::nullopt;
    }
    if (!value.isDouble() || std::floor(value.toDouble()) != value.toDouble()) return std::nullopt;
    return value.toInteger();
}

QString kebabName(Capability capability) {
    switch (capability) {
        case Capability::BackupConfigRead: return QStringLiteral("backup-config-read");
        case Capability::BackupConfigWrite: return QStringLiteral("backup-config-write");
        case Capability::ObjectStoreRead: return QStringLiteral("object-store-read");
        case Capability::Users: return QStringLiteral("users");
        case Capability::Upgrade: break;
    }
    return QStringLiteral("upgrade");
}

QString kebabName(Offer offer) {
    switch (offer) {
        case Offer::Untried: return QStringLiteral("untried");
        case Offer::Offered: return QStringLiteral("offered");
        case Offer::NotOffered: break;
    }
    return QStringLiteral("not-offered");
}

QString jsonText(const QJsonValue& value) {
    if (value.isUndefined()) return {};
    const QByteArray wrapped = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(wrapped.mid(1, wrapped.size() - 2));
}

QJsonObject withSecretsOf(QJsonObject edited, const QJsonObject& original) {
    const QJsonObject masked = maskSecrets(original).toObject();
    for (auto it = edited.begin(); it != edited.end(); ++it) {
        const QJsonValue before = original.value(it.key());
        if (it.value() == masked.value(it.key()) && !before.isUndefined())
            it.value() = before;
        else if (it.value().isObject() && before.isObject())
            it.value() = withSecretsOf(it.value().toObject(), before.toObject());
    }
    return edited;
}

QJsonValue maskSecrets(const QJsonValue& value) {
    static const QRegularExpression secretName(QStringLiteral("key|secret|token|password"),
                                               QRegularExpression::CaseInsensitiveOption);
    if (value.isArray()) {
        QJsonArray masked;
        for (const QJsonValue item : value.toArray()) masked.append(maskSecrets(item));
        return masked;
    }
    if (!value.isObject()) return value;
    QJsonObject masked;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) {
        const bool secret = secretName.match(it.key()).hasMatch();
        masked.insert(it.key(), secret ? QJsonValue(QStringLiteral("********")) : maskSecrets(it.value()));
    }
    return masked;
}

}  // namespace prophecy
