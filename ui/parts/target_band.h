#pragma once

#include <QFrame>

#include "domain/environment.h"

class QHBoxLayout;
class QLabel;

namespace prophecy::ui {

class Pill;

/// What every window that can change something shows on top: role word and colour, name and address of its target.
class TargetBand final : public QFrame {
    Q_OBJECT
public:
    explicit TargetBand(QWidget* parent = nullptr);
    /// title replaces the bare name: "Delete from acme-prod".
    void show(const Environment& environment, const QString& title = {});
    /// Nothing is chosen yet.
    void showNobody(const QString& title);
    /// To the right of the address; callers add their own pills and buttons.
    QHBoxLayout* extras() const { return m_extras; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    Pill* m_role;
    QLabel* m_name;
    QLabel* m_address;
    QHBoxLayout* m_extras;
    QColor m_color;
};

}  // namespace prophecy::ui
