#include "core/text.h"

#include <QUrl>

namespace prophecy {

namespace {
bool isBidiControl(char16_t c) {
    return c == 0x061c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

bool steersATerminal(QChar c) {
    if (c == u'\n' || c == u'\t') return false;
    const bool separator = c == QChar::LineSeparator || c == QChar::ParagraphSeparator;
    return c.category() == QChar::Other_Control || isBidiControl(c.unicode()) || separator;
}

QString displayText(const QString& raw) {
    QString text = raw;
    text.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    for (QChar& c : text)
        if (steersATerminal(c)) c = QChar::ReplacementCharacter;
    return text;
}

QString displayLine(const QString& raw) {
    return displayText(raw).simplified();
}

QString boundedText(const QString& raw) {
    constexpr qsizetype kMost = 64 * 1024;
    return raw.size() <= kMost ? raw : raw.left(kMost) + QChar(0x2026);
}

QString shellQuoted(const QString& word) {
    QString quoted = word;
    return u'\'' + quoted.replace(u'\'', QStringLiteral("'\\''")) + u'\'';
}

Scrubber::Scrubber(const Secret& key) {
    constexpr int kShortestKey = 4;
    if (key.reveal().size() < kShortestKey) return;
    m_plain = QString::fromUtf8(key.reveal());
    m_encoded = QString::fromLatin1(QUrl::toPercentEncoding(m_plain));
}

QString Scrubber::operator()(QString text) const {
    if (m_plain.isEmpty()) return text;
    const QString mask = QStringLiteral("********");
    text.replace(m_plain, mask);
    if (m_encoded != m_plain) text.replace(m_encoded, mask, Qt::CaseInsensitive);
    return text;
}

QString scrub(QString text, const Secret& key) {
    return Scrubber(key)(std::move(text));
}

}  // namespace prophecy
