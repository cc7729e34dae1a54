#include "api/proxies.h"

#include <QHostAddress>
#include <QNetworkProxyFactory>
#include <QRegularExpression>

#include "core/text.h"

namespace prophecy {

namespace {

struct Variable {
    QString name;
    QString value;
};

/// The first that is set, be it empty.
std::optional<Variable> firstSet(const QStringList& names) {
    for (const QString& name : names)
        if (const QByteArray key = name.toLatin1(); qEnvironmentVariableIsSet(key.constData()))
            return Variable{name, qEnvironmentVariable(key.constData()).trimmed()};
    return std::nullopt;
}

/// HTTP_PROXY in capitals is not read: a web server sets it from a header of its clients.
std::optional<Variable> variableFor(const QUrl& url) {
    const QStringList own = url.scheme() == u"https"
                                ? QStringList{QStringLiteral("https_proxy"), QStringLiteral("HTTPS_PROXY")}
                                : QStringList{QStringLiteral("http_proxy")};
    return firstSet(own + QStringList{QStringLiteral("all_proxy"), QStringLiteral("ALL_PROXY")});
}

QString withoutDots(QString host) {
    while (host.startsWith(u'.')) host.remove(0, 1);
    while (host.endsWith(u'.')) host.chop(1);
    if (host.startsWith(u'[') && host.endsWith(u']')) host = host.mid(1, host.size() - 2);
    return host.toLower();
}

bool exempts(const QString& entry, const QString& host) {
    const QHostAddress address(host);
    if (address.isNull()) return host == entry || host.endsWith(u'.' + entry);
    if (entry.contains(u'/')) return address.isInSubnet(QHostAddress::parseSubnet(entry));
    return QHostAddress(entry) == address;
}

QNetworkProxy direct() {
    return QNetworkProxy(QNetworkProxy::NoProxy);
}

Result<QNetworkProxy> systemProxyFor(const QUrl& url) {
    if (isLoopback(url)) return direct();
    const auto noProxy = firstSet({QStringLiteral("no_proxy"), QStringLiteral("NO_PROXY")});
    if (noProxy && isExempt(noProxy->value, url.host())) return direct();
    if (const auto variable = variableFor(url)) {
        if (variable->value.isEmpty()) return direct();
        auto proxy = parseProxy(variable->value);
        if (!proxy) proxy.error().message = variable->name + QStringLiteral(": ") + proxy.error().message;
        return proxy;
    }
    const auto proxies = QNetworkProxyFactory::systemProxyForQuery(QNetworkProxyQuery(url));
    return proxies.isEmpty() ? direct() : proxies.front();
}

}  // namespace

Result<QNetworkProxy> proxyFor(const QUrl& url, const ConnectionOptions& options) {
    switch (options.proxy.mode) {
        case ProxyChoice::Mode::System: return systemProxyFor(url);
        case ProxyChoice::Mode::None: return direct();
        case ProxyChoice::Mode::Manual: break;
    }
    return QNetworkProxy(QNetworkProxy::HttpProxy, options.proxy.host, options.proxy.port, options.proxy.user,
                         QString::fromUtf8(options.proxyPassword.reveal()));
}

Result<QNetworkProxy> parseProxy(const QString& value) {
    constexpr quint16 kDefaultPort = 1080;
    const QUrl url(value.contains(u"://") ? value : QStringLiteral("http://") + value, QUrl::StrictMode);
    const QString scheme = url.scheme();
    const bool http = scheme == u"http", socks = scheme == u"socks5" || scheme == u"socks5h";
    const QString shown = displayLine(url.isValid() ? url.toString(QUrl::RemoveUserInfo) : QString());
    if (!url.isValid() || url.host().isEmpty())
        return fail(ErrorKind::Offline, QStringLiteral("This is no address of a proxy."));
    if (!http && !socks)
        return fail(
            ErrorKind::Offline,
            QStringLiteral("The proxy %1 cannot be used: only http, socks5 and socks5h are spoken.").arg(shown));
    QNetworkProxy proxy(http ? QNetworkProxy::HttpProxy : QNetworkProxy::Socks5Proxy, url.host(),
                        static_cast<quint16>(url.port(kDefaultPort)), url.userName(QUrl::FullyDecoded),
                        url.password(QUrl::FullyDecoded));
    if (scheme == u"socks5") proxy.setCapabilities(proxy.capabilities() & ~QNetworkProxy::HostNameLookupCapability);
    return proxy;
}

bool isExempt(const QString& noProxy, const QString& host) {
    static const QRegularExpression separators(QStringLiteral("[,\\s]+"));
    const QString plain = withoutDots(host);
    for (const QString& entry : noProxy.split(separators, Qt::SkipEmptyParts))
        if (entry == u"*" || exempts(withoutDots(entry), plain)) return true;
    return false;
}

QString nameOf(const QNetworkProxy& proxy) {
    return QStringLiteral("%1:%2").arg(proxy.hostName()).arg(proxy.port());
}

}  // namespace prophecy
