#pragma once

#include "core/ticker.h"
#include "ui/wizards/frame/procedure.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace prophecy::ui {

class BackupStarter;
class ComponentChips;
class Pill;

/// The backup that leads back: one that is young enough, one that is made now, or the reason why there is none.
class WayBackStep final : public WizardStep {
    Q_OBJECT
public:
    explicit WayBackStep(Procedure& procedure);
    void enter() override;
    QString obstacle() const override;

private:
    void build();
    void listen();
    void show();
    void showBackup(const WayBackNow& now);
    void start();
    WayBack& wayBack() const { return m_procedure.common().wayBack; }

    Procedure& m_procedure;
    QLabel* m_title;
    QLabel* m_explain;
    QCheckBox* m_wanted;
    QLabel* m_limitLabel;
    QSpinBox* m_limit;
    Pill* m_outcome;
    QLabel* m_facts;
    ComponentChips* m_chips;
    QPushButton* m_start;
    QLabel* m_whyLabel;
    QLineEdit* m_why;
    QLabel* m_problem;
    QString m_lastError;  ///< why the last try was not begun
    BackupStarter* m_starter;
    Ticker m_tick{m_procedure.context.scheduler, std::chrono::seconds(1),
                  [this] { isVisible() ? show() : m_tick.run(false); }};
};

}  // namespace prophecy::ui
