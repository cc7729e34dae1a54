#pragma once

#include "ui/wizards/frame/procedure.h"

class QLabel;
class QVBoxLayout;

namespace prophecy::ui {

class OperationView;

/// What was begun as it runs. Nothing is decided here, and it goes on by itself once it is over.
class RunStep final : public WizardStep {
    Q_OBJECT
public:
    /// progress: shown above the operation, taken over; nullptr for none.
    explicit RunStep(Procedure& procedure, QWidget* progress = nullptr);
    void enter() override;
    QString obstacle() const override;
    bool leavesByItself() const override { return true; }
    /// The request is on its way.
    void tell(const QString& sentence);

private:
    Procedure& m_procedure;
    QLabel* m_title;
    QLabel* m_told;
    QWidget* m_progress;
    QVBoxLayout* m_place;
    OperationView* m_view = nullptr;
    OperationId m_shown;
};

}  // namespace prophecy::ui
