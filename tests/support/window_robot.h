#pragma once

#include <QAbstractButton>
#include <QApplication>
#include <QLineEdit>
#include <QTest>

namespace prophecy::test {

/// Finds widgets of the shown windows by object name and uses them as a person would.
class WindowRobot {
public:
    template <class T>
    static T* find(const char* name) {
        for (QWidget* top : QApplication::topLevelWidgets()) {
            if (!top->isVisible()) continue;
            if (top->objectName() == QLatin1String(name) && qobject_cast<T*>(top)) return qobject_cast<T*>(top);
            if (T* found = top->findChild<T*>(QString::fromLatin1(name))) return found;
        }
        return nullptr;
    }
    static void click(const char* name) {
        auto* button = find<QAbstractButton>(name);
        QVERIFY2(button, name);
        QTest::mouseClick(button, Qt::LeftButton);
    }
    static void type(const char* name, const QString& text) {
        auto* line = find<QLineEdit>(name);
        QVERIFY2(line, name);
        line->clear();
        QTest::keyClicks(line, text);
    }
};

}  // namespace prophecy::test
