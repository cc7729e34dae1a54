#include "api/network_transport.h"

#include <QNetworkProxyFactory>
#include <QNetworkReply>
#include <QPointer>
#include <QTimer>
#include <QUuid>

#include "api/once_body.h"
#include "api/tls.h"
#include "core/logging.h"

namespace prophecy {

namespace {

/// The system's proxy, but never for this machine itself.
class SystemProxies final : public QNetworkProxyFactory {
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override {
        if (isLoopback(query.url())) return {QNetworkProxy::NoProxy};
        return systemProxyForQuery(query);
    }
};

void applyProxy(QNetworkAccessManager& manager, const ConnectionOptions& options) {
    switch (options.proxy.mode) {
        case ProxyChoice::Mode::System: manager.setProxyFactory(new SystemProxies); return;
        case ProxyChoice::Mode::None: manager.setProxy(QNetworkProxy::NoProxy); return;
        case ProxyChoice::Mode::Manual: break;
    }
    manager.setProxy(QNetworkProxy(QNetworkProxy::HttpProxy, options.proxy.host, options.proxy.port, options.proxy.user,
                                   QString::fromUtf8(options.proxyPassword.reveal())));
}

QNetworkRequest toNetworkRequest(const HttpRequest& request, const QSslConfiguration& tls) {
    QNetworkRequest out(request.url);
    out.setSslConfiguration(tls);
    out.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    out.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    out.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    out.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    out.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    out.setDecompressedSafetyCheckThreshold(-1);  // the answer is bounded while it is read
    out.setRawHeader("Accept", "application/json");
    out.setRawHeader("User-Agent", "ProphecyConsole/" PROPHECY_VERSION);
    out.setRawHeader("X-Request-Id", QUuid::createUuid().toByteArray(QUuid::WithoutBraces));
    // Qt would wait for a 407 and then send again, which a body that goes out once cannot do.
    const ProxyChoice& proxy = request.connection.proxy;
    if (proxy.mode == ProxyChoice::Mode::Manual && !proxy.user.isEmpty() && request.url.scheme() == u"http")
        out.setRawHeader("Proxy-Authorization",
                         "Basic " + (proxy.user.toUtf8() + ':' + request.connection.proxyPassword.reveal()).toBase64());
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

/// Collects one reply; lives as a child of its reply and settles the promise exactly once.
class Exchange final : public QObject {
public:
    Exchange(QNetworkReply* reply, HttpRequest request, Promise<HttpAnswer> promise)
        : QObject(reply), m_reply(reply), m_request(std::move(request)), m_promise(std::move(promise)) {
        connect(reply, &QNetworkReply::readyRead, this, &Exchange::readMore);
        connect(reply, &QNetworkReply::finished, this, &Exchange::finish);
        connect(reply, &QNetworkReply::sslErrors, this, &Exchange::judge);
        m_deadline.setSingleShot(true);
        connect(&m_deadline, &QTimer::timeout, this, &Exchange::expire);
        m_deadline.start(m_request.deadline);
    }

private:
    bool isOnce() const { return m_request.use == HttpRequest::Use::Once; }

    void readMore() {
        constexpr qint64 kChunk = 256 * 1024;
        for (QByteArray chunk = m_reply->read(kChunk); !chunk.isEmpty(); chunk = m_reply->read(kChunk)) {
            if (m_answer.body.size() + chunk.size() > kLargestAnswer) return refuseSize();
            m_answer.body += chunk;
        }
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
        if (m_reply->isOpen()) readMore();
        m_reply->deleteLater();
        const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        const bool complete = status >= 100 && !isTransportError(m_reply->error(), status);
        if (!complete) return m_promise.settle(tl::unexpected(failure(status)));
        // Qt takes an interim answer for the answer; the real one must not become that of the next request.
        if (status < 200) m_reply->manager()->clearConnectionCache();
        m_answer.status = status;
        m_answer.contentType = m_reply->rawHeader("Content-Type").toLower();
        m_answer.location = m_reply->rawHeader("Location");
        m_answer.retryAfter = m_reply->rawHeader("Retry-After");
        m_answer.date = m_reply->rawHeader("Date");
        m_answer.server = m_reply->rawHeader("Server");
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
        const bool mayHaveLeft = isOnce() && !neverConnected(error);
        if (mayHaveLeft)
            return makeError(
                ErrorKind::UnknownOutcome,
                error == QNetworkReply::ContentReSendError
                    ? QStringLiteral("The connection ended before an answer came.")
                    : QStringLiteral("The connection ended before an answer came (%1).").arg(m_reply->errorString()));
        if (error == QNetworkReply::SslHandshakeFailedError)
            return makeError(ErrorKind::Tls, QStringLiteral("No secure connection: %1").arg(m_reply->errorString()));
        if (status >= 200 && error == QNetworkReply::UnknownContentError)
            return makeError(ErrorKind::NotTheApi, QStringLiteral("The answer cannot be decompressed."));
        return makeError(ErrorKind::Offline, m_reply->errorString());
    }

    QNetworkReply* m_reply;
    HttpRequest m_request;
    Promise<HttpAnswer> m_promise;
    HttpAnswer m_answer;
    std::optional<TlsTrouble> m_trouble;
    QTimer m_deadline;
};

}  // namespace

NetworkTransport::NetworkTransport(QObject* parent) : QObject(parent) {}
NetworkTransport::~NetworkTransport() = default;

QNetworkAccessManager* NetworkTransport::managerFor(const ConnectionOptions& options) {
    for (const Pool& pool : m_pools)
        if (pool.options == options) return pool.manager.get();
    auto manager = std::make_unique<QNetworkAccessManager>();
    manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    applyProxy(*manager, options);
    m_pools.push_back({options, std::move(manager)});
    return m_pools.back().manager.get();
}

Call NetworkTransport::send(HttpRequest request, QObject* context, Handler<HttpAnswer> handler) {
    Promise<HttpAnswer> promise(context, std::move(handler));
    const auto tls = tlsConfiguration(request.connection.caFile);
    if (!tls) {
        promise.settle(tl::unexpected(tls.error()));
        return promise.call();
    }
    const bool once = request.use == HttpRequest::Use::Once;
    qCDebug(logApi) << request.method << request.url.path();

    QNetworkAccessManager* manager = managerFor(request.connection);
    const QNetworkRequest out = toNetworkRequest(request, *tls);
    OnceBody* body = once ? new OnceBody(request.body) : nullptr;
    QNetworkReply* reply = once ? manager->sendCustomRequest(out, request.method, body)
                                : manager->sendCustomRequest(out, request.method, request.body);
    if (body) body->setParent(reply);
    new Exchange(reply, std::move(request), promise);
    if (!once) {
        promise.onDrop([reply = QPointer<QNetworkReply>(reply)] {
            if (!reply) return;
            reply->abort();
        });
    }
    return promise.call();
}

}  // namespace prophecy
