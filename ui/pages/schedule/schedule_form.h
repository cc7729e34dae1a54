#pragma once

#include <QTimeZone>
#include <QWidget>

#include "domain/cron/expression.h"

class QCheckBox;

namespace prophecy::ui {

class CronBuilder;
class SteadyLabel;

/// Whether backups are taken, when, and how much work is lost at worst.
class ScheduleForm final : public QWidget {
    Q_OBJECT
public:
    ScheduleForm();
    /// Says nothing: who loads knows.
    void load(bool takesBackups, const QString& frequency);
    void setClock(const QTimeZone& zone, const QDateTime& now);
    bool takesBackups() const;
    QString frequency() const;
    /// Nothing while the text is no schedule.
    const std::optional<CronExpression>& expression() const;
    /// The next runs, for another column.
    QWidget* preview();
    /// targetHours: 0 for none. hasDr: whether a DR site lags behind by what is lost.
    void showGap(const QDate& today, int targetHours, bool hasDr);

Q_SIGNALS:
    void edited();

private:
    QString gapText(const QDate& today, int targetHours, bool hasDr);

    QCheckBox* m_takesBackups;
    SteadyLabel* m_gap;
    CronBuilder* m_builder;
    bool m_loading = false;
};

}  // namespace prophecy::ui
