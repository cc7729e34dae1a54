#include "services/admission.h"

#include <algorithm>

#include "services/installation_marks.h"

namespace prophecy {

namespace {

tl::unexpected<Error> refuse(const QString& sentence) {
    return fail(ErrorKind::Refused, sentence + QStringLiteral(" Nothing was sent."));
}

/// What differs from what the admin decided on, as a sentence; empty when nothing does.
QString changeOf(const Environment& asked, const Environment& stored) {
    if (targetKey(asked.root) != targetKey(stored.root))
        return QStringLiteral("The address of %1 was changed meanwhile, from %2 to %3.")
            .arg(asked.name, asked.root.toString(), stored.root.toString());
    if (asked.name != stored.name)
        return QStringLiteral("%1 was renamed to %2 meanwhile.").arg(asked.name, stored.name);
    if (asked.role != stored.role)
        return QStringLiteral("The role of %1 was changed meanwhile, from %2 to %3.")
            .arg(asked.name, kebabName(asked.role), kebabName(stored.role));
    return {};
}

bool isStored(const Environment& environment) {
    return !environment.id.isEmpty() && !environment.id.text().startsWith(u"url:");
}

/// As if the installation had been asked for by this other name of it.
Result<void> allowedUnder(const Environment& other, Storage& storage, const Environment& asked, Action action,
                          const Consent& consent) {
    const QString sentence =
        QStringLiteral("%1 leads to the installation that is stored here as %2 too").arg(asked.name, other.name);
    Environment stricter = asked;
    stricter.protection = other.protection;
    if (const auto allowed = checkProtection(stricter, action, consent); !allowed)
        return fail(ErrorKind::Refused,
                    sentence + QStringLiteral(", and is protected as that is. ") + allowed.error().message);
    const auto unfinished = storage.operations().unfinished();
    if (!unfinished) return fail(unfinished.error());
    if (action == Action::WriteConfig) return {};
    for (const StoredOperation& row : *unfinished)
        if (targetKey(row.operation.target) == targetKey(other.root) && targetKey(other.root) != targetKey(asked.root))
            return refuse(sentence +
                          QStringLiteral(", where a %1 is not finished.").arg(kebabName(row.operation.kind)));
    return {};
}

}  // namespace

Result<void> admit(Storage& storage, const Environment& asked, Action action, const Consent& consent,
                   const SeenInstallation& seen) {
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
    const auto others = otherNamesOf(storage, asked, seen.doors, seen.list);
    if (!others) return fail(others.error());
    for (const Environment& other : *others)
        if (auto allowed = allowedUnder(other, storage, asked, action, consent); !allowed) return allowed;
    if (isStored(asked)) return {};
    for (const Environment& stored : *all)
        if (targetKey(stored.root) == targetKey(asked.root))
            if (auto allowed = checkProtection(stored, action, consent); !allowed) return allowed;
    return checkProtection(asked, action, consent);
}

}  // namespace prophecy
