#pragma once

#include <QWidget>

#include "domain/backup/history.h"

class QAbstractAxis;
class QChart;
class QChartView;
class QLabel;
class QStackedBarSeries;

namespace prophecy::ui {

/// Backups by day and state over the observed history, as stacked bars.
class BackupTimeline final : public QWidget {
    Q_OBJECT
public:
    explicit BackupTimeline(QWidget* parent = nullptr);
    void show(const std::vector<DayCount>& days);

private:
    QStackedBarSeries* makeBars();
    QAbstractAxis* makeCounts() const;
    QAbstractAxis* makeDays();
    static void addAxis(QChart* chart, QStackedBarSeries* series, QAbstractAxis* axis, Qt::Alignment side);
    void tell(bool inside, int at);
    QFont smallFont() const;

    QChartView* m_view;
    QLabel* m_from;
    QLabel* m_to;
    std::vector<DayCount> m_days;
};

}  // namespace prophecy::ui
