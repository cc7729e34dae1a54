#pragma once

#include <QDateTime>
#include <QUrl>
#include <chrono>
#include <variant>

#include "core/ids.h"
#include "core/result.h"
#include "domain/backup/backup.h"
#include "domain/config/config.h"
#include "domain/operation/operation_kind.h"
#include "domain/upgrade/upgrade.h"

namespace prophecy {

/// Unknown: nobody can tell whether the request arrived. Lost: accepted, but never visible again.
enum class OperationState { Submitting, Running, Succeeded, Failed, Unknown, Lost };

QString kebabName(OperationState state);
std::optional<OperationState> operationStateFrom(const QString& name);
bool isFinished(OperationState state);

/// What a delete needs to be told from a list that is not whole.
struct DeleteTrace {
    QStringList neighbours;  ///< the newest other backups that were listed before the request left
    bool operator==(const DeleteTrace&) const = default;
};

/// What a restore needs to be recognised, since its status names the backup and not the restore.
struct RestoreTrace {
    QString sourceName;
    QString sourceNamespace;
    QStringList skipped;
    std::optional<QString> baseline{};  ///< the status of this backup's restore before the request left (trap 16)
    bool nextKeyHeld = false;  ///< a key of the source is held for when the destination's are replaced (trap 7)
    bool seenRunning = false;
    bool claimed = false;          ///< held to be ours by evidence; the server never said yes
    bool contested = false;        ///< a backup began meanwhile, whose sentence may be the one we read (trap 17)
    std::optional<Backup> said{};  ///< by the status that the list is to be held against
    bool operator==(const RestoreTrace&) const = default;
};

/// How an upgrade ended, told apart. Unchanged: it came back with the version that it had, and says no word of why.
enum class UpgradeEnding { None, Upgraded, RolledBack, StayedFailed, OtherVersion, Unchanged };
QString kebabName(UpgradeEnding ending);
std::optional<UpgradeEnding> upgradeEndingFrom(const QString& name);

/// What an upgrade needs to be recognised and told.
struct UpgradeTrace {
    UpgradeRequest request{};
    QString from{};                     ///< the version that ran before the request left
    BackupTimestamp backup{};           ///< the way back; empty where there is none
    std::optional<QString> baseline{};  ///< what the status said before the request left; nothing where it is not told
    QString version{};                  ///< as it was read last; empty before
    QDateTime runningAt{};              ///< first time the status said that it runs
    QDateTime awayAt{};                 ///< since when the API did not answer, the last time
    QDateTime backAt{};                 ///< when it answered again; invalid while it is away
    bool claimed = false;               ///< seen running, but the server never said yes to this request
    bool rollingBack = false;
    UpgradeEnding ending = UpgradeEnding::None;
    std::optional<UpgradeStatus> said{};  ///< by the status; the version is to be read with it
    UpgradeEnding settling = UpgradeEnding::None;
    QDateTime settlingSince{};  ///< since when every look said so, perhaps by another process
    bool operator==(const UpgradeTrace&) const = default;
};

/// How the writing of a config ended, told apart.
enum class ConfigEnding { None, Saved, Refused, NotOffered, DidNotStick };
QString kebabName(ConfigEnding ending);
std::optional<ConfigEnding> configEndingFrom(const QString& name);

/// What the writing of a config needs to be told from what stood there before. A record has secrets masked.
struct ConfigTrace {
    QJsonObject before;
    QJsonObject wanted;
    bool secretsChange = false;                     ///< which a record cannot tell
    bool masked = false;                            ///< it was read from a record
    ConfigEnding ifUnchanged = ConfigEnding::None;  ///< what the answer means where the config stays; None: no answer
    std::optional<Error> refusal{};                 ///< the answer, while this run lasts
    ConfigEnding ending = ConfigEnding::None;
    std::optional<BackupConfig> onServer{};  ///< as it was read last, in this run
    bool operator==(const ConfigTrace&) const = default;
};

/// What one kind of operation keeps beside what all do; nothing where that is enough.
using Trace = std::variant<std::monostate, DeleteTrace, RestoreTrace, UpgradeTrace, ConfigTrace>;

/// Something dangerous that was asked of one installation, as far as we can tell how it stands.
/// Connectivity is separate: an unreachable server makes it stale (trouble), never failed.
struct Operation {
    OperationId id;
    OperationKind kind = OperationKind::Backup;
    OperationState state = OperationState::Submitting;
    EnvironmentId environment;  ///< empty when the target was never stored
    QString environmentName;
    QUrl target;
    BackupTimestamp timestamp;       ///< the backup made, deleted or restored; empty until the server named it
    bool baselineKnown = false;      ///< the list was read before the request left
    BackupTimestamp baselineNewest;  ///< its newest entry; anything newer came after
    QDateTime startedAt;
    QDateTime startedThere;  ///< the same by the server's clock; invalid where it told none
    QDateTime seenAt;        ///< last fact from the server, invalid before the first
    QDateTime visibleAt;     ///< last time the server showed this very operation
    QDateTime unseenSince;   ///< the first of the looks without a gap that did not show it
    QDateTime finishedAt;
    Progress progress;
    QString text;                      ///< the server's or the transport's words, scrubbed
    std::optional<ErrorKind> trouble;  ///< why the last look failed
    int failedLooks = 0;
    bool declined = false;     ///< the server said no to the request, but that may have been to a copy of it
    QStringList nameSpaces{};  ///< of its own backups, as far as known then; empty where nothing was
    int baselineCount = -1;    ///< how many backups were listed before the request left; -1 where that is not known
    bool seenRunning = false;  ///< the server showed it running
    QString endWords{};        ///< an end that one look showed and that another has to show as well
    QDateTime endSince{};      ///< since when every look showed it; invalid while none did
    bool neverSeenRunning = false;  ///< it ended so
    QDateTime confirmAt{};          ///< when an end that was never seen running is looked at once more
    QDateTime keylessSince{};       ///< since when no key is at hand or accepted; invalid while one is
    qint64 keylessMs = 0;           ///< how long that was so, before
    qint64 tookMs = -1;             ///< by a clock that never jumps; -1 where this run did not see both ends
    Trace trace{};
    bool operator==(const Operation&) const = default;

