#pragma once

#include <QMainWindow>

#include "core/ticker.h"
#include "ui/parts/ui_context.h"
#include "ui/theme/theme.h"

class QFrame;
class QLabel;
class QListView;
class QPushButton;
class QStackedWidget;

namespace prophecy::ui {

class EnvironmentListModel;
class BackupStarter;
class OperationsBar;
class WizardManager;
class PageTabs;
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
    enum Tab { Overview, Backups, Schedule, Upgrade, Activity, Settings };

Q_SIGNALS:
    void schemeWanted(prophecy::ui::Scheme scheme);

protected:
    void changeEvent(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;

private:
    QWidget* makeBand();
    QWidget* makeSidebar();
    QWidget* makeContent();
    void makePages();
    QWidget* makeWelcome();
    void makeShortcuts();
    void showEnvironment();
    void welcome();
    void refreshBand();
    void refreshAll();
    void showTitle();
    void showAbout();
    void tickBand();
    void startBackup();
    void addEnvironment();
    void openOperation(const OperationId& id);
    void askBeforeClosing(int unsavedPage);
    void restoreState();
    EnvironmentSession* session() const;

    UiContext m_context;
    EnvironmentId m_current;
    EnvironmentListModel* m_environments;
    TargetBand* m_band;
    Pill* m_version;
    Pill* m_state;
    Pill* m_key;
    Pill* m_readOnly;
    QPushButton* m_refresh;
    QPushButton* m_backUp;
    QListView* m_list;
    PageTabs* m_pages;
    QStackedWidget* m_body;
    OperationsBar* m_bar;
    WizardManager* m_wizards;
    QLabel* m_welcomeTitle;
    QLabel* m_welcomeText;
    QFrame* m_notice;
    QLabel* m_noticeText;
    bool m_closingAnyway = false;
    BackupStarter* m_starter;
    Ticker m_tick{m_context.scheduler, std::chrono::seconds(10), [this] { refreshAll(); }};
    Ticker m_bandTick{m_context.scheduler, std::chrono::seconds(1), [this] { tickBand(); }};
};

}  // namespace prophecy::ui
