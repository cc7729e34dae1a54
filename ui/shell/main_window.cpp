#include "ui/shell/main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QPushButton>
#include <QScreen>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "domain/findings.h"
#include "ui/dialogs/environment_dialog.h"
#include "ui/dialogs/operation_dialog.h"
#include "ui/models/environment_list_model.h"
#include "ui/pages/activity/activity_page.h"
#include "ui/pages/backups_page.h"
#include "ui/pages/overview/overview_page.h"
#include "ui/pages/schedule/schedule_page.h"
#include "ui/pages/settings_page.h"
#include "ui/pages/upgrade_page.h"
#include "ui/shell/boxes.h"
#include "ui/shell/environment_band.h"
#include "ui/shell/notice_bar.h"
#include "ui/shell/operations_bar.h"
#include "ui/shell/page_tabs.h"
#include "ui/shell/sidebar.h"
#include "ui/theme/wheel_guard.h"
#include "ui/theme/widgets.h"
#include "ui/wizards/frame/wizard_manager.h"
#include "ui/wizards/procedures.h"
#include "ui/words/words.h"

namespace prophecy::ui {

MainWindow::MainWindow(UiContext context)
    : m_context(context),
      m_environments(
          new EnvironmentListModel(context.registry, context.sessions, context.tracker, context.clock, this)),
      m_wizards(new WizardManager(context, allProcedures(), this)),
      m_band(new EnvironmentBand(context.clock, context.tracker, context.storage)),
      m_sidebar(new Sidebar(*m_environments, schemeFrom(context.storage.setting(QStringLiteral("scheme"))))),
      m_notice(new NoticeBar),
      m_bar(new OperationsBar(context)) {
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("Prophecy Console"));
    setMinimumSize(QSize(860, 440).boundedTo(screen()->availableSize()));
    qApp->installEventFilter(new WheelGuard(this));
    resizeToFit(this, {1280, 800});
    layOut();
    makeShortcuts();
    connect(m_band, &EnvironmentBand::backupBegun, m_notice, &QWidget::hide);
    connect(m_band, &EnvironmentBand::backupRefused, this, &MainWindow::tell);
    connect(m_sidebar, &Sidebar::chosen, this, &MainWindow::choose);
    connect(m_sidebar, &Sidebar::addWanted, this, &MainWindow::addEnvironment);
    connect(m_sidebar, &Sidebar::schemeWanted, this, &MainWindow::schemeWanted);
    connect(m_sidebar, &Sidebar::shortcutsWanted, this, [this] { makeShortcutsBox(this)->open(); });
    connect(m_sidebar, &Sidebar::aboutWanted, this, [this] { makeAboutBox(this)->open(); });
    connect(m_sidebar, &Sidebar::quitWanted, this, &QWidget::close);
    connect(m_pages, &PageTabs::unsavedChanged, this, [this] { m_environments->setUnsaved(m_pages->unsaved()); });
    connect(m_bar, &OperationsBar::openWanted, this, &MainWindow::openOperation);
    followServices();
    restoreState();
    refreshAll();
    tick();
    m_tick.run();
    m_secondTick.run();
}

void MainWindow::layOut() {
    auto* central = new QWidget;
    auto* layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_band);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_sidebar);
    middle->addWidget(makeContent(), 1);
    layout->addLayout(middle, 1);
    layout->addWidget(m_bar);
    setCentralWidget(central);
}

void MainWindow::followServices() {
    connect(&m_context.sessions, &Sessions::factsChanged, this, [this](const EnvironmentId& id) {
        if (id != m_current) return;
        showTitle();
        m_band->refresh();
    });
    connect(&m_context.sessions, &Sessions::sessionAdded, this, [this](const EnvironmentId& id) {
        if (m_current.isEmpty() && m_environments->rowCount() == 1) return choose(id);
        if (id == m_current || !m_sidebar->hasSelection()) choose(m_current);
    });
    connect(&m_context.registry, &EnvironmentRegistry::changed, this, &MainWindow::showEnvironment);
    // Whoever is about to click must not find another target under the mouse: nothing takes the place of what is gone.
    connect(&m_context.registry, &EnvironmentRegistry::removed, this,
            [this](const EnvironmentId& gone) { choose(gone == m_current ? EnvironmentId() : m_current); });
}

