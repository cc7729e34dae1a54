#pragma once

#include <map>

#include "ui/wizards/restore_state.h"

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace prophecy::ui {

class Pill;

/// Step 4: every check as it comes, with its evidence and age; a reason where one is due.
class ChecksStep final : public RestoreStep {
    Q_OBJECT
public:
    explicit ChecksStep(RestoreState& state);
    void enter() override;
    QString obstacle() const override;

private:
    struct Row {
        Pill* state;
        QLabel* evidence;
        QLabel* age;
        QLineEdit* reason;
    };
    void addRow(QVBoxLayout* layout, CheckId id);
    QWidget* makeCopyBox();
    QWidget* makeKeyBox();
    void show();
    void showRow(const Check& check);
    void holdKey();

    std::map<CheckId, Row> m_rows;
    QLabel* m_summary;
    QWidget* m_copyBox;
    QPlainTextEdit* m_commands;
    QWidget* m_keyBox;
    QLabel* m_keyNote;
    QLineEdit* m_key;
    QString m_keyTrouble;
    Call m_keeping;
    Timer m_tick;
};

}  // namespace prophecy::ui
