#pragma once

#include <QAbstractButton>
#include <QFrame>
#include <QMouseEvent>

namespace prophecy::ui {

/// A row that stands for one choice: a click anywhere on it is a click on its button.
class ChoiceRow final : public QFrame {
    Q_OBJECT
public:
    explicit ChoiceRow(QAbstractButton* choice) : m_choice(choice) { setCursor(Qt::PointingHandCursor); }

protected:
    void mousePressEvent(QMouseEvent* event) override { event->accept(); }
    void mouseReleaseEvent(QMouseEvent* event) override {
        if (event->button() == Qt::LeftButton && rect().contains(event->position().toPoint())) m_choice->click();
    }

private:
    QAbstractButton* m_choice;
};

}  // namespace prophecy::ui
