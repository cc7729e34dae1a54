#pragma once

#include <QtGlobal>

namespace prophecy {

/// A month of the proleptic Gregorian calendar.
struct CalendarMonth {
    qint64 year;
    int month;  ///< 1 to 12
    int days;
    qint64 firstDay;   ///< days since 1970-01-01
    int firstWeekday;  ///< Sunday 0
};

inline int floorMod(qint64 a, int b) {
    const auto r = static_cast<int>(a % b);
    return r < 0 ? r + b : r;
}
inline qint64 floorDiv(qint64 a, int b) {
    return (a - floorMod(a, b)) / b;
}

inline bool isLeapYear(qint64 year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/// Days since 1970-01-01 of the first of a month.
inline qint64 firstDayOf(qint64 year, int month) {
    const qint64 shifted = month <= 2 ? year - 1 : year;  // years that begin in March end with the leap day
    const qint64 era = floorDiv(shifted, 400);
    const qint64 yearOfEra = shifted - era * 400;
    const qint64 dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5;
    return era * 146097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719468;
}

inline CalendarMonth calendarMonth(qint64 year, int month) {
    constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const qint64 first = firstDayOf(year, month);
    const int days = lengths[month - 1] + (month == 2 && isLeapYear(year) ? 1 : 0);
    return {year, month, days, first, floorMod(first + 4, 7)};
}

inline CalendarMonth monthOfDay(qint64 day) {
    const qint64 shifted = day + 719468;
    const qint64 era = floorDiv(shifted, 146097);
    const qint64 dayOfEra = shifted - era * 146097;
    const qint64 yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146096) / 365;
    const qint64 dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const auto shiftedMonth = static_cast<int>((5 * dayOfYear + 2) / 153);
    const int month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
    return calendarMonth(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month);
}

inline CalendarMonth nextMonth(const CalendarMonth& m) {
    return m.month == 12 ? calendarMonth(m.year + 1, 1) : calendarMonth(m.year, m.month + 1);
}
inline CalendarMonth previousMonth(const CalendarMonth& m) {
    return m.month == 1 ? calendarMonth(m.year - 1, 12) : calendarMonth(m.year, m.month - 1);
}

}  // namespace prophecy
