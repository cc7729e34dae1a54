#include "lab/http_front.h"

#include <QFile>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QTcpSocket>

namespace prophecy::lab {

using namespace std::chrono_literals;

/// One client. A child of its socket, so whatever is still scheduled for it ends with the socket.
class HttpFront::Connection final : public QObject {
public:
    Connection(HttpFront& front, QTcpSocket* socket) : QObject(socket), m_front(front), m_socket(socket) {
        connect(socket, &QTcpSocket::readyRead, this, &Connection::receive);
        connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        if (socket->bytesAvailable() > 0) receive();
    }

private:
    using Kind = Fault::Kind;

    void receive() {
        m_buffer += m_socket->readAll();
        serveNext();
    }

    void serveNext() {
        if (m_busy) return;
        auto taken = takeRequest(m_buffer);
        if (!taken) {
            m_socket->write(toBytes(jsonAnswer(400, {{QStringLiteral("message"), taken.error().message}})));
            return m_socket->disconnectFromHost();
        }
        if (!*taken) return;
        m_busy = true;
        m_request = std::move(**taken);
        const auto latency = m_front.m_faults.take(Kind::Latency, path());
        if (!latency) return decide();
        m_timer = m_front.m_scheduler.after(std::chrono::milliseconds(latency->number(1000)), [this] { decide(); });
    }

    QString path() const { return m_request.url.path(); }
    std::optional<Fault> meets(Kind kind) { return m_front.m_faults.take(kind, path()); }

    void decide() {
        if (meets(Kind::DropBeforeAccept)) {
            m_front.m_log(m_request, 0);
            return m_socket->disconnectFromHost();
        }
        const bool bodyOfGet = m_request.method == "GET" && !m_request.body.isEmpty();
        const auto refused = bodyOfGet ? meets(Kind::RefuseBody) : std::nullopt;
        if (refused && refused->argument == u"close") {
            m_front.m_log(m_request, 0);
            return m_socket->disconnectFromHost();
        }
        if (const auto interim = meets(Kind::Interim))
            m_socket->write("HTTP/1.1 " + QByteArray::number(interim->number(103)) + " Interim\r\n\r\n");
        LabAnswer answer;
        if (!m_front.admits(*m_socket))
            answer = htmlAnswer(400, "No required SSL certificate was sent");
        else if (refused)
            answer = htmlAnswer(refused->number(403), "Request blocked");
        else if (const auto text = meets(Kind::Text))
            answer = textAnswer(text->number(404), "page not found");
        else if (const auto page = meets(Kind::Page))
            answer = htmlAnswer(page->number(403), "Request blocked");
        else if (meets(Kind::Error500))
            answer =
                jsonAnswer(500, {{QStringLiteral("message"), QStringLiteral("internal error: database is locked")}});
        else if (meets(Kind::Html502))
            answer = htmlAnswer(502, "502 Bad Gateway");
        else if (const auto limit = meets(Kind::RateLimit)) {
            answer = jsonAnswer(429, {{QStringLiteral("message"), QStringLiteral("too many requests")}});
            answer.headers.append({"Retry-After", QByteArray::number(limit->number(1))});
        } else if (meets(Kind::ExpiredKey))
            answer = jsonAnswer(401, {{QStringLiteral("message"), QStringLiteral("token is expired")}});
        else
            answer = m_front.m_route(m_request);
        m_front.m_log(m_request, answer.status);
        if (const auto late = meets(Kind::LateError))
            answer = jsonAnswer(late->number(500), {{QStringLiteral("message"), QStringLiteral("internal error")}});
        if (meets(Kind::DropAfterAccept)) return m_socket->disconnectFromHost();
        if (meets(Kind::TruncatedJson)) answer.body.truncate(answer.body.size() / 2);
        write(toBytes(answer));
    }

    void write(QByteArray bytes) {
        const auto slow = meets(Kind::Slow);
        if (slow) return trickle(std::move(bytes), std::max(1, slow->number(1024)));
        m_socket->write(bytes);
        done();
    }

    void trickle(QByteArray bytes, int bytesPerSecond) {
        constexpr auto kTick = 50ms;
        const qsizetype chunk = std::max<qsizetype>(1, bytesPerSecond * kTick.count() / 1000);
        m_socket->write(bytes.left(chunk));
        bytes.remove(0, chunk);
        if (bytes.isEmpty()) return done();
        m_timer = m_front.m_scheduler.after(
            kTick, [this, bytes = std::move(bytes), bytesPerSecond] { trickle(bytes, bytesPerSecond); });
    }

    void done() {
        m_busy = false;
        if (m_request.headers.value("connection").toLower() == "close") return m_socket->disconnectFromHost();
        serveNext();
    }

    HttpFront& m_front;
    QTcpSocket* m_socket;
    QByteArray m_buffer;
    LabRequest m_request;
    Timer m_timer;
    bool m_busy = false;
};

HttpFront::HttpFront(Scheduler& scheduler, Faults& faults, Route route, Log log)
    : m_scheduler(scheduler), m_faults(faults), m_route(std::move(route)), m_log(std::move(log)) {}

HttpFront::~HttpFront() = default;

namespace {

Result<QSslConfiguration> tlsOf(const LabOptions& options) {
    QFile keyFile(options.tlsKey);
    const QList<QSslCertificate> chain = QSslCertificate::fromPath(options.tlsCertificate);
    if (chain.isEmpty() || !keyFile.open(QIODevice::ReadOnly))
        return fail(ErrorKind::Tls, QStringLiteral("The certificate %1 or its key %2 cannot be read.")
                                        .arg(options.tlsCertificate, options.tlsKey));
    const QByteArray pem = keyFile.readAll();
    QSslKey key(pem, QSsl::Rsa);
    if (key.isNull()) key = QSslKey(pem, QSsl::Ec);
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificateChain(chain);
    configuration.setPrivateKey(key);
    configuration.setPeerVerifyMode(options.guests.isEmpty() ? QSslSocket::VerifyNone : QSslSocket::QueryPeer);
    return configuration;
}

}  // namespace

Result<quint16> HttpFront::listen(const LabOptions& options) {
    if (options.tlsCertificate.isEmpty()) {
        m_server = std::make_unique<QTcpServer>();
    } else {
        const auto configuration = tlsOf(options);
        if (!configuration) return fail(configuration.error());
        m_guests = QSslCertificate::fromPath(options.guests);
        if (m_guests.isEmpty() && !options.guests.isEmpty())
            return fail(ErrorKind::Tls, QStringLiteral("%1 holds no certificate.").arg(options.guests));
        auto server = std::make_unique<QSslServer>();
        server->setSslConfiguration(*configuration);
        m_server = std::move(server);
    }
    connect(m_server.get(), &QTcpServer::pendingConnectionAvailable, this, &HttpFront::accept);
    if (!m_server->listen(QHostAddress::LocalHost, options.port))
        return fail(ErrorKind::Offline,
                    QStringLiteral("Port %1 cannot be used: %2").arg(options.port).arg(m_server->errorString()));
    return m_server->serverPort();
}

/// As nginx does it, after the handshake.
bool HttpFront::admits(const QTcpSocket& socket) const {
    const auto* tls = qobject_cast<const QSslSocket*>(&socket);
    return m_guests.isEmpty() || (tls && m_guests.contains(tls->peerCertificate()));
}

void HttpFront::accept() {
    while (QTcpSocket* socket = m_server->nextPendingConnection()) new Connection(*this, socket);
}

}  // namespace prophecy::lab
