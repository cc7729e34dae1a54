#pragma once

#include "core/ticker.h"
#include "ui/wizards/upgrade/upgrade_state.h"

class QLabel;
class QVBoxLayout;

namespace prophecy::ui {

class OperationView;
class PhaseList;

/// Step 6: the upgrade as it runs. Nothing is decided here.
class UpgradeRunStep final : public UpgradeStep {
    Q_OBJECT
public:
    explicit UpgradeRunStep(UpgradeState& state);
    void enter() override;
    QString obstacle() const override;
    /// The request is on its way, or was refused.
    void tell(const QString& sentence);

private:
    void show();

    QLabel* m_told;
    PhaseList* m_phases;
    QVBoxLayout* m_place;
    OperationView* m_view = nullptr;
    OperationId m_shown;
    Ticker m_tick{m_state.context.scheduler, std::chrono::seconds(1), [this] { show(); }};
};

}  // namespace prophecy::ui
