#pragma once

#include "domain/backup/history.h"
#include "domain/checks/checks.h"
#include "domain/config/config.h"
#include "domain/cron/schedule.h"

namespace prophecy {

/// What the server will keep, if it goes on as planned. Every new backup, failed ones included, pushes out the oldest
/// (docs/api.md, trap 9).
struct RetentionForecast {
    struct Departure {
        BackupTimestamp timestamp;
        QDateTime at;  ///< when a newer backup pushes it out
        bool good = false;
    };
    std::vector<Departure> departures;  ///< of what is listed now, in their order
    int kept = 0;                       ///< in the end
    int keptGood = 0;                   ///< in the end, the planned ones counted as good
    int keptGoodOfNow = 0;              ///< good ones of those listed now
    QDateTime oldestGood;               ///< restore point in the end; invalid when there is none
    qint64 reachSeconds = 0;            ///< how far back the kept ones reach at the pace of a year; 0 without runs
};

/// Over some days from now; extra runs a week (by hand, at restarts) are spread evenly. Nothing is forecast from a
/// retention below 1.
RetentionForecast forecastRetention(const BackupRows& rows, CronSchedule& schedule, qint64 retention, int extraPerWeek,
                                    const QDateTime& now, int days);

/// What the next backup removes, as far as a list tells.
struct RetentionLoss {
    std::vector<BackupTimestamp> removed;  ///< oldest first
    QDateTime oldestNow;                   ///< good restore point; invalid where there is none
    QDateTime oldestThen;                  ///< of those listed now; invalid where none stays
};
RetentionLoss lossByOneMore(const BackupConfig& config, const std::vector<Backup>& listed, const QTimeZone& zone);

/// Whether one more backup removes something; a warning tells number, range and what the oldest restore point will be.
Check retentionCheck(const Environment& environment, const BackupConfig& config, const std::vector<Backup>& listed);
/// Whether saving makes the next backup remove more than it would have.
Check retentionCheck(const Environment& environment, const BackupConfig& before, const BackupConfig& wanted,
                     const std::vector<Backup>& listed);
/// A warning: what is kept could not be read.
Check retentionUnread(const Environment& environment, const Error& error);

/// The backups of this list that so many more would push out, oldest first.
std::vector<BackupTimestamp> pushedOutBy(int more, const BackupConfig& config, const std::vector<Backup>& listed);

}  // namespace prophecy
