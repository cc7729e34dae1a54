#pragma once

#include <QNetworkAccessManager>
#include <QObject>
#include <memory>
#include <vector>

#include "api/http.h"

namespace prophecy {

/// Transport over QNetworkAccessManager: no cookie jar, no cache, no redirects followed, no HTTP/2, TLS trouble as
/// a value. Managers are shared by requests with equal ConnectionOptions and by no others.
class NetworkTransport final : public QObject, public Transport {
    Q_OBJECT
public:
    explicit NetworkTransport(QObject* parent = nullptr);
    ~NetworkTransport() override;
    Call send(HttpRequest request, QObject* context, Handler<HttpAnswer> handler) override;

private:
    struct Pool {
        ConnectionOptions options;
        std::unique_ptr<QNetworkAccessManager> manager;
    };
    QNetworkAccessManager* managerFor(const ConnectionOptions& options);

    std::vector<Pool> m_pools;
};

}  // namespace prophecy