QWidget* MainWindow::makeContent() {
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_notice);
    makePages();
    m_body = new QStackedWidget;
    m_body->addWidget(m_pages);
    m_body->addWidget(makeWelcome());
    layout->addWidget(m_body, 1);
    return content;
}

void MainWindow::makePages() {
    m_pages = new PageTabs;
    m_pages->add(tr("Overview"), [this] {
        auto* overview = new OverviewPage(m_context);
        connect(overview, &OverviewPage::failuresWanted, this, [this] {
            showTab(Backups);
            if (auto* backups = qobject_cast<BackupsPage*>(m_pages->currentPage())) backups->showFailed();
        });
        connect(overview, &OverviewPage::settingsWanted, this, [this] { showTab(Settings); });
        return overview;
    });
    m_pages->add(tr("Backups"), [this] { return new BackupsPage(m_context, *m_wizards); });
    m_pages->add(tr("Schedule"), [this] { return new SchedulePage(m_context); });
    m_pages->add(tr("Upgrade"), [this] { return new UpgradePage(m_context, *m_wizards); });
    m_pages->add(tr("Activity"), [this] { return new ActivityPage(m_context); });
    m_pages->add(tr("Settings"), [this] { return new SettingsPage(m_context); });
}

QWidget* MainWindow::makeWelcome() {
    auto* welcome = new QWidget;
    welcome->setObjectName(QStringLiteral("welcomePage"));
    auto* layout = new QVBoxLayout(welcome);
    layout->addStretch();
    m_welcomeTitle = plainLabel({}, "title");
    m_welcomeTitle->setObjectName(QStringLiteral("welcomeTitle"));
    m_welcomeText = wrappedLabel({}, "muted");
    auto* add = makeButton(tr("Add environment"), "welcomeAdd", "main");
    for (QLabel* label : {m_welcomeTitle, m_welcomeText}) {
        label->setAlignment(Qt::AlignCenter);
        layout->addWidget(label);
    }
    layout->addWidget(add, 0, Qt::AlignCenter);
    layout->addStretch();
    connect(add, &QPushButton::clicked, this, &MainWindow::addEnvironment);
    return welcome;
}

void MainWindow::makeShortcuts() {
    const auto on = [this](const QKeySequence& keys, std::function<void()> run) {
        connect(new QShortcut(keys, this), &QShortcut::activated, this, std::move(run));
    };
    on(QKeySequence::Refresh, [this] { m_band->refreshButton()->click(); });
    on(Qt::CTRL | Qt::Key_B, [this] { m_band->backUpButton()->click(); });
    on(QKeySequence::HelpContents, [this] { makeShortcutsBox(this)->open(); });
    on(QKeySequence::Find, [this] {
        if (QWidget* field = m_pages->currentPage() ? m_pages->currentPage()->filterField() : nullptr)
            field->setFocus(Qt::ShortcutFocusReason);
    });
    for (int i = 0; i < m_pages->count(); ++i)
        on(QKeySequence(QStringLiteral("Ctrl+%1").arg(i + 1)), [this, i] { showTab(i); });
    const auto step = [this](int by) {
        const int line = m_environments->lineOf(m_current) + by;
        if (line >= 0 && line < m_environments->rowCount()) choose(m_environments->idAt(line));
    };
    on(Qt::ALT | Qt::Key_Up, [step] { step(-1); });
    on(Qt::ALT | Qt::Key_Down, [step] { step(1); });
}

EnvironmentSession* MainWindow::session() const {
    return m_context.sessions.find(m_current);
}
void MainWindow::showTab(int index) {
    m_pages->show(index);
}

void MainWindow::repolish() {
    m_band->repolish();
    m_sidebar->repolish();
    m_bar->refresh();
    m_pages->setSession(nullptr);
    showEnvironment();
}

