#pragma once

#include "domain/cron/expression.h"
#include "domain/cron/zone_offsets.h"

namespace prophecy {

/// When an expression runs in a zone, by the pure rule: at every whole second whose wall clock matches. So a time
/// inside a spring gap does not run that day, and one inside an autumn overlap runs twice. The library itself differs
/// from this in a few zones that change their clocks at midnight or by half an hour. A run more than five calendar
/// years away counts as never. Not thread-safe.
class CronSchedule {
public:
    CronSchedule(CronExpression expression, const QTimeZone& zone);

    /// The first run strictly after; seconds since the epoch, UTC. "@every" counts from the given time.
    std::optional<qint64> next(qint64 after);
    /// The last run strictly before; nothing for "@every", which has no past.
    std::optional<qint64> previous(qint64 before);
    /// The next count runs, fewer when there are no more.
    std::vector<qint64> nextRuns(qint64 after, int count);

    const CronExpression& expression() const { return m_expression; }
    ZoneOffsets& offsets() { return m_offsets; }

private:
    struct Day {
        qint64 number;  ///< days since 1970-01-01
        int secondOfDay;
    };
    std::optional<qint64> nextLocal(qint64 from, qint64 until) const;
    std::optional<qint64> previousLocal(qint64 from, qint64 until) const;
    std::optional<int> nextTime(int secondOfDay) const;
    std::optional<int> previousTime(int secondOfDay) const;

    CronExpression m_expression;
    ZoneOffsets m_offsets;
    bool m_canRun;
    int m_firstTime = 0;  ///< of a day that matches, in seconds
    int m_lastTime = 0;
};

}  // namespace prophecy
