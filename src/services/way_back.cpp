#include "services/way_back.h"

#include "services/own_backups.h"

namespace prophecy {

std::optional<Operation> madeFor(Storage& storage, const WayBack& wayBack) {
    if (wayBack.made.isEmpty()) return std::nullopt;
    const auto row = storage.operations().find(wayBack.made);
    return row && *row ? std::optional((*row)->operation) : std::nullopt;
}

Result<void> checkMade(Storage& storage, const WayBack& wayBack, const Environment& environment, const QDateTime& now) {
    const auto row = storage.operations().find(wayBack.made);
    if (!row) return fail(row.error());
    const bool good = *row && (*row)->operation.kind == OperationKind::Backup &&
                      (*row)->operation.state == OperationState::Succeeded &&
                      targetKey((*row)->operation.target) == targetKey(environment.root);
    if (!good)
        return fail(ErrorKind::Refused,
                    QStringLiteral("The backup of %1 did not succeed. Nothing was sent.").arg(environment.name));
    const QDateTime restored = ownershipOf(storage, environment).since;
    const Operation& made = (*row)->operation;
    const QDateTime begun = made.startedThere.isValid() ? made.startedThere : made.startedAt;
    if (restored.isValid() && begun < restored)
        return fail(ErrorKind::Refused,
                    QStringLiteral("The backup of %1 holds what was there before the last restore into it. Take "
                                   "another. Nothing was sent.")
                        .arg(environment.name));
    if ((*row)->operation.finishedAt.secsTo(now) <= std::chrono::seconds(wayBack.limit).count()) return {};
    return fail(ErrorKind::Refused,
                QStringLiteral("The backup of %1 is older than %2 minutes; what was done since has no way back. "
                               "Take another. Nothing was sent.")
                    .arg(environment.name)
                    .arg(wayBack.limit.count()));
}

}  // namespace prophecy
