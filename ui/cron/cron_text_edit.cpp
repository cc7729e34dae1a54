#include "ui/cron/cron_text_edit.h"

#include <QKeyEvent>
#include <QMimeData>
#include <QTextBlock>

#include "ui/theme/theme.h"

namespace prophecy::ui {

namespace {

/// Code points to the units that a cursor counts.
int unitsOf(const QString& text, int codePoints) {
    int units = 0;
    for (int i = 0; i < codePoints && units < text.size(); ++i) units += text[units].isHighSurrogate() ? 2 : 1;
    return units;
}

}  // namespace

CronTextEdit::CronTextEdit(QWidget* parent) : QPlainTextEdit(parent) {
    setObjectName(QStringLiteral("cronText"));
    setAccessibleName(tr("Cron expression"));
    setLineWrapMode(QPlainTextEdit::NoWrap);
    setTabChangesFocus(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    QFont font = theme::fixedFont();
    font.setPixelSize(15);
    setFont(font);
    setStyleSheet(QStringLiteral("font-size: 15px"));
    setFixedHeight(44);
}

void CronTextEdit::mark(const std::optional<CronError>& error) {
    QList<QTextEdit::ExtraSelection> marks;
    if (error) {
        QTextEdit::ExtraSelection selection;
        selection.cursor = textCursor();
        const QString text = toPlainText();
        selection.cursor.setPosition(unitsOf(text, error->position));
        selection.cursor.setPosition(unitsOf(text, error->position + error->length), QTextCursor::KeepAnchor);
        selection.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
        selection.format.setUnderlineColor(theme::tokens().bad);
        selection.format.setForeground(theme::tokens().bad);
        marks << selection;
    }
    setExtraSelections(marks);
}

void CronTextEdit::keyPressEvent(QKeyEvent* event) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) return event->ignore();
    QPlainTextEdit::keyPressEvent(event);
}

/// A line copied from a crontab brings its line end along.
void CronTextEdit::insertFromMimeData(const QMimeData* source) {
    QString text = source->text().trimmed();
    insertPlainText(text.replace(u'\n', u' ').replace(u'\r', u' '));
}

}  // namespace prophecy::ui
