#include "services/connector.h"

#include "domain/installation.h"

namespace prophecy {

namespace {

/// A Call that is made of several, one after the other: dropping it drops the one under way.
struct Chain {
    Call current;
};

template <class T>
std::shared_ptr<Chain> makeChain(const Promise<T>& promise) {
    auto chain = std::make_shared<Chain>();
    promise.onDrop([chain] { chain->current.drop(); });
    return chain;
}

}  // namespace

Connector::Connector(Transport& transport, Scheduler& scheduler, KeyRing& keys)
    : m_transport(transport), m_scheduler(scheduler), m_keys(keys) {}

Call Connector::credentialsOf(const Environment& environment, QObject* context, Handler<Endpoint> handler) {
    Promise<Endpoint> promise(context, std::move(handler));
    const auto chain = makeChain(promise);
    const std::weak_ptr<Chain> weak = chain;
    const auto addClientPassword = [this, promise, weak, context](const Endpoint& endpoint) {
        const auto alive = weak.lock();
        if (!alive) return;
        if (endpoint.environment.clientCertificate.file.isEmpty()) return promise.settle(endpoint);
        alive->current = m_keys.clientPasswordOf(endpoint.environment, context,
                                                 [promise, complete = endpoint](Result<Secret> password) mutable {
                                                     if (password) complete.clientPassword = *password;
                                                     promise.settle(complete);
                                                 });
    };
    const auto addProxyPassword = [this, weak, context, addClientPassword](const Endpoint& endpoint) {
        const auto alive = weak.lock();
        if (!alive) return;
        const ProxyChoice& proxy = endpoint.environment.proxy;
        if (proxy.mode != ProxyChoice::Mode::Manual || proxy.user.isEmpty()) return addClientPassword(endpoint);
        alive->current = m_keys.proxyPasswordOf(
            endpoint.environment, context, [addClientPassword, complete = endpoint](Result<Secret> password) mutable {
                if (password) complete.proxyPassword = *password;
                addClientPassword(complete);
            });
    };
    chain->current =
        m_keys.keyOf(environment, context, [this, promise, environment, addProxyPassword](Result<Secret> key) {
            if (!key) return promise.settle(fail(key.error()));
            addProxyPassword(Endpoint{environment, *key, {}, m_deadline, m_forms});
        });
    return promise.call();
}

Call Connector::connectTo(const Environment& environment, QObject* context, Handler<Endpoint> handler) {
    Promise<Endpoint> promise(context, std::move(handler));
    const auto chain = makeChain(promise);
    const std::weak_ptr<Chain> weak = chain;
    chain->current = credentialsOf(environment, context, [this, promise, weak, context](Result<Endpoint> endpoint) {
        const auto alive = weak.lock();
        if (!alive) return;
        if (!endpoint) return promise.settle(fail(endpoint.error()));
        const QString target = targetKey(endpoint->environment.root);
        if (endpoint->environment.dialect == Dialect::Auto && m_dialects.contains(target))
            endpoint->environment.dialect = m_dialects.value(target);
        if (endpoint->environment.dialect != Dialect::Auto) return promise.settle(*endpoint);
        alive->current = detectDialect(m_transport, m_scheduler, *endpoint, context,
                                       [this, promise, target, found = *endpoint](Result<Dialect> dialect) {
                                           if (!dialect) return promise.settle(fail(dialect.error()));
                                           m_dialects.insert(target, *dialect);
                                           Endpoint complete = found;
                                           complete.environment.dialect = *dialect;
                                           promise.settle(complete);
                                       });
    });
    return promise.call();
}

Call Connector::doorsOf(const QUrl& root, QObject* context, Handler<QStringList> handler) const {
    return m_resolver->addressesOf(
        root.host(), context, [root, handler = std::move(handler)](const Result<QStringList>& addresses) {
            handler(addresses ? Result<QStringList>(prophecy::doorsOf(root, *addresses)) : fail(addresses.error()));
        });
}

Call Connector::probe(const Environment& environment, QObject* context, Handler<ProbeReport> handler) {
    Promise<ProbeReport> promise(context, std::move(handler));
    const auto chain = makeChain(promise);
    const std::weak_ptr<Chain> weak = chain;
    chain->current = credentialsOf(environment, context, [this, promise, weak, context](Result<Endpoint> endpoint) {
        const auto alive = weak.lock();
        if (!alive) return;
        if (!endpoint) return promise.settle(fail(endpoint.error()));
        alive->current =
            prophecy::probe(m_transport, m_scheduler, *endpoint, context,
                            [this, promise, root = endpoint->environment.root](Result<ProbeReport> report) {
                                if (report && report->dialect != Dialect::Auto)
                                    m_dialects.insert(targetKey(root), report->dialect);
                                promise.settle(std::move(report));
                            });
    });
    return promise.call();
}

}  // namespace prophecy
