#pragma once

#include <QNetworkAccessManager>
#include <QObject>
#include <memory>
#include <vector>

#include "api/client_identity.h"
#include "api/http.h"
#include "api/proxy_log_on.h"
#include "api/resolver.h"

namespace prophecy {

/// Transport over QNetworkAccessManager: no cookie jar, no cache, no redirects followed, no HTTP/2, TLS trouble as
/// a value. Managers are shared by requests with equal ConnectionOptions and proxy, and by no
/// others.
class NetworkTransport final : public QObject, public Transport {
    Q_OBJECT
public:
    explicit NetworkTransport(QObject* parent = nullptr);
    /// Asks another resolver from now on; it must outlive the transport.
    void setResolver(Resolver& resolver) { m_resolver = &resolver; }
    Resolver& resolver() const { return *m_resolver; }
    ~NetworkTransport() override;
    Call send(HttpRequest request, QObject* context, Handler<HttpAnswer> handler) override;

private:
    struct Pool {
        ConnectionOptions options;
        std::unique_ptr<QNetworkAccessManager> manager;
    };
    struct Journey;
    struct LogOn;
    Result<QSslConfiguration> tlsOf(const ConnectionOptions& options);
    QNetworkAccessManager* managerFor(const ConnectionOptions& options, const QNetworkProxy& proxy);
    void logOn(const std::shared_ptr<Journey>& journey);
    void remember(const QNetworkProxy& proxy, Result<ProxyLogOn> answer);
    void keep(const std::shared_ptr<Journey>& journey, Call call);
    void resolve(const std::shared_ptr<Journey>& journey);
    void depart(const std::shared_ptr<Journey>& journey);

    std::vector<Pool> m_pools;
    ClientIdentities m_identities;
    std::vector<LogOn> m_logOns;
    SystemResolver m_system;
    Resolver* m_resolver = &m_system;
};

}  // namespace prophecy
