#pragma once

#include "services/request_preview.h"
#include "ui/wizards/restore_state.h"

class QFormLayout;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QVBoxLayout;

namespace prophecy::ui {

/// Step 6: all of it once more in plain words, the exact request, and the name to be typed.
class ReviewStep final : public RestoreStep {
    Q_OBJECT
public:
    explicit ReviewStep(RestoreState& state);
    void enter() override;
    QString obstacle() const override;
    QString typedName() const;
    /// Seconds until the restore may begin, once the name is right; for a primary only.
    int holdLeft() const { return m_holdLeft; }

private:
    QWidget* makeRequestCard();
    Result<RequestPreview> preview() const;
    void show();
    void showTable(const RestoreWish& wish);
    void showChecks(const RestoreWish& wish);
    void nameTyped();
    void tickHold();

    QLabel* m_sentence;
    QLabel* m_loss;
    QFormLayout* m_table;
    QVBoxLayout* m_checks;
    QPlainTextEdit* m_request;
    QLabel* m_typeLabel;
    QLineEdit* m_name;
    QLabel* m_hint;
    std::optional<RestorePlan> m_reviewed;  ///< what stands here; nothing else may be sent
    int m_holdLeft = 0;
    Timer m_hold;
};

}  // namespace prophecy::ui
