#pragma once

#include <QCoreApplication>

#include "domain/restore/restore_checks.h"
#include "ui/theme/theme.h"

namespace prophecy::ui {

/// The sentences of a restore, the same on every step.
class RestoreWords {
    Q_DECLARE_TR_FUNCTIONS(prophecy::ui::RestoreWords)
public:
    /// "Disaster recovery: acme-dr becomes acme-prod."
    static QString kind(const RestorePlan& plan);
    /// The headline of the review: what replaces what.
    static QString sentence(const RestorePlan& plan);
    /// What is lost by it, rightly for its kind.
    static QString loss(const RestorePlan& plan);
    /// "22 Nov 2026 06:00 UTC"
    static QString asOf(const RestorePlan& plan);
    /// What a service holds, in a line.
    static QString holds(const QString& service);
};

}  // namespace prophecy::ui
