#pragma once

#include "core/ticker.h"
#include "ui/wizards/upgrade/upgrade_state.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace prophecy::ui {

class BackupStarter;
class ComponentChips;
class Pill;

/// Step 3: a good backup that is young enough, one that is made now, or the reason why there is none.
class FreshBackupStep final : public UpgradeStep {
    Q_OBJECT
public:
    explicit FreshBackupStep(UpgradeState& state);
    void enter() override;
    QString obstacle() const override;

private:
    void show();
    void showMade(const Operation& made);
    void start();

    QCheckBox* m_wanted;
    QSpinBox* m_limit;
    QLabel* m_limitLabel;
    Pill* m_outcome;
    QLabel* m_facts;
    ComponentChips* m_chips;
    QPushButton* m_start;
    QLabel* m_problem;
    QLabel* m_whyLabel;
    QLineEdit* m_why;
    QString m_trouble;
    BackupStarter* m_starter;
    Ticker m_tick{m_state.context.scheduler, std::chrono::seconds(1),
                  [this] { isVisible() ? show() : m_tick.run(false); }};
};

}  // namespace prophecy::ui
