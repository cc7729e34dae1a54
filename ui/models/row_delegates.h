#pragma once

#include <QStyledItemDelegate>

namespace prophecy::ui {

/// Paints the state of a backup as a pill with icon and word.
class StatePillDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// Times in the fixed font; the rest as it is, muted where it is secondary.
class CellDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    CellDelegate(bool fixed, bool muted, QObject* parent)
        : QStyledItemDelegate(parent), m_fixed(fixed), m_muted(muted) {}
    /// Greys the rows of backups that did not succeed.
    void greyUnusable() { m_greysUnusable = true; }
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    bool m_fixed;
    bool m_muted;
    bool m_greysUnusable = false;
};

/// An environment of the sidebar: icon of its verdict, name, role word, one line below.
class EnvironmentDelegate final : public QStyledItemDelegate {
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

}  // namespace prophecy::ui
