#pragma once

#include "domain/cron/schedule.h"

namespace prophecy {

enum class CronWarningCode {
    MoreThanHourly,
    NeverRuns,
    SkipsMonths,     ///< days 29 to 31
    SkippedByClock,  ///< a run inside the next spring gap
    TwiceByClock,    ///< a run inside the next autumn overlap
    UnevenStep,      ///< not every n across the end of the field
    DiffersInV3,     ///< robfig v3 joins the day fields differently
    FiveFields       ///< the first of them is the second
};
QString kebabName(CronWarningCode code);

struct CronWarning {
    CronWarningCode code = CronWarningCode::MoreThanHourly;
    QString message;  ///< one translated sentence
    QString mend;     ///< another expression that most likely was meant; empty when nobody can know
    bool operator==(const CronWarning&) const = default;
};

/// What an admin should know before this runs in this zone from this instant (seconds since the epoch) on.
std::vector<CronWarning> warningsOf(CronSchedule& schedule, qint64 now);

}  // namespace prophecy
