#pragma once

#include <QNetworkProxy>

#include "api/http.h"

namespace prophecy {

/// The proxy that a request to this address goes through; of type NoProxy for none. What the environment says, or for
/// "as the system says" the variables that curl reads (https_proxy, http_proxy, all_proxy, no_proxy), and after them
/// the desktop's setting; this machine itself is then asked directly. Kind Offline, with the reason, where a setting
/// cannot be used: it is never passed over.
Result<QNetworkProxy> proxyFor(const QUrl& url, const ConnectionOptions& options);

/// One value of such a variable, as curl reads it: "host:port" means http. Kind Offline for what cannot be used.
Result<QNetworkProxy> parseProxy(const QString& value);

/// Whether a list such as "localhost,.example.com,10.0.0.0/8" exempts this host.
bool isExempt(const QString& noProxy, const QString& host);

/// "proxy.example.com:3128"
QString nameOf(const QNetworkProxy& proxy);

}  // namespace prophecy
