#include "services/operations/recording.h"

#include "domain/operation/kind_policy.h"
#include "services/check_notes.h"
#include "services/environments/installation_marks.h"
#include "services/operations/admission.h"

namespace prophecy {

namespace {

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

}  // namespace

Operation operationFor(const Order& order, const KindDriver& driver, const Baseline& baseline, const QDateTime& now) {
    Operation operation;
    operation.id = order.id;
    operation.kind = order.kind;
    operation.environment = order.environment.id;
    operation.environmentName = order.environment.name;
    operation.target = order.environment.root;
    operation.baselineKnown = true;
    operation.baselineNewest = newestOf(baseline.list);
    operation.baselineCount = static_cast<int>(baseline.list.backups.size());
    operation.nameSpaces = nameSpacesOf(baseline.ownership, baseline.list);
    operation.startedAt = now;
    operation.startedThere = baseline.list.serverTime;
    driver.begin(operation, order, baseline);
    return operation;
}

Result<void> recordBegun(Storage& storage, const Operation& operation, const Order& order, const KindDriver& driver,
                         const Baseline& baseline, const Clock& clock) {
    const auto owner = storage.ownerToken();
    if (!owner) return fail(owner.error());
    JournalNote note = noteOf(operation, Milestone::Start);
    const Consent& consent = order.consent;
    if (!consent.accepted.empty()) note.detail.insert(QStringLiteral("accepted"), notesOf(consent.accepted));
    for (auto it = order.note.begin(); it != order.note.end(); ++it) note.detail.insert(it.key(), it.value());
    auto begun = storage.operations().begin(operation, *owner, note, [&] {
        return admit(storage, order.environment, order.kind, driver.action, consent, {baseline.doors, baseline.list});
    });
    if (!begun) return begun;
    if (auto proven = storage.proveRecorded(); !proven) {
        Operation unsent = operation;
        unsent.text = proven.error().message;
        unsent.state = OperationState::Failed;
        unsent.finishedAt = clock.nowUtc();
        (void)storage.operations().finish(unsent, noteOf(unsent, Milestone::NotSent));
        return proven;
    }
    if (consent.accepted.contains(CheckId::Record)) storage.acceptLostRecord(order.environment.root);
    if (!order.environment.id.isEmpty()) keepMarks(storage, order.environment, marksOf(baseline.doors, baseline.list));
    return {};
}

QString actionOf(const Operation& operation, Milestone milestone) {
    return kebabName(operation.kind) + u'-' + operation.kind->happening(operation, milestone);
}

Milestone endOf(OperationState state) {
    if (state == OperationState::Succeeded) return Milestone::Succeeded;
    return state == OperationState::Lost ? Milestone::Lost : Milestone::Failed;
}

JournalNote noteOf(const Operation& operation, Milestone milestone) {
    return noteOf(operation, actionOf(operation, milestone));
}

JournalNote noteOf(const Operation& operation, const QString& action) {
    QJsonObject detail{{QStringLiteral("operation"), operation.id.text()}};
    if (!operation.timestamp.isEmpty()) detail.insert(QStringLiteral("timestamp"), operation.timestamp.text());
    if (!operation.text.isEmpty()) detail.insert(QStringLiteral("text"), operation.text);
    if (operation.neverSeenRunning) detail.insert(QStringLiteral("seenRunning"), false);
    operation.kind->journal(operation, detail);
    return {operation.environmentName, operation.target, action, detail};
}

}  // namespace prophecy
