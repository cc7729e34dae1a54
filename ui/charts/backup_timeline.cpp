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
    const Tokens& t = theme::tokens();
    auto* good = new QBarSet(tr("Success"));
    auto* failed = new QBarSet(tr("Failed"));
    QStringList labels;
    int most = 1;
    for (const DayCount& day : days) {
        *good << day.success;
        *failed << day.failed;
        labels << QLocale().toString(day.day, QStringLiteral("d MMM"));
        most = std::max(most, day.success + day.failed);
    }
    good->setColor(t.good);
    good->setBorderColor(t.good);
    failed->setColor(t.bad);
    failed->setBorderColor(t.bad);
    auto* series = new QStackedBarSeries;
    series->setBarWidth(0.72);
    series->append(good);
    series->append(failed);
    m_days = days;
    connect(series, &QStackedBarSeries::hovered, this, [this](bool inside, int at) {
        if (!inside || at < 0 || static_cast<std::size_t>(at) >= m_days.size()) return QToolTip::hideText();
        const DayCount& day = m_days[static_cast<std::size_t>(at)];
        QToolTip::showText(
            QCursor::pos(),
            tr("%1: %2 good, %3 failed").arg(day.day.toString(Qt::ISODate)).arg(day.success).arg(day.failed));
    });

    auto* chart = new QChart;
    chart->addSeries(series);
    chart->setBackgroundVisible(false);
    chart->setMargins(QMargins(0, 0, 0, 0));
    chart->legend()->setLabelColor(t.muted);
    chart->legend()->setAlignment(Qt::AlignTop);
    auto* counts = new QValueAxis;
    const int step = (most + 3) / 4;
    const int top = (most + step - 1) / step * step;
    counts->setRange(0, top);
    counts->setLabelFormat(QStringLiteral("%d"));
    counts->setTickType(QValueAxis::TicksDynamic);
    counts->setTickInterval(step);
    auto* ends = new QBarCategoryAxis;
    ends->append(labels);
    ends->setLabelsVisible(false);
    for (QAbstractAxis* axis : std::initializer_list<QAbstractAxis*>{counts, ends}) {
        axis->setLabelsColor(t.muted);
        axis->setLinePenColor(t.line);
        axis->setGridLineColor(t.line);
    }
    ends->setGridLineVisible(false);
    QFont small = font();
    small.setPixelSize(11);
    counts->setLabelsFont(small);
    chart->legend()->setFont(small);
    m_from->setText(labels.value(0));
    m_to->setText(labels.isEmpty() ? QString() : labels.last());
    chart->addAxis(counts, Qt::AlignLeft);
    chart->addAxis(ends, Qt::AlignBottom);
    series->attachAxis(counts);
    series->attachAxis(ends);
    QChart* old = m_view->chart();
    m_view->setChart(chart);
    delete old;
    m_view->setBackgroundBrush(Qt::NoBrush);
    m_view->setStyleSheet(QStringLiteral("background: transparent"));
}

}  // namespace prophecy::ui
