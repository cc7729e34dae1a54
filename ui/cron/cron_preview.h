#pragma once

#include <QTimeZone>
#include <QWidget>

#include "domain/cron/expression.h"

class QLabel;
class QTableWidget;

namespace prophecy::ui {

class WeekHeat;

/// When an expression really runs: the next ten runs in the server's zone and in UTC, and a week.
class CronPreview final : public QWidget {
    Q_OBJECT
public:
    explicit CronPreview(QWidget* parent = nullptr);
    /// Nothing while the text is no expression.
    void show(const std::optional<CronExpression>& expression, const QTimeZone& serverZone, const QDateTime& now);

    /// Nothing runs by it now: what stands there is what would.
    void setIdle(bool isIdle);

private:
    QColor inkOf(int column) const;
    void setRow(int row, qint64 at, qint64 before, const QTimeZone& serverZone);

    QTableWidget* m_runs;
    QLabel* m_empty;
    WeekHeat* m_week;
    bool m_isIdle = false;
};

}  // namespace prophecy::ui