void MainWindow::tell(const QString& sentence) {
    m_notice->tell(sentence);
}

void MainWindow::choose(const EnvironmentId& id) {
    m_current = id;
    m_sidebar->select(m_environments->lineOf(id));
    showEnvironment();
}

void MainWindow::showEnvironment() {
    EnvironmentSession* shown = session();
    m_context.sessions.setShown(m_current);
    m_body->setCurrentIndex(shown ? 0 : 1);
    m_band->show(shown);
    m_pages->setSession(shown);
    if (!shown) return welcome();
    showTitle();
}

/// With its verdict, so that a task bar tells it, too.
void MainWindow::showTitle() {
    const EnvironmentSession* shown = session();
    if (!shown) return setWindowTitle(tr("Prophecy Console"));
    const Environment& environment = shown->environment();
    const Level verdict = verdictOf(findingsOf(shown->findingFacts(), m_context.clock.nowUtc()));
    setWindowTitle(
        tr("%1 (%2): %3 – Prophecy Console").arg(environment.name, Words::of(environment.role), Words::of(verdict)));
}

void MainWindow::welcome() {
    showTitle();
    const bool any = m_environments->rowCount() > 0;
    m_welcomeTitle->setText(any ? tr("No environment is chosen") : tr("No environment yet"));
    m_welcomeText->setText(any ? tr("The one that was shown here was removed. Choose another at the left.")
                               : tr("Add a Prophecy installation with its address and an access key of an admin.\nTo "
                                    "rehearse first, start the console with --demo: it brings its own practice "
                                    "environments."));
}

void MainWindow::refreshAll() {
    showTitle();
    m_band->refresh();
    m_environments->tick();
    if (m_pages->currentPage()) m_pages->currentPage()->refresh();
}

/// The age of the last answer counts by the second, so that a refresh shows.
void MainWindow::tick() {
    m_band->refresh();
    if (m_pages->currentPage()) m_pages->currentPage()->tick();
}

void MainWindow::addEnvironment() {
    auto* dialog = new EnvironmentDialog(m_context, {}, this);
    connect(dialog, &EnvironmentDialog::saved, this, &MainWindow::choose);
    dialog->open();
}

void MainWindow::openOperation(const OperationId& id) {
    if (!m_wizards->openOperation(id)) (new OperationDialog(m_context, id, this))->show();
}

void MainWindow::restoreState() {
    if (const QByteArray geometry = m_context.storage.setting(QStringLiteral("window")); !geometry.isEmpty())
        restoreGeometry(geometry);
    const EnvironmentId last(QString::fromUtf8(m_context.storage.setting(QStringLiteral("environment"))));
    choose(m_context.registry.find(last) ? last : m_environments->idAt(0));
    const QByteArray tab = m_context.storage.setting(QStringLiteral("tab"));
    showTab(tab.isEmpty() ? Overview : tab.toInt());
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::WindowStateChange) m_context.sessions.setAttended(!isMinimized());
}

void MainWindow::askBeforeClosing(int unsavedPage) {
    showTab(unsavedPage);
    QMessageBox* question = makeUnsavedQuestion(this);
    auto* leave = question->findChild<QAbstractButton*>(QStringLiteral("closeAnyway"));
    connect(leave, &QAbstractButton::clicked, this, [this] {
        m_closingAnyway = true;
        close();
    });
    question->open();
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (const int unsaved = m_pages->unsavedPage(); unsaved >= 0 && !m_closingAnyway) {
        askBeforeClosing(unsaved);
        return event->ignore();
    }
    m_wizards->closeAll();
    m_context.storage.setSetting(QStringLiteral("window"), saveGeometry());
    m_context.storage.setSetting(QStringLiteral("environment"), m_current.text().toUtf8());
    m_context.storage.setSetting(QStringLiteral("tab"), QByteArray::number(m_pages->currentIndex()));
    QMainWindow::closeEvent(event);
}

}  // namespace prophecy::ui
