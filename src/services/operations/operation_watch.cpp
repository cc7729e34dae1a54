#include "services/operations/operation_watch.h"

#include <algorithm>

#include "core/logging.h"
#include "domain/operation/kind_policy.h"
#include "services/operations/recording.h"
#include "storage/records.h"

namespace prophecy {

using namespace std::chrono_literals;

namespace {

constexpr auto kRewriteInterval = 10s;
constexpr auto kAliveInterval = 30s;

/// What must survive a restart, and what other processes need to know; a sighting only once a minute.
bool sameRecord(const Operation& a, const Operation& b) {
    constexpr qint64 kSightingSeconds = 60;
    QStringList volatiles{QStringLiteral("seenAt"), QStringLiteral("failedLooks"), QStringLiteral("trouble")};
    if (a.visibleAt.isValid() && a.visibleAt.secsTo(b.visibleAt) < kSightingSeconds)
        volatiles << QStringLiteral("visibleAt") << QStringLiteral("progress");
    QJsonObject before = toRecord(a), after = toRecord(b);
    for (const QString& name : volatiles) {
        before.remove(name);
        after.remove(name);
    }
    return before == after;
}

bool isJump(qint64 ms) {
    constexpr qint64 kJumpMs = 30'000;
    return std::abs(ms) >= kJumpMs;
}

}  // namespace

OperationWatch::OperationWatch(Storage& storage, Connector& connector, Scheduler& scheduler, const Clock& clock,
                               Resolver resolve)
    : m_storage(storage),
      m_connector(connector),
      m_scheduler(scheduler),
      m_clock(clock),
      m_resolve(std::move(resolve)),
      m_alive(scheduler, kAliveInterval, [this] { keepAlive(); }) {}

const KindDriver& OperationWatch::driverOf(OperationKind kind) const {
    const auto found =
        std::find_if(m_drivers.begin(), m_drivers.end(), [&](const KindDriver& driver) { return driver.kind == kind; });
    Q_ASSERT(found != m_drivers.end());
    return *found;
}

void OperationWatch::hold(const Operation& operation, const std::optional<Environment>& environment) {
    Watched& watched = m_watched[operation.id];
    watched.operation = operation;
    watched.recorded = operation;
    watched.environment = environment;
    if (environment && !m_alive.isRunning()) keepAlive();
    if (std::find(m_order.begin(), m_order.end(), operation.id) == m_order.end()) m_order.push_back(operation.id);
}

void OperationWatch::noteSent(const OperationId& id, const QDateTime& serverTime) {
    Watched& watched = m_watched.at(id);
    watched.begunAt = m_clock.steady();
    noteServerTime(watched, serverTime);
}

void OperationWatch::observe(const OperationId& id, const Observation& observation) {
    const auto it = m_watched.find(id);
    if (it == m_watched.end()) return;
    if (it->second.operation.confirmAt.isValid()) return takeConfirmation(it->second, observation);
    if (const auto* list = std::get_if<ListRead>(&observation)) noteServerTime(it->second, list->serverTime);
    noteClockJump(it->second);
    apply(it->second, reduce(it->second.operation, observation, m_clock.nowUtc()));
    const Operation& operation = it->second.operation;
    if (isHalfway(operation)) return;
    const auto waiting = std::exchange(it->second.afterLook, {});
    const Operation seen = operation;
    for (const auto& tell : waiting) tell(seen);
}

void OperationWatch::lookNow(const OperationId& id, std::function<void(const Operation&)> looked) {
    Watched& watched = m_watched.at(id);
    if (looked) watched.afterLook.push_back(std::move(looked));
    apply(watched, resume(watched.operation, m_clock.nowUtc()));
}

void OperationWatch::afterLook(const OperationId& id, std::function<void(const Operation&)> looked) {
    m_watched.at(id).afterLook.push_back(std::move(looked));
}

void OperationWatch::confirm(const Operation& operation, const Environment& environment) {
    hold(operation, environment);
    scheduleConfirmation(operation.id);
}

void OperationWatch::replace(const Operation& operation) {
    m_watched.at(operation.id).operation = operation;
    Q_EMIT changed(Operation(operation));
}

void OperationWatch::stop(const Operation& closed) {
    Watched& watched = m_watched.at(closed.id);
    watched.look.drop();
    watched.connecting.drop();
    watched.next.reset();
    watched.operation = watched.recorded = closed;
    Q_EMIT changed(Operation(closed));
    for (const auto& tell : std::exchange(watched.afterLook, {})) tell(closed);
}

void OperationWatch::apply(Watched& watched, Reduction reduction) {
    constexpr qint64 kWatchedClosely = 15;
    if (isFinished(reduction.operation.state)) measure(watched, reduction.operation);
    const Operation before = std::exchange(watched.operation, reduction.operation);
    const Operation& now = watched.operation;
    if (!sameRecord(watched.recorded, now)) (void)write(now.id);
    if (!before.endSince.isValid() && now.endSince.isValid())
        watched.closely = before.seenAt.isValid() && before.seenAt.secsTo(now.endSince) <= kWatchedClosely;
    if (now.state == OperationState::Succeeded && now.kind->teachesDuration && watched.closely && now.tookMs >= 0)
        Q_EMIT timed(Operation(now), now.tookMs);
    watched.next.reset();
    if (now.confirmAt.isValid()) scheduleConfirmation(now.id);
    if (reduction.next != NextAction::Nothing)
        watched.next =
            m_scheduler.after(reduction.delay, [this, id = now.id, next = reduction.next] { look(id, next); });
    if (before != now) Q_EMIT changed(Operation(now));
}

/// A record that cannot be written now is written later; until then the row stays unfinished and blocks another start.
bool OperationWatch::write(const OperationId& id) {
    Watched& watched = m_watched.at(id);
    const Operation operation = watched.operation;
    const bool finished = isFinished(operation.state);
    const auto written = finished ? m_storage.operations().finish(operation, noteOf(operation, endOf(operation.state)))
                                  : m_storage.operations().update(operation);
    watched.rewrite.reset();
    if (written) watched.recorded = operation;
    if (written) return true;
    if (written.error().kind == ErrorKind::Conflict) return false;  // another process wrote the end
    qCWarning(logServices) << "The operation's record could not be written:" << written.error().message;
    if (finished) watched.rewrite = m_scheduler.after(kRewriteInterval, [this, id] { (void)write(id); });
    return false;
}

/// A jump of the wall clock, or a machine that slept, tells nothing of the server.
void OperationWatch::noteClockJump(Watched& watched) {
    const Moment now = moment();
    const Moment before = std::exchange(watched.looked, now);
    if (!before.wall.isValid()) return;
    const qint64 steadyMs = (now.steady - before.steady).count();
    if (isJump(before.wall.msecsTo(now.wall) - steadyMs)) watched.operation = afterClockJump(watched.operation);
}

/// The server's clock jumped, and ours did not: what is counted by it goes with it.
void OperationWatch::noteServerTime(Watched& watched, const QDateTime& there) {
    if (!there.isValid()) return;
    const Moment now = moment();
    const Moment before = std::exchange(watched.listed, now);
    const QDateTime thereBefore = std::exchange(watched.listedThere, there);
    if (!thereBefore.isValid()) return;
    const qint64 steadyMs = (now.steady - before.steady).count();
    const qint64 jumped = thereBefore.msecsTo(there) - steadyMs;
    if (!isJump(jumped) || isJump(before.wall.msecsTo(now.wall) - steadyMs)) return;
    QDateTime& started = watched.operation.startedThere;
    if (started.isValid()) started = started.addMSecs(jumped);
}

/// How long it took, where this run saw both ends; a clock that jumped in between would only give a wrong figure.
void OperationWatch::measure(const Watched& watched, Operation& finished) const {
    if (watched.begunAt.count() < 0) return;
    const qint64 sinceEnd = finished.finishedAt.msecsTo(m_clock.nowUtc());
    finished.tookMs = (m_clock.steady() - watched.begunAt).count() - sinceEnd;
}

void OperationWatch::scheduleConfirmation(const OperationId& id) {
    const Operation& operation = m_watched.at(id).operation;
    const qint64 wait = std::clamp<qint64>(m_clock.nowUtc().msecsTo(operation.confirmAt), 1'000, 60'000);
    const NextAction action = operation.kind->confirmingLook;
    m_watched.at(id).next =
        m_scheduler.after(std::chrono::milliseconds(wait), [this, id, action] { look(id, action); });
}

/// An end that was never seen running is believed, but not at once and for ever.
void OperationWatch::takeConfirmation(Watched& watched, const Observation& observation) {
    const Operation before = watched.operation;
    const Operation after = prophecy::confirm(before, observation, m_clock.nowUtc());
    const bool reopened = !isFinished(after.state);
    std::optional<JournalNote> note;
    if (reopened) note = noteOf(before, Milestone::Reopened);
    const QString owner = m_storage.ownerToken().value_or(QString());
    const auto amended = m_storage.operations().amend(after, owner, note);
    if (!amended && amended.error().kind != ErrorKind::Conflict) return scheduleConfirmation(before.id);
    if (reopened && !amended) {
        // Something else runs there by now: only noted.
        if (note) (void)m_storage.journal().append(*note);
        watched.operation.confirmAt = {};
        (void)m_storage.operations().amend(watched.operation, owner, std::nullopt);
        return;
    }
    watched.operation = watched.recorded = after;
    if (after.confirmAt.isValid()) return scheduleConfirmation(after.id);
    if (!reopened) return;
    Q_EMIT changed(after);
    if (!m_alive.isRunning()) keepAlive();
    apply(watched, resume(after, m_clock.nowUtc()));
}

void OperationWatch::look(const OperationId& id, NextAction action) {
    Watched& watched = m_watched.at(id);
    if (auto changed = m_resolve(watched.operation)) watched.environment = std::move(changed);
    watched.connecting =
        m_connector.connectTo(*watched.environment, this, [this, id, action](Result<Endpoint> endpoint) {
            if (!endpoint) return observe(id, LookFailed{endpoint.error(), action});
            Watched& now = m_watched.at(id);
            now.look = driverOf(now.operation.kind)
                           .look(m_connector.clientFor(*endpoint), now.operation, action, this,
                                 [this, id, action](Result<Observation> seen) {
                                     observe(id, seen ? *seen : Observation(LookFailed{seen.error(), action}));
                                 });
        });
}

/// While this process owns something unfinished, the others know by this that it is still there.
void OperationWatch::keepAlive() {
    m_storage.giveSignOfLife();
    const bool owns = std::any_of(m_watched.begin(), m_watched.end(), [](const auto& entry) {
        return entry.second.environment && !isFinished(entry.second.operation.state);
    });
    m_alive.run(owns);
}

std::vector<Operation> OperationWatch::operations() const {
    std::vector<Operation> all;
    for (const OperationId& id : m_order) all.push_back(m_watched.at(id).operation);
    return all;
}

std::optional<Operation> OperationWatch::find(const OperationId& id) const {
    const auto it = m_watched.find(id);
    return it == m_watched.end() ? std::nullopt : std::optional(it->second.operation);
}

bool OperationWatch::isWatched(const OperationId& id) const {
    const auto it = m_watched.find(id);
    return it != m_watched.end() && it->second.environment;
}

bool OperationWatch::isWaiting(const OperationId& id) const {
    const auto it = m_watched.find(id);
    return isWatched(id) && it->second.next && !isFinished(it->second.operation.state);
}

bool OperationWatch::isRecorded(const OperationId& id) const {
    const auto it = m_watched.find(id);
    return it == m_watched.end() || !it->second.rewrite;
}

}  // namespace prophecy
