#include "domain/upgrade/version.h"

namespace prophecy {

namespace {

constexpr int kLongestNumber = 6;

tl::unexpected<Error> wrongAt(const QString& text, qsizetype index, const QString& why) {
    Error error = makeError(
        ErrorKind::Usage,
        QStringLiteral("\"%1\" is no version: at position %2 %3.").arg(text.left(60)).arg(index + 1).arg(why));
    error.detail.insert(QStringLiteral("position"), index + 1);
    return fail(error);
}

bool isDigit(QChar c) {
    return c >= u'0' && c <= u'9';
}

/// Reads one number and moves on; where it is none, the position stays at the character that is wrong.
Result<int> takeNumber(const QString& text, qsizetype& at) {
    const qsizetype begin = at;
    while (at < text.size() && isDigit(text[at])) ++at;
    const qsizetype length = at - begin;
    if (length == 0) return wrongAt(text, begin, QStringLiteral("a number is missing"));
    if (length > 1 && text[begin] == u'0') return wrongAt(text, begin, QStringLiteral("a number begins with 0"));
    if (length > kLongestNumber) return wrongAt(text, begin + kLongestNumber, QStringLiteral("a number is too long"));
    return text.mid(begin, length).toInt();
}

}  // namespace

QString Version::lineText() const {
    return QStringLiteral("%1.%2").arg(numbers[0]).arg(numbers[1]);
}

QString Version::text() const {
    const QString plain = QStringLiteral("%1.%2.%3.%4").arg(numbers[0]).arg(numbers[1]).arg(numbers[2]).arg(numbers[3]);
    return extendedMaintenance ? plain + QStringLiteral(" EM") : plain;
}

Result<Version> parseVersion(const QString& text) {
    Version version;
    qsizetype at = 0;
    while (at < text.size() && text[at].isSpace()) ++at;
    for (std::size_t i = 0; i < version.numbers.size(); ++i) {
        if (i > 0) {
            if (at >= text.size() || text[at] != u'.') return wrongAt(text, at, QStringLiteral("a dot is missing"));
            ++at;
        }
        const auto number = takeNumber(text, at);
        if (!number) return fail(number.error());
        version.numbers[i] = *number;
    }
    const qsizetype afterNumbers = at;
    while (at < text.size() && text[at].isSpace()) ++at;
    if (at == text.size()) return version;
    const bool marked = at > afterNumbers && text.mid(at).trimmed().compare(u"EM", Qt::CaseInsensitive) == 0;
    if (!marked) return wrongAt(text, at, QStringLiteral("something stands that belongs to no version"));
    version.extendedMaintenance = true;
    return version;
}

bool sameVersion(const QString& a, const QString& b) {
    const auto left = parseVersion(a), right = parseVersion(b);
    return left && right ? *left == *right : a.trimmed() == b.trimmed();
}

}  // namespace prophecy
