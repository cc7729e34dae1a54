#include "ui/cron/cron_preview.h"

#include <QHeaderView>
#include <QLocale>
#include <QTableWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "domain/cron/schedule.h"
#include "ui/cron/week_heat.h"
#include "ui/theme/widgets.h"
#include "ui/words/words.h"

namespace prophecy::ui {

namespace {

constexpr int kRuns = 10, kColumns = 3, kGap = 2, kRowHeight = 26, kHeadHeight = 38;

QString clock(const QDateTime& at) {
    return at.toString(at.time().second() == 0 ? u"HH:mm" : u"HH:mm:ss");
}

}  // namespace

CronPreview::CronPreview(QWidget* parent)
    : QWidget(parent),
      m_runs(new QTableWidget(kRuns, kColumns)),
      m_empty(wrappedLabel({}, "muted")),
      m_week(new WeekHeat) {
    m_runs->setObjectName(QStringLiteral("nextRuns"));
    m_runs->setAccessibleName(tr("Next ten runs"));
    m_runs->setHorizontalHeaderLabels({tr("Next runs"), tr("UTC"), tr("Gap")});
    m_runs->verticalHeader()->hide();
    m_runs->verticalHeader()->setDefaultSectionSize(kRowHeight);
    m_runs->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_runs->horizontalHeader()->setHighlightSections(false);
    m_runs->horizontalHeader()->setStretchLastSection(true);
    m_runs->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_runs->setSelectionMode(QAbstractItemView::NoSelection);
    m_runs->setFocusPolicy(Qt::NoFocus);
    m_runs->setShowGrid(false);
    m_runs->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_runs->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_runs->setColumnWidth(0, 130);
    m_runs->setColumnWidth(1, 92);
    m_runs->setFixedHeight(kHeadHeight + kRuns * kRowHeight);
    m_runs->horizontalHeader()->setFixedHeight(kHeadHeight - 2);
    for (int row = 0; row < kRuns; ++row)
        for (int column = 0; column < kColumns; ++column) m_runs->setItem(row, column, new QTableWidgetItem);
    auto* card = makeCard();
    auto* week = new QVBoxLayout(card);
    week->setContentsMargins(12, 10, 12, 10);
    week->addWidget(plainLabel(tr("Week"), "heading"));
    week->addWidget(m_week);
    week->addWidget(m_empty);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(m_runs);
    layout->addWidget(card);
}

void CronPreview::show(const std::optional<CronExpression>& expression, const QTimeZone& serverZone,
                       const QDateTime& now) {
    std::vector<qint64> runs;
    if (expression) {
        CronSchedule schedule(*expression, serverZone);
        runs = schedule.nextRuns(now.toSecsSinceEpoch(), kRuns);
    }
    m_runs->horizontalHeaderItem(0)->setToolTip(
        tr("In the server's zone, %1").arg(QString::fromLatin1(serverZone.id())));
    const bool seconds = std::any_of(runs.begin(), runs.end(), [](qint64 at) { return at % 60 != 0; });
    m_runs->setColumnWidth(0, seconds ? 148 : 130);
    m_runs->setColumnWidth(1, seconds ? 108 : 92);
    m_runs->setColumnHidden(kGap, seconds);  // the gaps are in the tooltips
    qint64 before = now.toSecsSinceEpoch();
    for (int row = 0; row < kRuns; ++row) {
        if (static_cast<std::size_t>(row) < runs.size()) {
            const qint64 at = runs[static_cast<std::size_t>(row)];
            setRow(row, at, before, serverZone);
            before = at;
        } else {
            for (int column = 0; column < kColumns; ++column) m_runs->item(row, column)->setText({});
        }
    }
    if (runs.empty()) m_runs->item(0, 0)->setText(expression ? tr("never") : QString());
    const bool every = expression && expression->everySeconds;
    m_week->show(expression ? weekMapOf(*expression, now.date()) : std::nullopt);
    m_empty->setVisible(every);
    m_empty->setText(tr("It counts from the start of the server; the runs above count from now."));
}

void CronPreview::setIdle(bool isIdle) {
    if (m_isIdle == isIdle) return;
    m_isIdle = isIdle;
    m_runs->horizontalHeaderItem(0)->setText(isIdle ? tr("Runs, if it were on") : tr("Next runs"));
    m_runs->setAccessibleName(isIdle ? tr("Ten runs that would come, if it were on") : tr("Next ten runs"));
    for (int row = 0; row < kRuns; ++row) m_runs->item(row, 0)->setForeground(inkOf(0));
}

QColor CronPreview::inkOf(int column) const {
    return column == 0 && !m_isIdle ? theme::tokens().text : theme::tokens().muted;
}

void CronPreview::setRow(int row, qint64 at, qint64 before, const QTimeZone& serverZone) {
    const QDateTime instant = QDateTime::fromSecsSinceEpoch(at, Qt::UTC);
    const QDateTime server = instant.toTimeZone(serverZone);
    const QString day = QLocale().toString(server.date(), QStringLiteral("ddd d MMM"));
    const QString dayUtc =
        instant.date() == server.date() ? QString() : QLocale().toString(instant.date(), QStringLiteral(" (ddd)"));
    m_runs->item(row, 0)->setText(day + u' ' + clock(server));
    m_runs->item(row, 1)->setText(clock(instant) + dayUtc);
    m_runs->item(row, kGap)->setText(row == 0 ? tr("in %1").arg(Words::span(at - before))
                                              : tr("%1 later").arg(Words::span(at - before)));
    for (int column = 0; column < kColumns; ++column) {
        m_runs->item(row, column)
            ->setToolTip(Words::inAllZones(instant, serverZone) + u'\n' + m_runs->item(row, kGap)->text());
        m_runs->item(row, column)->setForeground(inkOf(column));
    }
}

}  // namespace prophecy::ui
