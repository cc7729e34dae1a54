#pragma once

#include "ui/wizards/restore/restore_state.h"

class QLabel;
class QVBoxLayout;

namespace prophecy::ui {

class OperationView;

/// Step 7: the restore as it runs. Nothing is decided here.
class RunStep final : public RestoreStep {
    Q_OBJECT
public:
    explicit RunStep(RestoreState& state);
    void enter() override;
    QString obstacle() const override;
    /// The request is on its way, or was refused.
    void tell(const QString& sentence);

private:
    QLabel* m_told;
    QVBoxLayout* m_place;
    OperationView* m_view = nullptr;
    OperationId m_shown;
};

}  // namespace prophecy::ui
