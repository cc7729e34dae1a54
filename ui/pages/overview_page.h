#pragma once

#include "ui/pages/page.h"

class QLabel;
class QVBoxLayout;

namespace prophecy::ui {

class BackupTimeline;

/// The verdict of one environment with its evidence: figures, findings and a timeline of the observed history.
class OverviewPage final : public Page {
    Q_OBJECT
public:
    explicit OverviewPage(UiContext context);
    void refresh() override;
    void tick() override;

Q_SIGNALS:
    /// A finding wants to be looked into: the backups that failed.
    void failuresWanted();
    void settingsWanted();

protected:
    void showEvent(QShowEvent* event) override;

private:
    struct Figure {
        QLabel* value;
        QLabel* note;
    };
    void sessionChanged() override;
    Figure addFigure(QLayout* row, const QString& title, const char* objectName);
    void showFigures();
    void showListAge();
    void showSchedule(const SessionFacts& facts, const QDateTime& now);
    void showFindings();
    void showTimeline();

    Figure m_good;
    Figure m_schedule;
    Figure m_rate;
    Figure m_oldest;
    QVBoxLayout* m_findings;
    std::vector<Finding> m_shownFindings;
    QDateTime m_findingsShownAt;
    QLabel* m_timelineTitle;
    QVBoxLayout* m_timelinePlace;
    QLabel* m_nothingToDraw;
    BackupTimeline* m_timeline =
        nullptr;  ///< made when the page is first seen: Qt Charts is not needed for the first picture
    std::vector<DayCount> m_shownDays;
    Timer m_later;
};

}  // namespace prophecy::ui
