#pragma once

#include <QObject>
#include <map>

#include "core/clock.h"
#include "services/last_look.h"
#include "storage/storage.h"

namespace prophecy {

/// A restore that passed its checks.
struct RestoreOrder {
    RestorePlan plan;
    BackupTimestamp safety;      ///< the backup of the destination made before; must still be listed
    QString seenPeer;            ///< the machine that the checks saw
    bool listingWaived = false;  ///< the backup need not be listed any more: accepted with a reason
    QJsonObject note;            ///< checks and reasons, for the journal
};

/// An upgrade that passed its checks.
struct UpgradeOrder {
    Environment environment;
    UpgradeRequest request;
    QString from;            ///< the version that the checks saw; must still run
    BackupTimestamp backup;  ///< the way back; must still be listed. Empty where there is none
    QString seenPeer;        ///< the machine that the checks saw
    QJsonObject note;        ///< checks and reasons, for the journal
};

/// The only one who sends what cannot be undone, and who watches it to its end. An operation is recorded in one
/// commit before its request leaves; after a restart unfinished ones are taken up again, and those of another living
/// process are only watched.
class OperationTracker final : public QObject {
    Q_OBJECT
public:
    /// Finds the environment of an operation that is taken up again; nothing when it is not known here.
    using Resolver = std::function<std::optional<Environment>(const Operation&)>;

    OperationTracker(Storage& storage, Connector& connector, Scheduler& scheduler, const Clock& clock,
                     Resolver resolve);

    /// Reads the list, records, sends once. The handler gets the operation once the request was answered, or is
    /// Unknown; or an Error when nothing was sent or the server refused.
    Call startBackup(const Environment& environment, const Consent& consent, QObject* context,
                     Handler<Operation> begun);
    Call deleteBackup(const Environment& environment, const BackupTimestamp& timestamp, const Consent& consent,
                      QObject* context, Handler<Operation> begun);

    /// Only Restores calls it, once its checks allow the restore.
    Call startRestore(const RestoreOrder& order, const Consent& consent, QObject* context, Handler<Operation> begun);

    /// Only Upgrades calls it, once its checks allow the upgrade.
    Call startUpgrade(const UpgradeOrder& order, const Consent& consent, QObject* context, Handler<Operation> begun);

    /// Looks at what is unfinished there without waiting: a new key was entered.
    void lookNow(const QUrl& target);

    /// Takes up what a dead process left, watches what others do, and keeps doing so.
    void watchStore();

    /// Unfinished ones and those that ended in this run, oldest first.
    std::vector<Operation> operations() const;
    std::optional<Operation> unfinishedOn(const QUrl& target) const;
    /// Whether its end, where it has one, is in the store; one that could not be written is tried again while this
    /// runs.
    bool isRecorded(const OperationId& id) const;

    /// For one without evidence for 15 minutes; looks once before, and journals the reason with what that look showed.
    /// Kind Refused before that, and where the look shows it.
    Call closeUnknown(const OperationId& id, bool arrived, const QString& reason, QObject* context,
                      Handler<Operation> handler);

Q_SIGNALS:
    void changed(const prophecy::Operation& operation);
    /// A backup was watched to its good end without a gap.
    void timed(const prophecy::Operation& operation, qint64 tookMs);

private:
    struct Request {
        DangerousRequest asked;
        Promise<Operation> begun;
        bool mayAdopt = true;
    };
    struct Moment {
        QDateTime wall;
        std::chrono::milliseconds steady{0};
    };
    struct Tracked {
        Operation operation;
        Operation recorded;                      ///< as it stands in the store
        std::optional<Environment> environment;  ///< empty: only watched
        Call connecting;
        Call look;
        Timer next;
        Timer rewrite;  ///< the end could not be written yet
        std::vector<std::function<void(const Operation&)>> afterLook;
        std::chrono::milliseconds begunAt{-1};  ///< steady; -1 where it was not begun in this run
        Moment looked;                          ///< when it changed last
        Moment listed;                          ///< when the list was read last
        QDateTime listedThere;                  ///< the same by the server's clock
        bool watched = false;                   ///< the look before the first that showed its end was just before
    };

    Call submit(DangerousRequest asked, QObject* context, Handler<Operation> begun);
    void prepare(const Request& request);
    void record(const Request& request, const Baseline& baseline);
    void send(const Request& request, const Baseline& baseline, const OperationId& id);
    void settleConflict(const Request& request);
    void observe(const OperationId& id, const Observation& observation);
    void takeConfirmation(Tracked& tracked, const Observation& observation);
    void scheduleConfirmation(const OperationId& id);
    Moment moment() const { return {m_clock.nowUtc(), m_clock.steady()}; }
    void noteClockJump(Tracked& tracked);
    void noteServerTime(Tracked& tracked, const QDateTime& there);
    void measure(const Tracked& tracked, Operation& finished) const;
    Result<void> mayClose(const OperationId& id, const QString& reason) const;
    Result<Operation> close(const OperationId& id, bool arrived, const QString& reason, const QString& looked);
    void apply(Tracked& tracked, Reduction reduction);
    bool write(const Operation& operation);
    void look(const OperationId& id, NextAction action);
    Call ask(const Operation& operation, NextAction action, const Client& client);
    void track(const Operation& operation, const std::optional<Environment>& environment);
    void takeUp(const StoredOperation& stored);
    void keepAlive();
    QString watcherOf(const Operation& operation) const;
    bool isWatchedHere(const OperationId& id) const;
    void scanStore();
    void takeUpConfirmations();
    JournalNote noteOf(const Operation& operation, const QString& action) const;

    Storage& m_storage;
    Connector& m_connector;
    Scheduler& m_scheduler;
    const Clock& m_clock;
    Resolver m_resolve;
    std::map<OperationId, Tracked> m_tracked;
    std::vector<OperationId> m_order;
    std::map<int, Call> m_preparing;
    int m_nextPreparation = 0;
    Timer m_scan;
    Timer m_alive;
};

}  // namespace prophecy

Q_DECLARE_METATYPE(prophecy::Operation)
