#pragma once

#include "core/ticker.h"
#include "ui/wizards/restore/restore_state.h"

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace prophecy::ui {

class SteadyLabel;

class ChecksCard;

/// Step 4: the checks, and what some of them call for: copying files, and a key of the source.
class ChecksStep final : public RestoreStep {
    Q_OBJECT
public:
    explicit ChecksStep(RestoreState& state);
    void enter() override;
    QString obstacle() const override;

private:
    QWidget* makeCopyBox();
    QWidget* makeKeyBox();
    void show();
    void holdKey();

    ChecksCard* m_card;
    QLabel* m_summary;
    QWidget* m_copyBox;
    QPlainTextEdit* m_commands;
    QWidget* m_keyBox;
    SteadyLabel* m_keyNote;
    QLineEdit* m_key;
    QString m_keyTrouble;
    Call m_keeping;
    Ticker m_tick{m_state.context.scheduler, std::chrono::seconds(1), [this] { show(); }};
};

}  // namespace prophecy::ui
