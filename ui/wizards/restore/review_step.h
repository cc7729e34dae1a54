#pragma once

#include "core/ticker.h"
#include "services/request_preview.h"
#include "ui/wizards/restore/restore_state.h"

class QFormLayout;
class QLabel;
class QPlainTextEdit;
class QVBoxLayout;

namespace prophecy::ui {

class TypedName;

/// Step 6: all of it once more in plain words, the exact request, and the name to be typed.
class ReviewStep final : public RestoreStep {
    Q_OBJECT
public:
    explicit ReviewStep(RestoreState& state);
    void enter() override;
    QString obstacle() const override;
    QString typedName() const;

private:
    QWidget* makeRequestCard();
    Result<RequestPreview> preview() const;
    void show();
    void showTable(const RestoreWish& wish);
    QString activeUsers() const;

    QLabel* m_sentence;
    QLabel* m_loss;
    QFormLayout* m_table;
    QVBoxLayout* m_checks;
    QPlainTextEdit* m_request;
    TypedName* m_name;
    Ticker m_tick{m_state.context.scheduler, std::chrono::seconds(5),
                  [this] { isVisible() ? show() : m_tick.run(false); }};  ///< the ages of the checks move on
    std::optional<RestorePlan> m_reviewed;  ///< what stands here; nothing else may be sent
};

}  // namespace prophecy::ui
