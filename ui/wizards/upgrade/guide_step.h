#pragma once

#include "ui/wizards/upgrade/upgrade_procedure.h"

class QCheckBox;
class QLabel;

namespace prophecy::ui {

class TaskList;

/// Step 5 where the API does not upgrade: what is done in the web app, ticked off with its times.
class GuideStep final : public UpgradeStep {
    Q_OBJECT
public:
    explicit GuideStep(UpgradeProcedure& procedure);
    void enter() override;
    QString obstacle() const override;
    QString nextText() const override { return tr("I started it there"); }
    Result<void> leave() override { return m_procedure.beginByHand(); }

private:
    QString whyNotNow() const;
    void show();

    QLabel* m_title;
    TaskList* m_tasks;
    bool m_ticked = false;  ///< something, in this window: it was looked at right before
    QLabel* m_told;
    QLabel* m_why;
};

}  // namespace prophecy::ui
