#include "services/operations/admission.h"

#include <algorithm>

#include "domain/operation/kind_policy.h"
#include "services/environments/installation_marks.h"
#include "words/refusal.h"

namespace prophecy {

namespace {

tl::unexpected<Error> refuse(const QString& sentence) {
    return fail(ErrorKind::Refused, sentence + QStringLiteral(" Nothing was sent."));
}

/// What leads a request elsewhere or means another installation, and is not what it was.
QStringList editedBetween(const Environment& asked, const Environment& stored) {
    QStringList edited;
    if (asked.revision == stored.revision) return edited;  // it differs by the options of one command
    if (asked.nameSpace != stored.nameSpace) edited << QStringLiteral("namespace");
    if (asked.pathOverrides != stored.pathOverrides) edited << QStringLiteral("paths");
    if (asked.proxy != stored.proxy) edited << QStringLiteral("proxy");
    if (asked.clientCertificate != stored.clientCertificate) edited << QStringLiteral("client certificate");
    if (asked.caFile != stored.caFile) edited << QStringLiteral("authorities");
    if (asked.standbyExpected != stored.standbyExpected) edited << QStringLiteral("standby");
    return edited;
}

/// What differs from what the admin decided on, as a sentence; empty when nothing does.
QString changeOf(const Environment& asked, const Environment& stored) {
    if (targetKey(asked.root) != targetKey(stored.root))
        return QStringLiteral("The address of %1 was changed meanwhile, from %2 to %3.")
            .arg(asked.name, shownAddress(asked.root), shownAddress(stored.root));
    if (asked.name != stored.name)
        return QStringLiteral("%1 was renamed to %2 meanwhile.").arg(asked.name, stored.name);
    if (asked.role != stored.role)
        return QStringLiteral("The role of %1 was changed meanwhile, from %2 to %3.")
            .arg(asked.name, kebabName(asked.role), kebabName(stored.role));
    const QStringList edited = editedBetween(asked, stored);
    if (edited.isEmpty()) return {};
    return QStringLiteral("%1 was edited meanwhile (%2). Look at it again.")
        .arg(asked.name, edited.join(QStringLiteral(", ")));
}

bool isStored(const Environment& environment) {
    return !environment.id.isEmpty() && !environment.id.text().startsWith(u"url:");
}

/// What is not finished there under its other address, and stands in the way of the kind.
Result<std::optional<Operation>> unfinishedUnder(const Environment& other, Storage& storage, const Environment& asked,
                                                 OperationKind kind) {
    const auto unfinished = storage.operations().unfinished();
    if (!unfinished) return fail(unfinished.error());
    for (const StoredOperation& row : *unfinished)
        if (targetKey(row.operation.target) == targetKey(other.root) &&
            targetKey(other.root) != targetKey(asked.root) && exclude(row.operation.kind, kind))
            return row.operation;
    return std::optional<Operation>();
}

/// Who changes a primary by another name of it is told so. A restore has a check of its own; a backup takes nothing
/// away.
Check hiddenPrimaryCheck(const Environment& other, const Environment& asked, Action action) {
    const bool changes = action == Action::DeleteBackup || action == Action::Upgrade || action == Action::WriteConfig;
    if (!changes || other.role != Role::Primary || asked.role == Role::Primary)
        return {CheckId::Direction, CheckState::Pass, {}, {}};
    return {CheckId::Direction, CheckState::Warn, says("changes-primary", {asked.name, other.name}), {}};
}

/// As if the installation had been asked for by this other name of it.
Result<void> allowedUnder(const Environment& other, Storage& storage, const Environment& asked, OperationKind kind,
                          Action action, const Consent& consent) {
    const QString sentence =
        QStringLiteral("%1 leads to the installation that is stored here as %2 too").arg(asked.name, other.name);
    if (other.protection == Protection::ReadOnly)
        return refuse(sentence + QStringLiteral(", and %1 is read-only in this console.").arg(other.name));
    Environment stricter = asked;
    stricter.protection = other.protection;
    if (const auto allowed = checkProtection(stricter, action, consent); !allowed)
        return fail(ErrorKind::Refused,
                    sentence + QStringLiteral(", and is protected as that is. ") + allowed.error().message);
    if (auto accepted = checkAccepted(hiddenPrimaryCheck(other, asked, action), consent.accepted); !accepted)
        return accepted;
    const auto unfinished = unfinishedUnder(other, storage, asked, kind);
    if (!unfinished) return fail(unfinished.error());
    if (!*unfinished) return {};
    return refuse(sentence + QStringLiteral(", where a %1 is not finished.").arg(kebabName((*unfinished)->kind)));
}

/// Two ways into one installation, or a copy: nobody but the admin knows. Asked only where it makes a difference.
Result<void> allowedBeside(const Environment& other, Storage& storage, const Environment& asked, OperationKind kind,
                           Action action, const Consent& consent) {
    if (action == Action::Restore || action == Action::WriteConfig) return {};  // they have checks of their own
    const auto unfinished = unfinishedUnder(other, storage, asked, kind);
    if (!unfinished) return fail(unfinished.error());
    const bool readOnly = other.protection == Protection::ReadOnly;
    if (!readOnly && !*unfinished) return {};
    const Evidence evidence =
        readOnly ? says("lists-as-read-only", {asked.name, other.name})
                 : says("lists-as-unfinished", {asked.name, other.name, kebabName((*unfinished)->kind)});
    return checkAccepted({CheckId::SameInstallation, CheckState::Warn, evidence, {}}, consent.accepted);
}

}  // namespace

Result<void> admit(Storage& storage, const Environment& asked, OperationKind kind, Action action,
                   const Consent& consent, const SeenInstallation& seen) {
    const auto all = storage.environments().all();
    if (!all) return fail(all.error());
    if (auto whole = checkAccepted(recordCheck(asked, storage.lostRecord(asked.root)), consent.accepted); !whole)
        return whole;
    if (isStored(asked)) {
        const auto own = std::find_if(all->begin(), all->end(), [&](const Environment& e) { return e.id == asked.id; });
        if (own == all->end()) return refuse(QStringLiteral("%1 was forgotten here meanwhile.").arg(asked.name));
        if (const QString change = changeOf(asked, *own); !change.isEmpty()) return refuse(change);
        if (auto allowed = checkProtection(*own, action, consent); !allowed) return allowed;
    }
    const auto others = resembling(storage, asked, seen.doors, seen.list);
    if (!others) return fail(others.error());
    for (const auto& [other, likeness] : *others) {
        const auto judge = likeness == Likeness::Same ? &allowedUnder : &allowedBeside;
        if (auto allowed = judge(other, storage, asked, kind, action, consent); !allowed) return allowed;
    }
    if (isStored(asked)) return {};
    for (const Environment& stored : *all)
        if (targetKey(stored.root) == targetKey(asked.root))
            if (auto allowed = checkProtection(stored, action, consent); !allowed) return allowed;
    return checkProtection(asked, action, consent);
}

}  // namespace prophecy
