#pragma once

#include "core/ticker.h"
#include "ui/wizards/upgrade/upgrade_state.h"

class QLabel;

namespace prophecy::ui {

class ChecksCard;

/// Step 4: what is looked at before an upgrade.
class UpgradeChecksStep final : public UpgradeStep {
    Q_OBJECT
public:
    explicit UpgradeChecksStep(UpgradeState& state);
    void enter() override;
    QString obstacle() const override;

private:
    void show();

    QLabel* m_summary;
    ChecksCard* m_card;
    Ticker m_tick{m_state.context.scheduler, std::chrono::seconds(1), [this] { show(); }};
};

}  // namespace prophecy::ui
