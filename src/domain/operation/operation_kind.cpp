#include "domain/operation/operation_kind.h"

#include <algorithm>
#include <array>

#include "domain/operation/kind_policy.h"

namespace prophecy {

std::span<const OperationKind> allKinds() {
    static const std::array kKinds{OperationKind::Backup, OperationKind::Delete, OperationKind::Restore,
                                   OperationKind::Upgrade, OperationKind::Config};
    return kKinds;
}

QString kebabName(OperationKind kind) {
    return QString::fromLatin1(kind->name);
}

std::optional<OperationKind> kindNamed(const QString& name, std::span<const OperationKind> among) {
    const auto found =
        std::find_if(among.begin(), among.end(), [&](OperationKind kind) { return kebabName(kind) == name; });
    return found == among.end() ? std::nullopt : std::optional(*found);
}

std::optional<OperationKind> operationKindFrom(const QString& name) {
    return kindNamed(name, allKinds());
}

QString kebabName(Milestone milestone) {
    static constexpr std::array kNames{"start", "not-sent", "succeeded", "failed",
                                       "lost",  "closed",   "reopened",  "taken-over"};
    static_assert(kNames.size() == kMilestones.size());
    return QString::fromLatin1(kNames[static_cast<std::size_t>(milestone)]);
}

QString kebabName(Lane lane) {
    return lane == Lane::Data ? QStringLiteral("data") : QStringLiteral("config");
}

bool exclude(OperationKind a, OperationKind b) {
    return a->lane == b->lane || a->excludesAll || b->excludesAll;
}

}  // namespace prophecy
