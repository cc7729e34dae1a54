#include "domain/environment.h"

#include <QRegularExpression>
#include <QSet>
#include <algorithm>
#include <array>

namespace prophecy {

namespace {

template <class Enum, std::size_t N>
std::optional<Enum> fromName(const QString& name, const std::array<Enum, N>& values) {
    for (const Enum value : values)
        if (kebabName(value) == name) return value;
    return std::nullopt;
}

int effectivePort(const QUrl& url) {
    return url.port(url.scheme() == u"https" ? 443 : 80);
}

}  // namespace

QString kebabName(Role role) {
    switch (role) {
        case Role::Primary: return QStringLiteral("primary");
        case Role::Dr: return QStringLiteral("dr");
        case Role::Test: break;
    }
    return QStringLiteral("test");
}

QString kebabName(Protection protection) {
    switch (protection) {
        case Protection::ReadOnly: return QStringLiteral("read-only");
        case Protection::Confirm: return QStringLiteral("confirm");
        case Protection::Typed: break;
    }
    return QStringLiteral("typed");
}

QString kebabName(Dialect dialect) {
    switch (dialect) {
        case Dialect::Auto: return QStringLiteral("auto");
        case Dialect::Platform: return QStringLiteral("platform");
        case Dialect::Athena: break;
    }
    return QStringLiteral("athena");
}

std::optional<Role> roleFrom(const QString& name) {
    return fromName(name, std::array{Role::Primary, Role::Dr, Role::Test});
}
std::optional<Protection> protectionFrom(const QString& name) {
    return fromName(name, std::array{Protection::ReadOnly, Protection::Confirm, Protection::Typed});
}
std::optional<Dialect> dialectFrom(const QString& name) {
    return fromName(name, std::array{Dialect::Auto, Dialect::Platform, Dialect::Athena});
}

QString kebabName(ProxyChoice::Mode mode) {
    switch (mode) {
        case ProxyChoice::Mode::System: return QStringLiteral("system");
        case ProxyChoice::Mode::None: return QStringLiteral("none");
        case ProxyChoice::Mode::Manual: break;
    }
    return QStringLiteral("manual");
}
std::optional<ProxyChoice::Mode> proxyModeFrom(const QString& name) {
    return fromName(name, std::array{ProxyChoice::Mode::System, ProxyChoice::Mode::None, ProxyChoice::Mode::Manual});
}

Protection defaultProtection(Role role) {
    return role == Role::Test ? Protection::Confirm : Protection::Typed;
}

bool isKnownZone(const QByteArray& id) {
    return id == "UTC" || (QTimeZone::isTimeZoneIdAvailable(id) && QTimeZone::availableTimeZoneIds().contains(id));
}

QTimeZone Environment::timeZone() const {
    if (zone.isEmpty() || zone == "UTC") return QTimeZone::utc();
    const QTimeZone named(zone);
    return named.isValid() ? named : QTimeZone::utc();
}

Result<QUrl> parseRootUrl(const QString& text) {
    const auto refuse = [](const QString& why) { return fail(ErrorKind::Usage, why); };
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty()) return refuse(QStringLiteral("The address is empty."));
    static const QRegularExpression hasScheme(QStringLiteral("^[A-Za-z][A-Za-z0-9+.-]*://"));
    const QUrl given(hasScheme.match(trimmed).hasMatch() ? trimmed : QStringLiteral("https://") + trimmed,
                     QUrl::StrictMode);
    if (!given.isValid()) return refuse(QStringLiteral("This is not a valid address: %1").arg(trimmed.left(80)));
    const QString scheme = given.scheme().toLower();
    if (scheme != u"https" && scheme != u"http")
        return refuse(QStringLiteral("An address starts with https:// or http://, not with %1://.").arg(scheme));
    if (!given.userInfo().isEmpty() || given.authority(QUrl::FullyEncoded).contains(u'@'))
        return refuse(QStringLiteral("An address must not contain a user name or a password."));
    if (given.host().isEmpty()) return refuse(QStringLiteral("The address has no host."));
    if (given.port() == 0) return refuse(QStringLiteral("Port 0 is not a port."));

    QUrl root;
    root.setScheme(scheme);
    root.setHost(given.host().toLower());
    if (given.port() != -1 && given.port() != (scheme == u"https" ? 443 : 80)) root.setPort(given.port());
    return root;
}

QString originOf(const QUrl& url) {
    return QStringLiteral("%1://%2:%3").arg(url.scheme().toLower(), url.host().toLower()).arg(effectivePort(url));
}

QString targetKey(const QUrl& root) {
    return originOf(root) + root.path();
}

bool isLoopback(const QUrl& url) {
    const QString host = url.host();
    static const QRegularExpression ipv4(QStringLiteral("^127(\\.\\d{1,3}){3}$"));
    // "x.localhost" is what the resolver says that it is.
    return host == u"localhost" || host == u"::1" || ipv4.match(host).hasMatch();
}

Result<void> checkPlainHttp(const Environment& environment) {
    if (environment.root.scheme() == u"https" || isLoopback(environment.root) || environment.plainHttpAccepted)
        return {};
    return fail(ErrorKind::Refused, QStringLiteral("%1 is plain http: the key would cross the network unencrypted. "
                                                   "Use https, or acknowledge it in the environment's settings.")
                                        .arg(environment.root.toString()));
}

