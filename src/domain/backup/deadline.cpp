#include "domain/backup/deadline.h"

#include <algorithm>

namespace prophecy {

namespace {

constexpr qint64 kLeastGrace = 15 * 60;  ///< until its good end
constexpr qint64 kMissedWindow = 7 * 86400;
constexpr int kMostPlanned = 1000;

QDateTime instant(qint64 seconds) {
    return QDateTime::fromSecsSinceEpoch(seconds, Qt::UTC);
}

/// A backup may take twice as long as usual before it is called late.
qint64 graceOf(const HistorySummary& summary) {
    return std::max(kLeastGrace, 2 * summary.usualMs / 1000);
}

/// Backwards from now. What the history does not reach back to was not missed: it may have been removed since.
int countMissed(CronSchedule& schedule, const std::vector<qint64>& runs, qint64 since, qint64 now) {
    const qint64 until = now - kLeastGrace;
    const qint64 from = std::max({since, now - kMissedWindow, runs.empty() ? since : runs.front()});
    int missed = 0;
    qint64 following = now;
    auto at = schedule.previous(until);
    for (int planned = 0; at && *at >= from && planned < kMostPlanned; ++planned) {
        const auto run = std::lower_bound(runs.begin(), runs.end(), *at);
        if (run == runs.end() || *run >= std::min(following, *at + kLeastGrace)) ++missed;
        following = *at;
        at = schedule.previous(*at);
    }
    return missed;
}

}  // namespace

std::optional<DeadlineFacts> judgeSchedule(const BackupConfig& config, const QTimeZone& serverZone,
                                           const HistorySummary& summary, const ScheduleAge& age,
                                           const QDateTime& now) {
    if (!config.enabled()) return std::nullopt;
    const auto expression = parseCron(config.frequency());
    if (!expression) return std::nullopt;
    CronSchedule schedule(*expression, serverZone);
    DeadlineFacts facts;
    const qint64 at = now.toSecsSinceEpoch(), grace = graceOf(summary);
    const QDateTime start = age.changed.isValid() && summary.lastGood.isValid()
                                ? std::max(summary.lastGood, age.changed)
                                : summary.lastGood;
    if (expression->everySeconds) {
        // Only the server knows when it began to count.
        if (!start.isValid()) return facts;
        const qint64 due = start.toSecsSinceEpoch() + *expression->everySeconds;
        if (due + grace < at) facts.overdueSince = instant(due);
        facts.twiceOverdue = due + *expression->everySeconds + grace < at;
        return facts;
    }
    if (const auto next = schedule.next(at)) facts.next = instant(*next);
    if (start.isValid()) {
        const auto due = schedule.next(start.toSecsSinceEpoch());
        if (due && *due + grace < at) {
            facts.overdueSince = instant(*due);
            const auto second = schedule.next(*due);
            facts.twiceOverdue = second && *second + grace < at;
        }
    }
    if (age.since.isValid()) facts.missed = countMissed(schedule, summary.recentRuns, age.since.toSecsSinceEpoch(), at);
    return facts;
}

std::optional<ZoneFit> fitZone(const std::vector<WatchedStart>& watched, const std::vector<QByteArray>& candidates) {
    constexpr qint64 kClockSkew = -120, kSeenWithin = 300;
    if (watched.empty()) return std::nullopt;
    std::optional<ZoneFit> best;
    for (const QByteArray& id : candidates) {
        ZoneFit fit{id, 0, static_cast<int>(watched.size())};
        for (const WatchedStart& start : watched) {
            const qint64 late = instantOf(start.timestamp, QTimeZone(id)).secsTo(start.seen);
            fit.matched += late >= kClockSkew && late <= kSeenWithin ? 1 : 0;
        }
        if (!best || fit.matched > best->matched) best = fit;
    }
    return best;
}

}  // namespace prophecy
