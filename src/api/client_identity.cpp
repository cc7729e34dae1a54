#include "api/client_identity.h"

#include <QBuffer>
#include <QFileInfo>
#include <algorithm>
#include <array>

namespace prophecy {

namespace {

tl::unexpected<Error> refused(const QString& message) {
    return fail(ErrorKind::ClientCertificate, message);
}

Result<QByteArray> contentOf(const QString& path) {
    constexpr qint64 kLargestFile = 4 * 1024 * 1024;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return refused(
            QStringLiteral("The file %1 of the client certificate cannot be read: %2.").arg(path, file.errorString()));
    return file.read(kLargestFile);
}

QSslKey keyIn(const QByteArray& bytes, const QByteArray& password) {
    constexpr std::array kForms{QSsl::Pem, QSsl::Der};
    constexpr std::array kAlgorithms{QSsl::Rsa, QSsl::Ec, QSsl::Dsa};
    for (const QSsl::EncodingFormat form : kForms)
        for (const QSsl::KeyAlgorithm algorithm : kAlgorithms)
            if (QSslKey key(bytes, algorithm, form, QSsl::PrivateKey, password); !key.isNull()) return key;
    return {};
}

/// Why a key cannot be had out of a file that was read.
QString whyNot(const QString& path, const QByteArray& bytes, const Secret& password) {
    const bool locked = bytes.contains("ENCRYPTED") || !bytes.contains("-----BEGIN");
    if (!locked) return QStringLiteral("%1 holds no private key.").arg(path);
    return password.isEmpty()
               ? QStringLiteral("%1 holds no key that opens without a password, and none is stored.").arg(path)
               : QStringLiteral("The stored password does not open the key in %1.").arg(path);
}

}  // namespace

Result<ClientIdentities::Identity> ClientIdentities::read(const ClientCertificate& client, const Secret& password) {
    const auto bytes = contentOf(client.file);
    if (!bytes) return fail(bytes.error());
    Identity identity{QSslCertificate::fromData(*bytes, QSsl::Pem), {}};
    if (identity.chain.isEmpty()) identity.chain = QSslCertificate::fromData(*bytes, QSsl::Der);
    if (identity.chain.isEmpty()) {
        QBuffer archive;
        archive.setData(*bytes);
        archive.open(QIODevice::ReadOnly);
        QSslCertificate leaf;
        QList<QSslCertificate> authorities;
        if (!QSslCertificate::importPkcs12(&archive, &identity.key, &leaf, &authorities, password.reveal()))
            return refused(QStringLiteral("%1 is neither a certificate nor an archive (PKCS #12) that the %2 opens.")
                               .arg(client.file, password.isEmpty() ? QStringLiteral("empty password")
                                                                    : QStringLiteral("stored password")));
        identity.chain = QList<QSslCertificate>{leaf} + authorities;
    }
    if (!identity.key.isNull()) return identity;
    const QString& path = client.keyFile.isEmpty() ? client.file : client.keyFile;
    const auto keyBytes = client.keyFile.isEmpty() ? bytes : contentOf(path);
    if (!keyBytes) return fail(keyBytes.error());
    identity.key = keyIn(*keyBytes, password.reveal());
    if (identity.key.isNull()) return refused(whyNot(path, *keyBytes, password));
    return identity;
}

Result<void> ClientIdentities::present(const ClientCertificate& client, const Secret& password,
                                       QSslConfiguration& configuration) {
    if (client.file.isEmpty()) return {};
    const QList<QDateTime> changedAt{QFileInfo(client.file).lastModified(), QFileInfo(client.keyFile).lastModified()};
    auto known = std::find_if(m_known.begin(), m_known.end(), [&](const Known& k) {
        return k.client == client && k.password == password && k.changedAt == changedAt;
    });
    if (known == m_known.end()) {
        auto identity = read(client, password);
        if (!identity) return fail(identity.error());
        std::erase_if(m_known, [&](const Known& k) { return k.client == client; });
        known = m_known.insert(m_known.end(), Known{client, password, changedAt, std::move(*identity)});
    }
    configuration.setLocalCertificateChain(known->identity.chain);
    configuration.setPrivateKey(known->identity.key);
    return {};
}

bool wantsIdentity(const QString& tlsWords) {
    constexpr std::array kAlerts{
        u"certificate required",      u"alert handshake failure",       u"alert bad certificate",
        u"alert unknown ca",          u"alert certificate expired",     u"alert certificate revoked",
        u"alert certificate unknown", u"alert unsupported certificate", u"alert access denied"};
    return std::any_of(kAlerts.begin(), kAlerts.end(),
                       [&](const char16_t* alert) { return tlsWords.contains(QStringView(alert)); });
}

Error identityWanted(const ClientCertificate& shown, const QString& words) {
    if (!shown.file.isEmpty())
        return makeError(
            ErrorKind::ClientCertificate,
            QStringLiteral("The server does not take the client certificate in %1 (%2).").arg(shown.file, words));
    // Of TLS 1.2 this alert can mean other things as well.
    const bool sure = !words.contains(u"alert handshake failure");
    return makeError(ErrorKind::ClientCertificate,
                     (sure ? QStringLiteral("The server wants a client certificate, and none is set for this "
                                            "environment (%1).")
                           : QStringLiteral("The server ends the handshake, as one does that wants a client "
                                            "certificate; none is set for this environment (%1)."))
                         .arg(words));
}

}  // namespace prophecy
