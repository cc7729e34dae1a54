#pragma once

#include "domain/backup/history.h"
#include "domain/config/config.h"
#include "domain/cron/schedule.h"

namespace prophecy {

/// What the schedule asked for, and what the history shows of it. Times are instants in UTC.
struct DeadlineFacts {
    QDateTime next;             ///< invalid when nothing will run
    QDateTime overdueSince;     ///< the first planned run without a good backup, its grace over; invalid when in time
    bool twiceOverdue = false;  ///< the run after that one passed as well
    int missed = 0;             ///< planned runs of the last week that no backup belongs to
    bool operator==(const DeadlineFacts&) const = default;
};

/// From when on a schedule is known to hold; both invalid for unknown.
struct ScheduleAge {
    QDateTime since;    ///< first seen
    QDateTime changed;  ///< when it replaced another one; invalid where it is the first that was seen
    bool operator==(const ScheduleAge&) const = default;
};

/// Nothing when regular backups are off or the frequency is no expression. A run before the schedule was changed was
/// not planned by it; without a known age nothing counts as missed.
std::optional<DeadlineFacts> judgeSchedule(const BackupConfig& config, const QTimeZone& serverZone,
                                           const HistorySummary& summary, const ScheduleAge& age, const QDateTime& now);

/// In which zone the server writes its timestamps: a watched backup fits when it would have begun there at most five
/// minutes before it was seen here.
struct ZoneFit {
    QByteArray zone;
    int matched = 0;
    int total = 0;
    bool operator==(const ZoneFit&) const = default;
};
/// The best of the candidates, an earlier one wins a tie. Nothing without a watched backup.
std::optional<ZoneFit> fitZone(const std::vector<WatchedStart>& watched, const std::vector<QByteArray>& candidates);

}  // namespace prophecy
