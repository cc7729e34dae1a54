#include "domain/cron/week.h"

#include <QDateTime>
#include <bit>
#include <utility>

#include "domain/cron/calendar.h"

namespace prophecy {

namespace {

constexpr int kDay = 86400;
constexpr int kYearOfWeeks = 52 * 7;
constexpr int kTwoYears = 731;
constexpr int kNineYears = 3288;  ///< two leap days lie within, whatever the start

/// Calls back with the number of each day that matches (since 1970-01-01), in order.
template <class Visit>
void forMatchingDays(const CronExpression& e, const QDate& from, int days, Visit visit) {
    const qint64 first = QDate(1970, 1, 1).daysTo(from);
    for (CalendarMonth month = monthOfDay(first); month.firstDay < first + days; month = nextMonth(month)) {
        if (!e[CronField::Month].has(month.month)) continue;
        for (quint32 left = matchingDays(e, month.firstWeekday, month.days); left != 0; left &= left - 1) {
            const qint64 day = month.firstDay + std::countr_zero(left) - 1;
            if (day >= first && day < first + days) visit(day);
        }
    }
}

int lowest(quint64 bits) {
    return std::countr_zero(bits);
}
int highest(quint64 bits) {
    return 63 - std::countl_zero(bits);
}

/// Calls back with each value and the one that follows it.
template <class Visit>
void forNeighbours(quint64 bits, Visit visit) {
    for (quint64 left = bits & (bits - 1); left != 0; left &= left - 1) {
        const int value = lowest(left);
        visit(highest(bits & ((quint64(1) << value) - 1)), value);
    }
}

QDateTime wallClock(qint64 seconds) {
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC);
}

}  // namespace

std::optional<WeekMap> weekMapOf(const CronExpression& e, const QDate& from) {
    if (e.everySeconds) return std::nullopt;
    std::array<int, 7> days{};
    forMatchingDays(e, from, kYearOfWeeks, [&](qint64 day) { ++days[static_cast<std::size_t>(floorMod(day + 4, 7))]; });
    const int runsAnHour = std::popcount(e[CronField::Second].bits) * std::popcount(e[CronField::Minute].bits);
    WeekMap map{};
    for (std::size_t weekday = 0; weekday < 7; ++weekday)
        for (int hour = 0; hour < 24; ++hour)
            if (e[CronField::Hour].has(hour))
                map[weekday][static_cast<std::size_t>(hour)] = runsAnHour * days[weekday] * 7.0 / kYearOfWeeks;
    return map;
}

std::optional<LongestGap> longestGapOf(const CronExpression& e, const QDate& from) {
    if (e.everySeconds) return LongestGap{*e.everySeconds, {}, {}};
    if (!canEverRun(e)) return std::nullopt;
    const quint64 seconds = e[CronField::Second].bits, minutes = e[CronField::Minute].bits,
                  hours = e[CronField::Hour].bits;
    const int firstSecond = lowest(seconds), lastSecond = highest(seconds);
    const int firstInHour = lowest(minutes) * 60 + firstSecond, lastInHour = highest(minutes) * 60 + lastSecond;
    const int firstInDay = lowest(hours) * 3600 + firstInHour, lastInDay = highest(hours) * 3600 + lastInHour;
    LongestGap longest;
    const auto consider = [&](qint64 begin, qint64 end) {
        if (end - begin > longest.seconds) longest = {end - begin, wallClock(begin), wallClock(end)};
    };
    int matching = 0;
    forMatchingDays(e, from, kTwoYears, [&](qint64) { ++matching; });
    std::optional<qint64> before;
    forMatchingDays(e, from, matching > 1 ? kTwoYears : kNineYears, [&](qint64 day) {
        const qint64 midnight = day * kDay, hour = midnight + lowest(hours) * 3600;
        if (before) return consider(std::exchange(*before, midnight + lastInDay), midnight + firstInDay);
        before = midnight + lastInDay;
        // What lies inside a day is the same on every day, and what lies inside an hour in every hour.
        forNeighbours(
            seconds, [&](int a, int b) { consider(hour + lowest(minutes) * 60 + a, hour + lowest(minutes) * 60 + b); });
        forNeighbours(minutes,
                      [&](int a, int b) { consider(hour + a * 60 + lastSecond, hour + b * 60 + firstSecond); });
        forNeighbours(hours, [&](int a, int b) {
            consider(midnight + a * 3600 + lastInHour, midnight + b * 3600 + firstInHour);
        });
    });
    if (longest.seconds == 0) return std::nullopt;
    return longest;
}

}  // namespace prophecy
