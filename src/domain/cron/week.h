#pragma once

#include <QDate>
#include <array>

#include "domain/cron/expression.h"

namespace prophecy {

/// How often it runs in each hour of each weekday, on average over the next year; Sunday is 0. Nothing for "@every".
using WeekMap = std::array<std::array<double, 24>, 7>;
std::optional<WeekMap> weekMapOf(const CronExpression& expression, const QDate& from);

/// The longest time without a run within the next two years, by the wall clock.
struct LongestGap {
    qint64 seconds = 0;
    QDateTime begin;  ///< local to the server, without a zone; invalid for "@every"
    QDateTime end;
};
/// Nothing when it runs less than twice in that time.
std::optional<LongestGap> longestGapOf(const CronExpression& expression, const QDate& from);

}  // namespace prophecy
