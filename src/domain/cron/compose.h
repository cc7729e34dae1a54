#pragma once

#include "domain/cron/expression.h"

namespace prophecy {

// What the controls of the builder can say, and the text that they write: the portable subset of six fields with single
// blanks, which means the same in every version of the library.

/// One field as controls show it. Other: the text says something else, and is kept until the field is changed.
struct FieldChoice {
    enum class Mode { Every, EachN, Range, Chosen, Other };
    Mode mode = Mode::Every;
    int from = 0;
    int to = 0;
    int step = 1;
    quint64 bits = 0;  ///< the values that match, in every mode
    bool operator==(const FieldChoice&) const = default;
};
FieldChoice choiceOf(CronField field, const QString& text);
/// Empty for Other.
QString textOf(CronField field, const FieldChoice& choice);
/// The six texts as one expression. Where a day field was edited, a stepped one is spelled so that it does not depend
/// on the other.
QString composeCron(std::array<QString, kCronFieldCount> fields, CronField edited);

/// The usual schedules.
struct CronPreset {
    enum class Kind { Hourly, EveryNHours, Daily, Weekdays, Weekly, Monthly };
    Kind kind = Kind::Daily;
    int minute = 0;
    int hour = 0;
    int weekday = 0;  ///< Sunday is 0
    int day = 1;      ///< of the month
    int everyHours = 2;
    bool operator==(const CronPreset&) const = default;
};
QString textOf(const CronPreset& preset);
/// The preset that means the same; nothing when there is none.
std::optional<CronPreset> presetOf(const CronExpression& expression);

}  // namespace prophecy
