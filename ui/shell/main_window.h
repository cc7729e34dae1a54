#pragma once

#include <QMainWindow>

#include "ui/dialogs/ui_context.h"
#include "ui/theme/theme.h"

class QFrame;
class QLabel;
class QListView;
class QPushButton;
class QStackedWidget;
class QTabBar;

namespace prophecy::ui {

class BackupsPage;
class EnvironmentListModel;
class OperationsBar;
class OverviewPage;
class Page;
class Pill;
class TargetBand;

/// The window: band, sidebar, the pages of the chosen environment, and the operations of all of them.
class MainWindow final : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(UiContext context);

    /// A sentence that stays until it is put away: what start-up has to tell.
    void tell(const QString& sentence);
    void choose(const EnvironmentId& id);
    void showTab(int index);
    /// After another scheme was applied: icons and colours that are not the palette's.
    void repolish();
    enum Tab { Overview, Backups, Activity, Settings };

Q_SIGNALS:
    void schemeWanted(prophecy::ui::Scheme scheme);

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    QWidget* makeBand();
    QWidget* makeSidebar();
    QWidget* makeContent();
    QWidget* makeWelcome();
    void makeShortcuts();
    void showEnvironment();
    void refreshBand();
    void refreshAll();
    void startBackup();
    void addEnvironment();
    void openOperation(const OperationId& id);
    void restoreState();
    EnvironmentSession* session() const;
    Page* currentPage() const;

    UiContext m_context;
    EnvironmentId m_current;
    EnvironmentListModel* m_environments;
    TargetBand* m_band;
    Pill* m_version;
    Pill* m_state;
    Pill* m_key;
    QPushButton* m_refresh;
    QPushButton* m_backUp;
    QListView* m_list;
    QTabBar* m_tabs;
    QStackedWidget* m_pages;
    QStackedWidget* m_body;
    OverviewPage* m_overview;
    BackupsPage* m_backups;
    OperationsBar* m_bar;
    QFrame* m_notice;
    QLabel* m_noticeText;
    Call m_starting;
    Timer m_tick;
};

}  // namespace prophecy::ui
