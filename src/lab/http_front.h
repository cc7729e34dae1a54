#pragma once

#include <QObject>
#include <QSslCertificate>
#include <QTcpServer>
#include <functional>
#include <memory>

#include "core/scheduler.h"
#include "lab/faults.h"
#include "lab/http_message.h"
#include "lab/lab_options.h"

namespace prophecy::lab {

/// The lab's socket layer: speaks HTTP/1.1 over plain TCP or TLS with kept-alive connections, and makes the faults
/// that need a socket. A client that leaves at any moment takes only its own connection with it.
class HttpFront final : public QObject {
    Q_OBJECT
public:
    using Route = std::function<LabAnswer(const LabRequest&)>;
    /// Called for every request with the status that was decided, 0 when it was dropped unseen.
    using Log = std::function<void(const LabRequest&, int status)>;

    HttpFront(Scheduler& scheduler, Faults& faults, Route route, Log log);
    ~HttpFront() override;

    /// Listens on the loopback address; port 0 takes any. Kind Offline or Tls on failure.
    Result<quint16> listen(const LabOptions& options);

private:
    class Connection;
    void accept();
    bool admits(const QTcpSocket& socket) const;

    Scheduler& m_scheduler;
    Faults& m_faults;
    Route m_route;
    Log m_log;
    std::unique_ptr<QTcpServer> m_server;
    QList<QSslCertificate> m_guests;  ///< empty for anybody
};

}  // namespace prophecy::lab
