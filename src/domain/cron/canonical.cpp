#include "domain/cron/expression.h"

#include <QStringList>
#include <bit>

namespace prophecy {

namespace {

constexpr int kLongestMonth[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
constexpr auto kNever = u"0 0 0 30 2 *";

/// Go's way: "1h30m0s", "45s".
QString goDuration(qint64 seconds) {
    const qint64 hours = seconds / 3600, minutes = seconds / 60 % 60;
    QString text;
    if (hours > 0) text += QStringLiteral("%1h").arg(hours);
    if (hours > 0 || minutes > 0) text += QStringLiteral("%1m").arg(minutes);
    return text + QStringLiteral("%1s").arg(seconds % 60);
}

/// A set that keeps its star although it is not full: the smallest step that is inside it, and the rest.
QString starredText(CronField field, quint64 bits) {
    const CronBounds bounds = boundsOf(field);
    for (int step = 2;; ++step) {
        quint64 stepped = 0;
        for (int v = bounds.min; v <= bounds.max; v += step) stepped |= quint64(1) << v;
        if ((stepped & ~bits) != 0) continue;
        const quint64 rest = bits & ~stepped;
        return QStringLiteral("*/%1").arg(step) + (rest ? u',' + fieldText(field, rest) : QString());
    }
}

struct DayTexts {
    QString dayOfMonth;
    QString weekday;
};

DayTexts dayTexts(const CronExpression& e) {
    const quint64 days = e[CronField::DayOfMonth].bits, weekdays = e[CronField::DayOfWeek].bits;
    const bool allDays = e.isFull(CronField::DayOfMonth), allWeekdays = e.isFull(CronField::DayOfWeek);
    const QString star = QStringLiteral("*");
    if (!e.daysJoinedByAnd()) {
        if (allDays || allWeekdays) return {star, star};
        if (days == 0) return {star, fieldText(CronField::DayOfWeek, weekdays)};
        if (weekdays == 0) return {fieldText(CronField::DayOfMonth, days), star};
        return {fieldText(CronField::DayOfMonth, days), fieldText(CronField::DayOfWeek, weekdays)};
    }
    if (allDays || allWeekdays)
        return {fieldText(CronField::DayOfMonth, days), fieldText(CronField::DayOfWeek, weekdays)};
    if (e[CronField::DayOfMonth].has(1))
        return {starredText(CronField::DayOfMonth, days), fieldText(CronField::DayOfWeek, weekdays)};
    return {fieldText(CronField::DayOfMonth, days), starredText(CronField::DayOfWeek, weekdays)};
}

}  // namespace

QString fieldText(CronField field, quint64 bits) {
    if (bits == fullBits(field)) return QStringLiteral("*");
    if (bits == 0) return QStringLiteral(",");
    QStringList items;
    for (int v = boundsOf(field).min; v <= boundsOf(field).max; ++v) {
        if (!((bits >> v) & 1)) continue;
        const int run = std::countr_one(bits >> v);
        if (run >= 3) {
            items << QStringLiteral("%1-%2").arg(v).arg(v + run - 1);
            v += run;
        } else {
            items << QString::number(v);
        }
    }
    return items.join(u',');
}

quint32 matchingDays(const CronExpression& expression, int firstWeekday, int daysInMonth) {
    const auto weekdays = static_cast<quint32>(expression[CronField::DayOfWeek].bits);
    quint64 week = weekdays >> firstWeekday | weekdays << (7 - firstWeekday);
    week &= 0x7f;
    const auto byWeekday = static_cast<quint32>((week * 0x10204081ULL) << 1);
    const auto byDay = static_cast<quint32>(expression[CronField::DayOfMonth].bits);
    const quint32 days = expression.daysJoinedByAnd() ? byDay & byWeekday : byDay | byWeekday;
    return days & static_cast<quint32>((quint64(2) << daysInMonth) - 2);
}

bool canEverRun(const CronExpression& expression) {
    if (expression.everySeconds) return true;
    for (const CronField field : {CronField::Second, CronField::Minute, CronField::Hour})
        if (expression[field].bits == 0) return false;
    for (int month = 1; month <= 12; ++month) {
        if (!expression[CronField::Month].has(month)) continue;
        for (int weekday = 0; weekday < 7; ++weekday)
            if (matchingDays(expression, weekday, kLongestMonth[month - 1]) != 0) return true;
    }
    return false;
}

QString canonicalText(const CronExpression& expression) {
    if (expression.everySeconds) return QStringLiteral("@every ") + goDuration(*expression.everySeconds);
    if (!canEverRun(expression)) return QString::fromUtf16(kNever);
    const auto text = [&](CronField field) { return fieldText(field, expression[field].bits); };
    const DayTexts days = dayTexts(expression);
    return QStringList{text(CronField::Second), text(CronField::Minute), text(CronField::Hour),
                       days.dayOfMonth,         text(CronField::Month),  days.weekday}
        .join(u' ');
}

bool meansTheSame(const CronExpression& a, const CronExpression& b) {
    return canonicalText(a) == canonicalText(b);
}

}  // namespace prophecy
