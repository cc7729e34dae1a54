#pragma once

#include <memory>

#include "core/ticker.h"
#include "services/guided_watch.h"
#include "ui/wizards/upgrade/upgrade_state.h"

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
    explicit WatchStep(UpgradeState& state);
    void enter() override;
    QString obstacle() const override;
    /// It is over: nothing is looked at any more.
    void stop();
    bool isWatching() const { return m_watch != nullptr; }
    /// As it would be noted now.
    GuidedUpgrade outcome() const;

Q_SIGNALS:
    /// Something was seen that the draft should keep.
    void seen();

private:
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
    Ticker m_tick{m_state.context.scheduler, std::chrono::seconds(1), [this] { show(); }};
};

}  // namespace prophecy::ui
