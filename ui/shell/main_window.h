#pragma once

#include <QMainWindow>

#include "core/ticker.h"
#include "ui/parts/ui_context.h"
#include "ui/theme/theme.h"

class QLabel;
class QStackedWidget;

namespace prophecy::ui {

class EnvironmentBand;
class EnvironmentListModel;
class NoticeBar;
class OperationsBar;
class PageTabs;
class Sidebar;
class WizardManager;

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
    enum Tab { Overview, Backups, Schedule, Upgrade, Activity, Settings };

Q_SIGNALS:
    void schemeWanted(prophecy::ui::Scheme scheme);

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    void layOut();
    void followServices();
    QWidget* makeContent();
    void makePages();
    QWidget* makeWelcome();
    void makeShortcuts();
    void showEnvironment();
    void welcome();
    void refreshAll();
    void showTitle();
    void tick();
    void addEnvironment();
    void openOperation(const OperationId& id);
    void askBeforeClosing(int unsavedPage);
    void restoreState();
    EnvironmentSession* session() const;

    UiContext m_context;
    EnvironmentId m_current;
    EnvironmentListModel* m_environments;
    WizardManager* m_wizards;
    EnvironmentBand* m_band;
    Sidebar* m_sidebar;
    NoticeBar* m_notice;
    PageTabs* m_pages;
    QStackedWidget* m_body;
    OperationsBar* m_bar;
    QLabel* m_welcomeTitle;
    QLabel* m_welcomeText;
    bool m_closingAnyway = false;
    Ticker m_tick{m_context.scheduler, std::chrono::seconds(10), [this] { refreshAll(); }};
    Ticker m_secondTick{m_context.scheduler, std::chrono::seconds(1), [this] { tick(); }};
};

}  // namespace prophecy::ui
