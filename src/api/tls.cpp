#include "api/tls.h"

#include <QCryptographicHash>
#include <QFile>
#include <algorithm>

namespace prophecy {

namespace {

/// The number is what Qt keeps stable from version to version.
QString errorName(const QSslError& error) {
    return QString::number(static_cast<int>(error.error()));
}

QString commonName(const QStringList& names) {
    return names.join(QStringLiteral(", "));
}

}  // namespace

QString fingerprintOf(const QSslCertificate& certificate) {
    return QString::fromLatin1(certificate.digest(QCryptographicHash::Sha256).toHex(':'));
}

Result<QSslConfiguration> tlsConfiguration(const QString& caFile) {
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    constexpr qint64 kLargestFile = 4 * 1024 * 1024;
    if (caFile.isEmpty()) return configuration;
    QFile file(caFile);
    const QByteArray bytes = file.open(QIODevice::ReadOnly) ? file.read(kLargestFile) : QByteArray();
    QList<QSslCertificate> authorities = QSslCertificate::fromData(bytes, QSsl::Pem);
    if (authorities.isEmpty()) authorities = QSslCertificate::fromData(bytes, QSsl::Der);
    if (authorities.isEmpty())
        return fail(ErrorKind::Tls,
                    QStringLiteral("The CA file %1 cannot be read or holds no certificate.").arg(caFile));
    configuration.addCaCertificates(authorities);
    return configuration;
}

bool isPinned(const QList<QSslCertificate>& chain, const QList<QSslError>& errors,
              const std::vector<CertificatePin>& pins) {
    if (chain.isEmpty()) return false;
    const QString leaf = fingerprintOf(chain.first());
    return std::any_of(pins.begin(), pins.end(), [&](const CertificatePin& pin) {
        return pin.sha256 == leaf && std::all_of(errors.begin(), errors.end(), [&](const QSslError& error) {
                   return pin.errors.contains(errorName(error));
               });
    });
}

TlsTrouble describeTls(const QString& host, const QList<QSslCertificate>& chain, const QList<QSslError>& errors) {
    TlsTrouble trouble;
    trouble.host = host;
    for (const QSslCertificate& certificate : chain)
        trouble.chain.append({commonName(certificate.subjectInfo(QSslCertificate::CommonName)),
                              commonName(certificate.issuerInfo(QSslCertificate::CommonName)),
                              fingerprintOf(certificate), certificate.effectiveDate(), certificate.expiryDate()});
    for (const QSslError& error : errors) {
        if (trouble.errors.contains(errorName(error))) continue;
        trouble.errors.append(errorName(error));
        trouble.sentences.append(error.errorString());
    }
    return trouble;
}

}  // namespace prophecy
