#include "services/key_ring.h"

namespace prophecy {

QString KeyRing::keyName(const Environment& environment) {
    return QStringLiteral("key/%1/%2").arg(environment.id.text(), originOf(environment.root));
}

QString KeyRing::proxyName(const Environment& environment) {
    return QStringLiteral("proxy/%1/%2:%3")
        .arg(environment.id.text(), environment.proxy.host)
        .arg(environment.proxy.port);
}

QString KeyRing::clientName(const Environment& environment) {
    const ClientCertificate& client = environment.clientCertificate;
    return QStringLiteral("client/%1/%2")
        .arg(environment.id.text(), client.keyFile.isEmpty() ? client.file : client.keyFile);
}

QString KeyRing::nextName(const Environment& environment) {
    return QStringLiteral("next-") + keyName(environment);
}

Call KeyRing::keyOf(const Environment& environment, QObject* context, Handler<Secret> handler) {
    return read(keyName(environment), QStringLiteral("No access key is stored for %1.").arg(environment.name), context,
                std::move(handler));
}

Call KeyRing::read(const QString& name, const QString& whatIsMissing, QObject* context, Handler<Secret> handler) {
    if (const auto known = m_known.constFind(name); known != m_known.constEnd()) {
        Promise<Secret> promise(context, std::move(handler));
        promise.settle(*known);
        return promise.call();
    }
    return m_store.read(name, context,
                        [this, name, whatIsMissing, handler = std::move(handler)](Result<Secret> secret) {
                            const bool missing = !secret && secret.error().kind == ErrorKind::NotFound;
                            if (missing || (secret && secret->isEmpty()))
                                secret = fail(ErrorKind::Keychain, whatIsMissing);
                            // A key that was entered while the keychain made up its mind wins; trouble is asked again.
                            if (const auto entered = m_known.constFind(name); entered != m_known.constEnd())
                                return handler(*entered);
                            if (secret || missing) m_known.insert(name, secret);
                            handler(std::move(secret));
                        });
}

Call KeyRing::setKey(const Environment& environment, const Secret& key, QObject* context, Handler<Kept> handler) {
    m_forThisRun.remove(keyName(environment));
    return write(keyName(environment), key, environment.id, context, std::move(handler));
}

Call KeyRing::write(const QString& name, const Secret& secret, const EnvironmentId& id, QObject* context,
                    Handler<Kept> handler) {
    m_known.insert(name, secret);
    Q_EMIT keyChanged(id);
    return enqueue(name, secret, context, std::move(handler));
}

Call KeyRing::enqueue(const QString& name, const Secret& secret, QObject* context, Handler<Kept> handler) {
    const Promise<Kept> promise(context, std::move(handler));
    m_writes.enqueue({name, secret, promise});
    if (m_writes.size() == 1) writeFirst();
    return promise.call();
}

void KeyRing::writeFirst() {
    while (!m_writes.isEmpty() && !m_known.contains(m_writes.head().name))
        m_writes.dequeue().promise.settle(Kept::ForThisRun);  // forgotten meanwhile
    if (m_writes.isEmpty()) return;
    const Write& first = m_writes.head();
    m_store
        .write(first.name, first.secret, this,
               [this](const Result<void>& written) {
                   const Promise<Kept> promise = m_writes.dequeue().promise;
                   writeFirst();
                   promise.settle(written ? Kept::InKeychain : Kept::ForThisRun);
               })
        .release();
}

void KeyRing::useForThisRun(const Environment& environment, const Secret& key, const Secret& proxyPassword) {
    if (!proxyPassword.isEmpty()) m_known.insert(proxyName(environment), proxyPassword);
    m_known.insert(keyName(environment), key);
    m_forThisRun.insert(keyName(environment));
    Q_EMIT keyChanged(environment.id);
}

void KeyRing::forget(const Environment& environment) {
    for (const QString& name :
         {keyName(environment), proxyName(environment), clientName(environment), nextName(environment)}) {
        m_known.remove(name);
        m_store.remove(name, this, [](Result<void>) {}).release();
    }
}

Call KeyRing::setNextKey(const Environment& environment, const Secret& key, QObject* context, Handler<Kept> handler) {
    m_known.insert(nextName(environment), key);
    return enqueue(nextName(environment), key, context, std::move(handler));
}

void KeyRing::useNextKeyForThisRun(const Environment& environment, const Secret& key) {
    m_known.insert(nextName(environment), key);
    m_forThisRun.insert(nextName(environment));
}

void KeyRing::forgetNextKey(const Environment& environment) {
    const QString next = nextName(environment);
    const bool kept = !m_forThisRun.remove(next);
    m_known.remove(next);
    if (kept) m_store.remove(next, this, [](Result<void>) {}).release();
}

void KeyRing::swapNextKey(const Environment& environment, QObject* context, Handler<void> handler) {
    const auto take = [this, environment, context, handler = std::move(handler)](Result<Secret> next) {
        if (!next) return handler(fail(next.error()));
        const Secret before = m_known.value(keyName(environment)).value_or(Secret());
        if (!before.isEmpty()) useNextKeyForThisRun(environment, before);
        if (m_forThisRun.contains(keyName(environment)))
            useForThisRun(environment, *next);
        else
            setKey(environment, *next, context, [](Result<Kept>) {}).release();
        handler({});
    };
    read(nextName(environment), QStringLiteral("No key of the source is held for %1.").arg(environment.name), context,
         take)
        .release();
}

Call KeyRing::proxyPasswordOf(const Environment& environment, QObject* context, Handler<Secret> handler) {
    return read(proxyName(environment), {}, context, [handler = std::move(handler)](Result<Secret> secret) {
        handler(secret ? std::move(*secret) : Secret());
    });
}

Call KeyRing::clientPasswordOf(const Environment& environment, QObject* context, Handler<Secret> handler) {
    return read(clientName(environment), {}, context, [handler = std::move(handler)](Result<Secret> secret) {
        handler(secret ? std::move(*secret) : Secret());
    });
}

Call KeyRing::setClientPassword(const Environment& environment, const Secret& password, QObject* context,
                                Handler<Kept> handler) {
    return write(clientName(environment), password, environment.id, context, std::move(handler));
}

void KeyRing::useClientPasswordForThisRun(const Environment& environment, const Secret& password) {
    m_known.insert(clientName(environment), password);
}

Call KeyRing::setProxyPassword(const Environment& environment, const Secret& password, QObject* context,
                               Handler<Kept> handler) {
    return write(proxyName(environment), password, environment.id, context, std::move(handler));
}

}  // namespace prophecy
