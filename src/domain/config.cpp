#include "domain/config.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <cmath>

namespace prophecy {

std::optional<qint64> BackupConfig::retentionCount() const {
    const QJsonValue value = raw.value(u"backupRetentionCount");
    if (value.isString()) {
        bool ok = false;
        const qint64 count = value.toString().trimmed().toLongLong(&ok);
        return ok ? std::optional(count) : std::nullopt;
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
