#include "ui/theme/wheel_guard.h"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QEvent>
#include <QSlider>
#include <QTabBar>

namespace prophecy::ui {

bool WheelGuard::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() != QEvent::Wheel) return false;
    const bool holdsAValue = qobject_cast<QAbstractSpinBox*>(watched) || qobject_cast<QComboBox*>(watched) ||
                             qobject_cast<QSlider*>(watched) || qobject_cast<QTabBar*>(watched);
    if (holdsAValue) event->ignore();
    return holdsAValue;
}

}  // namespace prophecy::ui
