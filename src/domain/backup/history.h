#pragma once

#include <QDateTime>
#include <QSet>
#include <memory>
#include <vector>

#include "domain/backup/ownership.h"

namespace prophecy {

/// A backup as this console knows it: what the server said last, and what we saw ourselves.
struct KnownBackup {
    Backup backup;
    bool listed = true;   ///< the server still lists it
    qint64 tookMs = -1;   ///< where this console saw it run; -1 otherwise
    QDateTime firstSeen;  ///< UTC
    QDateTime goneAt{};   ///< UTC: the first list that lacked it; invalid while it is listed, or where nobody saw
    bool operator==(const KnownBackup&) const = default;
};

/// A row ready to sort and filter: what is derived is derived once.
struct BackupRow {
    KnownBackup known;
    QString key;     ///< unique in its table: the timestamp, with "#2" for a second entry of the same name
    QDateTime time;  ///< UTC, invalid for a malformed timestamp
    BackupState state = BackupState::Unknown;
    Origin origin = Origin::Own;
    bool isOwn() const { return origin == Origin::Own; }
    /// Parsed when it is asked for: most rows are never seen.
    Location location() const { return locationOf(known.backup.url); }
    bool operator==(const BackupRow&) const = default;
};
using BackupRows = std::vector<BackupRow>;
using SharedRows = std::shared_ptr<const BackupRows>;

BackupRows makeRows(std::vector<KnownBackup> known, const QTimeZone& serverZone, const Ownership& ownership = {});

/// What the server lists now, joined with what was seen before: listed entries win, older ones stay as not listed.
std::vector<KnownBackup> mergeHistory(const std::vector<KnownBackup>& seen, const std::vector<Backup>& listed,
                                      const QDateTime& now);

enum class StateFilter { All, Usable, Failed, Other };
enum class BackupOrder { Time, State, Location, Took, Detail };

struct BackupQuery {
    StateFilter state = StateFilter::All;
    QString text;  ///< matched without case in time, state, location and status
    BackupOrder order = BackupOrder::Time;
    bool descending = true;
    bool operator==(const BackupQuery&) const = default;
};

/// Indices of the rows that match, in order; malformed times come last, equal keys keep their place. Pure.
std::vector<int> arrange(const BackupRows& rows, const BackupQuery& query);

struct StateCounts {
    int success = 0;
    int failed = 0;
    int running = 0;
    int unknown = 0;
    int usable = 0;        ///< successes that the server still lists
    int listedFailed = 0;  ///< failures that it still lists
    int total() const { return success + failed + running + unknown; }
    /// What runs, what is gone, and what says nothing that is understood.
    int others() const { return total() - usable - listedFailed; }
    bool operator==(const StateCounts&) const = default;
};
StateCounts countStates(const BackupRows& rows, bool ownOnly = false);

struct DayCount {
    QDate day;  ///< in UTC
    int success = 0;
    int failed = 0;
    bool operator==(const DayCount&) const = default;
};
// What follows judges an installation by its own backups; those of others count nowhere.

/// One entry a day for the last days up to and including today's, oldest first.
std::vector<DayCount> countByDay(const BackupRows& rows, const QDate& today, int days);

/// The newest success by time; nullptr when there is none. With listedOnly, what the server lost does not count.
const BackupRow* lastGood(const BackupRows& rows, bool listedOnly = true, bool ownOnly = true);

/// Median of the last ten durations that this console saw; -1 when it saw fewer than three.
qint64 usualDurationMs(const BackupRows& rows);

/// A backup that this console watched from its start: what the server called that moment, and when it was here.
struct WatchedStart {
    BackupTimestamp timestamp;
    QDateTime seen;
    bool operator==(const WatchedStart&) const = default;
};

/// Backups that went between two lists.
struct Disappearance {
    int count = 0;
    int came = 0;            ///< backups that the same list had for the first time
    QDateTime at;            ///< when a list lacked them first
    QDateTime from, to;      ///< when the oldest and the newest of them began
    bool oldest = false;     ///< nothing that is listed is older, as retention removes
    bool byConsole = false;  ///< this profile deleted them
    bool operator==(const Disappearance&) const = default;
};

/// What pages and verdicts ask of a history again and again, computed once with its rows, off the GUI thread.
struct HistorySummary {
    QDateTime lastGood;  ///< invalid when nothing that is listed succeeded
    Location lastGoodPlace;
    qint64 failuresSince = 0;  ///< failed backups newer than the last good one; all of them when there is none
    QString newestError;       ///< of the newest one that failed
    std::vector<qint64>
        recentFailures{};  ///< when those of the last 30 days began, in seconds since the epoch, ascending
    QDateTime oldestGood;
    StateCounts counts;
    int listed = 0;                          ///< whoever's they are: all count for retention
    int listedOfOthers = 0;                  ///< listed, but not of this installation as it is now
    QStringList otherNamespaces;             ///< whose those are, as far as their namespaces tell
    std::vector<Disappearance> disappeared;  ///< of the last 7 days, newest first
    QDateTime restoredAt;                    ///< when what came before stopped to count; invalid for never
    qint64 usualMs = -1;
    std::optional<int> rate;            ///< percentage of finished backups of the last 30 days that succeeded
    std::vector<DayCount> days;         ///< the last 90
    std::vector<WatchedStart> watched;  ///< newest last, at most 14
    std::vector<qint64> recentRuns;  ///< when backups of the last 30 days began, in seconds since the epoch, ascending
    bool operator==(const HistorySummary&) const = default;
};
/// For how long a backup that vanished from the list is told of.
inline constexpr qint64 kDisappearanceDays = 7;

/// restoredAt: the last restore into it; see Ownership. deleted: what this console deleted there.
HistorySummary summarize(const BackupRows& rows, const QDateTime& now, const QDateTime& restoredAt = {},
                         const QSet<BackupTimestamp>& deleted = {});

/// Percentage of finished backups of the last days that succeeded; nothing when there were none.
std::optional<int> successRate(const BackupRows& rows, const QDateTime& now, int days);

/// RFC 4180 with a header line; a cell that a spreadsheet would run (= + - @ tab) starts with an apostrophe.
QByteArray toCsv(const BackupRows& rows, const std::vector<int>& order);
QByteArray toJson(const BackupRows& rows, const std::vector<int>& order);

}  // namespace prophecy
