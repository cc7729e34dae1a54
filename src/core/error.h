#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QList>
#include <QString>
#include <QStringList>
#include <chrono>
#include <optional>

namespace prophecy {

/// What went wrong, as a closed list. Only the user interface turns a kind into words.
enum class ErrorKind {
    Canceled,
    TimedOut,
    Offline,
    Tls,
    ClientCertificate,  ///< one is wanted, or the one that was shown is not taken or cannot be used
    Auth,
    Forbidden,
    NotFound,
    Conflict,
    RateLimited,
    Http,
    NotTheApi,
    TooLarge,
    OperationFailed,
    UnknownOutcome,
    NotOffered,
    Refused,
    Storage,
    Keychain,
    KeychainLocked,
    Cron,
    Usage
};

/// The kind as prophecyctl prints it: "not-the-api".
QString kebabName(ErrorKind kind);
std::optional<ErrorKind> errorKindFrom(const QString& name);

/// No key is at hand: none is stored, or the keychain does not give it now.
bool hasNoKey(ErrorKind kind);
/// The key is refused, or none is at hand.
bool concernsKey(ErrorKind kind);

/// One certificate of a refused chain, as plain values.
struct CertificateFacts {
    QString subject;
    QString issuer;
    QString sha256;  ///< lower-case hex, colon separated
    QDateTime notBefore;
    QDateTime notAfter;
    bool operator==(const CertificateFacts&) const = default;
};

/// Why a TLS connection was refused, enough to show it and to pin it.
struct TlsTrouble {
    QString host;
    QList<CertificateFacts> chain;  ///< leaf first
    QStringList errors;             ///< stable names of the errors that a pin would have to cover
    QStringList sentences;          ///< the same errors as the TLS library words them
    bool operator==(const TlsTrouble&) const = default;
};

struct Error {
    ErrorKind kind = ErrorKind::Http;
    QString message;          ///< one English sentence for logs, the journal and prophecyctl
    QString serverText;       ///< what the server said, unabridged, already scrubbed of the key; plain text
    int httpStatus = 0;       ///< 0 when no answer was read
    QString location;         ///< target of a refused redirect
    bool webPage = false;     ///< a page stood where the API's answer should
    bool fromApi = false;     ///< said by the API itself, in its own JSON, and by nothing in front of it
    bool documented = false;  ///< fromApi, and in the shape that the API's answers are known to have
    bool noSuchHost = false;  ///< the name leads nowhere
    bool wrongShape = false;  ///< whole JSON, but without what was asked for
    std::optional<std::chrono::seconds> retryAfter;
    std::optional<TlsTrouble> tls;
    QJsonObject detail;  ///< more for scripts, by name: the field of a cron error, the JSON to paste
    bool operator==(const Error&) const = default;
};

Error makeError(ErrorKind kind, const QString& message);

}  // namespace prophecy
