#include "services/upgrade/upgrades.h"

#include <QJsonArray>
#include <algorithm>

#include "domain/restore/restore_draft.h"
#include "services/check_notes.h"
#include "services/own_backups.h"
#include "services/way_back.h"
#include "words/refusal.h"

namespace prophecy {

namespace {

const QString kStart = QStringLiteral("upgrade-start");
const QString kGuided = QStringLiteral("upgrade-guided");
const QString kGuidedEnd = QStringLiteral("upgrade-guided-end");
const QString kReport = QStringLiteral("upgrade-report");

const JournalRow* startRow(const std::vector<JournalRow>& rows) {
    const auto it = std::find_if(rows.begin(), rows.end(),
                                 [](const JournalRow& row) { return row.action == kStart || row.action == kGuided; });
    return it == rows.end() ? nullptr : &*it;
}

/// Takes up what one row says of an upgrade.
void tell(UpgradeRecord& record, const JournalRow& row) {
    const auto words = [&](QStringView key) { return row.detail.value(key).toString(); };
    if (row.action == kStart || row.action == kGuided) {
        record.guided = row.action == kGuided;
        record.from = words(u"from");
        record.version = words(u"version");
        record.disableRollback = row.detail.value(u"disableRollback").toBool(true);
        record.startedAt = row.at;
        return;
    }
    if (row.action == kReport) {
        if (record.report.isEmpty()) record.report = words(u"report");
        return;
    }
    record.ending = upgradeEndingFrom(words(u"ending")).value_or(UpgradeEnding::None);
    record.endedAt = row.at;
    if (row.action == kGuidedEnd) {
        record.state = record.ending == UpgradeEnding::Upgraded ? OperationState::Succeeded : OperationState::Failed;
        record.versionSaid = words(u"versionSaid");
        return;
    }
    const QString what = row.action.mid(8);
    if (const auto state = operationStateFrom(what)) record.state = *state;
    if (what == u"closed")
        record.state = row.detail.value(u"arrived").toBool() ? OperationState::Lost : OperationState::Failed;
}

}  // namespace

Upgrades::Upgrades(Storage& storage, OperationTracker& tracker, const Clock& clock)
    : m_storage(storage), m_tracker(tracker), m_clock(clock) {}

Result<void> Upgrades::checkBackup(const UpgradeWish& wish) const {
    const Environment& environment = wish.plan.environment;
    if (!wish.wayBack.wanted) {
        if (!wish.plan.request.disableRollback || wish.wayBack.isWaived()) return {};
        return fail(ErrorKind::Refused,
                    QStringLiteral("A failed upgrade would stay where it failed: without a backup a reason is needed. "
                                   "Nothing was sent."));
    }
    if (!wish.wayBack.made.isEmpty()) return checkMade(m_storage, wish.wayBack, environment, m_clock.nowUtc());
    const Backup backup{wish.plan.backup, QStringLiteral("Success"), {}, {}};
    if (freshBackup({backup}, ownershipOf(m_storage, environment), environment.timeZone(),
                    m_clock.nowUtc().addSecs(wish.serverAheadSeconds), wish.wayBack.limit))
        return {};
    return fail(ErrorKind::Refused,
                QStringLiteral("%1 has no good backup of its own that is younger than %2 minutes. Nothing was sent.")
                    .arg(environment.name)
                    .arg(wish.wayBack.limit.count()));
}

Result<void> Upgrades::mayBegin(const UpgradeWish& wish) const {
    const Environment& environment = wish.plan.environment;
    if (environment.protection == Protection::ReadOnly)
        return fail(ErrorKind::Refused,
                    QStringLiteral("%1 is read-only in this console. Nothing was sent.").arg(environment.name));
    if (auto good = checkRequest(wish.plan.request); !good) return good;
    if (auto allowed = mayGoOn(upgradeChecks(), wish.checks, wish.reasons); !allowed) return allowed;
    return checkBackup(wish);
}

Call Upgrades::begin(const UpgradeWish& wish, const Consent& consent, QObject* context, Handler<Operation> begun) {
    Result<void> allowed = mayBegin(wish);
    if (allowed && wish.from.isEmpty())
        allowed =
            fail(ErrorKind::NotOffered, QStringLiteral("%1 does not tell which version it runs. Nothing was sent.")
                                            .arg(wish.plan.environment.name));
    if (!allowed) {
        const Promise<Operation> promise(context, std::move(begun));
        promise.settle(fail(allowed.error()));
        return promise.call();
    }
    const BackupTimestamp backup = wish.wayBack.wanted ? wish.plan.backup : BackupTimestamp();
    Consent complete = consent;
    complete.accepted = acceptedOf(wish.checks, wish.reasons, consent.accepted);
    const Order order{.id = wish.operation,
                      .kind = OperationKind::Upgrade,
                      .environment = wish.plan.environment,
                      .consent = complete,
                      .wayBack = backup,
                      .seenPeer = wish.seenPeer,
                      .note = noteOf(wish),
                      .what = UpgradeOrder{wish.plan.request, wish.from}};
    return m_tracker.start(order, context, std::move(begun));
}

QJsonObject Upgrades::noteOf(const UpgradeWish& wish) const {
    QJsonObject note{
        {QStringLiteral("checks"), notesOf(wish.checks, wish.reasons)},
        {QStringLiteral("backup"),
         wish.wayBack.wanted ? wish.plan.backup.text() : QStringLiteral("none: ") + wish.wayBack.whyNot.trimmed()}};
    if (wish.usersBefore) note.insert(QStringLiteral("usersBefore"), *wish.usersBefore);
    if (wish.configBefore) note.insert(QStringLiteral("configBefore"), *wish.configBefore);
    return note;
}

Result<OperationId> Upgrades::beginGuided(const UpgradeWish& wish) {
    if (wish.plan.environment.protection == Protection::ReadOnly)
        return fail(ErrorKind::Refused,
                    QStringLiteral("%1 is read-only in this console.").arg(wish.plan.environment.name));
    const OperationId id = newOperationId();
    QJsonObject detail = noteOf(wish);
    detail.insert(QStringLiteral("operation"), id.text());
    detail.insert(QStringLiteral("version"), wish.plan.request.version);
    detail.insert(QStringLiteral("disableRollback"), wish.plan.request.disableRollback);
    detail.insert(QStringLiteral("from"), wish.from);
    if (const auto allowed = mayBegin(wish); !allowed)
        detail.insert(QStringLiteral("objection"), allowed.error().message);
    const Environment& environment = wish.plan.environment;
    if (auto noted = m_storage.journal().append({environment.name, environment.root, kGuided, detail}); !noted)
        return fail(noted.error());
    Q_EMIT recorded();
    return id;
}

Result<void> Upgrades::endGuided(const GuidedUpgrade& guided, const Environment& environment) const {
    QJsonObject detail{
        {QStringLiteral("operation"), guided.id.text()},
        {QStringLiteral("ending"), kebabName(guided.ending)},
        {guided.versionSaid ? QStringLiteral("versionSaid") : QStringLiteral("versionRead"), guided.version}};
    QJsonArray steps;
    for (const QDateTime& at : guided.stepsDone) steps.append(at.toUTC().toString(Qt::ISODate));
    detail.insert(QStringLiteral("stepsDone"), steps);
    auto noted = m_storage.journal().append({environment.name, environment.root, kGuidedEnd, detail});
    if (noted) Q_EMIT recorded();
    return noted;
}

std::vector<BackupTimestamp> Upgrades::neededBackups() const {
    std::vector<BackupTimestamp> needed;
    const auto records = m_storage.drafts().all(QStringLiteral("restore"));
    if (!records) return needed;
    for (const QJsonObject& record : *records)
        if (const auto draft = restoreDraftFrom(record); draft && !m_tracker.find(draft->operation()))
            needed.push_back(draft->request.timestamp);
    return needed;
}

UpgradeFollowUpFacts Upgrades::factsBefore(const OperationId& id) const {
    UpgradeFollowUpFacts facts;
    const auto rows = m_storage.journal().about(id);
    const JournalRow* start = rows ? startRow(*rows) : nullptr;
    if (!start) return facts;
    const QJsonObject& detail = start->detail;
    const BackupTimestamp backup(detail.value(u"backup").toString());
    if (isWellFormed(backup)) facts.backup = backup;
    if (detail.contains(u"usersBefore")) facts.usersBefore = detail.value(u"usersBefore").toInteger();
    if (detail.contains(u"configBefore")) facts.configBefore = detail.value(u"configBefore").toObject();
    return facts;
}

Result<UpgradeReport> Upgrades::reportOf(const Operation& operation) const {
    const auto rows = m_storage.journal().about(operation.id);
    if (!rows) return fail(rows.error());
    const JournalRow* start = startRow(*rows);
    if (!start) return fail(ErrorKind::NotFound, QStringLiteral("The journal has no such upgrade."));
    UpgradeReport report;
    report.operation = operation;
    report.guided = start->action == kGuided;
    report.who = start->who;
    report.workstation = start->workstation;
    report.backup = start->detail.value(u"backup").toString();
    report.checks = reportedChecks(start->detail.value(u"checks").toArray());
    for (const JournalRow& row : *rows)
        if (row.action != kReport) report.journalHash = row.hash;
    return report;
}

Result<void> Upgrades::keepReport(const Operation& operation, const QString& markdown) const {
    auto kept = m_storage.journal().append(
        {operation.environmentName,
         operation.target,
         kReport,
         {{QStringLiteral("operation"), operation.id.text()}, {QStringLiteral("report"), markdown}}});
    if (kept) Q_EMIT recorded();
    return kept;
}

std::vector<UpgradeRecord> Upgrades::history(const QUrl& target, int limit) const {
    constexpr int kRowsPerUpgrade = 5;
    std::vector<UpgradeRecord> records;
    auto rows = m_storage.journal().actionsLike(QStringLiteral("upgrade-"), target, limit * kRowsPerUpgrade);
    if (!rows) return records;
    for (const JournalRow& row : *rows) {
        const OperationId id(row.detail.value(u"operation").toString());
        auto it =
            std::find_if(records.begin(), records.end(), [&](const UpgradeRecord& r) { return r.operation == id; });
        if (it == records.end()) {
            if (records.size() == static_cast<std::size_t>(limit)) continue;
            it = records.insert(records.end(), UpgradeRecord());
            it->operation = id;
        }
        tell(*it, row);
    }
    return records;
}

}  // namespace prophecy
