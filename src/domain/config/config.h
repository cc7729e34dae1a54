#pragma once

#include <QJsonObject>
#include <QString>
#include <optional>

namespace prophecy {

/// The backupConfig as it was read. Unknown keys and the type of each value stay in raw (docs/api.md, trap 10).
struct BackupConfig {
    QJsonObject raw;
    bool exactNumbers = true;  ///< every number in it can be written back as it was read

    QString frequency() const { return raw.value(u"backupFrequency").toString(); }
    /// Also where an installation tells it as a word or a number.
    bool enabled() const;
    /// A string in some installs, a number in others; nothing when it is neither or no whole number.
    std::optional<qint64> retentionCount() const;
    bool operator==(const BackupConfig&) const = default;
};

struct Users {
    std::optional<qint64> active;
    std::optional<qint64> total;
    bool operator==(const Users&) const = default;
};

struct Versions {
    QString current;
    QStringList available;
    bool darkCluster = false;
    bool operator==(const Versions&) const = default;
};

/// A call that not every installation answers (docs/api.md, "What is ours can be replaced").
enum class Capability { BackupConfigRead, BackupConfigWrite, ObjectStoreRead, Users, Upgrade };
enum class Offer { Untried, Offered, NotOffered };
QString kebabName(Capability capability);
QString kebabName(Offer offer);
inline constexpr Capability kAllCapabilities[] = {Capability::BackupConfigRead, Capability::BackupConfigWrite,
                                                  Capability::ObjectStoreRead, Capability::Users, Capability::Upgrade};

/// One JSON value as compact text; empty for Undefined.
QString jsonText(const QJsonValue& value);

/// What was edited over a masked view of it, with the secrets that were not touched put back.
QJsonObject withSecretsOf(QJsonObject edited, const QJsonObject& original);

/// Masks the values of keys that look secret (key, secret, token, password) at any depth.
QJsonValue maskSecrets(const QJsonValue& value);

}  // namespace prophecy
