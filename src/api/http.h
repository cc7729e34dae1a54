#pragma once

#include <QByteArray>
#include <QDateTime>
#include <QUrl>
#include <chrono>
#include <vector>

#include "core/call.h"
#include "core/secret.h"
#include "domain/environment.h"

namespace prophecy {

/// How a connection is made and what it trusts; requests that differ here never share a connection.
struct ConnectionOptions {
    ProxyChoice proxy;
    Secret proxyPassword;
    QString caFile;
    std::vector<CertificatePin> pins;
    ClientCertificate client{};
    Secret clientPassword{};
    friend bool operator==(const ConnectionOptions&, const ConnectionOptions&) = default;
};

/// One request. A Read may be repeated by the network layer below; a Once request goes over the wire at most once,
/// since its body, be it empty, cannot be read a second time.
struct HttpRequest {
    enum class Use { Read, Once };
    Use use = Use::Read;
    QByteArray method;
    QUrl url;
    QByteArray body;  ///< JSON or empty
    QByteArray keyHeader;
    Secret keyValue;
    std::chrono::milliseconds deadline{30'000};
    ConnectionOptions connection;
    QString expectedPeer{};  ///< whom alone it may reach, see HttpAnswer; empty for anybody
};

struct HttpAnswer {
    int status = 0;
    QByteArray contentType;
    QByteArray location;
    QByteArray retryAfter;
    QByteArray date;      ///< the server's clock as it says
    QByteArray server;    ///< what it calls itself
    QByteArray encoding;  ///< how the body is packed; empty where it is not, see decompressed
    QByteArray body;
    /// Who answered: "sha256:…" of its certificate, or "address:port" where there is none; empty behind a proxy for
    /// plain http, where only the proxy knows.
    QString peer;
};

/// Sends requests. Outcomes: an answer of any status, or an Error of kind Offline, Tls, TimedOut, TooLarge.
/// A Once request that may have left this machine without an answer ends as UnknownOutcome, and dropping its
/// Call does not abort it. One whose expected peer is another ends as Refused before anything of it is handed over.
class Transport {
public:
    virtual ~Transport() = default;
    virtual Call send(HttpRequest request, QObject* context, Handler<HttpAnswer> handler) = 0;
};

/// An answer larger than this, packed or unpacked, is refused with kind TooLarge.
inline constexpr qint64 kLargestAnswer = 64LL * 1024 * 1024;

}  // namespace prophecy
