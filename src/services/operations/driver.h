#pragma once

#include <QSet>
#include <span>

#include "core/sequence.h"
#include "domain/backup/ownership.h"
#include "services/connector.h"
#include "services/operations/order.h"

namespace prophecy {

/// What the server said right before the request left.
struct Baseline {
    Endpoint endpoint;  ///< what is sent once through it reaches the machine that was looked at, and no other
    BackupList list;
    QStringList doors;                     ///< where the name led; empty where that could not be found out
    Ownership ownership;                   ///< which listed backups are the environment's own
    std::optional<QString> restoreStatus;  ///< of a restore only (docs/api.md, trap 16)
    std::optional<QString> upgradeStatus;  ///< nothing where the call is not offered, or was not read

    QSet<BackupTimestamp> listed() const;
};

/// What a kind of operation makes of a yes, a no, or neither.
struct Answered {
    Observation seen;
    bool refused = false;
};

using LookHandler = Handler<Observation>;

/// How one kind of operation is asked of an installation. One row a kind, each in a file of its own; the tracker knows
/// none of them.
struct KindDriver {
    OperationKind kind;
    /// Which protection it is held against.
    Action action;
    /// Refused without a look.
    Result<void> (*check)(const Order& order, const QDateTime& now);
    /// The server queues it behind what runs: it may go although the status answers with an error of the server's own.
    bool isQueued = false;
    /// What upgrades do there must be read, and not only be known not to run.
    bool needsUpgradeStatus = false;
    /// What is backed up there meanwhile does not hinder it.
    bool besideBackups = false;
    /// Whether the list as it is now still allows it.
    Result<void> (*judgeList)(const Order& order, const Baseline& baseline);
    /// The last look of its own, once nothing runs there; an error means that nothing may be sent.
    Call (*lookMore)(Connector& connector, const Order& order, const Baseline& baseline, QObject* context,
                     Handler<Baseline> handler);
    /// What the operation keeps from before.
    void (*begin)(Operation& operation, const Order& order, const Baseline& baseline);
    /// Once.
    void (*send)(const DangerousClient& client, const Order& order, QObject* context, Handler<Acknowledgement> handler);
    Answered (*answered)(const Order& order, const Baseline& baseline, const Result<Acknowledgement>& answer);
    /// An error is a look that failed.
    Call (*look)(const Client& client, const Operation& operation, NextAction what, QObject* context,
                 LookHandler handler);
};

/// The kinds that the console can ask for.
std::span<const KindDriver> allDrivers();

extern const KindDriver kBackupDriver;
extern const KindDriver kDeleteDriver;
extern const KindDriver kRestoreDriver;
extern const KindDriver kUpgradeDriver;
extern const KindDriver kConfigDriver;

// What the drivers of several kinds share.
namespace driving {

Result<void> anyOrder(const Order& order, const QDateTime& now);
Result<void> anyList(const Order& order, const Baseline& baseline);
/// What is accepted is, what says neither yes nor no is unknown, and what is refused is over.
Answered answeredAsAccepted(const Order& order, const Baseline& baseline, const Result<Acknowledgement>& answer);
Observation neitherYesNorNo(const Acknowledgement& answer);
Call look(const Client& client, const Operation& operation, NextAction what, QObject* context, LookHandler handler);
/// Hands what a read tells on as an observation.
template <class T, class Seen>
Handler<T> observing(LookHandler handler, Seen seen) {
    return [handler = std::move(handler), seen](Result<T> answer) {
        answer ? handler(Observation(seen(std::move(*answer)))) : handler(fail(answer.error()));
    };
}
/// Calls back with the next step's answer or ends with the error; see LastLook.
Call done(const Baseline& baseline, QObject* context, Handler<Baseline> handler);

}  // namespace driving

}  // namespace prophecy
