#pragma once

#include <QFrame>

#include "core/ticker.h"
#include "ui/parts/ui_context.h"

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace prophecy::ui {

class ComponentChips;
class EndedLine;
class Pill;

/// The bar at the bottom: a line for each operation that runs, whatever its environment. Those that ended stand there
/// until they are put away, and share one line where they are several.
class OperationsBar final : public QFrame {
    Q_OBJECT
public:
    OperationsBar(UiContext context, QWidget* parent = nullptr);
    void refresh();

Q_SIGNALS:
    void openWanted(const prophecy::OperationId& id);

private:
    struct Line {
        QWidget* widget;
        Pill* state;
        QLabel* name;
        QLabel* timestamp;
        ComponentChips* chips;
        QLabel* progress;
        QPushButton* open;
        QPushButton* dismiss;
    };
    Line& lineFor(const OperationId& id);
    void show(Line& line, const Operation& operation);
    void showEnded(const std::vector<Operation>& ended, std::vector<OperationId>& shown);
    void forgetAllBut(const std::vector<OperationId>& shown);
    void putAllAway();
    bool isPutAway(const OperationId& id) const;
    qint64 usualFor(const Operation& operation) const;

    UiContext m_context;
    QVBoxLayout* m_layout;
    std::map<OperationId, Line> m_lines;
    std::vector<OperationId> m_dismissed;
    EndedLine* m_ended;
    Ticker m_tick{m_context.scheduler, std::chrono::seconds(1), [this] { refresh(); }};
};

}  // namespace prophecy::ui
