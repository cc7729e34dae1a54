#include "ui/cron/cron_builder.h"

#include <QButtonGroup>
#include <QVBoxLayout>

#include "domain/cron/describe.h"
#include "domain/cron/warnings.h"
#include "ui/cron/cron_preview.h"
#include "ui/cron/cron_text_edit.h"
#include "ui/cron/field_editor.h"
#include "ui/cron/preset_view.h"
#include "ui/theme/widgets.h"

namespace prophecy::ui {

namespace {

/// A field can be 10 kB long; a chip cannot.
QString shortened(const QString& text) {
    constexpr qsizetype kLongest = 16;
    return text.size() <= kLongest ? text : text.left(kLongest - 1) + u'…';
}

}  // namespace

CronBuilder::CronBuilder()
    : m_now(QDateTime::fromSecsSinceEpoch(0, Qt::UTC)),
      m_sentence(new SteadyLabel("title")),
      m_views(new QButtonGroup(this)),
      m_presets(new PresetView),
      m_fieldBox(new QWidget),
      m_fieldsCannot(wrappedLabel({}, "muted")),
      m_text(new CronTextEdit),
      m_notes(new QVBoxLayout),
      m_preview(new CronPreview) {
    setObjectName(QStringLiteral("cronBuilder"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(makeHead());
    auto* views = new QHBoxLayout;
    views->setSpacing(0);
    const std::tuple<View, QString, const char*, const char*> names[] = {
        {Presets, tr("Presets"), "left", "viewPresets"},
        {Fields, tr("Fields"), "middle", "viewFields"},
        {Text, tr("Text"), "right", "viewText"}};
    for (const auto& [view, word, place, name] : names) {
        auto* button = makeButton(word, name);
        button->setCheckable(true);
        button->setProperty("segment", QString::fromLatin1(place));
        m_views->addButton(button, view);
        views->addWidget(button);
    }
    views->addStretch();
    layout->addLayout(views);
    auto* text = new QWidget;
    auto* textLayout = new QVBoxLayout(text);
    textLayout->setContentsMargins(0, 0, 0, 0);
    textLayout->addWidget(m_text);
    textLayout->addWidget(wrappedLabel(
        tr("Six fields: second, minute, hour, day of the month, month, weekday. Or @daily, @every 90m and the like."),
        "caption"));
    // Shown and hidden, not stacked: a stack would be as tall as its tallest page and push the notes out of sight.
    m_pages = {m_presets, makeFields(), text};
    for (QWidget* page : m_pages) {
        page->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
        layout->addWidget(page);
    }
    // Below what is clicked, so that a note does not move it.
    m_notes->setSpacing(6);
    layout->addLayout(m_notes);
    layout->addStretch();
    connect(m_views, &QButtonGroup::idClicked, this, [this](int view) { showView(static_cast<View>(view)); });
    connect(m_presets, &PresetView::edited, this, [this] { set(m_presets->text()); });
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] {
        if (m_text->toPlainText() != m_shownText) set(m_text->toPlainText());
    });
    showView(Fields);
}

QWidget* CronBuilder::makeHead() {
    auto* card = makeCard();
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->setSpacing(10);
    m_sentence->setObjectName(QStringLiteral("cronSentence"));
    m_sentence->reserve(QStringLiteral("0\n0"));
    layout->addWidget(m_sentence);
    auto* chips = new QHBoxLayout;
    chips->setSpacing(4);
    const QString names[] = {tr("second"), tr("minute"), tr("hour"), tr("day"), tr("month"), tr("weekday")};
    for (std::size_t i = 0; i < kCronFieldCount; ++i) {
        auto* chip = new QFrame;
        chip->setProperty("chip", true);
        auto* chipLayout = new QVBoxLayout(chip);
        chipLayout->setContentsMargins(8, 4, 8, 4);
        chipLayout->setSpacing(0);
        m_chips[i] = plainLabel({}, "chip");
        m_chips[i]->setFont(theme::fixedFont());
        m_chips[i]->setAlignment(Qt::AlignCenter);
        QLabel* name = plainLabel(names[i], "caption");
        name->setAlignment(Qt::AlignCenter);
        chipLayout->addWidget(m_chips[i]);
        chipLayout->addWidget(name);
        chips->addWidget(chip);
    }
    chips->addStretch();
    layout->addLayout(chips);
    return card;
}

QWidget* CronBuilder::makeFields() {
    auto* page = new QWidget;
    auto* outer = new QVBoxLayout(page);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(m_fieldsCannot);
    auto* layout = new QVBoxLayout(m_fieldBox);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(14);
    // In the order in which people think of it; seconds last.
    for (const CronField field : {CronField::Hour, CronField::Minute, CronField::DayOfWeek, CronField::Month,
                                  CronField::DayOfMonth, CronField::Second}) {
        auto* editor = new FieldEditor(field);
        m_fields[static_cast<std::size_t>(field)] = editor;
        layout->addWidget(editor);
        connect(editor, &FieldEditor::edited, this, [this, field] { fieldEdited(field); });
    }
    outer->addWidget(m_fieldBox);
    return page;
}

void CronBuilder::showView(View view) {
    m_views->button(view)->setChecked(true);
    for (std::size_t i = 0; i < m_pages.size(); ++i) m_pages[i]->setVisible(static_cast<int>(i) == view);
    if (view == Text) m_text->setFocus();
}

void CronBuilder::load(const QString& value) {
    m_value = value;
    take();
}

void CronBuilder::setClock(const QTimeZone& serverZone, const QDateTime& now) {
    m_zone = serverZone;
    m_now = now;
    showNotes();
    m_preview->show(m_expression, m_zone, m_now);
}

void CronBuilder::set(const QString& value) {
    if (value == m_value) return;
    m_value = value;
    take();
    Q_EMIT changed();
}

void CronBuilder::take() {
    const auto parsed = parseCron(m_value);
    m_expression = parsed ? std::optional(*parsed) : std::nullopt;
    m_error = parsed ? std::nullopt : std::optional(parsed.error());
    showValue();
    showNotes();
    m_preview->show(m_expression, m_zone, m_now);
}

void CronBuilder::fieldEdited(CronField field) {
    std::array<QString, kCronFieldCount> texts;
    for (std::size_t i = 0; i < kCronFieldCount; ++i) texts[i] = m_fields[i]->text();
    set(composeCron(texts, field));
}

void CronBuilder::showValue() {
    m_sentence->setText(m_expression ? describeCron(*m_expression) : tr("This is no schedule yet"));
    const bool shown = m_expression && !m_expression->everySeconds;
    for (std::size_t i = 0; i < kCronFieldCount; ++i) {
        const bool faulty = m_error && m_error->field && static_cast<std::size_t>(*m_error->field) == i;
        m_chips[i]->setText(shown    ? shortened(m_expression->fields[i])
                            : faulty ? m_error->item.left(12)
                                     : QStringLiteral("–"));
        setKind(m_chips[i], faulty ? "bad" : "chip");
        if (shown && m_fields[i]->text() != m_expression->fields[i]) m_fields[i]->load(m_expression->fields[i]);
    }
    m_fieldBox->setEnabled(shown);
    m_fieldsCannot->setVisible(!shown);
    m_fieldsCannot->setText(m_expression
                                ? tr("\"@every\" has no fields. The text is kept; choose a preset to replace it.")
                                : tr("The text is no schedule, so it has no fields. Mend it in the text view."));
    m_presets->load(m_expression ? presetOf(*m_expression) : std::nullopt);
    // The editor turns unusual blanks into ordinary ones; what it shows is not what was given.
    if (m_text->toPlainText() != m_value && m_textOf != m_value) {
        const QSignalBlocker quiet(m_text);
        m_text->setPlainText(m_value);
    }
    m_textOf = m_value;
    m_shownText = m_text->toPlainText();
    m_text->mark(m_error);
}

void CronBuilder::showNotes() {
    std::vector<Note> notes = notesOf();
    if (notes == m_shownNotes) return;  // a button under the mouse stays
    m_shownNotes = std::move(notes);
    clearLayout(m_notes);
    for (const Note& note : m_shownNotes) addNote(note);
}

std::vector<CronBuilder::Note> CronBuilder::notesOf() const {
    std::vector<Note> notes;
    if (m_error) {
        QString field = m_error->field ? displayName(*m_error->field) : QString();
        if (!field.isEmpty()) field[0] = field[0].toUpper();
        notes.push_back(
            {field.isEmpty() ? m_error->message : tr("%1: %2", "field and mistake").arg(field, m_error->message),
             Level::Bad, m_error->mend, tr("Change to %1").arg(m_error->mend.left(40))});
        return notes;
    }
    if (!m_expression) return notes;
    const QString days = describeDays(*m_expression);
    const bool both = !m_expression->everySeconds && !m_expression->isFull(CronField::DayOfMonth) &&
                      !m_expression->isFull(CronField::DayOfWeek) && !days.isEmpty();
    if (both) notes.push_back({tr("Days: %1.").arg(days), Level::Unknown, {}, {}});
    CronSchedule schedule(*m_expression, m_zone);
    for (const CronWarning& warning : warningsOf(schedule, m_now.toSecsSinceEpoch()))
        notes.push_back({warning.message, Level::Attention, warning.mend,
                         warning.code == CronWarningCode::FiveFields ? tr("Minute first: put 0 in front")
                                                                     : tr("Change to %1").arg(warning.mend)});
    return notes;
}

void CronBuilder::addNote(const Note& note) {
    auto* row = new QFrame;
    row->setObjectName(QStringLiteral("cronNote"));
    row->setProperty("card", true);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(12, 8, 12, 8);
    layout->setSpacing(10);
    auto* pill = new Pill;
    pill->set(note.level == Level::Bad       ? tr("Mistake")
              : note.level == Level::Unknown ? tr("Both")
                                             : tr("Note"),
              theme::look(note.level));
    layout->addWidget(pill, 0, Qt::AlignTop);
    layout->addWidget(wrappedLabel(note.text), 1);
    if (!note.mend.isEmpty()) {
        auto* button = makeButton(note.mendWord, "cronMend");
        layout->addWidget(button, 0, Qt::AlignTop);
        connect(button, &QPushButton::clicked, this, [this, mend = note.mend] { set(mend); });
    }
    m_notes->addWidget(row);
}

}  // namespace prophecy::ui
