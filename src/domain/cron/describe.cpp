#include "domain/cron/describe.h"

#include <QStringList>
#include <bit>
#include <functional>

#include "domain/cron/text.h"

namespace prophecy {

namespace {

constexpr int kMostTimes = 8;  ///< times of a day that are listed one by one

using Name = std::function<QString(int)>;

QString ordinal(int day) {
    const int last = day % 10;
    const bool teen = day / 10 == 1;
    if (last == 1 && !teen) return CronText::tr("the %1st").arg(day);
    if (last == 2 && !teen) return CronText::tr("the %1nd").arg(day);
    if (last == 3 && !teen) return CronText::tr("the %1rd").arg(day);
    return CronText::tr("the %1th").arg(day);
}

QString weekdayPlural(int weekday) {
    switch (weekday) {
        case 0: return CronText::tr("Sundays");
        case 1: return CronText::tr("Mondays");
        case 2: return CronText::tr("Tuesdays");
        case 3: return CronText::tr("Wednesdays");
        case 4: return CronText::tr("Thursdays");
        case 5: return CronText::tr("Fridays");
        default: return CronText::tr("Saturdays");
    }
}

QString join(const QStringList& parts) {
    if (parts.size() < 2) return parts.join(QString());
    return CronText::tr("%1 and %2", "list")
        .arg(parts.mid(0, parts.size() - 1).join(QStringLiteral(", ")), parts.last());
}

/// "1, 2 and 5 to 9": runs of four and more become ranges.
QString listOf(quint64 bits, const Name& name) {
    QStringList parts;
    for (int v = 0; v < 64; ++v) {
        if (!((bits >> v) & 1)) continue;
        const int run = std::countr_one(bits >> v);
        if (run >= 4) {
            parts << CronText::tr("%1 to %2", "range").arg(name(v), name(v + run - 1));
            v += run;
        } else {
            parts << name(v);
        }
    }
    return join(parts);
}

QString number(int value) {
    return QString::number(value);
}
QString twoDigits(int value) {
    return QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0'));
}
QString clock(int hour, int minute, int second) {
    const QString text = twoDigits(hour) + u':' + twoDigits(minute);
    return second == 0 ? text : text + u':' + twoDigits(second);
}

/// n when the values are 0, n, 2n … over the whole field, and it begins again without a break.
std::optional<int> evenStep(CronField field, quint64 bits) {
    const int span = boundsOf(field).max + 1;
    const int count = std::popcount(bits);
    if (count < 2 || span % count != 0 || !(bits & 1)) return std::nullopt;
    const int step = span / count;
    for (int v = 0; v < span; v += step)
        if (!((bits >> v) & 1)) return std::nullopt;
    return step;
}

QString listTimes(quint64 hours, quint64 minutes, quint64 seconds) {
    QStringList times;
    for (int h = 0; h < 24; ++h)
        for (int m = 0; m < 60; ++m)
            for (int s = 0; s < 60; ++s)
                if ((hours >> h & 1) && (minutes >> m & 1) && (seconds >> s & 1)) times << clock(h, m, s);
    return CronText::tr("At %1", "times of a day").arg(join(times));
}

/// A step of hours is said only of single minutes: "every minute of every 2 hours" would sound like always.
QString hoursPhrase(const CronExpression& e, bool mayStep) {
    const quint64 hours = e[CronField::Hour].bits;
    if (e.isFull(CronField::Hour)) return CronText::tr("every hour");
    const int first = std::countr_zero(hours), count = std::popcount(hours);
    if (count == 1) return CronText::tr("the hour from %1").arg(clock(first, 0, 0));
    if (hours >> first == (quint64(1) << count) - 1)
        return CronText::tr("each hour from %1 to %2").arg(clock(first, 0, 0), clock(first + count - 1, 59, 0));
    if (const auto step = mayStep ? evenStep(CronField::Hour, hours) : std::nullopt)
        return CronText::tr("every %n hour(s)", nullptr, *step);
    return CronText::tr("the hours %1").arg(listOf(hours, twoDigits));
}

QString minutesOfHours(const CronExpression& e) {
    const quint64 minutes = e[CronField::Minute].bits;
    const QString hours = hoursPhrase(e, std::popcount(minutes) == 1);
    const bool everyHour = e.isFull(CronField::Hour);
    if (e.isFull(CronField::Minute))
        return everyHour ? CronText::tr("Every minute") : CronText::tr("Every minute of %1").arg(hours);
    if (const auto step = evenStep(CronField::Minute, minutes))
        return everyHour ? CronText::tr("Every %n minute(s)", nullptr, *step)
                         : CronText::tr("Every %n minute(s) of %1", nullptr, *step).arg(hours);
    const QString marks = listOf(minutes, [](int minute) { return u':' + twoDigits(minute); });
    return CronText::tr("At %1 of %2", "minutes of hours").arg(marks, hours);
}

QString timePhrase(const CronExpression& e) {
    const quint64 seconds = e[CronField::Second].bits, minutes = e[CronField::Minute].bits,
                  hours = e[CronField::Hour].bits;
    if (std::popcount(seconds) * std::popcount(minutes) * std::popcount(hours) <= kMostTimes)
        return listTimes(hours, minutes, seconds);
    if (seconds == 1) return minutesOfHours(e);
    const bool always = e.isFull(CronField::Minute) && e.isFull(CronField::Hour);
    if (e.isFull(CronField::Second) && always) return CronText::tr("Every second");
    const auto step = evenStep(CronField::Second, seconds);
    if (step && always) return CronText::tr("Every %n second(s)", nullptr, *step);
    const QString which =
        e.isFull(CronField::Second) ? CronText::tr("Every second")
        : step                      ? CronText::tr("Every %n second(s)", nullptr, *step)
               : CronText::tr("At second(s) %1", "seconds", std::popcount(seconds)).arg(listOf(seconds, number));
    const QString ofMinutes =
        e.isFull(CronField::Minute)
            ? CronText::tr("every minute")
            : CronText::tr("minute(s) %1", "minutes", std::popcount(minutes)).arg(listOf(minutes, number));
    if (e.isFull(CronField::Hour)) return CronText::tr("%1 of %2", "seconds of minutes").arg(which, ofMinutes);
    return CronText::tr("%1 of %2 of %3", "seconds of minutes of hours").arg(which, ofMinutes, hoursPhrase(e, false));
}

QString weekdaysPhrase(quint64 bits) {
    constexpr quint64 kMondayToFriday = 0b0111110, kWeekend = 0b1000001;
    if (bits == kMondayToFriday) return CronText::tr("Monday to Friday");
    if (bits == kWeekend) return CronText::tr("on Saturdays and Sundays");
    // The week is told from Monday on.
    const quint64 fromMonday = bits >> 1 | (bits & 1) << 6;
    if (std::popcount(bits) == 6) {
        const int missing = std::countr_zero(~bits);
        return CronText::tr("every day but %1").arg(weekdayName(missing));
    }
    return CronText::tr("on %1").arg(listOf(fromMonday, [](int i) { return weekdayPlural((i + 1) % 7); }));
}

QString daysOfMonthPhrase(quint64 bits) {
    constexpr int kManyDays = 5;
    const int first = std::countr_zero(bits), step = std::countr_zero(bits & (bits - 1)) - first;
    quint64 stepped = 0;
    for (int day = first; day <= 31 && step > 1; day += step) stepped |= quint64(1) << day;
    if (stepped == bits && std::popcount(bits) >= kManyDays)
        return CronText::tr("every %n day(s) from %1 on", nullptr, step).arg(ordinal(first));
    return CronText::tr("on %1", "days of the month").arg(listOf(bits, ordinal));
}

QString monthsPhrase(const CronExpression& e) {
    constexpr int kFewMonths = 3;
    const quint64 months = e[CronField::Month].bits, missing = fullBits(CronField::Month) & ~months;
    if (missing == 0) return {};
    if (std::popcount(missing) <= kFewMonths) return CronText::tr("except in %1").arg(listOf(missing, monthName));
    return CronText::tr("in %1").arg(listOf(months, monthName));
}

QString spanPhrase(qint64 seconds) {
    QStringList parts;
    const auto add = [&](qint64 count, auto text) {
        if (count > 0) parts << text(static_cast<int>(count));
    };
    add(seconds / 3600, [](int n) { return CronText::tr("%n hour(s)", "span", n); });
    add(seconds / 60 % 60, [](int n) { return CronText::tr("%n minute(s)", "span", n); });
    add(seconds % 60, [](int n) { return CronText::tr("%n second(s)", "span", n); });
    return join(parts);
}

}  // namespace

QString weekdayName(int weekday) {
    switch (weekday) {
        case 0: return CronText::tr("Sunday");
        case 1: return CronText::tr("Monday");
        case 2: return CronText::tr("Tuesday");
        case 3: return CronText::tr("Wednesday");
        case 4: return CronText::tr("Thursday");
        case 5: return CronText::tr("Friday");
        default: return CronText::tr("Saturday");
    }
}

QString shortWeekdayName(int weekday) {
    switch (weekday) {
        case 0: return CronText::tr("Sun");
        case 1: return CronText::tr("Mon");
        case 2: return CronText::tr("Tue");
        case 3: return CronText::tr("Wed");
        case 4: return CronText::tr("Thu");
        case 5: return CronText::tr("Fri");
        default: return CronText::tr("Sat");
    }
}

QString monthName(int month) {
    switch (month) {
        case 1: return CronText::tr("January");
        case 2: return CronText::tr("February");
        case 3: return CronText::tr("March");
        case 4: return CronText::tr("April");
        case 5: return CronText::tr("May", "long name");
        case 6: return CronText::tr("June");
        case 7: return CronText::tr("July");
        case 8: return CronText::tr("August");
        case 9: return CronText::tr("September");
        case 10: return CronText::tr("October");
        case 11: return CronText::tr("November");
        default: return CronText::tr("December");
    }
}

QString shortMonthName(int month) {
    switch (month) {
        case 1: return CronText::tr("Jan");
        case 2: return CronText::tr("Feb");
        case 3: return CronText::tr("Mar");
        case 4: return CronText::tr("Apr");
        case 5: return CronText::tr("May", "short name");
        case 6: return CronText::tr("Jun");
        case 7: return CronText::tr("Jul");
        case 8: return CronText::tr("Aug");
        case 9: return CronText::tr("Sep");
        case 10: return CronText::tr("Oct");
        case 11: return CronText::tr("Nov");
        default: return CronText::tr("Dec");
    }
}

QString describeDays(const CronExpression& e) {
    const quint64 days = e[CronField::DayOfMonth].bits, weekdays = e[CronField::DayOfWeek].bits;
    const bool allDays = e.isFull(CronField::DayOfMonth), allWeekdays = e.isFull(CronField::DayOfWeek);
    if (e.daysJoinedByAnd()) {
        if (allDays && allWeekdays) return {};
        if (allDays) return weekdaysPhrase(weekdays);
        if (allWeekdays) return daysOfMonthPhrase(days);
        return CronText::tr("%1, but only %2", "weekdays that fall on days")
            .arg(weekdaysPhrase(weekdays), daysOfMonthPhrase(days));
    }
    if (allDays || allWeekdays) return {};
    if (days == 0) return weekdaysPhrase(weekdays);
    if (weekdays == 0) return daysOfMonthPhrase(days);
    return CronText::tr("%1 or %2", "days of the month or weekdays")
        .arg(daysOfMonthPhrase(days), weekdaysPhrase(weekdays));
}

QString describeCron(const CronExpression& e) {
    if (e.everySeconds)
        return CronText::tr("Every %1, counted from the start of the server").arg(spanPhrase(*e.everySeconds));
    if (!canEverRun(e)) return CronText::tr("Never");
    QStringList parts{timePhrase(e)};
    if (const QString days = describeDays(e); !days.isEmpty()) parts << days;
    if (const QString months = monthsPhrase(e); !months.isEmpty()) parts << months;
    const bool daily = parts.size() == 1 && std::popcount(e[CronField::Second].bits) *
                                                    std::popcount(e[CronField::Minute].bits) *
                                                    std::popcount(e[CronField::Hour].bits) <=
                                                kMostTimes;
    if (daily) parts << CronText::tr("every day");
    return parts.join(QStringLiteral(", "));
}

}  // namespace prophecy
