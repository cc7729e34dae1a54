#include "ui/cron/week_heat.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

#include "domain/cron/describe.h"
#include "ui/theme/theme.h"

namespace prophecy::ui {

namespace {

constexpr int kLabel = 34, kRow = 18, kHead = 16;

/// Rows are told from Monday on.
int weekdayOf(int row) {
    return (row + 1) % 7;
}

}  // namespace

WeekHeat::WeekHeat(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("weekHeat"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void WeekHeat::show(const std::optional<WeekMap>& map) {
    m_map = map;
    QStringList busy;
    for (int row = 0; map && row < 7; ++row) {
        const auto& day = (*map)[static_cast<std::size_t>(weekdayOf(row))];
        QStringList hours;
        for (int hour = 0; hour < 24; ++hour)
            if (day[static_cast<std::size_t>(hour)] > 0) hours << QString::number(hour);
        if (!hours.isEmpty()) busy << tr("%1: %2").arg(weekdayName(weekdayOf(row)), hours.join(QStringLiteral(", ")));
    }
    setAccessibleName(tr("Hours of the week with runs"));
    setAccessibleDescription(busy.join(QStringLiteral("; ")));
    update();
}

QSize WeekHeat::sizeHint() const {
    return {kLabel + 24 * 9, kHead + 7 * kRow};
}

void WeekHeat::paintEvent(QPaintEvent*) {
    const Tokens& t = theme::tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QFont small = font();
    small.setPixelSize(11);
    painter.setFont(small);
    const double cell = (width() - kLabel) / 24.0;
    double most = 0;
    if (m_map)
        for (const auto& day : *m_map) most = std::max(most, *std::max_element(day.begin(), day.end()));
    painter.setPen(t.muted);
    for (int hour = 0; hour < 24; hour += 6)
        painter.drawText(QRectF(kLabel + hour * cell, 0, 40, kHead), Qt::AlignLeft | Qt::AlignVCenter,
                         QStringLiteral("%1").arg(hour, 2, 10, QLatin1Char('0')));
    for (int row = 0; row < 7; ++row) {
        const int y = kHead + row * kRow;
        painter.setPen(t.muted);
        painter.drawText(QRect(0, y, kLabel, kRow), Qt::AlignLeft | Qt::AlignVCenter, shortWeekdayName(weekdayOf(row)));
        for (int hour = 0; hour < 24; ++hour) {
            const double runs =
                m_map ? (*m_map)[static_cast<std::size_t>(weekdayOf(row))][static_cast<std::size_t>(hour)] : 0;
            const QRectF box(kLabel + hour * cell + 1, y + 3, cell - 2, kRow - 6);
            QColor fill = runs > 0 ? t.accent : t.surface;
            if (runs > 0) fill.setAlphaF(static_cast<float>(0.25 + 0.75 * std::sqrt(runs / most)));
            painter.setPen(runs > 0 ? t.accent : t.line);
            painter.setBrush(fill);
            painter.drawRoundedRect(box, 2, 2);
        }
    }
}

bool WeekHeat::event(QEvent* event) {
    if (event->type() != QEvent::ToolTip || !m_map) return QWidget::event(event);
    const auto* help = static_cast<QHelpEvent*>(event);
    const int row = (help->pos().y() - kHead) / kRow;
    const int hour = static_cast<int>((help->pos().x() - kLabel) / ((width() - kLabel) / 24.0));
    if (row < 0 || row > 6 || hour < 0 || hour > 23) return QWidget::event(event);
    const double runs = (*m_map)[static_cast<std::size_t>(weekdayOf(row))][static_cast<std::size_t>(hour)];
    QToolTip::showText(
        help->globalPos(),
        tr("%1 from %2:00: %3 run(s) on average").arg(weekdayName(weekdayOf(row))).arg(hour).arg(runs, 0, 'g', 3));
    return true;
}

}  // namespace prophecy::ui
