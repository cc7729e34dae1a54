#pragma once

#include <QTableView>

class QMenu;

namespace prophecy::ui {

/// A table of rows that are chosen as a whole: no grid, one line a row. Home and End go to the first and the last row,
/// Enter opens, and the menu comes with the right button or the Menu key.
class RowTable final : public QTableView {
    Q_OBJECT
public:
    explicit RowTable(const char* objectName);
    /// What it shows may not hold any more.
    void setStale(bool isStale);

Q_SIGNALS:
    /// For the selected rows, of which there is at least one. Whoever fills the menu connects directly.
    void menuWanted(QMenu* menu);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    void goTo(int row);
};

}  // namespace prophecy::ui
