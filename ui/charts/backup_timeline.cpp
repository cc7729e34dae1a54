#include "ui/charts/backup_timeline.h"

#include <QBarCategoryAxis>
#include <QBarSet>
#include <QChart>
#include <QChartView>
#include <QLocale>
#include <QStackedBarSeries>
#include <QToolTip>
#include <QVBoxLayout>
#include <QValueAxis>
#include <algorithm>

#include "ui/theme/widgets.h"

namespace prophecy::ui {

BackupTimeline::BackupTimeline(QWidget* parent)
    : QWidget(parent), m_view(new QChartView), m_from(plainLabel({}, "caption")), m_to(plainLabel({}, "caption")) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_view);
    auto* ends = new QHBoxLayout;
    ends->setContentsMargins(34, 0, 14, 0);
    ends->addWidget(m_from);
    ends->addStretch();
    ends->addWidget(m_to);
    layout->addLayout(ends);
    setLayoutDirection(Qt::LeftToRight);  // as the chart's own axis, in every language
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setObjectName(QStringLiteral("timelineChart"));
    m_view->setAccessibleName(tr("Backups by day and state"));
    m_view->setFixedHeight(150);
}

void BackupTimeline::show(const std::vector<DayCount>& days) {
    m_days = days;
    auto* series = makeBars();
    auto* chart = new QChart;
    chart->addSeries(series);
    chart->setBackgroundVisible(false);
    chart->setMargins(QMargins(0, 0, 0, 0));
    chart->legend()->setLabelColor(theme::tokens().muted);
    chart->legend()->setAlignment(Qt::AlignTop);
    chart->legend()->setFont(smallFont());
    addAxis(chart, series, makeCounts(), Qt::AlignLeft);
    addAxis(chart, series, makeDays(), Qt::AlignBottom);
    QChart* old = m_view->chart();
    m_view->setChart(chart);
    delete old;
    m_view->setBackgroundBrush(Qt::NoBrush);
    m_view->setStyleSheet(QStringLiteral("background: transparent"));
}

QStackedBarSeries* BackupTimeline::makeBars() {
    const Tokens& t = theme::tokens();
    auto* good = new QBarSet(tr("Success"));
    auto* failed = new QBarSet(tr("Failed"));
    for (const DayCount& day : m_days) {
        *good << day.success;
        *failed << day.failed;
    }
    good->setColor(t.good);
    good->setBorderColor(t.good);
    failed->setColor(t.bad);
    failed->setBorderColor(t.bad);
    auto* series = new QStackedBarSeries;
    series->setBarWidth(0.72);
    series->append(good);
    series->append(failed);
    connect(series, &QStackedBarSeries::hovered, this, &BackupTimeline::tell);
    return series;
}

void BackupTimeline::tell(bool inside, int at) {
    if (!inside || at < 0 || static_cast<std::size_t>(at) >= m_days.size()) return QToolTip::hideText();
    const DayCount& day = m_days[static_cast<std::size_t>(at)];
    QToolTip::showText(
        QCursor::pos(),
        tr("%1: %2 good, %3 failed").arg(day.day.toString(Qt::ISODate)).arg(day.success).arg(day.failed));
}

QAbstractAxis* BackupTimeline::makeCounts() const {
    int most = 1;
    for (const DayCount& day : m_days) most = std::max(most, day.success + day.failed);
    const int step = (most + 3) / 4;
    auto* counts = new QValueAxis;
    counts->setRange(0, (most + step - 1) / step * step);
    counts->setLabelFormat(QStringLiteral("%d"));
    counts->setTickType(QValueAxis::TicksDynamic);
    counts->setTickInterval(step);
    counts->setGridLineColor(theme::tokens().line);
    counts->setLabelsFont(smallFont());
    return counts;
}

/// The first and the last day stand below the chart: ninety labels have no room.
QAbstractAxis* BackupTimeline::makeDays() {
    QStringList labels;
    for (const DayCount& day : m_days) labels << QLocale().toString(day.day, QStringLiteral("d MMM"));
    m_from->setText(labels.value(0));
    m_to->setText(labels.isEmpty() ? QString() : labels.last());
    auto* days = new QBarCategoryAxis;
    days->append(labels);
    days->setLabelsVisible(false);
    days->setGridLineVisible(false);
    return days;
}

void BackupTimeline::addAxis(QChart* chart, QStackedBarSeries* series, QAbstractAxis* axis, Qt::Alignment side) {
    axis->setLabelsColor(theme::tokens().muted);
    axis->setLinePenColor(theme::tokens().line);
    chart->addAxis(axis, side);
    series->attachAxis(axis);
}

QFont BackupTimeline::smallFont() const {
    QFont small = font();
    small.setPixelSize(11);
    return small;
}

}  // namespace prophecy::ui
