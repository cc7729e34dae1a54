#pragma once

#include <QDateTime>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>
#include <vector>

#include "core/secret.h"
#include "domain/environment.h"

namespace prophecy {

/// The certificates that this machine shows where a server asks for one, read once while their files stay as they are:
/// opening an archive may take a second.
class ClientIdentities {
public:
    /// Adds one. Kind ClientCertificate, with the reason, for files that cannot be read or do not fit, and for a key
    /// that its password does not open.
    Result<void> present(const ClientCertificate& client, const Secret& password, QSslConfiguration& configuration);

private:
    struct Identity {
        QList<QSslCertificate> chain;
        QSslKey key;
    };
    struct Known {
        ClientCertificate client;
        Secret password;
        QList<QDateTime> changedAt;  ///< of the files
        Identity identity;
    };
    static Result<Identity> read(const ClientCertificate& client, const Secret& password);

    std::vector<Known> m_known;
};

/// Whether a handshake ended for want of a client certificate, or because of the one that was shown, by what the TLS
/// library says of it (RFC 5246 and RFC 8446, alerts).
bool wantsIdentity(const QString& tlsWords);

/// What a server that refuses wants, and where it is given.
Error identityWanted(const ClientCertificate& shown, const QString& words);

}  // namespace prophecy
