#pragma once

#include "core/ticker.h"
#include "ui/wizards/frame/procedure.h"

class QGridLayout;
class QFrame;
class QLabel;
class QPlainTextEdit;
class QVBoxLayout;

namespace prophecy::ui {

class TypedName;

/// All of it once more in plain words, the exact request, and the name to be typed. From here alone something
/// irreversible is sent.
class ReviewStep final : public WizardStep {
    Q_OBJECT
public:
    explicit ReviewStep(Procedure& procedure);
    void enter() override;
    QString obstacle() const override;
    QString nextText() const override { return m_procedure.actText(); }
    QWidget* firstFocus() const override;
    QString typedName() const;

private:
    QWidget* makeRequestCard();
    QWidget* makeCards();
    void show();
    void showTable(const Review& review);

    Procedure& m_procedure;
    QLabel* m_sentence;
    QFrame* m_cautionFrame;
    QLabel* m_caution;
    QLabel* m_loss;
    QGridLayout* m_table;
    QVBoxLayout* m_checks;
    QPlainTextEdit* m_request;
    TypedName* m_name;
    Ticker m_tick{m_procedure.context.scheduler, std::chrono::seconds(5),
                  [this] { isVisible() ? show() : m_tick.run(false); }};  ///< the ages of the checks move on
};

}  // namespace prophecy::ui
