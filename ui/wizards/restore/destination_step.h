#pragma once

#include "ui/wizards/restore/restore_state.h"

class QButtonGroup;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace prophecy::ui {

/// Step 2: where to. Chosen on its own, and said what is lost there.
class DestinationStep final : public RestoreStep {
    Q_OBJECT
public:
    explicit DestinationStep(RestoreState& state);
    void enter() override;
    QString obstacle() const override;

private:
    void addChoice(const Environment& environment);
    void showConsequence();

    QVBoxLayout* m_choices;
    QButtonGroup* m_group;
    QLineEdit* m_namespace;
    QLabel* m_kind;
    QLabel* m_loss;
    QLabel* m_taken;
};

}  // namespace prophecy::ui
