#pragma once

#include <QDateTime>
#include <optional>
#include <vector>

#include "domain/backup/deadline.h"
#include "domain/backup/history.h"
#include "domain/config/config.h"
#include "domain/environment.h"

namespace prophecy {

/// How an environment answers. NeverSeen: nothing was tried yet.
enum class Reach {
    NeverSeen,
    Online,
    Standby,
    Unreachable,
    KeyMissing,
    KeychainLocked,
    KeyRefused,
    CertificateRefused,
    ClientCertificate,
    NotTheApi,
    Failing
};
QString kebabName(Reach reach);

/// What a failed read says of the environment. A DR site that is off on purpose is in standby, not unreachable
/// (docs/api.md, trap 8).
Reach reachAfter(const Error& error, const Environment& environment);

enum class Level { Good, Attention, Bad, Unknown };

enum class FindingCode {
    LastGood,          ///< time: of the last good backup
    NoneEverGood,      ///< nothing in the history succeeded
    NoBackups,         ///< the history is empty
    LivesFromPrimary,  ///< a DR site with no good backup of its own; count: of those that failed; text: the newest
                       ///< error
    NoOwnBackup,       ///< none of its own is good, but others are listed; count, time and text as OthersListed
    OthersListed,   ///< count: listed backups that are not its own; text: their namespaces; time: of the last restore
    Rotated,        ///< count: backups of the last 7 days that retention took as others came; from, to: their range;
                    ///< time: of the newest list that lacked one
    Removed,        ///< the same of one list, when it took more than came
    Disappeared,    ///< the same, but nobody knows who took them
    Replaced,       ///< the same, since a restore into it; time: of the restore
    Deleted,        ///< the same, but this profile deleted them
    FailedSince,    ///< count: failures after the last good one; text: the newest error
    FailedBefore,   ///< count: failures of the last 24 hours before the last good one; time: of the newest; text: its
                    ///< error, where it is the newest of all
    LocationLocal,  ///< the newest backup lies on a volume of the cluster
    KeyExpires,     ///< count: days left, negative when past
    Connection,     ///< reach is not online
    Restarting,     ///< it does not answer, as an operation there makes it; time: of its beginning; text: its kind
    StandbyUnseen,  ///< off on purpose, but nobody saw it for long; time: when it answered last, invalid: never
    RegularBackupsOff,
    BehindSchedule,   ///< time: of the planned run that no good backup followed; count: 1 when the next one passed too
    MissedRuns,       ///< count: planned runs of the last week without a backup
    ScheduleUnread,   ///< text: the frequency that is no expression
    NeverRuns,        ///< regular backups are on, but the schedule has no run in five years
    OlderThanTarget,  ///< count: the environment's target in hours
    ClockOff,         ///< count: seconds that the server's clock is ahead of this one, negative when behind
    SlowerThanUsual   ///< no schedule is known, and the last good one is older than the pace before
};

/// One thing worth knowing, with its evidence; the user interface makes a sentence of it.
struct Finding {
    FindingCode code = FindingCode::LastGood;
    Level level = Level::Unknown;
    QDateTime time{};
    qint64 count = 0;
    QString text{};
    QDateTime from{}, to{};
    bool operator==(const Finding&) const = default;
};

struct EnvironmentFacts {
    Environment environment;
    Reach reach = Reach::NeverSeen;
    HistorySummary summary;
    bool historyKnown = false;  ///< a list was read at least once, now or in an earlier run
    std::optional<BackupConfig> config;
    ScheduleAge scheduleAge;
    qint64 clockAhead = 0;        ///< seconds by which the server's clock is ahead of this one
    QDateTime answeredAt{};       ///< when the API answered last, perhaps in an earlier run; invalid when never
    QDateTime restartingSince{};  ///< when an unfinished operation that restarts its services began; invalid for none
    QString restartingFor{};      ///< that operation's kind
};

/// Worst first.
std::vector<Finding> findingsOf(const EnvironmentFacts& facts, const QDateTime& now);

/// The one verdict of an environment: the level of its worst finding; Unknown while nothing is known.
Level verdictOf(const std::vector<Finding>& findings);

}  // namespace prophecy
