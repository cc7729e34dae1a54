#include "ui/parts/row_table.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QMenu>

#include "ui/theme/widgets.h"

namespace prophecy::ui {

RowTable::RowTable(const char* objectName) {
    constexpr int kRowHeight = 32;
    setObjectName(QString::fromLatin1(objectName));
    setShowGrid(false);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(kRowHeight);
    horizontalHeader()->setMinimumSectionSize(40);
    horizontalHeader()->setStretchLastSection(true);
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

void RowTable::setStale(bool isStale) {
    if (property("stale").toBool() == isStale) return;
    markStale(this, isStale);
    viewport()->update();
}

void RowTable::keyPressEvent(QKeyEvent* event) {
    const bool plain = !(event->modifiers() & ~Qt::KeyboardModifiers(Qt::ControlModifier | Qt::KeypadModifier));
    const int last = model() ? model()->rowCount() - 1 : -1;
    if (plain && event->key() == Qt::Key_Home) return goTo(0);
    if (plain && event->key() == Qt::Key_End) return goTo(last);
    // Not every style activates by it.
    if (plain && (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentIndex().isValid()) {
        Q_EMIT activated(currentIndex());
        return event->accept();
    }
    QTableView::keyPressEvent(event);
}

void RowTable::goTo(int row) {
    if (row < 0 || !model() || row >= model()->rowCount()) return;
    selectionModel()->setCurrentIndex(model()->index(row, 0),
                                      QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(model()->index(row, 0));
}

void RowTable::contextMenuEvent(QContextMenuEvent* event) {
    if (!selectionModel() || !selectionModel()->hasSelection()) return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    Q_EMIT menuWanted(menu);
    const bool byKey = event->reason() == QContextMenuEvent::Keyboard;
    const QPoint at = byKey ? viewport()->mapToGlobal(visualRect(currentIndex()).center()) : event->globalPos();
    if (menu->isEmpty())
        menu->deleteLater();
    else
        menu->popup(at);
}

}  // namespace prophecy::ui
