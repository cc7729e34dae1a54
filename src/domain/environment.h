#pragma once

#include <QDate>
#include <QMap>
#include <QTimeZone>
#include <QUrl>
#include <vector>

#include "core/ids.h"
#include "core/result.h"

namespace prophecy {

enum class Role { Primary, Dr, Test };
enum class Protection { ReadOnly, Confirm, Typed };
enum class Dialect { Auto, Platform, Athena };

QString kebabName(Role role);
QString kebabName(Protection protection);
QString kebabName(Dialect dialect);
std::optional<Role> roleFrom(const QString& name);
std::optional<Protection> protectionFrom(const QString& name);
std::optional<Dialect> dialectFrom(const QString& name);
Protection defaultProtection(Role role);

/// A certificate that the admin trusts for one environment, for these exact errors only.
struct CertificatePin {
    QString sha256;
    QStringList errors;
    bool operator==(const CertificatePin&) const = default;
};

/// What this machine shows to a gateway that asks who it is. The key's password lives in the keychain.
struct ClientCertificate {
    QString file;       ///< PEM, DER or PKCS #12; empty for none
    QString keyFile{};  ///< PEM or DER; empty where the first file holds the key as well
    bool operator==(const ClientCertificate&) const = default;
};

/// How requests leave this machine. A manual proxy's password lives in the keychain.
struct ProxyChoice {
    enum class Mode { System, None, Manual };
    Mode mode = Mode::System;
    QString host;
    quint16 port = 0;
    QString user;
    bool operator==(const ProxyChoice&) const = default;
};
QString kebabName(ProxyChoice::Mode mode);
std::optional<ProxyChoice::Mode> proxyModeFrom(const QString& name);

/// One Prophecy installation as the admin described it.
struct Environment {
    EnvironmentId id;
    QString name;
    QUrl root;  ///< scheme, host and port; a call elsewhere has its path overridden
    Role role = Role::Test;
    Protection protection = Protection::Confirm;
    Dialect dialect = Dialect::Auto;
    QByteArray zone = "UTC";  ///< IANA id of the server's time zone
    QString nameSpace;        ///< control-plane namespace; empty when unknown
    QString caFile;           ///< PEM or DER file with additional authorities; empty for none
    ClientCertificate clientCertificate{};
    ProxyChoice proxy;
    QMap<QString, QString> pathOverrides;  ///< call name -> path (docs/api.md, "What is ours can be replaced")
    QDate keyExpires;
    std::vector<CertificatePin> pins;
    bool plainHttpAccepted = false;
    int targetAgeHours = 0;        ///< how old the last good backup may become (RPO); 0 for no target
    bool standbyExpected = false;  ///< off on purpose: unreachable is its normal state
    int revision = 0;              ///< of its record; a change is based on one and makes the next

    QTimeZone timeZone() const;
    bool operator==(const Environment&) const = default;
};

/// Understands a pasted address: a missing scheme means https; the path of a page or a call, query and fragment are
/// cut. Kind Usage for user info, other schemes, no host and nonsense.
Result<QUrl> parseRootUrl(const QString& text);

/// Scheme, host and effective port: what a key is bound to.
QString originOf(const QUrl& url);

/// The key under which unfinished operations of one installation meet, whatever the environment is called.
QString targetKey(const QUrl& root);

bool isLoopback(const QUrl& url);

/// Kind Refused for plain http beyond this machine that nobody acknowledged.
Result<void> checkPlainHttp(const Environment& environment);

/// For people: a host with letters beyond ASCII stands in both forms, since lookalikes differ in the second alone.
QString shownAddress(const QUrl& root);

/// The name of an environment that was never stored: the host, with ":port" when that is not the scheme's default.
QString nameFromUrl(const QUrl& root);

/// Exactly one leading '/', no host, "..", query or fragment; kind Usage otherwise.
Result<void> checkPathOverride(const QString& path);

/// Whether this system has such a zone; QTimeZone alone takes any word for the name of one.
bool isKnownZone(const QByteArray& id);

/// Names that a tired reader could confuse have the same skeleton (case, accents, digits for letters, Cyrillic).
QString nameSkeleton(const QString& name);

/// Kind Usage when the name is empty, has control characters or is over 64 characters.
Result<QString> checkName(const QString& name);

}  // namespace prophecy
