#pragma once

#include <QObject>
#include <map>

#include "core/clock.h"
#include "core/ticker.h"
#include "services/operations/driver.h"
#include "storage/storage.h"

namespace prophecy {

/// Looks at what was begun until it is over, writes down what it learns, and looks once more at an end that was never
/// seen running. It sends nothing that changes anything. The operations of other processes are only held.
class OperationWatch final : public QObject {
    Q_OBJECT
public:
    /// Finds the environment of an operation that is taken up again; nothing when it is not known here.
    using Resolver = std::function<std::optional<Environment>(const Operation&)>;

    OperationWatch(Storage& storage, Connector& connector, Scheduler& scheduler, const Clock& clock, Resolver resolve);
    void useDrivers(std::span<const KindDriver> drivers) { m_drivers = drivers; }
    const KindDriver& driverOf(OperationKind kind) const;
    std::optional<Environment> environmentOf(const Operation& operation) const { return m_resolve(operation); }

    /// From now on; without an environment it is only held. Looks are made once something is observed, or on resume.
    void hold(const Operation& operation, const std::optional<Environment>& environment);
    /// The request leaves now: how long it takes is measured from here.
    void noteSent(const OperationId& id, const QDateTime& serverTime);
    void observe(const OperationId& id, const Observation& observation);
    /// Looks without waiting; then tells what was seen, once it is clear.
    void lookNow(const OperationId& id, std::function<void(const Operation&)> looked = {});
    /// Tells after the next look, whenever that is.
    void afterLook(const OperationId& id, std::function<void(const Operation&)> looked);
    /// An end that another run left to be looked at once more.
    void confirm(const Operation& operation, const Environment& environment);
    /// How another process brought it on.
    void replace(const Operation& operation);
    /// It was closed by hand: no look follows.
    void stop(const Operation& closed);

    /// In the order in which they came.
    std::vector<Operation> operations() const;
    std::optional<Operation> find(const OperationId& id) const;
    /// Whether this process looks at it.
    bool isWatched(const OperationId& id) const;
    /// Whether its next look is only a matter of time.
    bool isWaiting(const OperationId& id) const;
    /// Whether its end, where it has one, is in the store; one that could not be written is tried again while this
    /// runs.
    bool isRecorded(const OperationId& id) const;
    bool write(const OperationId& id);

Q_SIGNALS:
    void changed(const prophecy::Operation& operation);
    /// One was watched to its good end without a gap.
    void timed(const prophecy::Operation& operation, qint64 tookMs);

private:
    struct Moment {
        QDateTime wall;
        std::chrono::milliseconds steady{0};
    };
    struct Watched {
        Operation operation;
        Operation recorded;                      ///< as it stands in the store
        std::optional<Environment> environment;  ///< empty: only held
        Call connecting;
        Call look;
        Timer next;
        Timer rewrite;  ///< the end could not be written yet
        std::vector<std::function<void(const Operation&)>> afterLook;
        std::chrono::milliseconds begunAt{-1};  ///< steady; -1 where it was not begun in this run
        Moment looked;                          ///< when it changed last
        Moment listed;                          ///< when the list was read last
        QDateTime listedThere;                  ///< the same by the server's clock
        bool closely = false;                   ///< the look before the first that showed its end was just before
    };

    void apply(Watched& watched, Reduction reduction);
    void look(const OperationId& id, NextAction what);
    void takeConfirmation(Watched& watched, const Observation& observation);
    void scheduleConfirmation(const OperationId& id);
    Moment moment() const { return {m_clock.nowUtc(), m_clock.steady()}; }
    void noteClockJump(Watched& watched);
    void noteServerTime(Watched& watched, const QDateTime& there);
    void measure(const Watched& watched, Operation& finished) const;
    void keepAlive();

    Storage& m_storage;
    Connector& m_connector;
    Scheduler& m_scheduler;
    const Clock& m_clock;
    Resolver m_resolve;
    std::span<const KindDriver> m_drivers = allDrivers();
    std::map<OperationId, Watched> m_watched;
    std::vector<OperationId> m_order;
    Ticker m_alive;
};

}  // namespace prophecy
