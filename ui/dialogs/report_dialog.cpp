#include "ui/dialogs/report_dialog.h"

#include <QCoreApplication>
#include <QDialog>
#include <QTextDocument>
#include <QTextEdit>
#include <QVBoxLayout>

#include "ui/parts/target_band.h"
#include "ui/theme/widgets.h"

namespace prophecy::ui {

void showReportDialog(const Environment& environment, const QString& title, const QString& markdown, QWidget* parent) {
    const auto say = [](const char* text) { return QCoreApplication::translate("ReportDialog", text); };
    auto* dialog = new QDialog(parent);
    dialog->setObjectName(QStringLiteral("reportTextDialog"));
    dialog->setWindowTitle(say(QT_TRANSLATE_NOOP("ReportDialog", "Report")));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    resizeToFit(dialog, {680, 520});
    auto* layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(0, 0, 0, 12);
    auto* band = new TargetBand;
    band->show(environment, title);
    layout->addWidget(band);
    auto* text = new QTextEdit;
    text->setObjectName(QStringLiteral("reportText"));
    text->setAccessibleName(say(QT_TRANSLATE_NOOP("ReportDialog", "Report")));
    text->setReadOnly(true);
    text->document()->setMarkdown(markdown, QTextDocument::MarkdownNoHTML);
    auto* inside = new QVBoxLayout;
    inside->setContentsMargins(16, 12, 16, 0);
    inside->addWidget(text);
    auto* done = makeButton(say(QT_TRANSLATE_NOOP("ReportDialog", "Close")), "reportClose");
    inside->addWidget(done, 0, Qt::AlignRight);
    layout->addLayout(inside);
    QObject::connect(done, &QPushButton::clicked, dialog, &QDialog::reject);
    dialog->open();
}

}  // namespace prophecy::ui
