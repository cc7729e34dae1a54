#pragma once

#include <QHash>
#include <QObject>

#include "api/dangerous_client.h"
#include "api/probe.h"
#include "api/resolver.h"
#include "services/key_ring.h"

namespace prophecy {

/// Turns an environment into an endpoint that can be spoken to: its key, its proxy password and the dialect that
/// answers. A dialect that was found is remembered for this run.
class Connector final : public QObject {
    Q_OBJECT
public:
    Connector(Transport& transport, Scheduler& scheduler, KeyRing& keys);

    /// Where the forms of requests that pass are kept; for this run only until then.
    void keepFormsIn(std::shared_ptr<RequestForms> forms) { m_forms = std::move(forms); }

    /// For each request made through endpoints from now on.
    void setDeadline(std::chrono::milliseconds deadline) { m_deadline = deadline; }

    Call connectTo(const Environment& environment, QObject* context, Handler<Endpoint> handler);
    /// Without the dialect; for a probe, which finds it.
    Call credentialsOf(const Environment& environment, QObject* context, Handler<Endpoint> handler);
    void forgetDialect(const Environment& environment) { m_dialects.remove(targetKey(environment.root)); }

    Client clientFor(const Endpoint& endpoint) const { return Client(m_transport, m_scheduler, endpoint); }
    DangerousClient dangerousClientFor(const Endpoint& endpoint, DangerousPass pass) const {
        return DangerousClient(m_transport, endpoint, pass);
    }
    /// Addresses and ports that the environment's name leads to now; see doorsOf.
    Call doorsOf(const QUrl& root, QObject* context, Handler<QStringList> handler) const;
    void useResolver(Resolver& resolver) { m_resolver = &resolver; }

    Call probe(const Environment& environment, QObject* context, Handler<ProbeReport> handler);

private:
    Transport& m_transport;
    Scheduler& m_scheduler;
    KeyRing& m_keys;
    QHash<QString, Dialect> m_dialects;
    SystemResolver m_system;
    Resolver* m_resolver = &m_system;
    std::shared_ptr<RequestForms> m_forms = std::make_shared<RequestForms>();
    std::chrono::milliseconds m_deadline{30'000};
};

}  // namespace prophecy
