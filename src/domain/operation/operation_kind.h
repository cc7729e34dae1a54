#pragma once

#include <QString>
#include <optional>
#include <span>

namespace prophecy {

struct KindPolicy;

/// What is asked of an installation: its row of rules, by which the one reducer judges. Everything in which kinds
/// differ stands in such a row, in a file of the kind's own; see kind_policy.h.
class OperationKind {
public:
    explicit constexpr OperationKind(const KindPolicy& policy) : m_policy(&policy) {}
    const KindPolicy* operator->() const { return m_policy; }
    bool operator==(const OperationKind&) const = default;

    static const OperationKind Backup;
    static const OperationKind Delete;
    static const OperationKind Restore;
    static const OperationKind Upgrade;
    static const OperationKind Config;

private:
    const KindPolicy* m_policy;
};

/// The kinds that the console knows.
std::span<const OperationKind> allKinds();
QString kebabName(OperationKind kind);
std::optional<OperationKind> kindNamed(const QString& name, std::span<const OperationKind> among);
std::optional<OperationKind> operationKindFrom(const QString& name);

}  // namespace prophecy
