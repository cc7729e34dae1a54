#include "ui/shell/boxes.h"

#include <QCoreApplication>
#include <QPushButton>

namespace prophecy::ui {

namespace {

struct Boxes {
    Q_DECLARE_TR_FUNCTIONS(prophecy::ui::Boxes)
};

QMessageBox* makeBox(const char* objectName, QMessageBox::Icon icon, const QString& title, const QString& text,
                     QWidget* parent) {
    auto* box = new QMessageBox(icon, title, text, QMessageBox::NoButton, parent);
    box->setObjectName(QString::fromLatin1(objectName));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    return box;
}

}  // namespace

QMessageBox* makeAboutBox(QWidget* parent) {
    const QString text = Boxes::tr("Prophecy Console %1").arg(QStringLiteral(PROPHECY_VERSION)) +
                         QStringLiteral("\n\n") +
                         Boxes::tr(
                             "Shows what the backups of Prophecy installations really did, and leads through restores "
                             "and upgrades.\nWhat it did stands in the journal, under Activity.");
    auto* box = makeBox("aboutBox", QMessageBox::NoIcon, Boxes::tr("About Prophecy Console"), text, parent);
    box->addButton(QMessageBox::Close);
    return box;
}

QMessageBox* makeShortcutsBox(QWidget* parent) {
    const QStringList lines{Boxes::tr("F5: ask the server again"),
                            Boxes::tr("Ctrl+B: back up now"),
                            Boxes::tr("Ctrl+F: filter the page"),
                            Boxes::tr("Ctrl+1 to Ctrl+6: pages"),
                            Boxes::tr("Alt+Up, Alt+Down: environments"),
                            Boxes::tr("Enter in a table: whole row; Menu key: what can be done with it"),
                            Boxes::tr("Home, End, Ctrl+Home, Ctrl+End in a table: first and last row"),
                            Boxes::tr("Ctrl+Q: quit"),
                            Boxes::tr("F1: these lines")};
    auto* box =
        makeBox("shortcutsBox", QMessageBox::NoIcon, Boxes::tr("Keyboard shortcuts"), lines.join(u'\n'), parent);
    box->addButton(QMessageBox::Close);
    return box;
}

QMessageBox* makeUnsavedQuestion(QWidget* parent) {
    auto* box = makeBox("unsavedQuestion", QMessageBox::Question, Boxes::tr("Not saved"),
                        Boxes::tr("What was edited is not saved on the server. Close all the same?"), parent);
    QPushButton* stay = box->addButton(Boxes::tr("Go back to it"), QMessageBox::RejectRole);
    QPushButton* leave = box->addButton(Boxes::tr("Close without saving"), QMessageBox::DestructiveRole);
    leave->setObjectName(QStringLiteral("closeAnyway"));
    box->setDefaultButton(stay);
    return box;
}

}  // namespace prophecy::ui
