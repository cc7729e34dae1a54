#include "ui/cron/field_editor.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QSpinBox>
#include <bit>

#include "domain/cron/describe.h"
#include "ui/theme/widgets.h"

namespace prophecy::ui {

namespace {

constexpr int kCoarseStep = 5;  ///< of minutes and seconds, until all sixty are wanted

QString titleOf(CronField field) {
    switch (field) {
        case CronField::Second: return FieldEditor::tr("Seconds");
        case CronField::Minute: return FieldEditor::tr("Minutes");
        case CronField::Hour: return FieldEditor::tr("Hours");
        case CronField::DayOfMonth: return FieldEditor::tr("Days of the month");
        case CronField::Month: return FieldEditor::tr("Months");
        case CronField::DayOfWeek: break;
    }
    return FieldEditor::tr("Weekdays");
}

QString wordOf(CronField field, int value) {
    if (field == CronField::Month) return shortMonthName(value);
    if (field == CronField::DayOfWeek) return shortWeekdayName(value);
    return field == CronField::DayOfMonth ? QString::number(value)
                                          : QStringLiteral("%1").arg(value, 2, 10, QLatin1Char('0'));
}

int columnsOf(CronField field) {
    switch (field) {
        case CronField::DayOfWeek: return 7;
        case CronField::Month: return 6;
        case CronField::DayOfMonth: return 11;
        default: return 12;
    }
}

/// The week begins on Monday on the screen.
int positionOf(CronField field, int value) {
    if (field == CronField::DayOfWeek) return (value + 6) % 7;
    return value - boundsOf(field).min;
}

/// Shows names where the field has them.
class ValueBox final : public QSpinBox {
public:
    explicit ValueBox(CronField field) : m_field(field) {}

protected:
    QString textFromValue(int value) const override { return wordOf(m_field, value); }
    int valueFromText(const QString& text) const override {
        const CronBounds bounds = boundsOf(m_field);
        for (int value = bounds.min; value <= bounds.max; ++value)
            if (wordOf(m_field, value).compare(text, Qt::CaseInsensitive) == 0) return value;
        return text.toInt();
    }
    QValidator::State validate(QString& text, int& at) const override {
        const bool named = m_field == CronField::Month || m_field == CronField::DayOfWeek;
        return named ? QValidator::Acceptable : QSpinBox::validate(text, at);
    }

private:
    CronField m_field;
};

}  // namespace

FieldEditor::FieldEditor(CronField field, QWidget* parent)
    : QWidget(parent),
      m_field(field),
      m_modes(new QButtonGroup(this)),
      m_gridBox(new QWidget),
      m_grid(new QGridLayout(m_gridBox)),
      m_numbers(new QWidget),
      m_step(new QSpinBox),
      m_from(new ValueBox(field)),
      m_to(new ValueBox(field)),
      m_every(plainLabel(tr("every"), "muted")),
      m_toLabel(plainLabel(tr("to"), "muted")),
      m_other(wrappedLabel({}, "muted")),
      m_all(makeButton(tr("Show all 60"), "showAll", "flat")) {
    setObjectName(QStringLiteral("field-") + kebabName(field));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(makeHead(titleOf(field)));
    layout->addWidget(m_other);
    layout->addWidget(m_numbers);
    layout->addWidget(m_gridBox);
    makeGrid();
    load(QStringLiteral("*"));
}

QLayout* FieldEditor::makeHead(const QString& title) {
    auto* head = new QHBoxLayout;
    head->setSpacing(0);
    head->addWidget(plainLabel(title, "heading"));
    head->addStretch();
    const std::tuple<FieldChoice::Mode, QString, const char*, const char*> modes[] = {
        {FieldChoice::Mode::Every, tr("every"), "left", "every"},
        {FieldChoice::Mode::Chosen, tr("chosen"), "middle", "chosen"},
        {FieldChoice::Mode::Range, tr("range"), "middle", "range"},
        {FieldChoice::Mode::EachN, tr("each n"), "right", "each"}};
    for (const auto& [mode, word, place, name] : modes) {
        auto* button = makeButton(word, name);
        button->setCheckable(true);
        button->setProperty("segment", QString::fromLatin1(place));
        button->setProperty("small", true);
        button->setAccessibleName(tr("%1: %2").arg(title, word));
        m_modes->addButton(button, static_cast<int>(mode));
        head->addWidget(button);
    }
    connect(m_modes, &QButtonGroup::idClicked, this,
            [this](int id) { chooseMode(static_cast<FieldChoice::Mode>(id)); });

    auto* numbers = new QHBoxLayout(m_numbers);
    numbers->setContentsMargins(0, 0, 0, 0);
    const CronBounds bounds = boundsOf(m_field);
    m_step->setRange(1, bounds.max);
    m_from->setRange(bounds.min, bounds.max);
    m_to->setRange(bounds.min, bounds.max);
    m_step->setObjectName(QStringLiteral("step"));
    m_from->setObjectName(QStringLiteral("from"));
    m_to->setObjectName(QStringLiteral("to"));
    m_step->setAccessibleName(tr("%1: step").arg(title));
    m_from->setAccessibleName(tr("%1: from").arg(title));
    m_to->setAccessibleName(tr("%1: to").arg(title));
    for (QWidget* widget :
         std::initializer_list<QWidget*>{m_every, m_step, plainLabel(tr("from"), "muted"), m_from, m_toLabel, m_to})
        numbers->addWidget(widget);
    numbers->addStretch();
    for (QSpinBox* box : {m_step, m_from, m_to}) {
        connect(box, &QSpinBox::valueChanged, this, &FieldEditor::numbersChanged);
    }
    return head;
}

bool FieldEditor::isCoarse(int value) const {
    const bool sixty = m_field == CronField::Second || m_field == CronField::Minute;
    return !sixty || value % kCoarseStep == 0;
}

void FieldEditor::makeGrid() {
    m_grid->setContentsMargins(0, 0, 0, 0);
    m_grid->setSpacing(3);
    const CronBounds bounds = boundsOf(m_field);
    for (int value = bounds.min; value <= bounds.max; ++value) {
        auto* button = makeButton(wordOf(m_field, value), "value", "cell");
        button->setParent(m_gridBox);
        button->setObjectName(QStringLiteral("value%1").arg(value));
        button->setProperty("wide", m_field == CronField::Month || m_field == CronField::DayOfWeek);
        button->setCheckable(true);
        button->setAccessibleName(tr("%1: %2").arg(titleOf(m_field), button->text()));
        m_values.push_back(button);
        connect(button, &QPushButton::clicked, this, [this, value](bool on) { toggle(value, on); });
    }
    m_grid->setColumnStretch(columnsOf(m_field), 1);
    m_grid->addWidget(m_all, 6, 0, 1, columnsOf(m_field), Qt::AlignLeft);
    connect(m_all, &QPushButton::clicked, this, [this] {
        m_wantsAll = true;
        show(m_choice);
    });
}

/// Sixty cells are many: only where one of them matters, or somebody asked.
void FieldEditor::arrange(bool all) {
    const int columns = columnsOf(m_field), least = boundsOf(m_field).min;
    int shown = 0;
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        const int value = least + static_cast<int>(i);
        m_grid->removeWidget(m_values[i]);
        m_values[i]->setVisible(all || isCoarse(value));
        if (!all && !isCoarse(value)) continue;
        const int at = all ? positionOf(m_field, value) : shown++;
        m_grid->addWidget(m_values[i], at / columns, at % columns);
    }
    m_all->setVisible(!all);
}

