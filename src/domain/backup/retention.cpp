#include "domain/backup/retention.h"

#include <algorithm>

#include "core/text.h"

namespace prophecy {

namespace {

constexpr qint64 kDay = 86400;
constexpr qint64 kYear = 365 * kDay;
constexpr std::size_t kMostRuns = 4000;  ///< by then everything of today is long gone

struct Kept {
    BackupTimestamp timestamp;  ///< empty for a planned one
    QDateTime time;
    bool good = true;
};

std::vector<Kept> listedOf(const BackupRows& rows) {
    std::vector<Kept> listed;
    for (const BackupRow& row : rows)
        if (row.known.listed && row.time.isValid())
            listed.push_back({row.known.backup.timestamp, row.time, row.state == BackupState::Success && row.isOwn()});
    std::sort(listed.begin(), listed.end(), [](const Kept& a, const Kept& b) { return a.time < b.time; });
    return listed;
}

std::vector<qint64> runsOf(CronSchedule& schedule, int extraPerWeek, qint64 from, qint64 until) {
    std::vector<qint64> runs;
    for (auto at = schedule.next(from); at && *at <= until && runs.size() < kMostRuns; at = schedule.next(*at))
        runs.push_back(*at);
    if (extraPerWeek > 0)
        for (qint64 at = from + 7 * kDay / extraPerWeek; at <= until; at += 7 * kDay / extraPerWeek) runs.push_back(at);
    std::sort(runs.begin(), runs.end());
    return runs;
}

}  // namespace

RetentionForecast forecastRetention(const BackupRows& rows, CronSchedule& schedule, qint64 retention, int extraPerWeek,
                                    const QDateTime& now, int days) {
    RetentionForecast forecast;
    if (retention < 1) return forecast;
    std::vector<Kept> kept = listedOf(rows);
    std::size_t oldest = 0;
    const auto push = [&](const QDateTime& at) {
        while (kept.size() - oldest > static_cast<std::size_t>(retention)) {
            const Kept& gone = kept[oldest++];
            if (!gone.timestamp.isEmpty()) forecast.departures.push_back({gone.timestamp, at, gone.good});
        }
    };
    const qint64 from = now.toSecsSinceEpoch();
    const auto runs = runsOf(schedule, extraPerWeek, from, from + days * kDay);
    for (const qint64 run : runs) {
        kept.push_back({{}, QDateTime::fromSecsSinceEpoch(run, Qt::UTC), true});
        push(kept.back().time);
    }
    for (std::size_t i = oldest; i < kept.size(); ++i) {
        ++forecast.kept;
        if (!kept[i].good) continue;
        ++forecast.keptGood;
        forecast.keptGoodOfNow += kept[i].timestamp.isEmpty() ? 0 : 1;
        if (!forecast.oldestGood.isValid()) forecast.oldestGood = kept[i].time;
    }
    const auto year = runsOf(schedule, extraPerWeek, from, from + kYear);
    if (!year.empty()) {
        const qint64 span = year.size() < kMostRuns ? kYear : year.back() - from;
        forecast.reachSeconds = retention * (span / static_cast<qint64>(year.size()));
    }
    return forecast;
}

RetentionLoss lossByOneMore(const BackupConfig& config, const std::vector<Backup>& listed, const QTimeZone& zone) {
    RetentionLoss loss;
    loss.removed = pushedOutBy(1, config, listed);
    for (const Backup& backup : listed) {
        if (stateOf(backup) != BackupState::Success || !isWellFormed(backup.timestamp)) continue;
        const QDateTime begun = instantOf(backup.timestamp, zone);
        if (!loss.oldestNow.isValid() || begun < loss.oldestNow) loss.oldestNow = begun;
        if (std::binary_search(loss.removed.begin(), loss.removed.end(), backup.timestamp)) continue;
        if (!loss.oldestThen.isValid() || begun < loss.oldestThen) loss.oldestThen = begun;
    }
    return loss;
}

namespace {

QString pointText(const QDateTime& at, const QTimeZone& zone) {
    return at.toTimeZone(zone).toString(u"yyyy-MM-dd HH:mm") + u' ' + QString::fromLatin1(zone.id());
}

Evidence evidenceOf(const RetentionLoss& loss, const Environment& environment, const BackupConfig& config) {
    const QTimeZone zone = environment.timeZone();
    const int count = static_cast<int>(loss.removed.size());
    const auto at = [&](const BackupTimestamp& timestamp) { return pointText(instantOf(timestamp, zone), zone); };
    const QString keep = QString::number(config.retentionCount().value_or(0));
    const QString first = at(loss.removed.front()), last = at(loss.removed.back());
    Evidence evidence = count == 1 ? says("removes-one", {environment.name, keep, first})
                                   : says("removes-several", {environment.name, keep, first, last}, count);
    if (!loss.oldestNow.isValid()) return evidence;
    evidence.push_back(loss.oldestThen.isValid() ? statement("oldest-then", {pointText(loss.oldestThen, zone),
                                                                             pointText(loss.oldestNow, zone)})
                                                 : statement("no-restore-point-stays"));
    return evidence;
}

}  // namespace

Check retentionCheck(const Environment& environment, const BackupConfig& config, const std::vector<Backup>& listed) {
    const bool told = config.retentionCount().value_or(0) >= 1;
    if (config.enabled() && !told)
        return {CheckId::Retention, CheckState::Warn, says("retention-no-number", {environment.name}), {}};
    const RetentionLoss loss = lossByOneMore(config, listed, environment.timeZone());
    if (loss.removed.empty())
        return {CheckId::Retention, CheckState::Pass, says("removes-nothing", {environment.name}), {}};
    return {CheckId::Retention, CheckState::Warn, evidenceOf(loss, environment, config), {}};
}

Check retentionCheck(const Environment& environment, const BackupConfig& before, const BackupConfig& wanted,
                     const std::vector<Backup>& listed) {
    Check check = retentionCheck(environment, wanted, listed);
    const bool more = pushedOutBy(1, wanted, listed).size() > pushedOutBy(1, before, listed).size();
    if (!more) check.state = CheckState::Pass;
    return check;
}

Check retentionUnread(const Environment& environment, const Error& error) {
    return {CheckId::Retention,
            CheckState::Warn,
            says("retention-unread", {environment.name, displayLine(error.message)}),
            {}};
}

std::vector<BackupTimestamp> pushedOutBy(int more, const BackupConfig& config, const std::vector<Backup>& listed) {
    const auto keep = config.retentionCount();
    if (!config.enabled() || !keep || *keep < 1) return {};
    std::vector<BackupTimestamp> timestamps;
    for (const Backup& backup : listed)
        if (isWellFormed(backup.timestamp)) timestamps.push_back(backup.timestamp);
    const auto surplus = static_cast<qint64>(timestamps.size()) + more - *keep;
    if (surplus <= 0) return {};
    std::sort(timestamps.begin(), timestamps.end());
    timestamps.resize(static_cast<std::size_t>(std::min<qint64>(surplus, static_cast<qint64>(timestamps.size()))));
    return timestamps;
}

}  // namespace prophecy
