#pragma once

#include <QWidget>

#include "domain/cron/compose.h"

class QButtonGroup;
class QComboBox;
class QLabel;
class QSpinBox;
class QTimeEdit;

namespace prophecy::ui {

/// The usual schedules, one line each.
class PresetView final : public QWidget {
    Q_OBJECT
public:
    explicit PresetView(QWidget* parent = nullptr);
    /// No preset is chosen where none means the same.
    void load(const std::optional<CronPreset>& preset);
    QString text() const;

Q_SIGNALS:
    void edited();

private:
    CronPreset value() const;
    void changed();

    QButtonGroup* m_kinds;
    QSpinBox* m_hourlyMinute;
    QComboBox* m_everyHours;
    QTimeEdit* m_daily;
    QTimeEdit* m_weekdays;
    QComboBox* m_weekday;
    QTimeEdit* m_weekly;
    QSpinBox* m_day;
    QTimeEdit* m_monthly;
    QLabel* m_none;
    int m_everyMinute = 0;
    bool m_loading = false;
};

}  // namespace prophecy::ui
