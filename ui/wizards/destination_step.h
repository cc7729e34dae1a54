#pragma once

#include <functional>

#include "ui/wizards/restore_state.h"

class QButtonGroup;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace prophecy::ui {

/// Step 2: where to. Chosen on its own, and said what is lost there.
class DestinationStep final : public RestoreStep {
    Q_OBJECT
public:
    /// whyTaken says why another wizard or operation holds a destination; empty when it is free.
    DestinationStep(RestoreState& state, std::function<QString(const Environment&)> whyTaken);
    void enter() override;
    QString obstacle() const override;

private:
    void addChoice(const Environment& environment);
    void showConsequence();

    std::function<QString(const Environment&)> m_whyTaken;
    QVBoxLayout* m_choices;
    QButtonGroup* m_group;
    QLineEdit* m_namespace;
    QLabel* m_kind;
    QLabel* m_loss;
    QLabel* m_taken;
};

}  // namespace prophecy::ui
