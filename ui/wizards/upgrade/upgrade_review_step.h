#pragma once

#include "core/ticker.h"
#include "services/request_preview.h"
#include "ui/wizards/upgrade/upgrade_state.h"

class QFormLayout;
class QLabel;
class QPlainTextEdit;
class QVBoxLayout;

namespace prophecy::ui {

class TypedName;

/// Step 5: all of it once more in plain words, the exact request, and the name to be typed.
class UpgradeReviewStep final : public UpgradeStep {
    Q_OBJECT
public:
    explicit UpgradeReviewStep(UpgradeState& state);
    void enter() override;
    QString obstacle() const override;
    QString typedName() const;

private:
    QWidget* makeRequestCard();
    Result<RequestPreview> preview() const;
    void show();
    void showTable(const UpgradeWish& wish);

    QLabel* m_sentence;
    QLabel* m_maintenance;
    QLabel* m_rollback;
    QFormLayout* m_table;
    QVBoxLayout* m_checks;
    QPlainTextEdit* m_request;
    TypedName* m_name;
    std::optional<UpgradePlan> m_reviewed;  ///< what stands here; nothing else may be sent
    QString m_reviewedFrom;
    Ticker m_tick{m_state.context.scheduler, std::chrono::seconds(5),
                  [this] { isVisible() ? show() : m_tick.run(false); }};  ///< the ages of the checks move on
};

}  // namespace prophecy::ui
