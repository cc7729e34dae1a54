#include "ui/cron/preset_view.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QGridLayout>
#include <QRadioButton>
#include <QSpinBox>
#include <QTimeEdit>

#include "domain/cron/describe.h"
#include "ui/theme/widgets.h"

namespace prophecy::ui {

namespace {

QTimeEdit* makeTime(const char* objectName, const QString& accessibleName) {
    auto* edit = new QTimeEdit(QTime(0, 0));
    edit->setObjectName(QString::fromLatin1(objectName));
    edit->setAccessibleName(accessibleName);
    edit->setDisplayFormat(QStringLiteral("HH:mm"));
    return edit;
}

}  // namespace

PresetView::PresetView(QWidget* parent)
    : QWidget(parent),
      m_kinds(new QButtonGroup(this)),
      m_hourlyMinute(new QSpinBox),
      m_everyHours(new QComboBox),
      m_daily(makeTime("dailyTime", tr("Time of the daily backup"))),
      m_weekdays(makeTime("weekdaysTime", tr("Time on weekdays"))),
      m_weekday(new QComboBox),
      m_weekly(makeTime("weeklyTime", tr("Time of the weekly backup"))),
      m_day(new QSpinBox),
      m_monthly(makeTime("monthlyTime", tr("Time of the monthly backup"))),
      m_none(wrappedLabel(tr("No preset says this. The schedule stays as it is until you choose one."), "muted")) {
    m_hourlyMinute->setRange(0, 59);
    m_hourlyMinute->setPrefix(tr(":", "before minutes"));
    m_hourlyMinute->setAccessibleName(tr("Minute of the hour"));
    for (const int hours : {2, 3, 4, 6, 8, 12}) m_everyHours->addItem(tr("%n hour(s)", nullptr, hours), hours);
    m_everyHours->setAccessibleName(tr("Hours between backups"));
    for (const int weekday : {1, 2, 3, 4, 5, 6, 0}) m_weekday->addItem(weekdayName(weekday), weekday);
    m_weekday->setAccessibleName(tr("Weekday"));
    m_day->setRange(1, 31);
    m_day->setAccessibleName(tr("Day of the month"));
    auto* grid = new QGridLayout;
    grid->setVerticalSpacing(8);
    grid->setHorizontalSpacing(12);
    grid->setColumnStretch(3, 1);
    const std::tuple<CronPreset::Kind, QString, const char*, std::vector<QWidget*>> lines[] = {
        {CronPreset::Kind::Daily, tr("Daily at"), "presetDaily", {m_daily}},
        {CronPreset::Kind::Weekdays, tr("Monday to Friday at"), "presetWeekdays", {m_weekdays}},
        {CronPreset::Kind::Weekly, tr("Weekly on"), "presetWeekly", {m_weekday, m_weekly}},
        {CronPreset::Kind::Monthly, tr("Monthly on day"), "presetMonthly", {m_day, m_monthly}},
        {CronPreset::Kind::EveryNHours, tr("Every"), "presetEvery", {m_everyHours}},
        {CronPreset::Kind::Hourly, tr("Hourly at"), "presetHourly", {m_hourlyMinute}}};
    int row = 0;
    for (const auto& [kind, word, name, widgets] : lines) {
        auto* button = new QRadioButton(word);
        button->setObjectName(QString::fromLatin1(name));
        m_kinds->addButton(button, static_cast<int>(kind));
        grid->addWidget(button, row, 0);
        int column = 1;
        for (QWidget* widget : widgets) grid->addWidget(widget, row, column++);
        ++row;
        // Touching the detail of a line chooses the line.
        const auto pick = [this, button] {
            if (m_loading) return;
            button->setChecked(true);
            changed();
        };
        for (QWidget* widget : widgets) {
            if (auto* time = qobject_cast<QTimeEdit*>(widget)) connect(time, &QTimeEdit::timeChanged, this, pick);
            if (auto* spin = qobject_cast<QSpinBox*>(widget)) connect(spin, &QSpinBox::valueChanged, this, pick);
            if (auto* box = qobject_cast<QComboBox*>(widget)) connect(box, &QComboBox::activated, this, pick);
        }
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_none);
    layout->addLayout(grid);
    layout->addStretch();
    connect(m_kinds, &QButtonGroup::idClicked, this, &PresetView::changed);
}

void PresetView::load(const std::optional<CronPreset>& preset) {
    m_loading = true;
    m_none->setVisible(!preset);
    m_kinds->setExclusive(false);
    for (QAbstractButton* button : m_kinds->buttons())
        button->setChecked(preset && m_kinds->id(button) == static_cast<int>(preset->kind));
    m_kinds->setExclusive(true);
    if (preset) {
        const QTime time(preset->hour, preset->minute);
        switch (preset->kind) {
            case CronPreset::Kind::Hourly: m_hourlyMinute->setValue(preset->minute); break;
            case CronPreset::Kind::EveryNHours:
                m_everyHours->setCurrentIndex(m_everyHours->findData(preset->everyHours));
                m_everyMinute = preset->minute;
                break;
            case CronPreset::Kind::Daily: m_daily->setTime(time); break;
            case CronPreset::Kind::Weekdays: m_weekdays->setTime(time); break;
            case CronPreset::Kind::Weekly:
                m_weekday->setCurrentIndex(m_weekday->findData(preset->weekday));
                m_weekly->setTime(time);
                break;
            case CronPreset::Kind::Monthly:
                m_day->setValue(preset->day);
                m_monthly->setTime(time);
                break;
        }
    }
    m_loading = false;
}

CronPreset PresetView::value() const {
    CronPreset preset;
    preset.kind = static_cast<CronPreset::Kind>(m_kinds->checkedId());
    const auto at = [&](const QTimeEdit* edit) {
        preset.hour = edit->time().hour();
        preset.minute = edit->time().minute();
    };
    switch (preset.kind) {
        case CronPreset::Kind::Hourly: preset.minute = m_hourlyMinute->value(); break;
        case CronPreset::Kind::EveryNHours:
            preset.everyHours = m_everyHours->currentData().toInt();
            preset.minute = m_everyMinute;
            break;
        case CronPreset::Kind::Daily: at(m_daily); break;
        case CronPreset::Kind::Weekdays: at(m_weekdays); break;
        case CronPreset::Kind::Weekly:
            at(m_weekly);
            preset.weekday = m_weekday->currentData().toInt();
            break;
        case CronPreset::Kind::Monthly:
            at(m_monthly);
            preset.day = m_day->value();
            break;
    }
    return preset;
}

QString PresetView::text() const {
    return textOf(value());
}

void PresetView::changed() {
    if (m_loading || m_kinds->checkedId() < 0) return;
    m_none->hide();
    Q_EMIT edited();
}

}  // namespace prophecy::ui
