#pragma once

#include <QObject>
#include <functional>

class QPushButton;
class QSaveFile;
class QWidget;

namespace prophecy::ui {

/// The two buttons that save a report as a file.
class ReportSaver final : public QObject {
    Q_OBJECT
public:
    /// report gives the Markdown, told gets a sentence on how it went.
    ReportSaver(QWidget* window, std::function<QString()> report, std::function<void(const QString&)> told);
    QPushButton* markdownButton() const { return m_markdown; }
    QPushButton* pdfButton() const { return m_pdf; }
    /// Asked when a report is saved; without a suffix.
    void setFileName(std::function<QString()> name) { m_fileName = std::move(name); }

private:
    void save(const QString& suffix, bool (*write)(QSaveFile& file, const QString& report));

    QWidget* m_window;
    std::function<QString()> m_report;
    std::function<void(const QString&)> m_told;
    std::function<QString()> m_fileName;
    QPushButton* m_markdown;
    QPushButton* m_pdf;
};

}  // namespace prophecy::ui
