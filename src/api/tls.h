#pragma once

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslError>

#include "domain/environment.h"

namespace prophecy {

/// The system's authorities plus those of a file in PEM or DER; kind Tls when the file holds none.
Result<QSslConfiguration> tlsConfiguration(const QString& caFile);

/// Whether a pin names this very leaf certificate and covers every one of these errors.
bool isPinned(const QList<QSslCertificate>& chain, const QList<QSslError>& errors,
              const std::vector<CertificatePin>& pins);

/// SHA-256, lower-case hex, colon separated.
QString fingerprintOf(const QSslCertificate& certificate);

TlsTrouble describeTls(const QString& host, const QList<QSslCertificate>& chain, const QList<QSslError>& errors);

}  // namespace prophecy
