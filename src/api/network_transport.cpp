#include "api/network_transport.h"

#include <QElapsedTimer>
#include <QNetworkReply>
#include <QPointer>
#include <QTimer>
#include <QUuid>

#include "api/client_identity.h"
#include "api/once_body.h"
#include "api/proxies.h"
#include "api/proxy_log_on.h"
#include "api/tls.h"
#include "core/logging.h"

namespace prophecy {

namespace {

QNetworkRequest toNetworkRequest(const HttpRequest& request, const QNetworkProxy& proxy, const QSslConfiguration& tls) {
    QNetworkRequest out(request.url);
    out.setSslConfiguration(tls);
    out.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    out.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    out.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    out.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    out.setRawHeader("Accept", "application/json");
    out.setRawHeader("Accept-Encoding", "gzip, deflate");  // said here, Qt leaves the answer packed; see decompressed
    out.setRawHeader("User-Agent", "ProphecyConsole/" PROPHECY_VERSION);
    out.setRawHeader("X-Request-Id", QUuid::createUuid().toByteArray(QUuid::WithoutBraces));
    // Qt would wait for a 407 and then send again, which a body that goes out once cannot do.
    const bool named = proxy.type() == QNetworkProxy::HttpProxy && !proxy.user().isEmpty();
    if (named && request.url.scheme() == u"http") out.setRawHeader("Proxy-Authorization", basicLogOn(proxy));
    if (!request.keyHeader.isEmpty()) out.setRawHeader(request.keyHeader, request.keyValue.reveal());
    if (!request.body.isEmpty()) out.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/json"));
    if (request.use == HttpRequest::Use::Once) {
        out.setAttribute(QNetworkRequest::DoNotBufferUploadDataAttribute, true);
        out.setHeader(QNetworkRequest::ContentLengthHeader, request.body.size());
    }
    return out;
}

/// Failures before anything can have been handed to the server.
bool neverConnected(QNetworkReply::NetworkError error) {
    switch (error) {
        case QNetworkReply::ConnectionRefusedError:
        case QNetworkReply::HostNotFoundError:
        case QNetworkReply::SslHandshakeFailedError:
        case QNetworkReply::ProxyConnectionRefusedError:
        case QNetworkReply::ProxyNotFoundError:
        case QNetworkReply::ProxyAuthenticationRequiredError: return true;
        default: return false;
    }
}

Error anotherPeer(const HttpRequest& request) {
    return makeError(
        ErrorKind::Refused,
        QStringLiteral("%1 leads to another machine now than a moment ago (%2 was expected). Nothing was sent.")
            .arg(request.url.host(), request.expectedPeer));
}

/// What stopped a request before anything of it left: for one that is sent once that is a definite end.
Error notSent(Error error, const HttpRequest& request) {
    if (request.use != HttpRequest::Use::Once) return error;
    error.kind = ErrorKind::Offline;
    error.httpStatus = 0;
    return error;
}

/// Of a tunnel the layer below tells no header; there only Digest is left to Qt.
Error refusedLogOn(const QNetworkReply& reply) {
    const QNetworkProxy proxy = reply.manager()->proxy();
    const QByteArray challenge = reply.rawHeader("Proxy-Authenticate");
    return logOnError(nameOf(proxy), proxy.user(), {challenge.isEmpty() ? QByteArray("Digest") : challenge});
}

/// Collects one reply; lives as a child of its reply and settles the promise exactly once.
class Exchange final : public QObject {
public:
    /// next tries another address; false when there is none.
    Exchange(QNetworkReply* reply, HttpRequest request, Promise<HttpAnswer> promise, QString address,
             std::function<bool()> next)
        : QObject(reply),
          m_reply(reply),
          m_request(std::move(request)),
          m_promise(std::move(promise)),
          m_address(std::move(address)),
          m_next(std::move(next)) {
        connect(reply, &QNetworkReply::readyRead, this, &Exchange::readMore);
        connect(reply, &QNetworkReply::finished, this, &Exchange::finish);
        connect(reply, &QNetworkReply::sslErrors, this, &Exchange::judge);
        connect(reply, &QNetworkReply::encrypted, this, &Exchange::meet);
        constexpr qint64 kBuffered = 1024 * 1024;
        reply->setReadBufferSize(kBuffered);
        m_deadline.setSingleShot(true);
        connect(&m_deadline, &QTimer::timeout, this, &Exchange::expire);
        m_deadline.start(m_request.deadline);
    }

private:
    bool isOnce() const { return m_request.use == HttpRequest::Use::Once; }

