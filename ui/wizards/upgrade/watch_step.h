#pragma once

#include <memory>

#include "core/ticker.h"
#include "services/upgrade/guided_watch.h"
#include "ui/wizards/upgrade/upgrade_procedure.h"

class QComboBox;
class QLabel;
class QLineEdit;

namespace prophecy::ui {

class PhaseList;

/// Step 6 where it is done by hand: the environment goes down and comes back, and its version is compared where it can
/// be read, or asked for. Only the admin ends it.
class WatchStep final : public UpgradeStep {
    Q_OBJECT
public:
    explicit WatchStep(UpgradeProcedure& procedure);
    void enter() override;
    QString obstacle() const override;
    QString nextText() const override { return tr("It is over"); }
    Result<void> leave() override;
    bool isWatching() const { return m_watch != nullptr; }

private:
    GuidedUpgrade outcome() const;
    QString lookText() const;
    void show();
    bool readsVersion() const;
    QString version() const;

    PhaseList* m_phases;
    QLabel* m_look;
    QLabel* m_question;
    QLineEdit* m_version;
    QLabel* m_compare;
    QComboBox* m_how;
    std::unique_ptr<GuidedWatch> m_watch;
    Ticker m_tick{m_procedure.context.scheduler, std::chrono::seconds(1), [this] { show(); }};
};

}  // namespace prophecy::ui
