#include "services/operations/operation_tracker.h"

#include "core/logging.h"
#include "domain/operation/kind_policy.h"
#include "services/operations/last_look.h"
#include "services/operations/recording.h"
#include "services/own_backups.h"

namespace prophecy {

using namespace std::chrono_literals;

namespace {
constexpr auto kScanInterval = 3s;
}

OperationTracker::OperationTracker(Storage& storage, Connector& connector, Scheduler& scheduler, const Clock& clock,
                                   Resolver resolve)
    : m_storage(storage),
      m_connector(connector),
      m_clock(clock),
      m_watch(storage, connector, scheduler, clock, std::move(resolve)),
      m_scan(scheduler, kScanInterval, [this] { scan(); }) {
    connect(&m_watch, &OperationWatch::changed, this, &OperationTracker::changed);
    connect(&m_watch, &OperationWatch::timed, this, &OperationTracker::timed);
}

Call OperationTracker::start(const Order& order, QObject* context, Handler<Operation> begun) {
    const Request request{order, Promise<Operation>(context, std::move(begun))};
    const KindDriver& driver = m_watch.driverOf(order.kind);
    Q_ASSERT(!order.id.isEmpty());
    Result<void> allowed = checkProtection(order.environment, driver.action, order.consent);
    if (allowed) allowed = driver.check(order, m_clock.nowUtc());
    allowed ? prepare(request) : request.begun.settle(fail(allowed.error()));
    return request.begun.call();
}

void OperationTracker::prepare(const Request& request) {
    const int slot = m_nextPreparation++;
    const Order& order = request.order;
    m_preparing[slot] =
        lookBefore(m_connector, order, m_watch.driverOf(order.kind), ownershipOf(m_storage, order.environment), this,
                   [this, request, slot](Result<Baseline> baseline) {
                       baseline ? record(request, *baseline) : request.begun.settle(fail(baseline.error()));
                       m_preparing.erase(slot);
                   });
}

/// The last moment at which the admin can still think better of it.
void OperationTracker::record(const Request& request, const Baseline& baseline) {
    if (!request.begun.isLive() || !request.begun.context()) return;
    const Order& order = request.order;
    const KindDriver& driver = m_watch.driverOf(order.kind);
    const Operation operation = operationFor(order, driver, baseline, m_clock.nowUtc());
    const auto recorded = recordBegun(m_storage, operation, order, driver, baseline, m_clock);
    if (!recorded && recorded.error().kind == ErrorKind::Conflict) return settleConflict(request);
    if (!recorded) return request.begun.settle(fail(recorded.error()));
    m_watch.hold(operation, order.environment);
    m_watch.noteSent(operation.id, baseline.list.serverTime);
    send(request, baseline);
}

void OperationTracker::send(const Request& request, const Baseline& baseline) {
    const Order& order = request.order;
    const KindDriver& driver = m_watch.driverOf(order.kind);
    driver.send(m_connector.dangerousClientFor(baseline.endpoint, {}), order, this,
                [this, request, baseline, &driver](const Result<Acknowledgement>& answer) {
                    const Answered answered = driver.answered(request.order, baseline, answer);
                    m_watch.observe(request.order.id, answered.seen);
                    answered.refused ? request.begun.settle(fail(answer.error()))
                                     : request.begun.settle(*m_watch.find(request.order.id));
                });
    Q_EMIT changed(*m_watch.find(order.id));
}

Error OperationTracker::busyWith(const Operation& other) const {
    const bool unknown = other.state == OperationState::Unknown || other.state == OperationState::Submitting;
    return makeError(unknown ? ErrorKind::Refused : ErrorKind::Conflict,
                     QStringLiteral("The %1 that was started on %2 at %3 is %4. Nothing was sent.%5")
                         .arg(kebabName(other.kind), other.environmentName, other.startedAt.toString(Qt::ISODate),
                              kebabName(other.state), watcherOf(other)));
}

void OperationTracker::prepareAgain(Request request) {
    request.mayAdopt = false;
    prepare(request);
}

/// Another operation is unfinished there. One that a dead process left may have ended: look once, then decide.
void OperationTracker::settleConflict(const Request& request) {
    const auto rows = m_storage.operations().unfinished();
    if (!rows) return request.begun.settle(fail(rows.error()));
    for (const StoredOperation& row : *rows) {
        const bool there = targetKey(row.operation.target) == targetKey(request.order.environment.root);
        if (!there || !exclude(row.operation.kind, request.order.kind)) continue;
        const OperationId id = row.operation.id;
        if (!m_watch.isWatched(id) && request.mayAdopt && !m_storage.isAlive(row.owner)) takeUp(row);
        const auto held = m_watch.find(id);
        if (held && isFinished(held->state))
            return m_watch.write(id) ? prepareAgain(request) : request.begun.settle(fail(busyWith(row.operation)));
        if (!m_watch.isWatched(id) || !request.mayAdopt) return request.begun.settle(fail(busyWith(row.operation)));
        return m_watch.afterLook(id, [this, request](const Operation& seen) {
            isFinished(seen.state) ? prepareAgain(request) : request.begun.settle(fail(busyWith(seen)));
        });
    }
    if (request.mayAdopt) return prepareAgain(request);  // it ended between our two statements
    request.begun.settle(
        fail(ErrorKind::Conflict,
             QStringLiteral("Another operation was started on %1.").arg(request.order.environment.name)));
}

/// " It is watched by anna on ws1 (process 12), …"; empty where this process watches it.
QString OperationTracker::watcherOf(const Operation& operation) const {
    const auto stored = m_storage.operations().find(operation.id);
    const auto own = m_storage.ownerToken();
    if (!stored || !*stored || !own || (*stored)->owner == *own || !m_storage.isAlive((*stored)->owner)) return {};
    return QStringLiteral(" It is watched by %1.").arg(m_storage.describeOwner((*stored)->owner));
}

void OperationTracker::lookNow(const QUrl& target) {
    for (const Operation& operation : m_watch.operations())
        if (m_watch.isWaiting(operation.id) && targetKey(operation.target) == targetKey(target))
            m_watch.lookNow(operation.id);
}

void OperationTracker::takeUp(const StoredOperation& stored) {
    const Operation& operation = stored.operation;
    const auto environment = m_watch.environmentOf(operation);
    const auto owner = m_storage.ownerToken();
    if (!environment || !owner) {
        // Of an address that is not stored here: shown, and closable, but nobody can look.
        if (m_watch.find(operation.id) == operation) return;
        m_watch.hold(operation, std::nullopt);
        return Q_EMIT changed(operation);
    }
    const QString silent = m_storage.describeOwner(stored.owner);
    const auto adopted = m_storage.operations().adopt(operation.id, stored.owner, *owner);
    if (!adopted || !*adopted) return;
    if (!silent.isEmpty()) {
        JournalNote note = noteOf(operation, Milestone::TakenOver);
        note.detail.insert(QStringLiteral("from"), silent);
        (void)m_storage.journal().append(note);
    }
    m_watch.hold(operation, environment);
    m_watch.lookNow(operation.id);
    Q_EMIT changed(*m_watch.find(operation.id));
}

void OperationTracker::watchStore() {
    if (!m_scan.isRunning()) takeUpConfirmations();
    scan();
    m_scan.run();
}

void OperationTracker::scan() {
    scanUnfinished();
    scanHeld();
}

/// Ends that another run left to be looked at once more.
void OperationTracker::takeUpConfirmations() {
    const auto rows = m_storage.operations().toBeConfirmed();
    if (!rows) return;
    for (const StoredOperation& row : *rows) {
        const auto environment = m_watch.environmentOf(row.operation);
        if (environment && !m_storage.isAlive(row.owner) && !m_watch.find(row.operation.id))
            m_watch.confirm(row.operation, *environment);
    }
}

void OperationTracker::scanUnfinished() {
    const auto rows = m_storage.operations().unfinished();
    if (!rows) {
        qCWarning(logServices) << "Unfinished operations could not be read:" << rows.error().message;
        return;
    }
    for (const StoredOperation& row : *rows) {
        if (m_watch.isWatched(row.operation.id)) continue;
        if (!m_storage.isAlive(row.owner)) {
            takeUp(row);
            continue;
        }
        if (m_watch.find(row.operation.id) == row.operation) continue;
        m_watch.hold(row.operation, std::nullopt);
        Q_EMIT changed(row.operation);
    }
}

/// What others watched and ended.
void OperationTracker::scanHeld() {
    for (const Operation& held : m_watch.operations()) {
        if (m_watch.isWatched(held.id) || isFinished(held.state)) continue;
        const auto stored = m_storage.operations().find(held.id);
        if (stored && *stored && isFinished((*stored)->operation.state)) m_watch.replace((*stored)->operation);
    }
}

std::optional<Operation> OperationTracker::find(const OperationId& id) const {
    if (id.isEmpty()) return std::nullopt;
    if (auto held = m_watch.find(id)) return held;
    const auto stored = m_storage.operations().find(id);
    return stored && *stored ? std::optional((*stored)->operation) : std::nullopt;
}

std::optional<Operation> OperationTracker::unfinishedOn(const QUrl& target, std::optional<Lane> lane) const {
    for (const Operation& operation : m_watch.operations())
        if (!isFinished(operation.state) && targetKey(operation.target) == targetKey(target) &&
            (!lane || operation.kind->lane == *lane))
            return operation;
    return std::nullopt;
}

Result<void> OperationTracker::mayClose(const OperationId& id, const QString& reason) const {
    const auto held = m_watch.find(id);
    if (!held || !mayBeClosedByAdmin(*held, m_clock.nowUtc()))
        return fail(ErrorKind::Refused,
                    QStringLiteral("Only an operation that showed no evidence for 15 minutes can be closed."));
    if (reason.trimmed().isEmpty()) return fail(ErrorKind::Refused, QStringLiteral("Closing it needs a reason."));
    const auto stored = m_storage.operations().find(id);
    if (!stored) return fail(stored.error());
    if (!m_watch.isWatched(id) && *stored && m_storage.isAlive((*stored)->owner))
        return fail(ErrorKind::Refused,
                    QStringLiteral("%1 watches it. Close it there, or here once it is silent for three minutes.")
                        .arg(m_storage.describeOwner((*stored)->owner)));
    return {};
}

Call OperationTracker::closeUnknown(const OperationId& id, bool arrived, const QString& reason, QObject* context,
                                    Handler<Operation> handler) {
    const Promise<Operation> promise(context, std::move(handler));
    if (const auto allowed = mayClose(id, reason); !allowed) {
        promise.settle(fail(allowed.error()));
        return promise.call();
    }
    if (!m_watch.isWatched(id)) {
        promise.settle(close(id, arrived, reason, QStringLiteral("nobody could look")));
        return promise.call();
    }
    m_watch.lookNow(id, [this, promise, id, arrived, reason, asked = m_clock.nowUtc()](const Operation& seen) {
        if (isFinished(seen.state))
            return promise.settle(
                fail(ErrorKind::Refused,
                     QStringLiteral("It has ended meanwhile: %1. Nothing was closed.").arg(kebabName(seen.state))));
        if (seen.visibleAt.isValid() && seen.visibleAt >= asked)
            return promise.settle(
                fail(ErrorKind::Refused, QStringLiteral("The server shows it now. Nothing was closed.")));
        const QString looked = seen.trouble ? QStringLiteral("the look failed: ") + kebabName(*seen.trouble)
                                            : QStringLiteral("the look showed nothing of it");
        promise.settle(close(id, arrived, reason, looked));
    });
    return promise.call();
}

Result<Operation> OperationTracker::close(const OperationId& id, bool arrived, const QString& reason,
                                          const QString& looked) {
    const Operation closed =
        reduce(*m_watch.find(id), ClosedByAdmin{arrived, reason.trimmed()}, m_clock.nowUtc()).operation;
    JournalNote note = noteOf(closed, Milestone::Closed);
    note.detail.insert(QStringLiteral("arrived"), arrived);
    note.detail.insert(QStringLiteral("looked"), looked);
    if (const auto written = m_storage.operations().finish(closed, note); !written) return fail(written.error());
    m_watch.stop(closed);
    return closed;
}

}  // namespace prophecy
