#include "domain/cron/help.h"
#include "domain/cron/text.h"

#include <QRegularExpression>
#include <algorithm>
#include <cmath>

namespace prophecy {

namespace {

constexpr QStringView kMonths[] = {u"JAN", u"FEB", u"MAR", u"APR", u"MAY", u"JUN",
                                   u"JUL", u"AUG", u"SEP", u"OCT", u"NOV", u"DEC"};
constexpr QStringView kWeekdays[] = {u"SUN", u"MON", u"TUE", u"WED", u"THU", u"FRI", u"SAT"};
constexpr quint64 kLargest = quint64(1) << 63;
constexpr qint64 kSecond = 1'000'000'000;

bool isDigit(QChar c) {
    return c >= u'0' && c <= u'9';
}

QString range(CronField field) {
    const CronBounds bounds = boundsOf(field);
    return QStringLiteral("%1–%2").arg(bounds.min).arg(bounds.max);
}

bool isInvisible(QChar c) {
    return c.category() == QChar::Other_Format || c.category() == QChar::Other_Control;
}

/// "L", "15W", "5#2", "LW", "H/5"
bool isQuartz(QStringView text) {
    static const QRegularExpression extension(QStringLiteral("[#~!]|^\\d*[LWCHR]{1,2}\\d*$"),
                                              QRegularExpression::CaseInsensitiveOption);
    return extension.match(text).hasMatch();
}

std::optional<qint64> unitOf(QStringView name) {
    static constexpr std::pair<QStringView, qint64> units[] = {
        {u"ns", 1},         {u"us", 1'000},  {u"\u00b5s", 1'000},  {u"\u03bcs", 1'000},
        {u"ms", 1'000'000}, {u"s", kSecond}, {u"m", 60 * kSecond}, {u"h", 3600 * kSecond}};
    for (const auto& [unit, nanoseconds] : units)
        if (unit == name) return nanoseconds;
    return std::nullopt;
}

/// One "1.5h" of a duration, taken from the front of the text; nothing when it is none or too large.
std::optional<quint64> takePart(QStringView& text) {
    quint64 whole = 0;
    qsizetype i = 0;
    for (; i < text.size() && isDigit(text[i]); ++i) {
        if (whole > kLargest / 10) return std::nullopt;
        whole = whole * 10 + static_cast<quint64>(text[i].unicode() - u'0');
        if (whole > kLargest) return std::nullopt;
    }
    double fraction = 0, scale = 1;
    const bool point = i < text.size() && text[i] == u'.';
    const qsizetype digits = i;
    qsizetype decimals = 0;
    if (point)
        for (++i; i < text.size() && isDigit(text[i]); ++i, ++decimals)
            fraction += (text[i].unicode() - u'0') / (scale *= 10);
    if (digits + decimals == 0) return std::nullopt;
    const qsizetype start = i;
    while (i < text.size() && text[i] != u'.' && !isDigit(text[i])) ++i;
    const auto unit = unitOf(text.mid(start, i - start));
    if (!unit || whole > kLargest / static_cast<quint64>(*unit)) return std::nullopt;
    const quint64 part = whole * static_cast<quint64>(*unit) +
                         static_cast<quint64>(std::floor(fraction * static_cast<double>(*unit) + 1e-6));
    if (part > kLargest) return std::nullopt;
    text = text.mid(i);
    return part;
}

/// A range that runs over the end of the week or the day, as two.
QString unwrapped(CronField field, QStringView item, int start, int end) {
    const CronBounds bounds = boundsOf(field);
    const auto word = [&](int value) {
        const bool named = !item.isEmpty() && item.front().isLetter();
        return named ? nameOfValue(field, value).toString() : QString::number(value);
    };
    const auto piece = [&](int from, int to) {
        if (from == to) return word(from);
        return word(from) + (to == from + 1 ? u',' : u'-') + word(to);
    };
    const QString before = start == bounds.max ? word(start) : word(start) + u'-' + word(bounds.max);
    return before + u',' + piece(bounds.min, end);
}

}  // namespace

std::optional<qint64> parseGoInteger(QStringView text) {
    const QStringView digits = text.startsWith(u'+') || text.startsWith(u'-') ? text.mid(1) : text;
    if (digits.isEmpty()) return std::nullopt;
    for (const QChar c : digits)
        if (!isDigit(c)) return std::nullopt;
    bool ok = false;
    const qint64 number = digits.toLongLong(&ok);
    if (!ok) return std::nullopt;
    return text.startsWith(u'-') ? -number : number;
}

std::optional<qint64> parseGoDuration(QStringView text) {
    const bool negative = text.startsWith(u'-');
    if (negative || text.startsWith(u'+')) text = text.mid(1);
    if (text == u"0") return 1;
    if (text.isEmpty()) return std::nullopt;
    quint64 total = 0;
    while (!text.isEmpty()) {
        const auto part = takePart(text);
        if (!part || *part > kLargest - total) return std::nullopt;
        total += *part;
    }
    if (negative) return 1;
    if (total > kLargest - 1) return std::nullopt;
    return std::max<qint64>(1, static_cast<qint64>(total / kSecond));
}

std::optional<qint64> valueOfName(CronField field, QStringView text) {
    const auto find = [&](const auto& names, int first) -> std::optional<qint64> {
        for (std::size_t i = 0; i < std::size(names); ++i)
            if (text.compare(names[i], Qt::CaseInsensitive) == 0) return static_cast<qint64>(i) + first;
        return std::nullopt;
    };
    if (field == CronField::Month) return find(kMonths, 1);
    if (field == CronField::DayOfWeek) return find(kWeekdays, 0);
    return std::nullopt;
}

QStringView nameOfValue(CronField field, int value) {
    return field == CronField::Month ? kMonths[value - 1] : kWeekdays[value];
}

namespace {

/// As it is typed on a keyboard what looks like it: dashes of a web page, full-width forms.
QChar asTyped(QChar c) {
    const char16_t u = c.unicode();
    const bool dash = (u >= 0x2010 && u <= 0x2015) || u == 0x2212 || u == 0x2043 || u == 0xfe58 || u == 0xfe63;
    if (dash) return u'-';
    if (u >= 0xff01 && u <= 0xff5e) return QChar(u - 0xfee0);
    if (u == 0x2217 || u == 0x204e) return u'*';
    return u == 0x2044 || u == 0x2215 ? QChar(u'/') : c;
}

}  // namespace

std::optional<ItemHelp> lookalikes(QStringView item) {
    QString typed;
    QStringList found;
    for (const QChar c : item) {
        typed += asTyped(c);
        const QString name = QStringLiteral("U+%1").arg(uint(c.unicode()), 4, 16, QLatin1Char('0')).toUpper();
        if (typed.back() != c && !found.contains(name)) found << name;
    }
    if (found.isEmpty()) return std::nullopt;
    return ItemHelp{CronText::tr("\"%1\" holds a character that only looks like one of an expression (%2).")
                        .arg(item, found.join(QStringLiteral(", "))),
                    typed};
}

namespace {

/// "Monday" and "sept", but not "MONFRI".
bool isLongName(CronField field, QStringView text) {
    static const QStringList months{QStringLiteral("january"), QStringLiteral("february"), QStringLiteral("march"),
                                    QStringLiteral("april"),   QStringLiteral("may"),      QStringLiteral("june"),
                                    QStringLiteral("july"),    QStringLiteral("august"),   QStringLiteral("september"),
                                    QStringLiteral("october"), QStringLiteral("november"), QStringLiteral("december")};
    static const QStringList weekdays{
        QStringLiteral("sunday"),   QStringLiteral("monday"), QStringLiteral("tuesday"), QStringLiteral("wednesday"),
        QStringLiteral("thursday"), QStringLiteral("friday"), QStringLiteral("saturday")};
    if (field != CronField::Month && field != CronField::DayOfWeek) return false;
    const QStringList& names = field == CronField::Month ? months : weekdays;
    return text.size() > 3 && std::any_of(names.begin(), names.end(), [&](const QString& name) {
               return name.startsWith(text, Qt::CaseInsensitive);
           });
}

}  // namespace

ItemHelp notAValue(CronField field, QStringView item, QStringView value) {
    QString visible = item.toString();
    visible.removeIf(isInvisible);
    if (visible != item) return {CronText::tr("There is an invisible character in \"%1\".").arg(visible), visible};
    if (zonePrefix(item)) return {zonePrefixSentence(), {}};
    if (value.isEmpty()) return {CronText::tr("A number is missing in \"%1\".").arg(item), {}};
    if (isLongName(field, value))
        return {CronText::tr("Names have three letters: %1.").arg(value.left(3).toString().toUpper()),
                item.toString().replace(value.toString(), value.left(3).toString().toUpper())};
    if (isQuartz(value) || isQuartz(item))
        return {
            CronText::tr("L, W, # and letters like them belong to other crons; here \"%1\" means nothing.").arg(item),
            {}};
    if (valueOfName(CronField::Month, value) || valueOfName(CronField::DayOfWeek, value))
        return {CronText::tr("\"%1\" is a name, and the %2 field has none; the values are %3.")
                    .arg(value, displayName(field), range(field)),
                {}};
    return {CronText::tr("\"%1\" is no value of the %2 field; the values are %3.")
                .arg(value, displayName(field), range(field)),
            {}};
}

ItemHelp notAStep(QStringView step) {
    return {CronText::tr("The step after the slash must be a number of at least 1, not \"%1\".").arg(step), {}};
}

/// Days of the week from start to a 7 that is meant as Sunday.
QString toSunday(qint64 start) {
    if (start == 7) return QStringLiteral("0");
    if (start == 6) return QStringLiteral("6,0");
    if (start > 1) return QStringLiteral("%1-6,0").arg(start);
    return start == 1 ? QStringLiteral("1-6,0") : QStringLiteral("0-6");
}

ItemHelp outOfRange(CronField field, QStringView item, qint64 start, qint64 end) {
    const CronBounds bounds = boundsOf(field);
    const bool plain = !item.contains(u'/');
    if (field == CronField::DayOfWeek && plain && end == 7 && start >= 0) {
        return {CronText::tr("Sunday is 0 here, not 7."), toSunday(start)};
    }
    if (start >= bounds.min && start <= bounds.max && end <= bounds.max && start > end) {
        const QString mend = plain ? unwrapped(field, item, static_cast<int>(start), static_cast<int>(end)) : QString();
        return {CronText::tr("A range does not run over the end: %1 begins after it ends.").arg(item), mend};
    }
    return {CronText::tr("%1 is out of range: the %2 field goes from %3 to %4.")
                .arg(item, displayName(field))
                .arg(bounds.min)
                .arg(bounds.max),
            {}};
}

bool zonePrefix(QStringView token) {
    return token.startsWith(u"TZ=") || token.startsWith(u"CRON_TZ=");
}

QString zonePrefixSentence() {
    return CronText::tr("There is no time zone in the expression: it runs in the zone of the server.");
}

QString displayName(CronField field) {
    switch (field) {
        case CronField::Second: return CronText::tr("second");
        case CronField::Minute: return CronText::tr("minute");
        case CronField::Hour: return CronText::tr("hour");
        case CronField::DayOfMonth: return CronText::tr("day of the month");
        case CronField::Month: return CronText::tr("month");
        case CronField::DayOfWeek: break;
    }
    return CronText::tr("weekday");
}

}  // namespace prophecy
