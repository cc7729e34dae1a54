#pragma once

#include <map>
#include <optional>
#include <span>

#include "domain/backup/backup.h"
#include "domain/checks/statement.h"
#include "domain/config/config.h"
#include "domain/environment.h"
#include "domain/upgrade/upgrade.h"

namespace prophecy {

/// What can be looked at before something irreversible; each action takes its own selection.
enum class CheckId {
    Reachable,
    Key,
    Idle,
    Listed,
    Version,
    Location,
    Collision,
    Schedule,
    Keys,
    Protection,
    Partner,
    Retention,
    SameInstallation,
    Direction,
    Record
};
QString kebabName(CheckId id);
std::optional<CheckId> checkIdFrom(const QString& name);

/// Unknown: the environment lacks the call, or it could not be asked. Waiting: the answer is not there yet.
enum class CheckState { Waiting, Pass, Warn, Fail, Unknown };
QString kebabName(CheckState state);

struct Check {
    CheckId id = CheckId::Reachable;
    CheckState state = CheckState::Waiting;
    Evidence evidence;
    QDateTime at;  ///< when the facts behind it were read; invalid for a decision that needs none

    /// A warning always; something unknown where the check guards data.
    bool needsReason() const {
        const bool guardsData = id == CheckId::Idle || id == CheckId::Listed;
        return state == CheckState::Warn || (state == CheckState::Unknown && guardsData);
    }
    bool operator==(const Check&) const = default;
};

/// What was found once something was over.
struct AfterCheck {
    CheckState state = CheckState::Waiting;
    Evidence evidence;
    bool operator==(const AfterCheck&) const = default;
};

/// One row of an action's table: what is looked at, and what has to be asked for it.
template <class Plan, class Facts, class Ask>
struct CheckRow {
    CheckId id;
    Check (*judge)(const Plan&, const Facts&, const QDateTime& now);
    std::vector<Ask> asks;
};

template <class Row>
std::vector<CheckId> idsOf(const std::vector<Row>& table) {
    std::vector<CheckId> ids;
    ids.reserve(table.size());
    for (const Row& row : table) ids.push_back(row.id);
    return ids;
}
template <class Row, class Plan, class Facts>
std::vector<Check> judgeAll(const std::vector<Row>& table, const Plan& plan, const Facts& facts, const QDateTime& now) {
    std::vector<Check> checks;
    checks.reserve(table.size());
    for (const Row& row : table) checks.push_back(row.judge(plan, facts, now));
    return checks;
}

/// An answer and when it came.
template <class T>
struct Fact {
    std::optional<Result<T>> answer;
    QDateTime at;

    bool isKnown() const { return answer && *answer; }
    const T& value() const { return **answer; }
};

template <class T>
Fact<T> factOf(Result<T> answer, const QDateTime& at = {}) {
    Fact<T> fact;
    fact.answer.emplace(std::move(answer));
    fact.at = at;
    return fact;
}

/// The server's clock as it ran when it listed its backups, moved on since then; ours where it tells none. Ages of
/// backups are by this one.
QDateTime serverNow(const Fact<BackupList>& list, const QDateTime& now);

// Checks that every action on one environment shares. The list tells whether it answers and takes the key.
Check waitingCheck(CheckId id);
Check reachableCheck(const Environment& environment, const Fact<BackupList>& list);
Check keyCheck(const Environment& environment, const Fact<BackupList>& list);
/// What the status of upgrades adds to it: one runs (Fail), or may (Unknown); nothing where none does, or where the API
/// does not tell of any.
std::optional<Check> upgradeActivity(const Environment& environment, const Fact<UpgradeStatus>& upgrade);
/// running: what it says to a status without a timestamp. Unknown, with the words, where they are not known to mean
/// that nothing runs.
Check idleCheck(const Environment& environment, const Fact<BackupList>& list, const Fact<BackupAnswer>& running,
                const Fact<UpgradeStatus>& upgrade);
/// No scheduled backup may begin within twice the usual duration of one, or ten minutes; usualMs is -1 when not known.
Check scheduleCheck(const Environment& environment, const Fact<BackupConfig>& config, qint64 usualMs,
                    const QDateTime& now);
Check protectionCheck(const Environment& environment);

/// A record of the console that is gone.
struct LostRecord {
    QString setAside;      ///< where the damaged file lies now; empty where the database lacks what it once held
    qint64 lastKnown = 0;  ///< the last entry that is known to have been written
    bool operator==(const LostRecord&) const = default;
};
Statement statementOf(const LostRecord& lost);
Check recordCheck(const Environment& environment, const std::optional<LostRecord>& lost);

/// Why one check is accepted as it stands.
struct AcceptedReason {
    QString reason;
    Evidence evidence{};  ///< what it was given for; empty on the command line, where it is given beforehand
    bool operator==(const AcceptedReason&) const = default;
};
using AcceptedReasons = std::map<CheckId, AcceptedReason>;

/// Why the check is accepted as it stands; empty where no reason was given, or one for something else.
QString reasonFor(const Check& check, const AcceptedReasons& accepted);

/// The reasons with what they were given for. given: what was accepted besides; it counts over them where it says what
/// it was given for.
AcceptedReasons acceptedOf(const std::vector<Check>& checks, const AcceptedReasons& reasons,
                           AcceptedReasons given = {});

/// What stands in the way of going on.
struct Obstacle {
    enum class Why { NotMade, Fails, Unanswered, NeedsReason };
    Why why = Why::NotMade;
    Check check;
};
/// Nothing where it passes, or is accepted.
std::optional<Obstacle> obstacleIn(const Check& check, const AcceptedReasons& accepted);
/// The first one; what fails before what is unanswered or needs a reason.
std::optional<Obstacle> obstacleIn(std::span<const CheckId> needed, const std::vector<Check>& checks,
                                   const AcceptedReasons& accepted);

}  // namespace prophecy