    /// Nothing where it is of a kind that keeps another one.
    template <class T>
    T* traceOf() {
        return std::get_if<T>(&trace);
    }
    template <class T>
    const T* traceOf() const {
        return std::get_if<T>(&trace);
    }
};

/// A copy of what it keeps; an empty one where it is of another kind.
template <class T>
T traceOr(const Operation& operation) {
    const T* trace = operation.traceOf<T>();
    return trace ? *trace : T();
}

// What can be observed of an operation.
struct Accepted {
    BackupTimestamp timestamp;  ///< empty when the answer did not name one
};
struct Rejected {
    Error error;  ///< definite: refused by the server, or it never left this machine
};
struct SentWithoutAnswer {
    Error error;
};
struct Confirmed {};  ///< the server says that it is done (delete); its list has to say so, too
struct StatusRead {
    BackupAnswer answer;
};
struct ListRead {
    std::vector<Backup> backups;
    QDateTime serverTime{};  ///< the server's clock when it listed them; invalid where it told none
};
struct UpgradeStatusRead {
    std::optional<UpgradeStatus> status;  ///< nothing where the installation has no such call
};
struct VersionsRead {
    Versions versions;
};
struct ConfigRead {
    BackupConfig config;
};
/// What the answer to the writing of a config means where the config is found unchanged.
struct ConfigAnswered {
    ConfigEnding ifUnchanged;
    std::optional<Error> refusal{};
};
enum class NextAction { Nothing, ReadStatus, ReadList, ReadUpgradeStatus, ReadVersions, ReadConfig };

struct LookFailed {
    Error error;
    NextAction look = NextAction::Nothing;  ///< which one failed
};
struct ClosedByAdmin {
    bool arrived = false;
    QString reason;
};
using Observation =
    std::variant<Accepted, Rejected, SentWithoutAnswer, Confirmed, StatusRead, ListRead, UpgradeStatusRead,
                 VersionsRead, ConfigRead, ConfigAnswered, LookFailed, ClosedByAdmin>;

struct Reduction {
    Operation operation;
    NextAction next = NextAction::Nothing;
    std::chrono::milliseconds delay{0};
};

/// The only place where an operation changes. Pure: the same input gives the same output.
/// A finished operation does not change any more; see confirm.
Reduction reduce(Operation operation, const Observation& observation, const QDateTime& now);

/// What an operation taken up again (after a restart, or from a dead owner) does first.
Reduction resume(Operation operation, const QDateTime& now);

/// One look has shown an end, or half of what is needed to judge one: the next look tells.
bool isHalfway(const Operation& operation);

/// The next looks, seconds apart, can still tell how it stands.
bool isUndecided(const Operation& operation);

/// The one look that an end is owed which was never seen running: the same operation without that debt where it holds,
/// and a running one where the server tells of it differently now. Pure.
Operation confirm(Operation finished, const Observation& observation, const QDateTime& now);

/// This machine's clock jumped: what was counted by it is counted anew.
Operation afterClockJump(Operation operation);

/// Unfinished and without evidence of itself for 15 minutes: the admin may close it, with a reason.
bool mayBeClosedByAdmin(const Operation& operation, const QDateTime& now);

}  // namespace prophecy
