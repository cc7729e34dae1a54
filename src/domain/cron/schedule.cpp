#include "domain/cron/schedule.h"

#include <bit>

#include "domain/cron/calendar.h"

namespace prophecy {

namespace {

constexpr int kDay = 86400;
constexpr int kYears = 5;

/// The lowest bit at or above, the highest at or below; -1 when there is none.
int atOrAbove(quint64 bits, int value) {
    const quint64 left = value > 63 ? 0 : bits >> value << value;
    return left == 0 ? -1 : std::countr_zero(left);
}
int atOrBelow(quint64 bits, int value) {
    if (value < 0) return -1;
    const quint64 left = value > 62 ? bits : bits & ((quint64(1) << (value + 1)) - 1);
    return left == 0 ? -1 : 63 - std::countl_zero(left);
}

}  // namespace

CronSchedule::CronSchedule(CronExpression expression, const QTimeZone& zone)
    : m_expression(std::move(expression)), m_offsets(zone), m_canRun(canEverRun(m_expression)) {
    if (!m_canRun || m_expression.everySeconds) return;
    m_firstTime = nextTime(0).value_or(0);
    m_lastTime = previousTime(kDay - 1).value_or(0);
}

std::optional<int> CronSchedule::nextTime(int secondOfDay) const {
    const quint64 seconds = m_expression[CronField::Second].bits, minutes = m_expression[CronField::Minute].bits,
                  hours = m_expression[CronField::Hour].bits;
    int hour = secondOfDay / 3600, minute = secondOfDay / 60 % 60;
    int second = atOrAbove(seconds, secondOfDay % 60);
    if (second < 0) ++minute;
    const int thatMinute = atOrAbove(minutes, minute);
    if (thatMinute != minute) second = -1;
    minute = thatMinute;
    if (minute < 0) ++hour;
    const int thatHour = atOrAbove(hours, hour);
    if (thatHour < 0) return std::nullopt;
    if (thatHour != hour) minute = -1;
    if (minute < 0) minute = atOrAbove(minutes, 0), second = -1;
    if (second < 0) second = atOrAbove(seconds, 0);
    return thatHour * 3600 + minute * 60 + second;
}

std::optional<int> CronSchedule::previousTime(int secondOfDay) const {
    const quint64 seconds = m_expression[CronField::Second].bits, minutes = m_expression[CronField::Minute].bits,
                  hours = m_expression[CronField::Hour].bits;
    int hour = secondOfDay / 3600, minute = secondOfDay / 60 % 60;
    int second = atOrBelow(seconds, secondOfDay % 60);
    if (second < 0) --minute;
    const int thatMinute = atOrBelow(minutes, minute);
    if (thatMinute != minute) second = -1;
    minute = thatMinute;
    if (minute < 0) --hour;
    const int thatHour = atOrBelow(hours, hour);
    if (thatHour < 0) return std::nullopt;
    if (thatHour != hour) minute = -1;
    if (minute < 0) minute = atOrBelow(minutes, 59), second = -1;
    if (second < 0) second = atOrBelow(seconds, 59);
    return thatHour * 3600 + minute * 60 + second;
}

/// The first matching wall clock in [from, until).
std::optional<qint64> CronSchedule::nextLocal(qint64 from, qint64 until) const {
    const qint64 day = floorDiv(from, kDay);
    CalendarMonth month = monthOfDay(day);
    const auto today = static_cast<int>(day - month.firstDay) + 1;
    quint32 days = 0xffffffffU << today;
    for (; month.firstDay * kDay < until; month = nextMonth(month), days = 0xffffffffU) {
        if (!m_expression[CronField::Month].has(month.month)) continue;
        quint32 matching = matchingDays(m_expression, month.firstWeekday, month.days) & days;
        for (; matching != 0; matching &= matching - 1) {
            const qint64 number = month.firstDay + std::countr_zero(matching) - 1;
            const std::optional<int> time = number == day ? nextTime(floorMod(from, kDay)) : m_firstTime;
            if (!time) continue;
            const qint64 found = number * kDay + *time;
            return found < until ? std::optional(found) : std::nullopt;
        }
    }
    return std::nullopt;
}

/// The last matching wall clock in [until, from].
std::optional<qint64> CronSchedule::previousLocal(qint64 from, qint64 until) const {
    const qint64 day = floorDiv(from, kDay);
    CalendarMonth month = monthOfDay(day);
    const auto today = static_cast<int>(day - month.firstDay) + 1;
    auto days = static_cast<quint32>((quint64(2) << today) - 1);
    for (; (month.firstDay + month.days) * kDay > until; month = previousMonth(month), days = 0xffffffffU) {
        if (!m_expression[CronField::Month].has(month.month)) continue;
        quint32 matching = matchingDays(m_expression, month.firstWeekday, month.days) & days;
        while (matching != 0) {
            const int highest = 31 - std::countl_zero(matching);
            matching &= ~(1U << highest);
            const qint64 number = month.firstDay + highest - 1;
            const std::optional<int> time = number == day ? previousTime(floorMod(from, kDay)) : m_lastTime;
            if (!time) continue;
            const qint64 found = number * kDay + *time;
            return found >= until ? std::optional(found) : std::nullopt;
        }
    }
    return std::nullopt;
}

std::optional<qint64> CronSchedule::next(qint64 after) {
    if (m_expression.everySeconds) return after + *m_expression.everySeconds;
    if (!m_canRun) return std::nullopt;
    const ZoneOffsets::Stretch* stretch = &m_offsets.at(after + 1);
    qint64 from = after + 1 + stretch->offset;
    const qint64 yearLimit = firstDayOf(monthOfDay(floorDiv(from, kDay)).year + kYears + 1, 1) * kDay;
    while (from < yearLimit) {
        if (const auto found = nextLocal(from, std::min(yearLimit, stretch->end + stretch->offset)))
            return *found - stretch->offset;
        const qint64 begin = stretch->end;
        if (begin + stretch->offset >= yearLimit) break;
        stretch = &m_offsets.at(begin);
        from = begin + stretch->offset;
    }
    return std::nullopt;
}

std::optional<qint64> CronSchedule::previous(qint64 before) {
    if (m_expression.everySeconds || !m_canRun) return std::nullopt;
    const ZoneOffsets::Stretch* stretch = &m_offsets.at(before - 1);
    qint64 from = before - 1 + stretch->offset;
    const qint64 yearLimit = firstDayOf(monthOfDay(floorDiv(from, kDay)).year - kYears, 1) * kDay;
    while (from >= yearLimit) {
        if (const auto found = previousLocal(from, std::max(yearLimit, stretch->begin + stretch->offset)))
            return *found - stretch->offset;
        const qint64 end = stretch->begin;
        if (end + stretch->offset <= yearLimit) break;
        stretch = &m_offsets.at(end - 1);
        from = end - 1 + stretch->offset;
    }
    return std::nullopt;
}

std::vector<qint64> CronSchedule::nextRuns(qint64 after, int count) {
    std::vector<qint64> runs;
    for (int i = 0; i < count; ++i) {
        const auto run = next(after);
        if (!run) break;
        runs.push_back(*run);
        after = *run;
    }
    return runs;
}

}  // namespace prophecy
