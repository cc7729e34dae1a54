#pragma once

#include "ui/wizards/frame/procedure.h"

class QHBoxLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace prophecy::ui {

class ComponentChips;
class Pill;

/// How it ended, the checks afterwards, a report to keep, and where one can go from here.
class ResultStep final : public WizardStep {
    Q_OBJECT
public:
    explicit ResultStep(Procedure& procedure);
    void enter() override;
    bool mayBeForgotten() const override { return m_kept; }
    QWidget* firstFocus() const override;

private:
    void build();
    void show();
    void showActions(const std::vector<OutcomeAction>& actions);
    void showAfterChecks(const Operation& operation);
    void keepReport();
    QString report() const;

    Procedure& m_procedure;
    QLabel* m_title;
    Pill* m_pill;
    QLabel* m_explain;
    QPlainTextEdit* m_server;
    ComponentChips* m_chips;
    QVBoxLayout* m_after;
    QPushButton* m_again;
    QPushButton* m_save = nullptr;
    QHBoxLayout* m_actions;
    std::vector<QPushButton*> m_offered;
    QLabel* m_told;
    std::unique_ptr<FollowUp> m_followUp;
    OperationId m_shown;
    bool m_kept = false;
};

}  // namespace prophecy::ui
