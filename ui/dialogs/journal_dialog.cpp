#include "ui/dialogs/journal_dialog.h"

#include <QCoreApplication>
#include <QDialog>
#include <QJsonDocument>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include "core/text.h"
#include "ui/parts/journal_view.h"
#include "ui/theme/widgets.h"

namespace prophecy::ui {

namespace {

struct JournalDialog {
    Q_DECLARE_TR_FUNCTIONS(JournalDialog)
};

QPlainTextEdit* makeRecord(const QJsonObject& detail) {
    QPlainTextEdit* record = makeTextBox("journalDetail", "calm", 8);
    record->setAccessibleName(JournalDialog::tr("As it was recorded"));
    record->setPlainText(displayText(QString::fromUtf8(QJsonDocument(detail).toJson()).trimmed()));
    return record;
}

}  // namespace

void showJournalDialog(const JournalRow& row, const QTimeZone& zone, QWidget* parent) {
    auto* dialog = new QDialog(parent);
    dialog->setObjectName(QStringLiteral("journalDialog"));
    dialog->setWindowTitle(JournalDialog::tr("Entry %1 of the journal").arg(row.seq));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    resizeToFit(dialog, {720, 620});
    auto* view = new JournalView;
    view->show(row, zone);
    QPlainTextEdit* record = makeRecord(row.detail);
    auto* done = makeButton(JournalDialog::tr("Close"), "journalClose", "main");
    auto* layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(10);
    layout->addWidget(makeScroll(view), 1);
    layout->addWidget(plainLabel(JournalDialog::tr("As it was recorded"), "heading"));
    layout->addWidget(record);
    layout->addWidget(done, 0, Qt::AlignRight);
    QObject::connect(done, &QPushButton::clicked, dialog, &QDialog::reject);
    record->setFocus();
    dialog->open();
}

}  // namespace prophecy::ui