    /// A piece an event: a long answer would hold its thread until it is whole. What came is told once all is read.
    void readMore() {
        constexpr qint64 kPiece = 256 * 1024;
        const bool isMore = m_reply->isOpen() && take(kPiece) && m_reply->bytesAvailable() > 0;
        if (!isMore && m_isOver && !m_continues) return conclude();
        if (!isMore || m_continues) return;
        m_continues = true;
        QMetaObject::invokeMethod(
            this,
            [this] {
                m_continues = false;
                readMore();
            },
            Qt::QueuedConnection);
    }

    /// False where nothing came, or more than an answer may have.
    bool take(qint64 most) {
        const qint64 room = std::min(most, m_reply->bytesAvailable());
        const qsizetype before = m_answer.body.size();
        if (before + room > kLargestAnswer) return refuseSize(), false;
        const qint64 told = m_reply->header(QNetworkRequest::ContentLengthHeader).toLongLong();
        if (before == 0 && told > 0) m_answer.body.reserve(static_cast<qsizetype>(std::min(told, kLargestAnswer)));
        m_answer.body.resize(before + static_cast<qsizetype>(room));
        const qint64 came = m_reply->read(m_answer.body.data() + before, room);
        m_answer.body.resize(before + static_cast<qsizetype>(std::max<qint64>(came, 0)));
        return came > 0;
    }

    void refuseSize() {
        m_promise.settle(fail(ErrorKind::TooLarge, QStringLiteral("The answer is larger than 64 MiB.")));
        m_answer.body.clear();
        m_reply->abort();
    }

    void judge(const QList<QSslError>& errors) {
        const auto chain = m_reply->sslConfiguration().peerCertificateChain();
        if (isPinned(chain, errors, m_request.connection.pins))
            m_reply->ignoreSslErrors(errors);
        else
            m_trouble = describeTls(m_request.url.host(), chain, errors);
    }

    QString certificate() const {
        const QSslCertificate leaf = m_reply->sslConfiguration().peerCertificate();
        return leaf.isNull() ? QString() : QStringLiteral("sha256:") + fingerprintOf(leaf);
    }

    /// The connection stands and nothing was handed over yet: the last moment to find somebody else at its end.
    void meet() {
        if (m_request.expectedPeer.isEmpty() || certificate() == m_request.expectedPeer) return;
        m_promise.settle(fail(anotherPeer(m_request)));
        m_reply->abort();
    }

    /// The deadline ends the waiting. A read is aborted with it; what is sent once goes on, its outcome unknown.
    void expire() {
        if (isOnce()) {
            m_promise.settle(fail(ErrorKind::UnknownOutcome, QStringLiteral("No answer came within the time limit.")));
            return;
        }
        m_promise.settle(fail(ErrorKind::TimedOut, QStringLiteral("No answer came within the time limit.")));
        m_reply->abort();
    }

    void finish() {
        m_deadline.stop();
        m_isOver = true;
        readMore();
    }

