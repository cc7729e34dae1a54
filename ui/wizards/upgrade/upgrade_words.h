#pragma once

#include <QCoreApplication>

#include "domain/upgrade/upgrade_checks.h"
#include "services/upgrade/upgrades.h"
#include "ui/theme/theme.h"

namespace prophecy::ui {

/// The sentences of an upgrade, the same on every step and on the page.
class UpgradeWords {
    Q_DECLARE_TR_FUNCTIONS(prophecy::ui::UpgradeWords)
public:
    /// What the position of the toggle means when the upgrade fails.
    static QString rollback(bool disableRollback);
    /// One or two words: "Upgraded", "Rolled back".
    static QString of(UpgradeEnding ending, OperationState state);
    static StateLook look(UpgradeEnding ending, OperationState state);
    /// The headline of a result, and what it means for the admin.
    static QString title(const Operation& operation);
    static QString explain(const Operation& operation, bool hasBackup);
};

}  // namespace prophecy::ui
