#pragma once

#include <span>

#include "core/ticker.h"
#include "ui/wizards/frame/procedure.h"

class QLabel;
class QPushButton;

namespace prophecy::ui {

class ChecksCard;

/// The checks before something irreversible, and above them what some of them call for.
class ChecksStep final : public WizardStep {
    Q_OBJECT
public:
    /// above: taken over; nullptr for none.
    ChecksStep(Procedure& procedure, std::span<const CheckId> ids, QWidget* above = nullptr);
    void enter() override;
    QString obstacle() const override;
    QWidget* firstFocus() const override;

protected:
    void showEvent(QShowEvent* event) override;

private:
    void show();
    void focusWhenAnswered(const CheckRun& run);

    Procedure& m_procedure;
    std::span<const CheckId> m_ids;
    QLabel* m_summary;
    ChecksCard* m_card;
    QPushButton* m_all;
    bool m_awaited = false;  ///< what is to be written first is not known yet
    Ticker m_tick{m_procedure.context.scheduler, std::chrono::seconds(1), [this] { show(); }};
};

}  // namespace prophecy::ui