    /// Once: an abort within a read comes here as well.
    void conclude() {
        if (std::exchange(m_isConcluded, true)) return;
        m_reply->deleteLater();
        const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        const bool complete = status >= 100 && !isTransportError(m_reply->error(), status);
        const bool mayTryNext = status == 0 && (!isOnce() || neverConnected(m_reply->error()));
        if (!complete && m_promise.isLive() && mayTryNext && m_next && m_next()) return;
        if (!complete) return m_promise.settle(tl::unexpected(failure(status)));
        // Qt takes an interim answer for the answer; the real one must not become that of the next request.
        if (status < 200) m_reply->manager()->clearConnectionCache();
        m_answer.status = status;
        m_answer.contentType = m_reply->rawHeader("Content-Type").toLower();
        m_answer.location = m_reply->rawHeader("Location");
        m_answer.retryAfter = m_reply->rawHeader("Retry-After");
        m_answer.date = m_reply->rawHeader("Date");
        m_answer.server = m_reply->rawHeader("Server");
        m_answer.encoding = m_reply->rawHeader("Content-Encoding");
        const QString met = certificate();
        m_answer.peer = met.isEmpty() ? m_address : met;
        // A connection that was kept from before met its peer then.
        const bool another = !m_request.expectedPeer.isEmpty() && m_answer.peer != m_request.expectedPeer;
        if (another && !isOnce()) return m_promise.settle(fail(anotherPeer(m_request)));
        m_promise.settle(std::move(m_answer));
    }

    /// Errors below 200 and the layer's own ones mean that the answer is not whole; the rest only mirror a status.
    static bool isTransportError(QNetworkReply::NetworkError error, int status) {
        return error != QNetworkReply::NoError &&
               (error < QNetworkReply::ContentAccessDenied || error == QNetworkReply::ContentReSendError ||
                error == QNetworkReply::ProtocolFailure || error == QNetworkReply::ProtocolUnknownError ||
                // also what an unusual status such as 429 becomes
                (error == QNetworkReply::UnknownContentError && status < 400));
    }

    Error failure(int status) const {
        const QNetworkReply::NetworkError error = m_reply->error();
        if (m_trouble) {
            Error tls = makeError(ErrorKind::Tls, QStringLiteral("The certificate of %1 is not trusted: %2")
                                                      .arg(m_trouble->host, m_trouble->sentences.join(u' ')));
            tls.tls = m_trouble;
            return tls;
        }
        // A status, be it 407, came from somebody who was handed the request.
        const bool mayHaveLeft = isOnce() && (status != 0 || !neverConnected(error));
        if (mayHaveLeft)
            return makeError(
                ErrorKind::UnknownOutcome,
                error == QNetworkReply::ContentReSendError
                    ? QStringLiteral("The connection ended before an answer came.")
                    : QStringLiteral("The connection ended before an answer came (%1).").arg(m_reply->errorString()));
        if (error == QNetworkReply::ProxyAuthenticationRequiredError) return notSent(refusedLogOn(*m_reply), m_request);
        if (wantsIdentity(m_reply->errorString()))
            return notSent(identityWanted(m_request.connection.client, m_reply->errorString()), m_request);
        if (error == QNetworkReply::SslHandshakeFailedError)
            return makeError(ErrorKind::Tls, QStringLiteral("No secure connection: %1").arg(m_reply->errorString()));
        Error offline = makeError(ErrorKind::Offline, m_reply->errorString());
        offline.noSuchHost = error == QNetworkReply::HostNotFoundError;
        return offline;
    }

