#pragma once

#include <QDialog>

#include "ui/dialogs/ui_context.h"

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace prophecy::ui {

class ComponentChips;
class Pill;

/// One operation with all that is known of it. Can be closed and opened again at any time; the operation goes on.
class OperationDialog final : public QDialog {
    Q_OBJECT
public:
    OperationDialog(UiContext context, const OperationId& id, QWidget* parent);

private:
    void refresh();
    void close(bool arrived);

    UiContext m_context;
    OperationId m_id;
    Pill* m_state;
    QLabel* m_facts;
    QLabel* m_connection;
    QLabel* m_note;
    ComponentChips* m_chips;
    QPlainTextEdit* m_text;
    QWidget* m_settle;
    QLabel* m_settleNote;
    QLineEdit* m_reason;
    QPushButton* m_arrived;
    QPushButton* m_didNotArrive;
    Timer m_tick;
};

}  // namespace prophecy::ui
