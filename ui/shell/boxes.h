#pragma once

#include <QMessageBox>

namespace prophecy::ui {

// The small boxes of the window; each goes when it is closed.

QMessageBox* makeAboutBox(QWidget* parent);
QMessageBox* makeShortcutsBox(QWidget* parent);
/// What was edited is not saved: whoever leaves all the same clicks "closeAnyway".
QMessageBox* makeUnsavedQuestion(QWidget* parent);

}  // namespace prophecy::ui
