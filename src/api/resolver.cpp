#include "api/resolver.h"

#include <QHostAddress>
#include <QHostInfo>

namespace prophecy {

namespace {

Error noSuchHost(const QString& host, QHostInfo::HostInfoError why) {
    Error error = makeError(ErrorKind::Offline, QStringLiteral("The host %1 was not found.").arg(host));
    error.noSuchHost = why != QHostInfo::UnknownError;
    return error;
}

}  // namespace

Call SystemResolver::addressesOf(const QString& host, QObject* context, Handler<QStringList> handler) {
    const Promise<QStringList> promise(context, std::move(handler));
    if (!QHostAddress(host).isNull()) {
        promise.settle(QStringList{host});
        return promise.call();
    }
    const int id = QHostInfo::lookupHost(host, this, [promise, host](const QHostInfo& info) {
        QStringList addresses;
        for (const QHostAddress& address : info.addresses()) addresses << address.toString();
        if (addresses.isEmpty()) return promise.settle(fail(noSuchHost(host, info.error())));
        promise.settle(addresses);
    });
    promise.onDrop([id] { QHostInfo::abortHostLookup(id); });
    return promise.call();
}

}  // namespace prophecy
