#pragma once

#include <QWidget>

#include "domain/backup/history.h"

class QChartView;
class QLabel;

namespace prophecy::ui {

/// Backups by day and state over the observed history, as stacked bars.
class BackupTimeline final : public QWidget {
    Q_OBJECT
public:
    explicit BackupTimeline(QWidget* parent = nullptr);
    void show(const std::vector<DayCount>& days);

private:
    QChartView* m_view;
    QLabel* m_from;
    QLabel* m_to;
    std::vector<DayCount> m_days;
};

}  // namespace prophecy::ui
