#include "ui/pages/overview/overview_page.h"

#include <QVBoxLayout>
#include <algorithm>

#include "core/text.h"
#include "domain/cron/describe.h"
#include "ui/charts/backup_timeline.h"
#include "ui/pages/overview/figure_tile.h"
#include "ui/pages/overview/findings_card.h"
#include "ui/theme/widgets.h"
#include "ui/words/words.h"

namespace prophecy::ui {

using namespace std::chrono_literals;

namespace {

constexpr int kTimelineDays = 90;
constexpr int kRateDays = 30;
constexpr qint64 kDay = 86400;  // seconds

qint64 failedSince(const HistorySummary& summary, const QDateTime& since) {
    const auto& failures = summary.recentFailures;
    return failures.end() - std::lower_bound(failures.begin(), failures.end(), since.toSecsSinceEpoch());
}

}  // namespace

OverviewPage::OverviewPage(UiContext context)
    : Page(context),
      m_good(new FigureTile(tr("Last good backup"), "figureLastGood")),
      m_schedule(new FigureTile(tr("Next scheduled run"), "figureSchedule")),
      m_rate(new FigureTile(tr("Success, %n day(s)", nullptr, kRateDays), "figureRate")),
      m_oldest(new FigureTile(tr("Oldest restore point"), "figureOldest")),
      m_findings(new FindingsCard),
      m_timelinePlace(new QVBoxLayout),
      m_nothingToDraw(plainLabel(tr("The list of backups was never read, so there is nothing to draw."), "muted")) {
    setObjectName(QStringLiteral("overviewPage"));
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(20, 14, 20, 16);
    layout->setSpacing(12);
    auto* figures = new QHBoxLayout;
    figures->setSpacing(12);
    for (FigureTile* tile : {m_good, m_schedule, m_rate, m_oldest}) figures->addWidget(tile, 1);
    layout->addLayout(figures);
    layout->addWidget(plainLabel(tr("Findings"), "heading"));
    layout->addWidget(m_findings);
    layout->addWidget(plainLabel(tr("Backups by day, %n day(s)", nullptr, kTimelineDays), "heading"));
    layout->addWidget(makeTimelineCard());
    layout->addStretch();
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(makeScroll(content));
    connect(m_findings, &FindingsCard::failuresWanted, this, &OverviewPage::failuresWanted);
    connect(m_findings, &FindingsCard::settingsWanted, this, &OverviewPage::settingsWanted);
}

QWidget* OverviewPage::makeTimelineCard() {
    auto* card = makeCard();
    card->setMinimumHeight(190);
    m_timelinePlace->setContentsMargins(10, 8, 10, 8);
    m_nothingToDraw->setObjectName(QStringLiteral("nothingToDraw"));
    m_timelinePlace->addWidget(m_nothingToDraw, 0, Qt::AlignCenter);
    card->setLayout(m_timelinePlace);
    return card;
}

void OverviewPage::sessionChanged() {
    m_findings->forget();
    m_shownDays.clear();
}

void OverviewPage::tick() {
    if (session()) showGood();
}

void OverviewPage::refresh() {
    if (!session()) return;
    showFigures();
    showFindings();
    showTimeline();
}

void OverviewPage::showFigures() {
    const bool isStale = !staleness(*session(), m_context.clock.nowUtc()).isEmpty();
    for (FigureTile* tile : {m_good, m_schedule, m_rate, m_oldest}) tile->setStale(isStale);
    showGood();
    showSchedule();
    showRate();
    showOldest();
}

void OverviewPage::showGood() {
    const SessionFacts& facts = session()->facts();
    const QDateTime now = m_context.clock.nowUtc();
    m_good->setLevel(Level::Unknown);
    if (!facts.listedAt.isValid()) return m_good->set(tr("unknown"), tr("the list was never read"));
    const QString age = Words::age(facts.listedAt, now);
    const QDateTime& good = facts.summary.lastGood;
    m_good->setLevel(good.isValid() ? Level::Good : Level::Bad);
    if (!good.isValid()) return m_good->set(tr("none"), tr("list read %1").arg(age));
    const QString where = displayLine(locationText(facts.summary.lastGoodPlace));
    m_good->set(tr("%1 ago").arg(Words::span(good.secsTo(now.addSecs(facts.clockAhead)))),
                tr("%1 · list read %2").arg(where.isEmpty() ? tr("place unknown") : where, age));
}

void OverviewPage::showSchedule() {
    const SessionFacts& facts = session()->facts();
    const QDateTime now = m_context.clock.nowUtc();
    if (!facts.config) return m_schedule->set(tr("unknown"), tr("the schedule was not read"));
    const QTimeZone zone = session()->environment().timeZone();
    const auto deadline = judgeSchedule(*facts.config, zone, facts.summary, facts.scheduleAge, now);
    const auto expression = parseCron(facts.config->frequency());
    const QString what = expression ? describeCron(*expression) : displayLine(facts.config->frequency());
    if (deadline && deadline->next.isValid())
        return m_schedule->set(tr("in %1").arg(Words::span(now.secsTo(deadline->next))),
                               tr("%1 · %2").arg(Words::when(deadline->next, zone), what));
    m_schedule->set(facts.config->enabled() ? tr("on") : tr("off"),
                    tr("%1 · read %2").arg(what, Words::age(facts.configAt, now)));
}

void OverviewPage::showRate() {
    const SessionFacts& facts = session()->facts();
    const HistorySummary& summary = facts.summary;
    if (!facts.listedAt.isValid()) return m_rate->set(tr("unknown"), tr("the list was never read"));
    const QDateTime there = m_context.clock.nowUtc().addSecs(facts.clockAhead);
    const auto failed = static_cast<int>(failedSince(summary, there.addSecs(-kDay)));
    QString note = tr("seen in all: %1 good, %2 failed").arg(summary.counts.success).arg(summary.counts.failed);
    if (failed > 0) note = tr("%n failed in the last 24 hours", nullptr, failed) + u'\n' + note;
    m_rate->set(summary.rate ? tr("%1 %").arg(*summary.rate) : tr("no runs"), note);
}

void OverviewPage::showOldest() {
    const SessionFacts& facts = session()->facts();
    const HistorySummary& summary = facts.summary;
    if (!facts.listedAt.isValid()) return m_oldest->set(tr("unknown"), tr("the list was never read"));
    const QDateTime there = m_context.clock.nowUtc().addSecs(facts.clockAhead);
    const int own = summary.listed - summary.listedOfOthers;
    m_oldest->set(summary.oldestGood.isValid() ? Words::span(summary.oldestGood.secsTo(there)) : tr("none"),
                  summary.listedOfOthers > 0
                      ? tr("the server lists %n backup(s), %1 of them its own", nullptr, summary.listed).arg(own)
                      : tr("the server lists %n backup(s)", nullptr, summary.listed));
}

void OverviewPage::showFindings() {
    const QDateTime now = m_context.clock.nowUtc();
    m_findings->show(findingsOf(session()->findingFacts(), now), now.addSecs(session()->facts().clockAhead),
                     session()->environment().timeZone());
}

void OverviewPage::showTimeline() {
    const auto& days = session()->facts().summary.days;
    m_nothingToDraw->setVisible(days.empty());
    if (!m_timeline) return;
    m_timeline->setVisible(!days.empty());
    if (days.empty() || days == m_shownDays) return;
    m_shownDays = days;
    m_timeline->show(days);
}

void OverviewPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    if (m_timeline) return;
    m_later = m_context.scheduler.after(0ms, [this] {
        m_timeline = new BackupTimeline;
        m_timeline->setObjectName(QStringLiteral("backupTimeline"));
        m_timelinePlace->addWidget(m_timeline);
        if (session()) showTimeline();
    });
}

}  // namespace prophecy::ui
