#include "services/restore/restores.h"

#include <algorithm>

#include "services/check_notes.h"
#include "services/key_trial.h"
#include "words/refusal.h"

namespace prophecy {

namespace {

bool isWaived(const RestoreWish& wish, CheckId id) {
    return std::any_of(wish.checks.begin(), wish.checks.end(),
                       [&](const Check& check) { return check.id == id && check.needsReason(); });
}

const JournalRow* startRow(const std::vector<JournalRow>& rows) {
    const auto it =
        std::find_if(rows.begin(), rows.end(), [](const JournalRow& row) { return row.action == u"restore-start"; });
    return it == rows.end() ? nullptr : &*it;
}

}  // namespace

Restores::Restores(Storage& storage, Connector& connector, KeyRing& keys, OperationTracker& tracker, const Clock& clock,
                   Resolver resolve)
    : m_storage(storage),
      m_connector(connector),
      m_keys(keys),
      m_tracker(tracker),
      m_clock(clock),
      m_resolve(std::move(resolve)) {
    connect(&tracker, &OperationTracker::changed, this, &Restores::follow);
    connect(&keys, &KeyRing::keyChanged, this, [this](const EnvironmentId& id) {
        for (const Operation& operation : m_tracker.operations())
            if (operation.environment == id && !isFinished(operation.state)) m_tracker.lookNow(operation.target);
    });
}

Result<void> Restores::checkSafety(const WayBack& wayBack, const Environment& destination) const {
    return checkMade(m_storage, wayBack, destination, m_clock.nowUtc());
}

Result<void> Restores::mayBegin(const RestoreWish& wish) const {
    if (wish.plan.destination.protection == Protection::ReadOnly)
        return fail(
            ErrorKind::Refused,
            QStringLiteral("%1 is read-only in this console. Nothing was sent.").arg(wish.plan.destination.name));
    if (auto good = checkRequest(wish.plan.request); !good) return good;
    if (auto allowed = mayGoOn(restoreChecks(), wish.checks, wish.reasons); !allowed) return allowed;
    if (wish.wayBack.isWaived()) return {};
    if (wish.wayBack.wanted && !wish.wayBack.made.isEmpty()) return checkSafety(wish.wayBack, wish.plan.destination);
    return fail(ErrorKind::Refused, QStringLiteral("Without a safety backup a reason is needed. Nothing was sent."));
}

Call Restores::begin(const RestoreWish& wish, const Consent& consent, QObject* context, Handler<Operation> begun) {
    if (const auto allowed = mayBegin(wish); !allowed) {
        const Promise<Operation> promise(context, std::move(begun));
        promise.settle(fail(allowed.error()));
        return promise.call();
    }
    const auto safety = wish.wayBack.wanted ? safetyOf(wish.wayBack) : std::nullopt;
    Consent complete = consent;
    complete.accepted = acceptedOf(wish.checks, wish.reasons, consent.accepted);
    const RestorePlan& plan = wish.plan;
    RestoreOrder what{plan.request, plan.source.name, plan.source, plan.nextKeyHeld};
    if (isWaived(wish, CheckId::Listed)) what.source.reset();
    const Order order{.id = wish.operation,
                      .kind = OperationKind::Restore,
                      .environment = plan.destination,
                      .consent = complete,
                      .wayBack = safety ? safety->timestamp : BackupTimestamp(),
                      .seenPeer = wish.seenPeer,
                      .note = noteOf(wish),
                      .what = what};
    return m_tracker.start(order, context, std::move(begun));
}

QJsonObject Restores::noteOf(const RestoreWish& wish) const {
    QJsonObject note{{QStringLiteral("checks"), notesOf(wish.checks, wish.reasons)},
                     {QStringLiteral("sourceUrl"), wish.plan.source.root.toString()}};
    const auto safety = wish.wayBack.wanted ? safetyOf(wish.wayBack) : std::nullopt;
    note.insert(QStringLiteral("safety"),
                safety ? safety->timestamp.text() : QStringLiteral("none: ") + wish.wayBack.whyNot.trimmed());
    if (wish.usersBefore) note.insert(QStringLiteral("usersBefore"), *wish.usersBefore);
    return note;
}

/// The keys lie in the restored database: a refusal in the middle means that they are the source's now (trap 7). Was it
/// a gateway's whim instead, then the next refusal brings the old key back.
void Restores::follow(const Operation& operation) {
    // One that is held for an earlier wish is not this one's.
    if (!operation.traceOf<RestoreTrace>() || !operation.traceOf<RestoreTrace>()->nextKeyHeld) return;
    const auto environment = m_resolve(operation);
    if (!environment) return;
    if (isFinished(operation.state)) return m_keys.forgetNextKey(*environment);
    const bool refused = operation.state == OperationState::Running && operation.trouble == ErrorKind::Auth;
    if (!refused || !m_promoting.insert(operation.id).second) return;
    m_keys.swapNextKey(*environment, this, [this, environment, id = operation.id](Result<void> swapped) {
        m_promoting.erase(id);
        if (!swapped) return;
        (void)m_storage.journal().append({environment->name,
                                          environment->root,
                                          QStringLiteral("key-promoted"),
                                          {{QStringLiteral("operation"), id.text()}}});
    });
}

Call Restores::holdNextKey(const RestorePlan& plan, const Secret& key, QObject* context,
                           Handler<KeyRing::Kept> handler) {
    const Promise<KeyRing::Kept> promise(context, std::move(handler));
    const int id = m_nextAsk++;
    const auto settle = [this, promise, id](Result<KeyRing::Kept> kept) {
        promise.settle(std::move(kept));
        m_asking.erase(id);
    };
    m_asking[id] = tryKey(m_connector, plan.source, key, this, [this, settle, plan, key, id](Result<void> tried) {
        if (!tried) return settle(fail(tried.error()));
        m_asking[id] = m_keys.setNextKey(plan.destination, key, this, settle);
    });
    return promise.call();
}

Result<RestoreReport> Restores::reportOf(const Operation& operation) const {
    const auto rows = m_storage.journal().about(operation.id);
    if (!rows) return fail(rows.error());
    const JournalRow* start = startRow(*rows);
    if (!start) return fail(ErrorKind::NotFound, QStringLiteral("The journal has no such restore."));
    RestoreReport report;
    report.operation = operation;
    report.who = start->who;
    report.workstation = start->workstation;
    report.sourceUrl = start->detail.value(u"sourceUrl").toString();
    report.safety = start->detail.value(u"safety").toString();
    report.checks = reportedChecks(start->detail.value(u"checks").toArray());
    for (const JournalRow& row : *rows)
        if (row.action != u"restore-report") report.journalHash = row.hash;
    return report;
}

Result<void> Restores::keepReport(const Operation& operation, const QString& markdown) const {
    return m_storage.journal().append({operation.environmentName,
                                       operation.target,
                                       QStringLiteral("restore-report"),
                                       {{QStringLiteral("operation"), operation.id.text()},
                                        {QStringLiteral("timestamp"), operation.timestamp.text()},
                                        {QStringLiteral("report"), markdown}}});
}

std::optional<qint64> Restores::usersBefore(const OperationId& operation) const {
    const auto rows = m_storage.journal().about(operation);
    const JournalRow* start = rows ? startRow(*rows) : nullptr;
    if (!start || !start->detail.contains(u"usersBefore")) return std::nullopt;
    return start->detail.value(u"usersBefore").toInteger();
}

std::vector<RestoreRecord> Restores::history(const QUrl& target, int limit) const {
    constexpr int kRowsPerRestore = 6;
    std::vector<RestoreRecord> records;
    const auto rows = m_storage.journal().actionsLike(QStringLiteral("restore-"), target, limit * kRowsPerRestore);
    if (!rows) return records;
    for (const JournalRow& row : *rows) {
        const OperationId id(row.detail.value(u"operation").toString());
        auto it =
            std::find_if(records.begin(), records.end(), [&](const RestoreRecord& r) { return r.operation == id; });
        if (it == records.end()) {
            if (records.size() == static_cast<std::size_t>(limit)) continue;
            it = records.insert(records.end(), RestoreRecord{});
            it->operation = id;
        }
        const QString what = row.action.mid(8);
        if (what == u"start") {
            it->timestamp = BackupTimestamp(row.detail.value(u"timestamp").toString());
            it->sourceName = row.detail.value(u"source").toString();
            it->startedAt = row.at;
        } else if (what == u"report") {
            if (it->report.isEmpty()) it->report = row.detail.value(u"report").toString();
        } else if (const auto state = operationStateFrom(what)) {
            it->state = *state;
        } else if (what == u"closed") {
            it->state = row.detail.value(u"arrived").toBool() ? OperationState::Lost : OperationState::Failed;
        }
    }
    return records;
}

Call Restores::serverStatus(const Environment& environment, const BackupTimestamp& timestamp, QObject* context,
                            Handler<BackupAnswer> handler) {
    const Promise<BackupAnswer> promise(context, std::move(handler));
    const int id = m_nextAsk++;
    const auto settle = [this, promise, id](Result<BackupAnswer> answer) {
        promise.settle(std::move(answer));
        m_asking.erase(id);
    };
    m_asking[id] = m_connector.connectTo(environment, this, [this, settle, timestamp, id](Result<Endpoint> endpoint) {
        if (!endpoint) return settle(fail(endpoint.error()));
        m_asking[id] = m_connector.clientFor(*endpoint).restoreStatus(timestamp, this, settle);
    });
    return promise.call();
}

RestoreFollowUp::RestoreFollowUp(RestorePlan plan, std::optional<qint64> usersBefore,
                                 const std::optional<Operation>& safety, Connector& connector, const Clock& clock)
    : m_plan(std::move(plan)), m_reader(connector, clock, this, [this] { Q_EMIT changed(); }) {
    m_facts.usersBefore = usersBefore;
    if (safety) m_facts.safety = safety->timestamp;
}

void RestoreFollowUp::start() {
    m_reader.ask(m_facts.list, m_plan.destination, &Client::listBackups);
    m_reader.ask(m_facts.config, m_plan.destination, &Client::backupConfig);
    m_reader.ask(m_facts.users, m_plan.destination, &Client::users);
    if (!m_plan.inPlace()) m_reader.ask(m_facts.sourceConfig, m_plan.source, &Client::backupConfig);
    Q_EMIT changed();
}

}  // namespace prophecy
