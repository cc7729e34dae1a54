#pragma once

#include <QWidget>

#include "core/ticker.h"
#include "ui/parts/ui_context.h"

class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace prophecy::ui {

class ComponentChips;
class Pill;

/// One operation with all that is known of it: components, times, the connection, the server's words. Where the key
/// was refused it takes another, and where nobody can tell the outcome the admin can.
class OperationView final : public QWidget {
    Q_OBJECT
public:
    OperationView(UiContext context, OperationId id);
    std::optional<Operation> operation() const;

private:
    QWidget* makeKeyRow();
    QWidget* makeSettle();
    void refresh();
    void showFacts(const Operation& operation);
    void showConnection(const Operation& operation);
    QString settleText(bool mayClose) const;
    void showSettle(const Operation& operation);
    void useKey();
    void keepKey(const Environment& environment, const Secret& key);
    void close(bool arrived);

    UiContext m_context;
    OperationId m_id;
    Pill* m_state;
    QLabel* m_facts;
    ComponentChips* m_chips;
    QLabel* m_connection;
    QWidget* m_keyRow;
    QLabel* m_keyNote;
    QLineEdit* m_key;
    QPlainTextEdit* m_text;
    QWidget* m_settle;
    QLabel* m_settleNote;
    QLineEdit* m_reason;
    QPushButton* m_arrived;
    QPushButton* m_didNotArrive;
    QLabel* m_note;
    bool m_keyForThisRun = false;
    QString m_keyTold;  ///< how the last key that was entered stands; empty before one was
    Call m_keeping;
    Call m_closing;
    QString m_closeTrouble;
    Ticker m_tick{m_context.scheduler, std::chrono::seconds(1), [this] { refresh(); }};
};

}  // namespace prophecy::ui
