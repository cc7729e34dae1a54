#pragma once

#include <QMap>
#include <map>
#include <optional>

#include "domain/config_change.h"
#include "domain/history.h"
#include "domain/restore.h"

namespace prophecy {

/// What is looked at before a restore, in the order in which it is shown.
enum class CheckId { Reachable, Key, Idle, Listed, Version, Location, Collision, Schedule, Keys, Protection };
inline constexpr CheckId kAllChecks[] = {CheckId::Reachable, CheckId::Key,       CheckId::Idle,      CheckId::Listed,
                                         CheckId::Version,   CheckId::Location,  CheckId::Collision, CheckId::Schedule,
                                         CheckId::Keys,      CheckId::Protection};
QString kebabName(CheckId id);
std::optional<CheckId> checkIdFrom(const QString& name);

/// Unknown: the environment lacks the call, or it could not be asked. Waiting: the answer is not there yet.
enum class CheckState { Waiting, Pass, Warn, Fail, Unknown };
QString kebabName(CheckState state);

struct Check {
    CheckId id = CheckId::Reachable;
    CheckState state = CheckState::Waiting;
    QString evidence;  ///< one translated sentence; a server's words in it are plain text
    QDateTime at;      ///< when the facts behind it were read; invalid for a decision that needs none

    /// A warning always; something unknown where the check guards data.
    bool needsReason() const {
        const bool guardsData = id == CheckId::Idle || id == CheckId::Listed;
        return state == CheckState::Warn || (state == CheckState::Unknown && guardsData);
    }
    bool operator==(const Check&) const = default;
};

/// An answer and when it came.
template <class T>
struct Fact {
    std::optional<Result<T>> answer;
    QDateTime at;

    bool isKnown() const { return answer && *answer; }
    const T& value() const { return **answer; }
};

/// What the environments answered; an empty fact is still waited for.
struct RestoreFacts {
    Fact<BackupList> destinationList;
    Fact<BackupAnswer> running;  ///< what the destination says to a status without a timestamp
    Fact<BackupList> sourceList;
    Fact<Versions> sourceVersions;
    Fact<Versions> destinationVersions;
    Fact<ObjectStore> sourceStore;
    Fact<ObjectStore> destinationStore;
    Fact<BackupConfig> destinationConfig;
    Fact<Users> destinationUsers;         ///< before the restore; no check rests on it
    bool historyRead = false;             ///< whether observed is known
    std::optional<KnownBackup> observed;  ///< as this console saw the backup, perhaps long ago
    qint64 usualMs = -1;                  ///< how long a backup of the destination usually takes
};

Check judge(CheckId id, const RestorePlan& plan, const RestoreFacts& facts, const QDateTime& now);
std::vector<Check> judgeAll(const RestorePlan& plan, const RestoreFacts& facts, const QDateTime& now);

/// Refused where one more backup of the destination would push out the one that is to be restored (trap 9).
Result<void> maySafetyBackup(const RestorePlan& plan, const RestoreFacts& facts);

using Reasons = std::map<CheckId, QString>;

/// The first thing that stands in the way, of kind Refused with the check's id in its detail: a failed or unanswered
/// check, or one that needs a reason and has none.
Result<void> mayRestore(const std::vector<Check>& checks, const Reasons& reasons);

}  // namespace prophecy
