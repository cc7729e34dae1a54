#include "ui/models/row_delegates.h"

#include <QApplication>
#include <QPainter>

#include "ui/models/backup_table_model.h"
#include "ui/models/environment_list_model.h"
#include "ui/theme/widgets.h"

namespace prophecy::ui {

namespace {
constexpr int kCellPadding = 10;

void paintBackground(QPainter* painter, const QStyleOptionViewItem& option) {
    const QWidget* widget = option.widget;
    QStyle* style = widget ? widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, painter, widget);
}
}  // namespace

void StatePillDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    QStyleOptionViewItem background = option;
    initStyleOption(&background, index);
    background.text.clear();
    paintBackground(painter, background);
    const auto state = static_cast<BackupState>(index.data(BackupTableModel::StateRole).toInt());
    const QString word = index.data().toString().section(u',', 0, 0);
    paintPill(painter, option.rect.adjusted(kCellPadding, 0, -2, 0), word, theme::look(state), option.font);
}

QSize StatePillDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const {
    return {pillWidth(index.data().toString().section(u',', 0, 0), option.font, true) + 2 * kCellPadding, 32};
}

void CellDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const {
    QStyledItemDelegate::initStyleOption(option, index);
    if (m_fixed) option->font = theme::fixedFont();
    const bool unusable = m_greysUnusable && index.siblingAtColumn(0).data(BackupTableModel::StateRole).toInt() !=
                                                 static_cast<int>(BackupState::Success);
    if (unusable) option->font.setItalic(true);
    const bool stale = option->widget && option->widget->property("stale").toBool();
    if (m_muted || unusable || stale) {
        for (const auto role : {QPalette::Text, QPalette::HighlightedText})
            option->palette.setColor(role, theme::tokens().muted);
    }
    option->textElideMode = Qt::ElideRight;
}

void EnvironmentDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
    const Tokens& t = theme::tokens();
    const QRect box = option.rect.adjusted(8, 2, -8, -2);
    const auto roleColor = index.data(EnvironmentListModel::RoleColorRole).value<QColor>();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (option.state & QStyle::State_Selected) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(t.runningTint);
        painter->drawRoundedRect(box, 6, 6);
        painter->setBrush(roleColor);
        painter->drawRoundedRect(QRect(box.left(), box.top(), 3, box.height()), 1.5, 1.5);
    }
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_Selected) {
        painter->setPen(t.accent);
        painter->setBrush(Qt::NoBrush);
        painter->drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    }
    const auto reach = static_cast<Reach>(index.data(EnvironmentListModel::ReachRole).toInt());
    const auto level = static_cast<Level>(index.data(EnvironmentListModel::LevelRole).toInt());
    const StateLook look = reach == Reach::Online ? theme::look(level) : theme::look(reach);
    theme::icon(look.icon, look.ink).paint(painter, QRect(box.left() + 12, box.top() + 10, 14, 14));

    QFont roleFont = option.font;
    roleFont.setPixelSize(11);
    roleFont.setBold(true);
    const QString roleWord = index.data(EnvironmentListModel::RoleWordRole).toString();
    const int roleWidth = QFontMetrics(roleFont).horizontalAdvance(roleWord);
    painter->setFont(roleFont);
    painter->setPen(roleColor);
    painter->drawText(QRect(box.right() - roleWidth - 10, box.top() + 6, roleWidth + 2, 22), Qt::AlignVCenter,
                      roleWord);

    QFont nameFont = option.font;
    nameFont.setWeight(QFont::DemiBold);
    const QRect nameRect(box.left() + 32, box.top() + 6, box.width() - 32 - roleWidth - 18, 22);
    painter->setFont(nameFont);
    painter->setPen(t.text);
    painter->drawText(nameRect, Qt::AlignVCenter,
                      QFontMetrics(nameFont).elidedText(index.data().toString(), Qt::ElideMiddle, nameRect.width()));

    QFont subFont = option.font;
    subFont.setPixelSize(12);
    const QRect subRect(box.left() + 12, box.top() + 28, box.width() - 22, 20);
    painter->setFont(subFont);
    painter->setPen(t.muted);
    painter->drawText(subRect, Qt::AlignVCenter,
                      QFontMetrics(subFont).elidedText(index.data(EnvironmentListModel::SublineRole).toString(),
                                                       Qt::ElideRight, subRect.width()));
    painter->restore();
}

QSize EnvironmentDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const {
    return {200, 58};
}

}  // namespace prophecy::ui
