#include "ui/parts/component_chips.h"

#include <QPainter>

#include "core/text.h"
#include "ui/theme/widgets.h"

namespace prophecy::ui {

namespace {
constexpr int kHeight = 22;
constexpr int kGap = 6;

QFont chipFont(QFont font) {
    font.setPixelSize(11);
    return font;
}
}  // namespace

ComponentChips::ComponentChips(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("componentChips"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void ComponentChips::setRows(int rows) {
    m_rows = rows;
    updateGeometry();
}

void ComponentChips::show(const Progress& progress) {
    m_chips.clear();
    const auto add = [this](const QStringList& completed, const QStringList& pending) {
        QStringList names = completed + pending;
        names.sort();
        for (const QString& name : names) m_chips.push_back({displayLine(name), completed.contains(name)});
    };
    add(progress.completedDbs, progress.pendingDbs);
    add(progress.completedVolumes, progress.pendingVolumes);
    setAccessibleName(tr("%1 of %2 components done").arg(progress.completed()).arg(progress.total()));
    QStringList lines;
    for (const Chip& chip : m_chips) lines << (chip.done ? tr("%1: done") : tr("%1: pending")).arg(chip.name);
    setToolTip(plainTip(lines.join(u'\n')));
    update();
}

QSize ComponentChips::sizeHint() const {
    return {200, m_rows * (kHeight + kGap)};
}

void ComponentChips::paintEvent(QPaintEvent*) {
    const Tokens& t = theme::tokens();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QFont small = chipFont(font());
    painter.setFont(small);
    const QFontMetrics metrics(small);
    int x = 0, y = (height() - m_rows * (kHeight + kGap) + kGap) / 2, row = 0;
    for (std::size_t i = 0; i < m_chips.size(); ++i) {
        const Chip& chip = m_chips[i];
        const int mark = chip.done ? 14 : 0;
        const int chipWidth = metrics.horizontalAdvance(chip.name) + 16 + mark;
        const int reserve = row == m_rows - 1 && i + 1 < m_chips.size() ? 34 : 0;
        if (x + chipWidth + reserve > width()) {
            if (row == m_rows - 1) {
                painter.setPen(t.muted);
                painter.drawText(QRect(x, y, 40, kHeight), Qt::AlignVCenter,
                                 QStringLiteral("+%1").arg(m_chips.size() - i));
                return;
            }
            ++row;
            x = 0;
            y += kHeight + kGap;
        }
        const QRectF box(x + 0.5, y + 0.5, chipWidth - 1, kHeight - 1);
        painter.setPen(chip.done ? t.good : t.line);
        painter.setBrush(chip.done ? QBrush(t.goodTint) : QBrush(Qt::NoBrush));
        painter.drawRoundedRect(box, 4, 4);
        if (chip.done) theme::icon("dialog-ok-apply", t.good).paint(&painter, QRect(x + 6, y + 5, 12, 12));
        painter.setPen(chip.done ? t.good : t.muted);
        painter.drawText(QRect(x + 8 + mark, y, chipWidth, kHeight), Qt::AlignVCenter, chip.name);
        x += chipWidth + kGap;
    }
}

StateLook operationLook(const Operation& operation) {
    switch (operation.state) {
        case OperationState::Succeeded: return theme::look(BackupState::Success);
        case OperationState::Failed: return theme::look(BackupState::Failed);
        case OperationState::Unknown:
        case OperationState::Lost: return {theme::tokens().attention, theme::tokens().attentionTint, "question"};
        case OperationState::Submitting:
        case OperationState::Running: break;
    }
    return theme::look(BackupState::Running);
}

}  // namespace prophecy::ui
