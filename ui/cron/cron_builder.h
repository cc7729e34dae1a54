#pragma once

#include <QTimeZone>
#include <QWidget>
#include <array>

#include "domain/cron/expression.h"
#include "domain/findings.h"

class QButtonGroup;
class QLabel;
class QVBoxLayout;

namespace prophecy::ui {

class CronPreview;
class CronTextEdit;
class FieldEditor;
class PresetView;
class SteadyLabel;

/// Builds a cron expression with presets, with fields or as text: three views of one value. What a view cannot say it
/// leaves untouched; the value changes only where somebody changes it.
class CronBuilder final : public QWidget {
    Q_OBJECT
public:
    CronBuilder();

    void load(const QString& value);
    const QString& value() const { return m_value; }
    const std::optional<CronExpression>& expression() const { return m_expression; }
    /// The zone of the server and the time from which runs are counted.
    void setClock(const QTimeZone& serverZone, const QDateTime& now);
    /// To be laid out beside the builder; it lives as long as its own parent.
    CronPreview* preview() const { return m_preview; }
    enum View { Presets, Fields, Text };
    void showView(View view);

Q_SIGNALS:
    void changed();

private:
    struct Note {
        QString text;
        Level level = Level::Unknown;
        QString mend;
        QString mendWord;
        bool operator==(const Note&) const = default;
    };
    QWidget* makeHead();
    QWidget* makeFields();
    void set(const QString& value);
    void take();
    void showValue();
    void showNotes();
    std::vector<Note> notesOf() const;
    void addNote(const Note& note);
    void fieldEdited(CronField field);

    QString m_value;
    QString m_textOf;     ///< the value that the text view was given
    QString m_shownText;  ///< and what it made of it
    std::vector<Note> m_shownNotes;
    std::optional<CronExpression> m_expression;
    std::optional<CronError> m_error;
    QTimeZone m_zone = QTimeZone::utc();
    QDateTime m_now;
    SteadyLabel* m_sentence;
    std::array<QLabel*, kCronFieldCount> m_chips{};
    QButtonGroup* m_views;
    std::array<QWidget*, 3> m_pages{};  ///< by View
    PresetView* m_presets;
    std::array<FieldEditor*, kCronFieldCount> m_fields{};
    QWidget* m_fieldBox;
    QLabel* m_fieldsCannot;
    CronTextEdit* m_text;
    QVBoxLayout* m_notes;
    CronPreview* m_preview;
};

}  // namespace prophecy::ui
