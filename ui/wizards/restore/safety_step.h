#pragma once

#include "core/ticker.h"
#include "ui/wizards/restore/restore_state.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace prophecy::ui {

class BackupStarter;
class ComponentChips;
class Pill;

/// Step 5: a backup of the destination before it is overwritten, or the reason why there is none.
class SafetyStep final : public RestoreStep {
    Q_OBJECT
public:
    explicit SafetyStep(RestoreState& state);
    void enter() override;
    QString obstacle() const override;

private:
    void show();
    void start();
    QString whyNotStart() const;

    QCheckBox* m_wanted;
    QLabel* m_explain;
    QLabel* m_problem;
    QPushButton* m_start;
    Pill* m_outcome;
    QLabel* m_facts;
    ComponentChips* m_chips;
    QLabel* m_whyLabel;
    QLineEdit* m_why;
    QString m_trouble;
    BackupStarter* m_starter;
    Ticker m_tick{m_state.context.scheduler, std::chrono::seconds(1), [this] { show(); }};
};

}  // namespace prophecy::ui
