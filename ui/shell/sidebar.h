#pragma once

#include <QFrame>

#include "core/ids.h"
#include "ui/theme/theme.h"

class QListView;
class QMenu;
class QPushButton;
class QToolButton;

namespace prophecy::ui {

class EnvironmentListModel;

/// The list of environments, and the menu of the console below it.
class Sidebar final : public QFrame {
    Q_OBJECT
public:
    /// The model outlives it.
    Sidebar(EnvironmentListModel& environments, Scheme scheme);
    /// Does not say chosen() where it is chosen already.
    void select(int line);
    bool hasSelection() const;
    /// After another scheme was applied.
    void repolish();

Q_SIGNALS:
    void chosen(const prophecy::EnvironmentId& id);
    void addWanted();
    void schemeWanted(prophecy::ui::Scheme scheme);
    void shortcutsWanted();
    void aboutWanted();
    void quitWanted();

private:
    void makeList();
    QMenu* makeMenu(Scheme scheme);
    void addSchemes(QMenu* menu, Scheme current);

    EnvironmentListModel& m_environments;
    QListView* m_list;
    QPushButton* m_add;
    QToolButton* m_more;
};

}  // namespace prophecy::ui
