#pragma once

#include <QObject>

namespace prophecy::ui {

/// Keeps the wheel from changing a value that happens to lie under the mouse while a page is scrolled: the page scrolls
/// on. To be installed on the application.
class WheelGuard final : public QObject {
public:
    using QObject::QObject;
    bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace prophecy::ui
