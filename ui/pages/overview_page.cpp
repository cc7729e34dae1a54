#include "ui/pages/overview_page.h"

#include <QLabel>
#include <QVBoxLayout>

#include "core/text.h"
#include "domain/cron/describe.h"
#include "ui/charts/backup_timeline.h"
#include "ui/theme/widgets.h"
#include "ui/words/words.h"

namespace prophecy::ui {

using namespace std::chrono_literals;

namespace {
constexpr int kTimelineDays = 90;
constexpr int kRateDays = 30;
}  // namespace

OverviewPage::OverviewPage(UiContext context)
    : Page(context),
      m_findings(new QVBoxLayout),
      m_timelineTitle(plainLabel(tr("Backups by day, %n day(s)", nullptr, kTimelineDays), "heading")),
      m_timelinePlace(new QVBoxLayout),
      m_nothingToDraw(plainLabel(tr("The list of backups was never read, so there is nothing to draw."), "muted")) {
    setObjectName(QStringLiteral("overviewPage"));
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(20, 14, 20, 16);
    layout->setSpacing(12);
    auto* figures = new QHBoxLayout;
    figures->setSpacing(12);
    m_good = addFigure(figures, tr("Last good backup"), "figureLastGood");
    m_schedule = addFigure(figures, tr("Next scheduled run"), "figureSchedule");
    m_rate = addFigure(figures, tr("Success, %n day(s)", nullptr, kRateDays), "figureRate");
    m_oldest = addFigure(figures, tr("Oldest restore point"), "figureOldest");
    layout->addLayout(figures);
    layout->addWidget(plainLabel(tr("Findings"), "heading"));
    auto* card = makeCard();
    card->setObjectName(QStringLiteral("findingsCard"));
    m_findings->setContentsMargins(0, 4, 0, 4);
    m_findings->setSpacing(0);
    card->setLayout(m_findings);
    layout->addWidget(card);
    layout->addWidget(m_timelineTitle);
    auto* chartCard = makeCard();
    chartCard->setMinimumHeight(190);
    m_timelinePlace->setContentsMargins(10, 8, 10, 8);
    m_nothingToDraw->setObjectName(QStringLiteral("nothingToDraw"));
    m_nothingToDraw->setAlignment(Qt::AlignCenter);
    m_timelinePlace->addWidget(m_nothingToDraw);
    chartCard->setLayout(m_timelinePlace);
    layout->addWidget(chartCard);
    layout->addStretch();
    auto* scroll = makeScroll(content);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
}

OverviewPage::Figure OverviewPage::addFigure(QLayout* row, const QString& title, const char* objectName) {
    auto* card = makeCard();
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->setSpacing(4);
    auto* note = new SteadyLabel("caption");
    note->reserve(QStringLiteral("0\n0"));  // its age may wrap it, and nothing below moves
    Figure figure{plainLabel({}, "figure"), note};
    figure.value->setObjectName(QString::fromLatin1(objectName));
    figure.value->setAccessibleName(title);
    layout->addWidget(plainLabel(title, "muted"));
    layout->addWidget(figure.value);
    layout->addWidget(figure.note);
    layout->addStretch();
    static_cast<QHBoxLayout*>(row)->addWidget(card, 1);
    return figure;
}

void OverviewPage::sessionChanged() {
    m_shownFindings.clear();
    m_shownDays.clear();
}

void OverviewPage::tick() {
    if (session()) showListAge();
}

void OverviewPage::refresh() {
    if (!session()) return;
    showFigures();
    showFindings();
    showTimeline();
}

void OverviewPage::showFigures() {
    const SessionFacts& facts = session()->facts();
    const HistorySummary& summary = facts.summary;
    const QDateTime now = m_context.clock.nowUtc();
    const QDateTime there = now.addSecs(facts.clockAhead);
    const bool read = facts.listedAt.isValid();
    const bool good = summary.lastGood.isValid();
    m_good.value->setText(good   ? tr("%1 ago").arg(Words::span(summary.lastGood.secsTo(there)))
                          : read ? tr("none")
                                 : tr("unknown"));
    const Level level = read && !good ? Level::Bad : Level::Unknown;
    m_good.value->setStyleSheet(
        good || level == Level::Bad
            ? QStringLiteral("color: %1").arg(theme::look(good ? Level::Good : Level::Bad).ink.name())
            : QString());
    showListAge();
    showSchedule(facts, now);
    m_rate.value->setText(summary.rate ? tr("%1 %").arg(*summary.rate) : read ? tr("no runs") : tr("unknown"));
    m_rate.note->setText(
        read ? tr("seen in all: %1 good, %2 failed").arg(summary.counts.success).arg(summary.counts.failed)
             : tr("the list was never read"));
    m_oldest.value->setText(summary.oldestGood.isValid() ? Words::span(summary.oldestGood.secsTo(there))
                            : read                       ? tr("none")
                                                         : tr("unknown"));
    const int own = summary.listed - summary.listedOfOthers;
    m_oldest.note->setText(
        read && summary.listedOfOthers > 0
            ? tr("the server lists %n backup(s), %1 of them its own", nullptr, summary.listed).arg(own)
        : read ? tr("the server lists %n backup(s)", nullptr, summary.listed)
               : tr("the list was never read"));
}

void OverviewPage::showListAge() {
    const SessionFacts& facts = session()->facts();
    const QString where = displayLine(locationText(facts.summary.lastGoodPlace));
    const QString age = Words::age(facts.listedAt, m_context.clock.nowUtc());
    m_good.note->setText(!facts.listedAt.isValid() ? tr("the list was never read")
                         : !facts.summary.lastGood.isValid()
                             ? tr("list read %1").arg(age)
                             : tr("%1 · list read %2").arg(where.isEmpty() ? tr("place unknown") : where, age));
}

void OverviewPage::showSchedule(const SessionFacts& facts, const QDateTime& now) {
    if (!facts.config) {
        m_schedule.value->setText(tr("unknown"));
        return m_schedule.note->setText(tr("the schedule was not read"));
    }
    const auto deadline =
        judgeSchedule(*facts.config, session()->environment().timeZone(), facts.summary, facts.scheduleAge, now);
    const bool planned = deadline && deadline->next.isValid();
    m_schedule.value->setText(planned                   ? tr("in %1").arg(Words::span(now.secsTo(deadline->next)))
                              : facts.config->enabled() ? tr("on")
                                                        : tr("off"));
    const auto expression = parseCron(facts.config->frequency());
    const QString when = expression ? describeCron(*expression) : displayLine(facts.config->frequency());
    m_schedule.note->setText(planned ? tr("%1 UTC · %2").arg(deadline->next.toString(u"HH:mm"), when)
                                     : tr("%1 · read %2").arg(when, Words::age(facts.configAt, now)));
}

void OverviewPage::showFindings() {
    const QDateTime now = m_context.clock.nowUtc();
    const auto findings = findingsOf(session()->findingFacts(), now);
    if (findings == m_shownFindings && !findings.empty() && m_context.clock.nowUtc() < m_findingsShownAt.addSecs(30))
        return;
    m_shownFindings = findings;
    m_findingsShownAt = now;  // ages in the sentences move on
    clearLayout(m_findings);
    for (const Finding& finding : findings) {
        auto* row = new QWidget;
        row->setObjectName(QStringLiteral("finding"));
        auto* layout = new QHBoxLayout(row);
        layout->setContentsMargins(14, 8, 14, 8);
        layout->setSpacing(10);
        auto* pill = new Pill;
        pill->set(Words::of(finding.level), theme::look(finding.level));
        layout->addWidget(pill, 0, Qt::AlignTop);
        layout->addWidget(wrappedLabel(Words::of(finding, now.addSecs(session()->facts().clockAhead),
                                                 session()->environment().timeZone())),
                          1);
        if (finding.code == FindingCode::FailedSince) {
            auto* open = makeButton(tr("Show failed"), "showFailed");
            layout->addWidget(open);
            connect(open, &QPushButton::clicked, this, &OverviewPage::failuresWanted);
        }
        const bool settingsHelp = finding.code == FindingCode::KeyExpires ||
                                  (finding.code == FindingCode::Connection && finding.level == Level::Bad);
        if (settingsHelp) {
            auto* open = makeButton(tr("Settings"), "openSettings");
            layout->addWidget(open);
            connect(open, &QPushButton::clicked, this, &OverviewPage::settingsWanted);
        }
        if (m_findings->count() > 0) m_findings->addWidget(makeRule());
        m_findings->addWidget(row);
    }
    if (findings.empty()) {
        auto* nothing = plainLabel(tr("Nothing is known yet."), "muted");
        nothing->setContentsMargins(14, 8, 14, 8);
        m_findings->addWidget(nothing);
    }
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
