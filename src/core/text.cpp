#include "core/text.h"

#include <QUrl>

namespace prophecy {

namespace {
bool isBidiControl(char16_t c) {
    return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

bool isUnsafe(QChar c) {
    if (c == u'\n' || c == u'\t') return false;
    return c.category() == QChar::Other_Control || isBidiControl(c.unicode());
}
}  // namespace

QString displayText(const QString& raw) {
    QString text = raw;
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    for (QChar& c : text)
        if (isUnsafe(c)) c = QChar::ReplacementCharacter;
    return text;
}

QString displayLine(const QString& raw) {
    return displayText(raw).simplified();
}

QString scrub(QString text, const Secret& key) {
    constexpr int kShortestKey = 4;
    if (key.reveal().size() < kShortestKey) return text;
    const QString plain = QString::fromUtf8(key.reveal());
    const QString mask = QStringLiteral("********");
    text.replace(plain, mask);
    const QString encoded = QString::fromLatin1(QUrl::toPercentEncoding(plain));
    if (encoded != plain) text.replace(encoded, mask, Qt::CaseInsensitive);
    return text;
}

}  // namespace prophecy
