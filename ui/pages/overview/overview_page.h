#pragma once

#include "ui/pages/page.h"

class QVBoxLayout;

namespace prophecy::ui {

class BackupTimeline;
class FigureTile;
class FindingsCard;

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
    void sessionChanged() override;
    void showFigures();
    void showGood();
    void showRate();
    void showOldest();
    void showSchedule();
    void showFindings();
    QWidget* makeTimelineCard();
    void showTimeline();

    FigureTile* m_good;
    FigureTile* m_schedule;
    FigureTile* m_rate;
    FigureTile* m_oldest;
    FindingsCard* m_findings;
    QVBoxLayout* m_timelinePlace;
    QWidget* m_nothingToDraw;
    BackupTimeline* m_timeline =
        nullptr;  ///< made when the page is first seen: Qt Charts is not needed for the first picture
    std::vector<DayCount> m_shownDays;
    Timer m_later;
};

}  // namespace prophecy::ui
