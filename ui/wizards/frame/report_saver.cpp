#include "ui/wizards/frame/report_saver.h"

#include <QFileDialog>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QSaveFile>
#include <QStandardPaths>
#include <QTextDocument>

#include "ui/theme/widgets.h"

namespace prophecy::ui {

namespace {

bool writeMarkdown(QSaveFile& file, const QString& report) {
    const QByteArray bytes = report.toUtf8();
    return file.write(bytes) == bytes.size();
}

bool writePdf(QSaveFile& file, const QString& report) {
    QPdfWriter writer(&file);
    writer.setPageSize(QPageSize(QPageSize::A4));
    QTextDocument document;
    document.setMarkdown(report, QTextDocument::MarkdownNoHTML);
    document.print(&writer);
    return true;
}

}  // namespace

ReportSaver::ReportSaver(QWidget* window, std::function<QString()> report, std::function<void(const QString&)> told)
    : QObject(window),
      m_window(window),
      m_report(std::move(report)),
      m_told(std::move(told)),
      m_markdown(makeButton(tr("Save report as Markdown…"), "reportMarkdown")),
      m_pdf(makeButton(tr("Save report as PDF…"), "reportPdf")) {
    connect(m_markdown, &QPushButton::clicked, this, [this] { save(QStringLiteral("md"), &writeMarkdown); });
    connect(m_pdf, &QPushButton::clicked, this, [this] { save(QStringLiteral("pdf"), &writePdf); });
}

void ReportSaver::save(const QString& suffix, bool (*write)(QSaveFile& file, const QString& report)) {
    auto* dialog = new QFileDialog(m_window, tr("Save the report"));
    dialog->setObjectName(QStringLiteral("reportDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(suffix);
    dialog->setDirectory(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    QString name = m_fileName();
    static const QRegularExpression kNoFileName(QStringLiteral("[^\\w .-]"),
                                                QRegularExpression::UseUnicodePropertiesOption);
    dialog->selectFile(name.replace(kNoFileName, QStringLiteral("-")) + u'.' + suffix);
    connect(dialog, &QFileDialog::fileSelected, this, [this, write](const QString& path) {
        QSaveFile file(path);
        const bool saved = file.open(QIODevice::WriteOnly) && write(file, m_report()) && file.commit();
        m_told(saved ? tr("Saved to %1.").arg(path) : tr("%1 cannot be written: %2").arg(path, file.errorString()));
    });
    dialog->open();
}

}  // namespace prophecy::ui
