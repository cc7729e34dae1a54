#pragma once

#include "core/ticker.h"
#include "domain/operation/kind_policy.h"
#include "services/operations/operation_watch.h"

namespace prophecy {

/// The only one who sends what cannot be undone, and who has it watched to its end. An operation is recorded in one
/// commit before its request leaves; after a restart unfinished ones are taken up again, and those of another living
/// process are only held. How a kind is asked and recognised stands in its driver and its policy.
class OperationTracker final : public QObject {
    Q_OBJECT
public:
    using Resolver = OperationWatch::Resolver;

    OperationTracker(Storage& storage, Connector& connector, Scheduler& scheduler, const Clock& clock,
                     Resolver resolve);
    /// Those of the console, unless a test brings its own.
    void useDrivers(std::span<const KindDriver> drivers) { m_watch.useDrivers(drivers); }

    /// Looks once more, records, sends once. The handler gets the operation once the request was answered, or is
    /// Unknown; or an Error when nothing was sent or the server refused.
    Call start(const Order& order, QObject* context, Handler<Operation> begun);

    /// Looks at what is unfinished there without waiting: a new key was entered.
    void lookNow(const QUrl& target);

    /// Takes up what a dead process left, holds what others do, and keeps doing so.
    void watchStore();

    /// Unfinished ones and those that ended in this run, oldest first.
    std::vector<Operation> operations() const { return m_watch.operations(); }
    /// One of those, or as it stands in the store; nothing where it was never recorded.
    std::optional<Operation> find(const OperationId& id) const;
    /// The oldest one there, of the lane or of any.
    std::optional<Operation> unfinishedOn(const QUrl& target, std::optional<Lane> lane = {}) const;
    /// Whether its end, where it has one, is in the store; one that could not be written is tried again while this
    /// runs.
    bool isRecorded(const OperationId& id) const { return m_watch.isRecorded(id); }

    /// For one without evidence for 15 minutes; looks once before, and journals the reason with what that look showed.
    /// Kind Refused before that, and where the look shows it.
    Call closeUnknown(const OperationId& id, bool arrived, const QString& reason, QObject* context,
                      Handler<Operation> handler);

Q_SIGNALS:
    void changed(const prophecy::Operation& operation);
    /// One was watched to its good end without a gap.
    void timed(const prophecy::Operation& operation, qint64 tookMs);

private:
    struct Request {
        Order order;
        Promise<Operation> begun;
        bool mayAdopt = true;
    };

    void prepare(const Request& request);
    void record(const Request& request, const Baseline& baseline);
    void send(const Request& request, const Baseline& baseline);
    void settleConflict(const Request& request);
    void prepareAgain(Request request);
    void takeUp(const StoredOperation& stored);
    void takeUpConfirmations();
    void scan();
    void scanUnfinished();
    void scanHeld();
    Error busyWith(const Operation& other) const;
    QString watcherOf(const Operation& operation) const;
    Result<void> mayClose(const OperationId& id, const QString& reason) const;
    Result<Operation> close(const OperationId& id, bool arrived, const QString& reason, const QString& looked);

    Storage& m_storage;
    Connector& m_connector;
    const Clock& m_clock;
    OperationWatch m_watch;
    std::map<int, Call> m_preparing;
    int m_nextPreparation = 0;
    Ticker m_scan;
};

}  // namespace prophecy
