#include "ui/dialogs/export_dialog.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QMenu>
#include <QMessageBox>
#include <QSaveFile>
#include <QStandardPaths>

namespace prophecy::ui {

namespace {

struct ExportDialog {
    Q_DECLARE_TR_FUNCTIONS(ExportDialog)
};

void sayNotWritten(const QString& path, const QString& why, QWidget* window) {
    auto* box = new QMessageBox(QMessageBox::Warning, ExportDialog::tr("Not exported"),
                                ExportDialog::tr("%1 cannot be written: %2").arg(path, why), QMessageBox::Ok, window);
    box->setTextFormat(Qt::PlainText);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->open();
}

void ask(const Export& what, bool asCsv, QWidget* window) {
    const QString suffix = asCsv ? QStringLiteral("csv") : QStringLiteral("json");
    auto* dialog = new QFileDialog(window, what.title);
    dialog->setObjectName(QStringLiteral("exportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->setNameFilter(asCsv ? ExportDialog::tr("Comma-separated values (*.csv)")
                                : ExportDialog::tr("JSON (*.json)"));
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    dialog->selectFile(QStringLiteral("%1.%2").arg(what.name, suffix));
    QObject::connect(dialog, &QFileDialog::fileSelected, window, [what, asCsv, window](const QString& path) {
        const QByteArray bytes = asCsv ? what.csv() : what.json();
        QSaveFile file(path);
        if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit())
            return what.written(path);
        sayNotWritten(path, file.errorString(), window);
    });
    dialog->open();
}

}  // namespace

void addExports(QMenu* menu, QWidget* window, std::function<Export()> make) {
    menu->addAction(ExportDialog::tr("As CSV…"), window, [make, window] { ask(make(), true, window); });
    menu->addAction(ExportDialog::tr("As JSON…"), window, [make, window] { ask(make(), false, window); });
}

}  // namespace prophecy::ui
