#pragma once

#include "ui/wizards/upgrade/upgrade_procedure.h"

class QRadioButton;

namespace prophecy::ui {

/// Step 2: what happens when the upgrade fails.
class RollbackStep final : public UpgradeStep {
    Q_OBJECT
public:
    explicit RollbackStep(UpgradeProcedure& procedure);
    void enter() override;
    QString obstacle() const override { return m_procedure.whyNoPlan(); }

private:
    QRadioButton* m_on;
    QRadioButton* m_off;
};

}  // namespace prophecy::ui
