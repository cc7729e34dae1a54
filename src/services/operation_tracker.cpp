#include "services/operation_tracker.h"

#include "services/own_backups.h"

#include <QJsonArray>
#include <QSet>
#include <QUuid>
#include <algorithm>

#include "core/logging.h"
#include "domain/kind_policy.h"
#include "services/admission.h"
#include "services/check_notes.h"
#include "services/installation_marks.h"
#include "storage/records.h"

namespace prophecy {

using namespace std::chrono_literals;

namespace {

constexpr auto kScanInterval = 3s;
constexpr auto kRewriteInterval = 10s;
constexpr auto kAliveInterval = 30s;

BackupTimestamp newestOf(const BackupList& list) {
    BackupTimestamp newest;
    for (const Backup& backup : list.backups)
        if (isWellFormed(backup.timestamp) && backup.timestamp > newest) newest = backup.timestamp;
    return newest;
}

/// By these one of its own is told from another installation's in a store that both use.
QStringList nameSpacesOf(const Ownership& ownership, const BackupList& list) {
    if (!ownership.nameSpace.isEmpty()) return {ownership.nameSpace};
    QStringList found;
    for (const Backup& backup : list.backups)
        if (!backup.nameSpace.isEmpty() && !found.contains(backup.nameSpace)) found << backup.nameSpace;
    return found;
}

/// Retention takes the oldest: a list without the newest is no list to conclude from.
QStringList neighboursOf(const BackupTimestamp& timestamp, const BackupList& list) {
    constexpr qsizetype kKept = 8;
    QStringList others;
    for (const Backup& backup : list.backups)
        if (isWellFormed(backup.timestamp) && backup.timestamp != timestamp) others << backup.timestamp.text();
    std::sort(others.begin(), others.end(), std::greater<>());
    return others.mid(0, kKept);
}

QSet<BackupTimestamp> timestampsOf(const BackupList& list) {
    QSet<BackupTimestamp> timestamps;
    timestamps.reserve(static_cast<qsizetype>(list.backups.size()));
    for (const Backup& backup : list.backups) timestamps.insert(backup.timestamp);
    return timestamps;
}

Action actionOf(OperationKind kind) {
    if (kind == OperationKind::Backup) return Action::StartBackup;
    if (kind == OperationKind::Delete) return Action::DeleteBackup;
    return kind == OperationKind::Restore ? Action::Restore : Action::Upgrade;
}

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

}  // namespace

OperationTracker::OperationTracker(Storage& storage, Connector& connector, Scheduler& scheduler, const Clock& clock,
                                   Resolver resolve)
    : m_storage(storage),
      m_connector(connector),
      m_scheduler(scheduler),
      m_clock(clock),
      m_resolve(std::move(resolve)) {}

Call OperationTracker::startBackup(const Environment& environment, const Consent& consent, QObject* context,
                                   Handler<Operation> begun) {
    DangerousRequest asked{.environment = environment, .kind = OperationKind::Backup, .consent = consent};
    return submit(std::move(asked), context, std::move(begun));
}

Call OperationTracker::deleteBackup(const Environment& environment, const BackupTimestamp& timestamp,
                                    const Consent& consent, QObject* context, Handler<Operation> begun) {
    DangerousRequest asked{
        .environment = environment, .kind = OperationKind::Delete, .timestamp = timestamp, .consent = consent};
    return submit(std::move(asked), context, std::move(begun));
}

Call OperationTracker::startRestore(const RestoreOrder& order, const Consent& consent, QObject* context,
                                    Handler<Operation> begun) {
    const RestorePlan& plan = order.plan;
    DangerousRequest asked{.environment = plan.destination,
                           .kind = OperationKind::Restore,
                           .timestamp = plan.request.timestamp,
                           .consent = consent,
                           .restore = plan.request,
                           .nextKeyHeld = plan.nextKeyHeld,
                           .sourceName = plan.source.name,
                           .safety = order.safety,
                           .source = order.listingWaived ? std::nullopt : std::optional(plan.source),
                           .seenPeer = order.seenPeer,
                           .note = order.note};
    return submit(std::move(asked), context, std::move(begun));
}

Call OperationTracker::startUpgrade(const UpgradeOrder& order, const Consent& consent, QObject* context,
                                    Handler<Operation> begun) {
    DangerousRequest asked{.environment = order.environment,
                           .kind = OperationKind::Upgrade,
                           .consent = consent,
                           .safety = order.backup,
                           .upgrade = order.request,
                           .seenVersion = order.from,
                           .seenPeer = order.seenPeer,
                           .note = order.note};
    return submit(std::move(asked), context, std::move(begun));
}

namespace {

Result<void> mayBeAsked(const DangerousRequest& request) {
    if (auto allowed = checkProtection(request.environment, actionOf(request.kind), request.consent); !allowed)
        return allowed;
    if (request.kind == OperationKind::Restore) return checkRequest(request.restore);
    if (request.kind == OperationKind::Upgrade) return checkRequest(request.upgrade);
    if (request.kind == OperationKind::Delete && !isWellFormed(request.timestamp))
        return fail(
            ErrorKind::Refused,
            QStringLiteral("\"%1\" is not a backup timestamp. Nothing was sent.").arg(request.timestamp.text()));
    return {};
}

}  // namespace

Call OperationTracker::submit(DangerousRequest asked, QObject* context, Handler<Operation> begun) {
    asked.ownership = ownershipOf(m_storage, asked.environment);
    const Request request{std::move(asked), Promise<Operation>(context, std::move(begun))};
    if (const auto allowed = mayBeAsked(request.asked); !allowed)
        request.begun.settle(fail(allowed.error()));
    else
        prepare(request);
    return request.begun.call();
}

void OperationTracker::prepare(const Request& request) {
    const int slot = m_nextPreparation++;
    m_preparing[slot] = lookBefore(m_connector, request.asked, this, [this, request, slot](Result<Baseline> baseline) {
        baseline ? record(request, *baseline) : request.begun.settle(fail(baseline.error()));
        m_preparing.erase(slot);
    });
}

/// The last moment at which the admin can still think better of it.
void OperationTracker::record(const Request& request, const Baseline& baseline) {
    if (!request.begun.isLive() || !request.begun.context()) return;
    const auto owner = m_storage.ownerToken();
    if (!owner) return request.begun.settle(fail(owner.error()));
    const DangerousRequest& asked = request.asked;
    Operation operation;
    operation.id = OperationId(QUuid::createUuid().toString(QUuid::WithoutBraces));
    operation.kind = asked.kind;
    operation.environment = asked.environment.id;
    operation.environmentName = asked.environment.name;
    operation.target = asked.environment.root;
    operation.timestamp = asked.timestamp;
    operation.baselineKnown = true;
    operation.baselineNewest = newestOf(baseline.list);
    operation.baselineCount = static_cast<int>(baseline.list.backups.size());
    operation.nameSpaces = nameSpacesOf(asked.ownership, baseline.list);
    if (asked.kind == OperationKind::Delete)
        operation.trace = DeleteTrace{neighboursOf(asked.timestamp, baseline.list)};
    operation.startedAt = m_clock.nowUtc();
    operation.startedThere = baseline.list.serverTime;
    if (asked.kind == OperationKind::Restore)
        operation.trace = RestoreTrace{asked.sourceName, asked.restore.sourceNamespace, asked.restore.skipped,
                                       baseline.restoreStatus, asked.nextKeyHeld};
    if (asked.kind == OperationKind::Upgrade)
        operation.trace =
            UpgradeTrace{asked.upgrade, asked.seenVersion, asked.safety, baseline.upgradeStatus, asked.seenVersion};
    JournalNote note = noteOf(operation, kebabName(operation.kind) + QStringLiteral("-start"));
    if (!asked.consent.accepted.empty())
        note.detail.insert(QStringLiteral("accepted"), notesOf(asked.consent.accepted));
    for (auto it = asked.note.begin(); it != asked.note.end(); ++it) note.detail.insert(it.key(), it.value());
    const auto begun = m_storage.operations().begin(operation, *owner, note, [&] {
        return admit(m_storage, asked.environment, actionOf(asked.kind), asked.consent,
                     {baseline.doors, baseline.list});
    });
    if (!begun && begun.error().kind == ErrorKind::Conflict) return settleConflict(request);
    if (!begun) return request.begun.settle(fail(begun.error()));
    if (const auto proven = m_storage.proveRecorded(); !proven) {
        operation.text = proven.error().message;
        operation.state = OperationState::Failed;
        operation.finishedAt = m_clock.nowUtc();
        (void)m_storage.operations().finish(operation,
                                            noteOf(operation, kebabName(operation.kind) + QLatin1String("-not-sent")));
        return request.begun.settle(fail(proven.error()));
    }
    if (asked.consent.accepted.contains(CheckId::Record)) m_storage.acceptLostRecord(asked.environment.root);
    if (!asked.environment.id.isEmpty())
        keepMarks(m_storage, asked.environment, marksOf(baseline.doors, baseline.list));
    track(operation, asked.environment);
    m_tracked.at(operation.id).begunAt = m_clock.steady();
    noteServerTime(m_tracked.at(operation.id), baseline.list.serverTime);
    send(request, baseline, operation.id);
}

namespace {

/// "Not found" of a backup that was listed may be the answer to a copy of a delete that was done.
bool isRefusal(const Error& error, const DangerousRequest& asked, const QSet<BackupTimestamp>& listedBefore) {
    const bool goneMeanwhile = asked.kind == OperationKind::Delete && error.kind == ErrorKind::NotFound &&
                               listedBefore.contains(asked.timestamp);
    return error.kind != ErrorKind::UnknownOutcome && !goneMeanwhile;
}

/// A name that was listed before the request left, or is older than what was, is some other backup's, and one of days
/// to come is nobody's. Server time may have fallen back by an hour, and is of any zone.
bool canBeNew(const BackupTimestamp& named, const QSet<BackupTimestamp>& listedBefore, const QDateTime& serverTime) {
    constexpr qint64 kFallsBack = 2 * 3600;
    constexpr qint64 kAnyZone = 26 * 3600;
    if (listedBefore.contains(named)) return false;
    const QDateTime at = instantOf(named, QTimeZone::utc());
    if (at.isValid() && serverTime.isValid() && serverTime.secsTo(at) > kAnyZone) return false;
    return !at.isValid() || std::none_of(listedBefore.begin(), listedBefore.end(), [&](const BackupTimestamp& other) {
        const QDateTime listed = instantOf(other, QTimeZone::utc());
        return listed.isValid() && at.secsTo(listed) > kFallsBack;
    });
}

}  // namespace

void OperationTracker::send(const Request& request, const Baseline& baseline, const OperationId& id) {
    const auto received = [this, request, id, before = timestampsOf(baseline.list),
                           serverTime = baseline.list.serverTime](Result<Acknowledgement> answer) {
        const bool isDelete = request.asked.kind == OperationKind::Delete;
        const bool refused = !answer && isRefusal(answer.error(), request.asked, before);
        if (answer && isDelete && answer->done)
            observe(id, Confirmed{});
        else if (answer && !isDelete && answer->accepted)
            observe(id, Accepted{request.asked.kind == OperationKind::Backup &&
                                         canBeNew(answer->timestamp, before, serverTime)
                                     ? answer->timestamp
                                     : BackupTimestamp()});
        else if (answer)
            observe(id,
                    SentWithoutAnswer{makeError(
                        ErrorKind::UnknownOutcome,
                        QStringLiteral("The server answered, but says neither yes nor no: %1").arg(answer->message))});
        else if (refused)
            observe(id, Rejected{answer.error()});
        else
            observe(id, SentWithoutAnswer{answer.error()});
        request.begun.settle(refused ? Result<Operation>(fail(answer.error()))
                                     : Result<Operation>(m_tracked.at(id).operation));
    };
    const DangerousClient client = m_connector.dangerousClientFor(baseline.endpoint, {});
    const DangerousRequest& asked = request.asked;
    if (asked.kind == OperationKind::Backup) client.startBackup(this, received);
    if (asked.kind == OperationKind::Delete) client.deleteBackup(asked.timestamp, this, received);
    if (asked.kind == OperationKind::Restore) client.startRestore(asked.restore, this, received);
    if (asked.kind == OperationKind::Upgrade) client.startUpgrade(asked.upgrade, this, received);
    Q_EMIT changed(m_tracked.at(id).operation);
}

/// Another operation is unfinished there. One that a dead process left may have ended: look once, then decide.
void OperationTracker::settleConflict(const Request& request) {
    const auto refuse = [this, request](const Operation& other) {
        const bool unknown = other.state == OperationState::Unknown || other.state == OperationState::Submitting;
        request.begun.settle(
            fail(unknown ? ErrorKind::Refused : ErrorKind::Conflict,
                 QStringLiteral("The %1 that was started on %2 at %3 is %4. Nothing was sent.%5")
                     .arg(kebabName(other.kind), other.environmentName, other.startedAt.toString(Qt::ISODate),
                          kebabName(other.state), watcherOf(other))));
    };
    const auto rows = m_storage.operations().unfinished();
    if (!rows) return request.begun.settle(fail(rows.error()));
    for (const StoredOperation& row : *rows) {
        if (targetKey(row.operation.target) != targetKey(request.asked.environment.root)) continue;
        const OperationId id = row.operation.id;
        if (!isWatchedHere(id) && request.mayAdopt && !m_storage.isAlive(row.owner)) takeUp(row);
        const auto tracked = m_tracked.find(id);
        if (tracked != m_tracked.end() && isFinished(tracked->second.operation.state)) {
            if (!write(tracked->second.operation)) return refuse(row.operation);
            Request again = request;
            again.mayAdopt = false;
            return prepare(again);
        }
        if (tracked == m_tracked.end() || !tracked->second.environment || !request.mayAdopt)
            return refuse(row.operation);
        tracked->second.afterLook.push_back([this, request, refuse](const Operation& seen) {
            if (!isFinished(seen.state)) return refuse(seen);
            Request again = request;
            again.mayAdopt = false;
            prepare(again);
        });
        return;
    }
    Request again = request;
    again.mayAdopt = false;
    if (request.mayAdopt) return prepare(again);  // it ended between our two statements
    request.begun.settle(
        fail(ErrorKind::Conflict,
             QStringLiteral("Another operation was started on %1.").arg(request.asked.environment.name)));
}

bool OperationTracker::isWatchedHere(const OperationId& id) const {
    const auto it = m_tracked.find(id);
    return it != m_tracked.end() && it->second.environment;
}

/// " It is watched by anna on ws1 (process 12), …"; empty where this process watches it.
QString OperationTracker::watcherOf(const Operation& operation) const {
    const auto stored = m_storage.operations().find(operation.id);
    const auto own = m_storage.ownerToken();
    if (!stored || !*stored || !own || (*stored)->owner == *own || !m_storage.isAlive((*stored)->owner)) return {};
    return QStringLiteral(" It is watched by %1.").arg(m_storage.describeOwner((*stored)->owner));
}

void OperationTracker::track(const Operation& operation, const std::optional<Environment>& environment) {
    Tracked& tracked = m_tracked[operation.id];
    tracked.operation = operation;
    tracked.recorded = operation;
    tracked.environment = environment;
    if (environment && !m_alive) keepAlive();
    if (std::find(m_order.begin(), m_order.end(), operation.id) == m_order.end()) m_order.push_back(operation.id);
}

void OperationTracker::observe(const OperationId& id, const Observation& observation) {
    const auto it = m_tracked.find(id);
    if (it == m_tracked.end()) return;
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

void OperationTracker::apply(Tracked& tracked, Reduction reduction) {
    constexpr qint64 kWatchedClosely = 15;
    if (isFinished(reduction.operation.state)) measure(tracked, reduction.operation);
    const Operation before = std::exchange(tracked.operation, reduction.operation);
    const Operation& now = tracked.operation;
    if (!sameRecord(tracked.recorded, now)) (void)write(now);
    if (!before.endSince.isValid() && now.endSince.isValid())
        tracked.watched = before.seenAt.isValid() && before.seenAt.secsTo(now.endSince) <= kWatchedClosely;
    if (now.state == OperationState::Succeeded && now.kind == OperationKind::Backup && tracked.watched &&
        now.tookMs >= 0)
        Q_EMIT timed(Operation(now), now.tookMs);
    tracked.next.reset();
    if (now.confirmAt.isValid()) scheduleConfirmation(now.id);
    if (reduction.next != NextAction::Nothing)
        tracked.next =
            m_scheduler.after(reduction.delay, [this, id = now.id, next = reduction.next] { look(id, next); });
    if (before != now) Q_EMIT changed(Operation(now));
}

/// A record that cannot be written now is written later; until then the row stays unfinished and blocks another start.
bool OperationTracker::write(const Operation& operation) {
    const bool finished = isFinished(operation.state);
    const auto written =
        finished ? m_storage.operations().finish(
                       operation, noteOf(operation, kebabName(operation.kind) + u'-' + kebabName(operation.state)))
                 : m_storage.operations().update(operation);
    Tracked& tracked = m_tracked.at(operation.id);
    tracked.rewrite.reset();
    if (written) tracked.recorded = operation;
    if (written) return true;
    if (written.error().kind == ErrorKind::Conflict) return false;  // another process wrote the end
    qCWarning(logServices) << "The operation's record could not be written:" << written.error().message;
    if (finished)
        tracked.rewrite = m_scheduler.after(
            kRewriteInterval, [this, id = operation.id] { (void)write(Operation(m_tracked.at(id).operation)); });
    return false;
}

namespace {

bool isJump(qint64 ms) {
    constexpr qint64 kJumpMs = 30'000;
    return std::abs(ms) >= kJumpMs;
}

}  // namespace

/// A jump of the wall clock, or a machine that slept, tells nothing of the server.
void OperationTracker::noteClockJump(Tracked& tracked) {
    const Moment now = moment();
    const Moment before = std::exchange(tracked.looked, now);
    if (!before.wall.isValid()) return;
    const qint64 steadyMs = (now.steady - before.steady).count();
    if (isJump(before.wall.msecsTo(now.wall) - steadyMs)) tracked.operation = afterClockJump(tracked.operation);
}

/// The server's clock jumped, and ours did not: what is counted by it goes with it.
void OperationTracker::noteServerTime(Tracked& tracked, const QDateTime& there) {
    if (!there.isValid()) return;
    const Moment now = moment();
    const Moment before = std::exchange(tracked.listed, now);
    const QDateTime thereBefore = std::exchange(tracked.listedThere, there);
    if (!thereBefore.isValid()) return;
    const qint64 steadyMs = (now.steady - before.steady).count();
    const qint64 jumped = thereBefore.msecsTo(there) - steadyMs;
    if (!isJump(jumped) || isJump(before.wall.msecsTo(now.wall) - steadyMs)) return;
    QDateTime& started = tracked.operation.startedThere;
    if (started.isValid()) started = started.addMSecs(jumped);
}

/// How long it took, where this run saw both ends; a clock that jumped in between would only give a wrong figure.
void OperationTracker::measure(const Tracked& tracked, Operation& finished) const {
    if (tracked.begunAt.count() < 0) return;
    const qint64 sinceEnd = finished.finishedAt.msecsTo(m_clock.nowUtc());
    finished.tookMs = (m_clock.steady() - tracked.begunAt).count() - sinceEnd;
}

void OperationTracker::scheduleConfirmation(const OperationId& id) {
    const Operation& operation = m_tracked.at(id).operation;
    const qint64 wait = std::clamp<qint64>(m_clock.nowUtc().msecsTo(operation.confirmAt), 1'000, 60'000);
    const NextAction action = operation.kind->confirmingLook;
    m_tracked.at(id).next =
        m_scheduler.after(std::chrono::milliseconds(wait), [this, id, action] { look(id, action); });
}

/// An end that was never seen running is believed, but not at once and for ever.
void OperationTracker::takeConfirmation(Tracked& tracked, const Observation& observation) {
    const Operation before = tracked.operation;
    const Operation after = confirm(before, observation, m_clock.nowUtc());
    const bool reopened = !isFinished(after.state);
    std::optional<JournalNote> note;
    if (reopened) note = noteOf(before, kebabName(before.kind) + QStringLiteral("-reopened"));
    const QString owner = m_storage.ownerToken().value_or(QString());
    const auto amended = m_storage.operations().amend(after, owner, note);
    if (!amended && amended.error().kind != ErrorKind::Conflict) return scheduleConfirmation(before.id);
    if (reopened && !amended) {
        // Something else runs there by now: only noted.
        if (note) (void)m_storage.journal().append(*note);
        tracked.operation.confirmAt = {};
        (void)m_storage.operations().amend(tracked.operation, owner, std::nullopt);
        return;
    }
    tracked.operation = tracked.recorded = after;
    if (after.confirmAt.isValid()) return scheduleConfirmation(after.id);
    if (!reopened) return;
    Q_EMIT changed(after);
    if (!m_alive) keepAlive();
    apply(tracked, resume(after, m_clock.nowUtc()));
}

void OperationTracker::look(const OperationId& id, NextAction action) {
    Tracked& tracked = m_tracked.at(id);
    if (auto changed = m_resolve(tracked.operation)) tracked.environment = std::move(changed);
    tracked.connecting =
        m_connector.connectTo(*tracked.environment, this, [this, id, action](Result<Endpoint> endpoint) {
            if (!endpoint) return observe(id, LookFailed{endpoint.error(), action});
            m_tracked.at(id).look = ask(m_tracked.at(id).operation, action, m_connector.clientFor(*endpoint));
        });
}

Call OperationTracker::ask(const Operation& operation, NextAction action, const Client& client) {
    const OperationId id = operation.id;
    const auto observing = [this, id, action](auto observationOf) {
        return [this, id, action, observationOf](auto answer) {
            answer ? observe(id, observationOf(std::move(*answer))) : observe(id, LookFailed{answer.error(), action});
        };
    };
    const auto takeStatus = observing([](BackupAnswer answer) { return StatusRead{std::move(answer)}; });
    switch (action) {
        case NextAction::ReadStatus:
            return operation.traceOf<RestoreTrace>() ? client.restoreStatus(operation.timestamp, this, takeStatus)
                                                     : client.backupStatus(operation.timestamp, this, takeStatus);
        case NextAction::ReadUpgradeStatus:
            return client.upgradeStatus(this, [this, id](Result<UpgradeStatus> status) {
                // Not offered, or a page in front of a restarting service: the version that is read next tells.
                if (!status && !meansNotOffered(status.error()))
                    return observe(id, LookFailed{status.error(), NextAction::ReadUpgradeStatus});
                observe(id, UpgradeStatusRead{status ? std::optional(*status) : std::nullopt});
            });
        case NextAction::ReadVersions:
            return client.versions(this,
                                   observing([](Versions versions) { return VersionsRead{std::move(versions)}; }));
        case NextAction::ReadList:
        case NextAction::Nothing: break;
    }
    return client.listBackups(this, observing([](BackupList list) {
                                  return ListRead{std::move(list.backups), list.serverTime};
                              }));
}

void OperationTracker::lookNow(const QUrl& target) {
    for (auto& [id, tracked] : m_tracked) {
        if (!tracked.environment || !tracked.next || isFinished(tracked.operation.state) ||
            targetKey(tracked.operation.target) != targetKey(target))
            continue;
        apply(tracked, resume(tracked.operation, m_clock.nowUtc()));
    }
}

/// While this process owns something unfinished, the others know by this that it is still there.
void OperationTracker::keepAlive() {
    m_storage.giveSignOfLife();
    const bool owns = std::any_of(m_tracked.begin(), m_tracked.end(), [](const auto& entry) {
        return entry.second.environment && !isFinished(entry.second.operation.state);
    });
    m_alive = owns ? m_scheduler.after(kAliveInterval, [this] { keepAlive(); }) : nullptr;
}

void OperationTracker::takeUp(const StoredOperation& stored) {
    const auto environment = m_resolve(stored.operation);
    const auto owner = m_storage.ownerToken();
    if (!environment || !owner) {
        // Of an address that is not stored here: shown, and closable, but nobody can look.
        const auto known = m_tracked.find(stored.operation.id);
        if (known != m_tracked.end() && known->second.operation == stored.operation) return;
        track(stored.operation, std::nullopt);
        return Q_EMIT changed(stored.operation);
    }
    const QString silent = m_storage.describeOwner(stored.owner);
    const auto adopted = m_storage.operations().adopt(stored.operation.id, stored.owner, *owner);
    if (!adopted || !*adopted) return;
    if (!silent.isEmpty()) {
        JournalNote note = noteOf(stored.operation, kebabName(stored.operation.kind) + QStringLiteral("-taken-over"));
        note.detail.insert(QStringLiteral("from"), silent);
        (void)m_storage.journal().append(note);
    }
    track(stored.operation, environment);
    apply(m_tracked.at(stored.operation.id), resume(stored.operation, m_clock.nowUtc()));
    Q_EMIT changed(m_tracked.at(stored.operation.id).operation);
}

void OperationTracker::watchStore() {
    if (!m_scan) takeUpConfirmations();
    scanStore();
    m_scan = m_scheduler.after(kScanInterval, [this] { watchStore(); });
}

/// Ends that another run left to be looked at once more.
void OperationTracker::takeUpConfirmations() {
    const auto rows = m_storage.operations().toBeConfirmed();
    if (!rows) return;
    for (const StoredOperation& row : *rows) {
        const auto environment = m_resolve(row.operation);
        if (!environment || m_storage.isAlive(row.owner) || m_tracked.contains(row.operation.id)) continue;
        track(row.operation, environment);
        scheduleConfirmation(row.operation.id);
    }
}

void OperationTracker::scanStore() {
    const auto rows = m_storage.operations().unfinished();
    if (!rows) {
        qCWarning(logServices) << "Unfinished operations could not be read:" << rows.error().message;
        return;
    }
    for (const StoredOperation& row : *rows) {
        const auto known = m_tracked.find(row.operation.id);
        if (known != m_tracked.end() && known->second.environment) continue;
        if (!m_storage.isAlive(row.owner)) {
            takeUp(row);
            continue;
        }
        if (known != m_tracked.end() && known->second.operation == row.operation) continue;
        track(row.operation, std::nullopt);
        Q_EMIT changed(row.operation);
    }
    for (auto& [id, tracked] : m_tracked) {
        if (tracked.environment || isFinished(tracked.operation.state)) continue;
        const auto stored = m_storage.operations().find(id);
        if (!stored || !*stored || !isFinished((*stored)->operation.state)) continue;
        tracked.operation = (*stored)->operation;
        Q_EMIT changed(Operation(tracked.operation));
    }
}

std::vector<Operation> OperationTracker::operations() const {
    std::vector<Operation> all;
    for (const OperationId& id : m_order) all.push_back(m_tracked.at(id).operation);
    return all;
}

std::optional<Operation> OperationTracker::unfinishedOn(const QUrl& target) const {
    for (const auto& [id, tracked] : m_tracked)
        if (!isFinished(tracked.operation.state) && targetKey(tracked.operation.target) == targetKey(target))
            return tracked.operation;
    return std::nullopt;
}

bool OperationTracker::isRecorded(const OperationId& id) const {
    const auto it = m_tracked.find(id);
    return it == m_tracked.end() || !it->second.rewrite;
}

Result<void> OperationTracker::mayClose(const OperationId& id, const QString& reason) const {
    const auto it = m_tracked.find(id);
    if (it == m_tracked.end() || !mayBeClosedByAdmin(it->second.operation, m_clock.nowUtc()))
        return fail(ErrorKind::Refused,
                    QStringLiteral("Only an operation that showed no evidence for 15 minutes can be closed."));
    if (reason.trimmed().isEmpty()) return fail(ErrorKind::Refused, QStringLiteral("Closing it needs a reason."));
    const auto stored = m_storage.operations().find(id);
    if (!stored) return fail(stored.error());
    if (!it->second.environment && *stored && m_storage.isAlive((*stored)->owner))
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
    Tracked& tracked = m_tracked.at(id);
    if (!tracked.environment) {
        promise.settle(close(id, arrived, reason, QStringLiteral("nobody could look")));
        return promise.call();
    }
    const QDateTime asked = m_clock.nowUtc();
    tracked.afterLook.push_back([this, promise, id, arrived, reason, asked](const Operation& seen) {
        if (isFinished(seen.state))
            return promise.settle(fail(ErrorKind::Refused, QStringLiteral("It has ended meanwhile: %1. Nothing was "
                                                                          "closed.")
                                                               .arg(kebabName(seen.state))));
        if (seen.visibleAt.isValid() && seen.visibleAt >= asked)
            return promise.settle(
                fail(ErrorKind::Refused, QStringLiteral("The server shows it now. Nothing was closed.")));
        const QString looked = seen.trouble ? QStringLiteral("the look failed: ") + kebabName(*seen.trouble)
                                            : QStringLiteral("the look showed nothing of it");
        promise.settle(close(id, arrived, reason, looked));
    });
    apply(tracked, resume(tracked.operation, m_clock.nowUtc()));
    return promise.call();
}

Result<Operation> OperationTracker::close(const OperationId& id, bool arrived, const QString& reason,
                                          const QString& looked) {
    Tracked& tracked = m_tracked.at(id);
    const Operation closed =
        reduce(tracked.operation, ClosedByAdmin{arrived, reason.trimmed()}, m_clock.nowUtc()).operation;
    JournalNote note = noteOf(closed, kebabName(closed.kind) + QStringLiteral("-closed"));
    note.detail.insert(QStringLiteral("arrived"), arrived);
    note.detail.insert(QStringLiteral("looked"), looked);
    if (const auto written = m_storage.operations().finish(closed, note); !written) return fail(written.error());
    tracked.look.drop();
    tracked.connecting.drop();
    tracked.next.reset();
    tracked.operation = tracked.recorded = closed;
    Q_EMIT changed(Operation(closed));
    for (const auto& tell : std::exchange(tracked.afterLook, {})) tell(closed);
    return closed;
}

JournalNote OperationTracker::noteOf(const Operation& operation, const QString& action) const {
    QJsonObject detail{{QStringLiteral("operation"), operation.id.text()}};
    if (!operation.timestamp.isEmpty()) detail.insert(QStringLiteral("timestamp"), operation.timestamp.text());
    if (!operation.text.isEmpty()) detail.insert(QStringLiteral("text"), operation.text);
    if (operation.neverSeenRunning) detail.insert(QStringLiteral("seenRunning"), false);
    operation.kind->journal(operation, detail);
    return {operation.environmentName, operation.target, action, detail};
}

}  // namespace prophecy
