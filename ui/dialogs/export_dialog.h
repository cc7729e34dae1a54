#pragma once

#include <QString>
#include <functional>

class QMenu;
class QWidget;

namespace prophecy::ui {

/// What can be written to a file, made when a name is chosen.
struct Export {
    QString title;
    QString name;  ///< of the file, without its ending
    std::function<QByteArray()> csv;
    std::function<QByteArray()> json;
    std::function<void(const QString& path)> written;
};

/// "As CSV…" and "As JSON…"; what is exported is asked for when one of them is chosen. What cannot be written is said.
void addExports(QMenu* menu, QWidget* window, std::function<Export()> make);

}  // namespace prophecy::ui
