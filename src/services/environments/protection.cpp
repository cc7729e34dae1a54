#include "services/environments/protection.h"

namespace prophecy {

Result<void> checkProtection(const Environment& environment, Action action, const Consent& consent) {
    if (environment.protection == Protection::ReadOnly)
        return fail(ErrorKind::Refused,
                    QStringLiteral("%1 is read-only in this console. Nothing was sent.").arg(environment.name));
    if (action == Action::StartBackup) return {};
    const bool alwaysTyped = action == Action::Restore || action == Action::Upgrade;  // whatever the level
    if (consent.keyedByTimestamp && !alwaysTyped) return {};
    if (environment.protection == Protection::Confirm && !alwaysTyped) {
        if (consent.confirmed || consent.typedName == environment.name) return {};
        return fail(ErrorKind::Refused, QStringLiteral("This needs a confirmation. Nothing was sent."));
    }
    if (consent.typedName == environment.name) return {};
    return fail(ErrorKind::Refused,
                QStringLiteral("This needs the name \"%1\" to be typed. Nothing was sent.").arg(environment.name));
}

bool lowersProtection(Protection from, Protection to) {
    const auto strength = [](Protection p) { return p == Protection::ReadOnly ? 2 : p == Protection::Typed ? 1 : 0; };
    return strength(to) < strength(from);
}

}  // namespace prophecy
