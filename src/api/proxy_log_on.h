#pragma once

#include <QNetworkProxy>
#include <QUrl>
#include <chrono>

#include "core/call.h"

namespace prophecy {

/// How a proxy takes a log-on.
enum class ProxyLogOn {
    None,    ///< it asks for none
    Basic,   ///< it took the user and the password with the first request
    Digest,  ///< it asks first
};

/// Asks an HTTP proxy for a way to a host, once, over a connection that is closed again. Qt must not be the first to
/// ask: it answers a proxy that wants NTLM again and again, without end and without a signal (Qt 6.4), which may lock
/// the account. Kind NotTheApi, with status 407, where the log-on is refused, or is one that this program does not
/// speak.
Call askProxy(const QNetworkProxy& proxy, const QUrl& target, std::chrono::milliseconds patience, QObject* context,
              Handler<ProxyLogOn> handler);

/// Why a proxy's 407 cannot be answered: triedAs is the user that was sent, empty for none.
Error logOnError(const QString& proxy, const QString& triedAs, const QByteArrayList& challenges);

/// The request's header for a log-on of this user.
QByteArray basicLogOn(const QNetworkProxy& proxy);

}  // namespace prophecy
