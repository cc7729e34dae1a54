#include "core/csv.h"

namespace prophecy {

namespace {

QByteArray csvCell(QString text) {
    // A spreadsheet takes these for a formula, some also in full width or behind a blank.
    static constexpr QStringView dangerous = u"=+-@\t\r\uff1d\uff0b\uff0d\uff20";
    const QString bare = text.trimmed();
    const bool formula = !bare.isEmpty() && dangerous.contains(bare.front());
    if (formula || (!text.isEmpty() && dangerous.contains(text.front()))) text.prepend(u'\'');
    return '"' + text.replace(u'"', QStringLiteral("\"\"")).toUtf8() + '"';
}

}  // namespace

QByteArray csvLine(const QStringList& cells) {
    QByteArray line;
    for (const QString& cell : cells) line += (line.isEmpty() ? "" : ",") + csvCell(cell);
    return line + "\r\n";
}

}  // namespace prophecy