void FieldEditor::load(const QString& text) {
    m_text = text;
    show(choiceOf(m_field, text));
}

void FieldEditor::show(const FieldChoice& choice) {
    m_choice = choice;
    m_loading = true;
    const auto mode = choice.mode;
    m_modes->setExclusive(false);
    for (QAbstractButton* button : m_modes->buttons())
        button->setChecked(m_modes->id(button) == static_cast<int>(mode));
    m_modes->setExclusive(mode != FieldChoice::Mode::Other);
    m_numbers->setVisible(mode == FieldChoice::Mode::EachN || mode == FieldChoice::Mode::Range);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_every, m_step})
        widget->setVisible(mode == FieldChoice::Mode::EachN);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_toLabel, m_to})
        widget->setVisible(mode == FieldChoice::Mode::Range);
    m_step->setValue(choice.step);
    m_from->setValue(choice.from);
    m_to->setValue(choice.to);
    m_other->setVisible(mode == FieldChoice::Mode::Other);
    m_other->setText(tr("Written as %1. It stays so until you choose something here.").arg(m_text));
    const int least = boundsOf(m_field).min;
    bool fine = false;
    for (std::size_t i = 0; i < m_values.size(); ++i) {
        const int value = least + static_cast<int>(i);
        const bool on = (choice.bits >> value) & 1;
        m_values[i]->setChecked(on);
        fine = fine || (on && !isCoarse(value));
    }
    const bool all = isCoarse(1) || m_wantsAll || (fine && mode != FieldChoice::Mode::Every);
    if (all != m_showsAll) arrange(all);
    m_showsAll = all;
    const bool quiet = m_field == CronField::Second || m_field == CronField::DayOfMonth;
    m_gridBox->setVisible(!quiet || mode == FieldChoice::Mode::Chosen || mode == FieldChoice::Mode::Other);
    m_loading = false;
}