QString shownAddress(const QUrl& root) {
    const QString ascii = root.host(QUrl::FullyEncoded);
    const QString written = QUrl::fromAce(ascii.toLatin1(), QUrl::IgnoreIDNWhitelist);
    if (written == ascii) return root.toString();
    return root.toString(QUrl::FullyEncoded).replace(ascii, written) + QStringLiteral(" (%1)").arg(ascii);
}

QString nameFromUrl(const QUrl& root) {
    return root.port() == -1 ? root.host() : QStringLiteral("%1:%2").arg(root.host()).arg(root.port());
}

Result<void> checkPathOverride(const QString& path) {
    const bool oneSlash = path.startsWith(u'/') && !path.startsWith(u"//");
    static const QRegularExpression forbidden(QStringLiteral("[?#\\\\\\s\\x00-\\x1f]|://"));
    if (!oneSlash || forbidden.match(path).hasMatch() || path.split(u'/').contains(QStringLiteral("..")))
        return fail(ErrorKind::Usage, QStringLiteral("A path starts with exactly one \"/\" and has no host, \"..\", "
                                                     "query or fragment: %1")
                                          .arg(path));
    return {};
}

QString nameSkeleton(const QString& name) {
    // As they look in either case: the Cyrillic "в" as B, the Greek "η" as H.
    static const QHash<QChar, QChar> lookAlikes{
        {u'0', u'o'}, {u'1', u'l'}, {u'i', u'l'}, {u'|', u'l'}, {u'!', u'l'}, {u'5', u's'}, {u'а', u'a'}, {u'в', u'b'},
        {u'е', u'e'}, {u'к', u'k'}, {u'м', u'm'}, {u'н', u'h'}, {u'о', u'o'}, {u'р', u'p'}, {u'с', u'c'}, {u'т', u't'},
        {u'у', u'y'}, {u'х', u'x'}, {u'і', u'l'}, {u'ј', u'j'}, {u'ѕ', u's'}, {u'ԁ', u'd'}, {u'ԛ', u'q'}, {u'ԝ', u'w'},
        {u'α', u'a'}, {u'β', u'b'}, {u'ε', u'e'}, {u'ζ', u'z'}, {u'η', u'h'}, {u'ι', u'l'}, {u'κ', u'k'}, {u'μ', u'm'},
        {u'ν', u'v'}, {u'ο', u'o'}, {u'ρ', u'p'}, {u'σ', u'o'}, {u'τ', u't'}, {u'υ', u'y'}, {u'χ', u'x'}, {u'ω', u'w'},
        {u'ı', u'l'}, {u'ɑ', u'a'}, {u'ɡ', u'g'}, {u'_', u'-'}, {u' ', u'-'}};
    QString skeleton;
    const QString folded = name.trimmed().toCaseFolded().normalized(QString::NormalizationForm_KD);
    for (const QChar c : folded) {
        if (c.isMark() || c.category() == QChar::Other_Format) continue;
        const bool dash = c.category() == QChar::Punctuation_Dash || c == u'\u2212' || c == u'\u2043';
        skeleton += dash ? QChar(u'-') : lookAlikes.value(c, c);
    }
    static const std::pair<QString, QString> pairs[] = {{QStringLiteral("rn"), QStringLiteral("m")},
                                                        {QStringLiteral("vv"), QStringLiteral("w")},
                                                        {QStringLiteral("cl"), QStringLiteral("d")}};
    for (const auto& [two, one] : pairs) skeleton.replace(two, one);
    return skeleton;
}

namespace {

/// Characters that leave no ink, though no category says so: fillers, the blank of Braille, variation selectors.
bool leavesNoInk(char32_t c) {
    constexpr std::array<char32_t, 6> kFillers{0x034f, 0x115f, 0x1160, 0x2800, 0x3164, 0xffa0};
    return std::find(kFillers.begin(), kFillers.end(), c) != kFillers.end() || (c >= 0xfe00 && c <= 0xfe0f) ||
           (c >= 0xe0100 && c <= 0xe01ef) || (QChar::isSpace(c) && c != U' ');
}

/// Japanese and Korean are written with several together.
QChar::Script family(QChar::Script script) {
    switch (script) {
        case QChar::Script_Hiragana:
        case QChar::Script_Katakana:
        case QChar::Script_Hangul:
        case QChar::Script_Bopomofo: return QChar::Script_Han;
        default: return script;
    }
}

}  // namespace

Result<QString> checkName(const QString& name) {
    constexpr int kLongestName = 64;
    const QString trimmed = name.trimmed();
    if (trimmed.isEmpty()) return fail(ErrorKind::Usage, QStringLiteral("The name is empty."));
    if (trimmed.size() > kLongestName)
        return fail(ErrorKind::Usage, QStringLiteral("The name is longer than 64 characters."));
    QSet<QChar::Script> scripts;
    for (const char32_t c : trimmed.toUcs4()) {
        if (!QChar::isPrint(c) || QChar::category(c) == QChar::Other_Format || leavesNoInk(c))
            return fail(ErrorKind::Usage, QStringLiteral("The name contains a character that cannot be seen."));
        const QChar::Script script = family(QChar::script(c));
        if (QChar::isLetter(c) && script != QChar::Script_Common && script != QChar::Script_Inherited)
            scripts << script;
    }
    if (scripts.size() > 1)
        return fail(ErrorKind::Usage,
                    QStringLiteral("The name mixes letters of several scripts, which look alike. Use one."));
    return trimmed;
}

}  // namespace prophecy
