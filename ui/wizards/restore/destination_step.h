#pragma once

#include "ui/wizards/restore/restore_procedure.h"

class QButtonGroup;
class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace prophecy::ui {

/// Step 2: where to. Chosen on its own, and said what is lost there.
class DestinationStep final : public RestoreStep {
    Q_OBJECT
public:
    explicit DestinationStep(RestoreProcedure& procedure);
    void enter() override;
    QString obstacle() const override;

private:
    void addChoice(const Environment& environment);
    QWidget* makeTwin();
    void showConsequence();

    QVBoxLayout* m_choices;
    QButtonGroup* m_group;
    QLineEdit* m_namespace;
    QLabel* m_kind;
    QLabel* m_loss;
    QLabel* m_taken;
    QWidget* m_twin;
    QLabel* m_twinText;
    bool m_hasTwin = false;
};

}  // namespace prophecy::ui
