#pragma once

#include "domain/cron/expression.h"

namespace prophecy {

/// One translated sentence, without a full stop, made from the values that match and not from the text. Never empty.
QString describeCron(const CronExpression& expression);

/// What the two day fields say together: "on the 13th or on Fridays"; empty when every day matches.
QString describeDays(const CronExpression& expression);

QString weekdayName(int weekday);  ///< "Monday"; Sunday is 0
QString shortWeekdayName(int weekday);
QString monthName(int month);  ///< "January" for 1
QString shortMonthName(int month);

}  // namespace prophecy
