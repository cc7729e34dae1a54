#include "core/secret.h"

#include <QString>
#include <algorithm>
#include <array>
#include <optional>

namespace prophecy {

namespace {

/// What comes along when a key is copied from a page or read from a file of another system.
bool isMargin(QChar c) {
    constexpr std::array kInvisible{u'\u00ad', u'\u200b', u'\u200c', u'\u200d', u'\u2060', u'\ufeff'};
    return c.isSpace() || std::find(kInvisible.begin(), kInvisible.end(), c.unicode()) != kInvisible.end();
}

QStringView withoutMargins(QStringView text) {
    while (!text.isEmpty() && isMargin(text.front())) text = text.mid(1);
    while (!text.isEmpty() && isMargin(text.back())) text.chop(1);
    return text;
}

QStringView withoutQuotes(QStringView text) {
    const bool quoted =
        text.size() > 1 && text.front() == text.back() && (text.front() == u'"' || text.front() == u'\'');
    return quoted ? withoutMargins(text.mid(1, text.size() - 2)) : text;
}

/// "cookie" of "Cookie: prophecy-token=…"; empty where no header's name stands in front.
QString headerIn(QStringView text) {
    const qsizetype colon = text.indexOf(u':');
    if (colon < 1) return {};
    const QStringView name = text.left(colon);
    const bool isName = std::all_of(name.begin(), name.end(), [](QChar c) {
        return c.unicode() < 0x80 && (c.isLetterOrNumber() || c == u'-' || c == u'_');
    });
    return isName && colon + 1 < text.size() && isMargin(text[colon + 1]) ? name.toString().toLower() : QString();
}

/// The value of our cookie in "a=b; prophecy-token=…".
std::optional<QStringView> tokenOfCookie(QStringView cookies) {
    static constexpr QStringView kName = u"prophecy-token=";
    for (const QStringView part : cookies.split(u';'))
        if (const QStringView cookie = withoutMargins(part); cookie.startsWith(kName))
            return withoutQuotes(withoutMargins(cookie.mid(kName.size())));
    return std::nullopt;
}

QString nameOf(QChar c) {
    switch (c.unicode()) {
        case u'\n':
        case u'\r': return QStringLiteral("a line break");
        case u'\t': return QStringLiteral("a tab");
        case u' ': return QStringLiteral("a blank");
        case u'\u00a0': return QStringLiteral("a no-break space (U+00A0)");
        case u'\u200b': return QStringLiteral("a zero-width space (U+200B)");
        case u'\ufeff': return QStringLiteral("a byte-order mark (U+FEFF)");
        case u'\ufffd': return QStringLiteral("a byte that is no text");
        default: break;
    }
    const QString code = QStringLiteral("U+%1").arg(uint(c.unicode()), 4, 16, QLatin1Char('0')).toUpper();
    return c.category() == QChar::Other_Control ? QStringLiteral("the control character ") + code
                                                : QStringLiteral("the character ") + code;
}

tl::unexpected<Error> usage(const QString& sentence) {
    return fail(ErrorKind::Usage, sentence);
}

/// The key in what was pasted for it.
Result<QStringView> keyIn(QStringView text) {
    const QString header = headerIn(text);
    QStringView value = header.isEmpty() ? text : withoutMargins(text.mid(header.size() + 1));
    if (const auto token = tokenOfCookie(value)) return *token;
    if (header == u"cookie" || header == u"set-cookie")
        return usage(
            QStringLiteral("This is a cookie header without \"prophecy-token\"; only that cookie's value is "
                           "the access key."));
    if (!header.isEmpty() && header != u"authorization")
        return usage(QStringLiteral("This is the header \"%1\", not an access key.").arg(header));
    if (value.startsWith(u"Bearer ", Qt::CaseInsensitive)) value = withoutMargins(value.mid(7));
    return withoutQuotes(value);
}

}  // namespace

Result<Secret> parseKey(const QByteArray& raw) {
    const QString text = QString::fromUtf8(raw);
    const auto key = keyIn(withoutQuotes(withoutMargins(text)));
    if (!key) return fail(key.error());
    if (key->isEmpty()) return usage(QStringLiteral("The access key is empty."));
    const auto odd = std::find_if(key->begin(), key->end(), [](QChar c) { return c <= u' ' || c > u'~'; });
    if (odd != key->end())
        return usage(QStringLiteral("The access key holds %1 at position %2. Copy it again, without what stands around "
                                    "it.")
                         .arg(nameOf(*odd))
                         .arg(odd - key->begin() + 1));
    if (const qsizetype at = key->indexOf(u';'); at >= 0)
        return usage(
            QStringLiteral("The access key holds \";\" at position %1, where a cookie would end.").arg(at + 1));
    return Secret(key->toLatin1());
}

}  // namespace prophecy
