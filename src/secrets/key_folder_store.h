#pragma once

#include <functional>
#include <optional>

#include "secrets/secret_store.h"

namespace prophecy {

/// A folder with one key file per environment, for machines without a keychain.
struct KeyFolder {
    QString path;               ///< empty for none
    bool isHandedOver = false;  ///< by the service manager, which may let its service in by group bits

    /// The file of an environment: its name, in which what would lead elsewhere is percent-encoded.
    static QString fileNameOf(const QString& environment);
    /// Where the key of this environment lies; empty where no file does.
    QString fileOf(const QString& environment) const;
    /// Nothing where there is no such file. Kind Keychain for one that others may read, or that holds no key.
    Result<std::optional<Secret>> keyOf(const QString& environment) const;
};

/// Asks the folder before another store; writes go to that one.
class KeyFolderStore final : public SecretStore {
public:
    /// Which environment an entry is the key of; empty for what is no key, or of none that is stored.
    using NameOf = std::function<QString(const QString& entry)>;
    explicit KeyFolderStore(SecretStore& next) : m_next(next) {}

    void use(const KeyFolder& folder, NameOf nameOf);
    const KeyFolder& folder() const { return m_folder; }
    Call read(const QString& name, QObject* context, Handler<Secret> handler) override;
    Call write(const QString& name, const Secret& secret, QObject* context, Handler<void> handler) override;
    Call remove(const QString& name, QObject* context, Handler<void> handler) override;

private:
    SecretStore& m_next;
    KeyFolder m_folder;
    NameOf m_nameOf;
};

}  // namespace prophecy