void FieldEditor::toggle(int value, bool on) {
    const quint64 bit = quint64(1) << value;
    // From "every", a click picks that value alone where there are many, and takes it out where there are few.
    const bool few = m_field == CronField::Month || m_field == CronField::DayOfWeek;
    quint64 bits = on ? m_choice.bits | bit : m_choice.bits & ~bit;
    if (m_choice.mode == FieldChoice::Mode::Every && !few) bits = bit;
    if (bits == 0) return show(m_choice);  // an empty field would never run
    m_choice.bits = bits;
    m_choice.mode = bits == fullBits(m_field) ? FieldChoice::Mode::Every : FieldChoice::Mode::Chosen;
    write();
}

void FieldEditor::chooseMode(FieldChoice::Mode mode) {
    const CronBounds bounds = boundsOf(m_field);
    const int first = m_choice.bits == 0 ? bounds.min : std::countr_zero(m_choice.bits);
    const int last = m_choice.bits == 0 ? bounds.max : 63 - std::countl_zero(m_choice.bits);
    const bool was = m_choice.mode == FieldChoice::Mode::Every;
    m_choice.mode = mode;
    if (mode == FieldChoice::Mode::Range) m_choice.from = first, m_choice.to = last;
    if (mode == FieldChoice::Mode::EachN) m_choice.from = bounds.min, m_choice.step = std::max(2, m_choice.step);
    if (mode == FieldChoice::Mode::Chosen && was) m_choice.bits = quint64(1) << bounds.min;
    write();
}

void FieldEditor::numbersChanged() {
    if (m_loading) return;
    m_choice.step = m_step->value();
    m_choice.from = m_from->value();
    m_choice.to = std::max(m_from->value(), m_to->value());
    write();
}

void FieldEditor::write() {
    m_text = textOf(m_field, m_choice);
    FieldChoice shown = choiceOf(m_field, m_text);
    // "1,2,3" may be written as a range; the control that was chosen stays.
    shown.mode = m_choice.mode;
    shown.from = m_choice.from;
    shown.to = m_choice.to;
    shown.step = m_choice.step;
    show(shown);
    Q_EMIT edited();
}

}  // namespace prophecy::ui