    QNetworkReply* m_reply;
    bool m_continues = false;  ///< the next piece is read by an event of its own
    bool m_isOver = false;     ///< nothing comes any more; what came is read on
    bool m_isConcluded = false;
    HttpRequest m_request;
    Promise<HttpAnswer> m_promise;
    HttpAnswer m_answer;
    std::optional<TlsTrouble> m_trouble;
    QTimer m_deadline;
    QString m_address;
    std::function<bool()> m_next;
};

/// "127.0.0.1:8080"
QString addressOf(const QString& host, const QUrl& url) {
    const QString shown = host.contains(u':') ? u'[' + host + u']' : host;
    return QStringLiteral("%1:%2").arg(shown).arg(url.port(url.scheme() == u"https" ? 443 : 80));
}

/// Without a certificate only the address tells one machine from another: such a request goes to an address that was
/// found here, under the name that was asked for. A proxy finds the host itself.
bool isPinnedToAddress(const HttpRequest& request, const QNetworkProxy& proxy) {
    return request.url.scheme() == u"http" && proxy.type() == QNetworkProxy::NoProxy;
}

/// It is asked for a tunnel.
bool opensTunnel(const HttpRequest& request, const QNetworkProxy& proxy) {
    return request.url.scheme() == u"https" && proxy.type() == QNetworkProxy::HttpProxy;
}

/// As Qt is to speak to it for a tunnel: a log-on that goes out with the first request must not look to Qt as if it had
/// one to give.
QNetworkProxy spokenTo(QNetworkProxy proxy, ProxyLogOn logOn) {
    if (logOn != ProxyLogOn::Basic) return proxy;
    proxy.setRawHeader("Proxy-Authorization", basicLogOn(proxy));
    proxy.setUser({});
    proxy.setPassword({});
    return proxy;
}

}  // namespace

/// One request on its way, over one address after the other until one takes the connection.
struct NetworkTransport::Journey {
    HttpRequest request;
    QSslConfiguration tls;
    Promise<HttpAnswer> promise;
    QNetworkProxy proxy;
    QStringList addresses{};  ///< empty: Qt finds the host
    qsizetype at = 0;
    Call resolving{};
};

/// What a proxy said a moment ago holds; a refused log-on for longer, since repeating it may lock the account.
struct NetworkTransport::LogOn {
    static constexpr qint64 kGoodMs = 60'000, kBadMs = 300'000;
    QNetworkProxy proxy;
    Result<ProxyLogOn> answer;
    QElapsedTimer since{};

