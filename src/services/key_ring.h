#pragma once

#include <QHash>
#include <QObject>
#include <QQueue>
#include <QSet>

#include "domain/environment.h"
#include "secrets/secret_store.h"

namespace prophecy {

/// The access keys of the environments, and the passwords of their proxies and client certificates. A key is filed
/// under environment and origin, so an environment that is pointed elsewhere has none. Without a keychain a key lives
/// for this run only.
class KeyRing final : public QObject {
    Q_OBJECT
public:
    enum class Kept { InKeychain, ForThisRun };

    /// Whether this entry of the store is the environment's own key.
    static bool isKeyOf(const Environment& environment, const QString& entry) { return keyName(environment) == entry; }

    explicit KeyRing(SecretStore& store) : m_store(store) {}

    /// Kind Keychain when there is none or the keychain does not answer. The keychain is asked once a run and key.
    Call keyOf(const Environment& environment, QObject* context, Handler<Secret> handler);
    Call setKey(const Environment& environment, const Secret& key, QObject* context, Handler<Kept> handler);
    /// Uses a key in this run without storing it.
    void useForThisRun(const Environment& environment, const Secret& key, const Secret& proxyPassword = {});
    void forget(const Environment& environment);

    /// A key to go on with once a restore has replaced the environment's own (docs/api.md, trap 7).
    Call setNextKey(const Environment& environment, const Secret& key, QObject* context, Handler<Kept> handler);
    void useNextKeyForThisRun(const Environment& environment, const Secret& key);
    void forgetNextKey(const Environment& environment);
    /// It becomes the environment's key, kept as that was, and the one before is held in its place for this run; kind
    /// Keychain when none is held.
    void swapNextKey(const Environment& environment, QObject* context, Handler<void> handler);

    /// An empty password when none is stored.
    Call proxyPasswordOf(const Environment& environment, QObject* context, Handler<Secret> handler);
    Call setProxyPassword(const Environment& environment, const Secret& password, QObject* context,
                          Handler<Kept> handler);

    /// Of the key of the client certificate; empty when none is stored.
    Call clientPasswordOf(const Environment& environment, QObject* context, Handler<Secret> handler);
    Call setClientPassword(const Environment& environment, const Secret& password, QObject* context,
                           Handler<Kept> handler);
    void useClientPasswordForThisRun(const Environment& environment, const Secret& password);
    /// The keychain is asked again.
    void dropClientPasswordOfThisRun(const Environment& environment) { m_known.remove(clientName(environment)); }

Q_SIGNALS:
    void keyChanged(const EnvironmentId& id);

private:
    static QString keyName(const Environment& environment);
    static QString proxyName(const Environment& environment);
    static QString clientName(const Environment& environment);
    static QString nextName(const Environment& environment);
    Call read(const QString& name, const QString& whatIsMissing, QObject* context, Handler<Secret> handler);
    Call write(const QString& name, const Secret& secret, const EnvironmentId& id, QObject* context,
               Handler<Kept> handler);
    Call enqueue(const QString& name, const Secret& secret, QObject* context, Handler<Kept> handler);
    void writeFirst();

    struct Write {
        QString name;
        Secret secret;
        Promise<Kept> promise;
    };

    SecretStore& m_store;
    QQueue<Write> m_writes;  ///< one after the other: a locked keychain asks for the first alone
    QHash<QString, Result<Secret>> m_known;
    QSet<QString> m_forThisRun;  ///< names of what is never written to the keychain
};

}  // namespace prophecy