    bool holds() const { return since.elapsed() < (answer ? kGoodMs : kBadMs); }
};

namespace {

std::unique_ptr<QNetworkAccessManager> newManager(const QNetworkProxy& proxy) {
    auto manager = std::make_unique<QNetworkAccessManager>();
    manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    manager->setProxy(proxy);
    return manager;
}

}  // namespace

NetworkTransport::NetworkTransport(QObject* parent) : QObject(parent) {}
NetworkTransport::~NetworkTransport() = default;

QNetworkAccessManager* NetworkTransport::managerFor(const ConnectionOptions& options, const QNetworkProxy& proxy) {
    for (const Pool& pool : m_pools)
        if (pool.options == options && pool.manager->proxy() == proxy) return pool.manager.get();
    m_pools.push_back({options, newManager(proxy)});
    return m_pools.back().manager.get();
}

Result<QSslConfiguration> NetworkTransport::tlsOf(const ConnectionOptions& options) {
    auto configuration = tlsConfiguration(options.caFile);
    if (!configuration) return configuration;
    if (auto shown = m_identities.present(options.client, options.clientPassword, *configuration); !shown)
        return fail(shown.error());
    return configuration;
}

Call NetworkTransport::send(HttpRequest request, QObject* context, Handler<HttpAnswer> handler) {
    const Promise<HttpAnswer> promise(context, std::move(handler));
    const auto tls = tlsOf(request.connection);
    if (!tls) {
        promise.settle(tl::unexpected(tls.error()));
        return promise.call();
    }
    qCDebug(logApi) << request.method << request.url.path();
    const auto proxy = proxyFor(request.url, request.connection);
    if (!proxy) {
        promise.settle(tl::unexpected(proxy.error()));
        return promise.call();
    }
    const auto journey = std::make_shared<Journey>(Journey{std::move(request), *tls, promise, *proxy});
    if (isPinnedToAddress(journey->request, *proxy))
        resolve(journey);
    else if (opensTunnel(journey->request, *proxy))
        logOn(journey);
    else
        depart(journey);
    return promise.call();
}

void NetworkTransport::logOn(const std::shared_ptr<Journey>& journey) {
    const auto go = [this, journey](const Result<ProxyLogOn>& answer) {
        if (!answer) return journey->promise.settle(tl::unexpected(notSent(answer.error(), journey->request)));
        journey->proxy = spokenTo(journey->proxy, *answer);
        depart(journey);
    };
    std::erase_if(m_logOns, [](const LogOn& known) { return !known.holds(); });
    for (const LogOn& known : m_logOns)
        if (known.proxy == journey->proxy) return go(Result<ProxyLogOn>(known.answer));
    keep(journey, askProxy(journey->proxy, journey->request.url, journey->request.deadline, this,
                           [this, go, proxy = journey->proxy](const Result<ProxyLogOn>& answer) {
                               if (answer || answer.error().kind == ErrorKind::NotTheApi) remember(proxy, answer);
                               go(answer);
                           }));
}

void NetworkTransport::remember(const QNetworkProxy& proxy, Result<ProxyLogOn> answer) {
    std::erase_if(m_logOns, [&](const LogOn& known) { return known.proxy == proxy; });
    m_logOns.push_back({proxy, std::move(answer)});
    m_logOns.back().since.start();
}

/// A journey that kept the call which keeps it would outlive them all; only what may be dropped needs it.
void NetworkTransport::keep(const std::shared_ptr<Journey>& journey, Call call) {
    if (journey->request.use == HttpRequest::Use::Once) return call.release();
    journey->resolving = std::move(call);
    journey->promise.onDrop([journey] { journey->resolving.drop(); });
}

void NetworkTransport::resolve(const std::shared_ptr<Journey>& journey) {
    Call resolving =
        m_resolver->addressesOf(journey->request.url.host(), this, [this, journey](Result<QStringList> addresses) {
            if (!addresses) return journey->promise.settle(fail(addresses.error()));
            const QString& expected = journey->request.expectedPeer;
            for (const QString& address : *addresses)
                if (expected.isEmpty() || addressOf(address, journey->request.url) == expected)
                    journey->addresses << address;
            if (journey->addresses.isEmpty()) return journey->promise.settle(fail(anotherPeer(journey->request)));
            depart(journey);
        });
    keep(journey, std::move(resolving));
}

void NetworkTransport::depart(const std::shared_ptr<Journey>& journey) {
    const HttpRequest& request = journey->request;
    const bool once = request.use == HttpRequest::Use::Once;
    QNetworkRequest out = toNetworkRequest(request, journey->proxy, journey->tls);
    const QString address = journey->addresses.value(journey->at);
    if (!address.isEmpty() && address != request.url.host()) {
        QUrl direct = request.url;
        direct.setHost(address);
        out.setUrl(direct);
        out.setRawHeader("Host", request.url.authority(QUrl::FullyEncoded).toLatin1());
    }
    // What is sent once gets a connection of its own, so that whom it meets is seen before anything is handed over.
    QNetworkAccessManager* manager =
        once ? newManager(journey->proxy).release() : managerFor(request.connection, journey->proxy);
    OnceBody* body = once ? new OnceBody(request.body) : nullptr;
    QNetworkReply* reply = once ? manager->sendCustomRequest(out, request.method, body)
                                : manager->sendCustomRequest(out, request.method, request.body);
    if (body) body->setParent(reply);
    if (once) {
        manager->setParent(this);
        connect(reply, &QObject::destroyed, manager, &QObject::deleteLater);
    }
    connect(reply, &QNetworkReply::finished, this, [this, reply, proxy = journey->proxy] {
        if (reply->error() == QNetworkReply::ProxyAuthenticationRequiredError)
            remember(proxy, tl::unexpected(refusedLogOn(*reply)));
    });
    new Exchange(reply, request, journey->promise, address.isEmpty() ? QString() : addressOf(address, request.url),
                 [this, journey] {
                     if (++journey->at >= journey->addresses.size()) return false;
                     depart(journey);
                     return true;
                 });
    if (once) return;
    journey->promise.onDrop([reply = QPointer<QNetworkReply>(reply)] {
        if (reply) reply->abort();
    });
}

}  // namespace prophecy
