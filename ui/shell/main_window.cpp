#include "ui/shell/main_window.h"
#include "domain/findings.h"

#include <QActionGroup>
#include <QApplication>
#include <QCloseEvent>
#include <QListView>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QScreen>
#include <QShortcut>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/dialogs/backup_starter.h"
#include "ui/dialogs/environment_dialog.h"
#include "ui/dialogs/operation_dialog.h"
#include "ui/dialogs/request_dialog.h"
#include "ui/models/environment_list_model.h"
#include "ui/models/row_delegates.h"
#include "ui/pages/activity_page.h"
#include "ui/pages/backups_page.h"
#include "ui/pages/overview_page.h"
#include "ui/pages/schedule/schedule_page.h"
#include "ui/pages/settings_page.h"
#include "ui/pages/upgrade_page.h"
#include "ui/parts/target_band.h"
#include "ui/shell/operations_bar.h"
#include "ui/shell/page_tabs.h"
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
      m_starter(new BackupStarter(context.tracker, this)) {
    setObjectName(QStringLiteral("mainWindow"));
    setWindowTitle(tr("Prophecy Console"));
    const QSize room = screen()->availableSize();
    setMinimumSize(QSize(860, 440).boundedTo(room));
    qApp->installEventFilter(new WheelGuard(this));
    resizeToFit(this, {1280, 800});
    auto* central = new QWidget;
    auto* layout = new QVBoxLayout(central);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(makeBand());
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(makeSidebar());
    middle->addWidget(makeContent(), 1);
    layout->addLayout(middle, 1);
    m_bar = new OperationsBar(context);
    layout->addWidget(m_bar);
    setCentralWidget(central);
    makeShortcuts();
    connect(m_pages, &PageTabs::unsavedChanged, this, [this] { m_environments->setUnsaved(m_pages->unsaved()); });
    connect(m_bar, &OperationsBar::openWanted, this, &MainWindow::openOperation);
    connect(&context.sessions, &Sessions::factsChanged, this, [this](const EnvironmentId& id) {
        if (id != m_current) return;
        showTitle();
        refreshBand();
    });
    connect(&context.sessions, &Sessions::sessionAdded, this, [this](const EnvironmentId& id) {
        if (m_current.isEmpty() && m_environments->rowCount() == 1) return choose(id);
        if (id == m_current || !m_list->currentIndex().isValid()) choose(m_current);
    });
    connect(&context.registry, &EnvironmentRegistry::changed, this, &MainWindow::showEnvironment);
    // Whoever is about to click must not find another target under the mouse: nothing takes the place of what is gone.
    connect(&context.registry, &EnvironmentRegistry::removed, this,
            [this](const EnvironmentId& gone) { choose(gone == m_current ? EnvironmentId() : m_current); });
    connect(&context.tracker, &OperationTracker::changed, this, &MainWindow::refreshBand);
    restoreState();
    refreshAll();
    tickBand();
    m_tick.run();
    m_bandTick.run();
}

QWidget* MainWindow::makeBand() {
    m_band = new TargetBand;
    m_version = new Pill;
    m_state = new Pill;
    m_key = new Pill;
    m_readOnly = new Pill;
    m_readOnly->setObjectName(QStringLiteral("bandReadOnly"));
    m_readOnly->setToolTip(tr("This console changes nothing here. Settings tells where that can be changed."));
    m_state->setObjectName(QStringLiteral("bandState"));
    m_refresh = makeButton(tr("Refresh"), "refreshButton");
    m_refresh->setIcon(theme::icon("view-refresh"));
    m_refresh->setToolTip(tr("Ask the server again (F5)"));
    m_backUp = makeButton(tr("Back up now"), "backUpNow", "main");
    m_backUp->setToolTip(tr("Start a backup (Ctrl+B). Right-click shows the exact request."));
    m_backUp->setContextMenuPolicy(Qt::CustomContextMenu);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_readOnly, m_version, m_state, m_key})
        m_band->extras()->addWidget(widget);
    m_band->extras()->addStretch();
    m_band->extras()->addWidget(m_refresh);
    m_band->extras()->addWidget(m_backUp);
    connect(m_refresh, &QPushButton::clicked, this, [this] {
        if (session()) session()->refresh();
    });
    connect(m_backUp, &QPushButton::clicked, this, &MainWindow::startBackup);
    connect(m_starter, &BackupStarter::begun, this, [this] {
        m_notice->hide();
        refreshBand();
    });
    connect(m_starter, &BackupStarter::refused, this, [this](const Environment& environment, const Error& error) {
        if (error.kind != ErrorKind::Canceled)
            tell(tr("No backup was started on %1. %2").arg(environment.name, Words::of(error)));
        refreshBand();
    });
    connect(m_backUp, &QWidget::customContextMenuRequested, this, [this] {
        if (session())
            (new RequestDialog(m_context, session()->spokenEnvironment(), PreviewedRequest::StartBackup, {}, this))
                ->open();
    });
    return m_band;
}

QWidget* MainWindow::makeSidebar() {
    auto* side = new QFrame;
    side->setProperty("side", true);
    side->setFixedWidth(232);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(0, 14, 0, 10);
    layout->setSpacing(6);
    auto* title = plainLabel(tr("ENVIRONMENTS"), "section");
    title->setContentsMargins(18, 0, 0, 0);
    layout->addWidget(title);
    m_list = new QListView;
    m_list->setObjectName(QStringLiteral("environmentList"));
    m_list->setAccessibleName(tr("Environments"));
    m_list->setProperty("plain", true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setModel(m_environments);
    m_list->setItemDelegate(new EnvironmentDelegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
    layout->addWidget(m_list, 1);
    auto* add = makeButton(tr("Add environment"), "addEnvironment", "flat");
    add->setIcon(theme::icon("list-add"));
    auto* appearance = new QToolButton;
    appearance->setObjectName(QStringLiteral("appearanceButton"));
    appearance->setIcon(theme::icon("overflow-menu"));
    appearance->setToolTip(tr("Appearance, shortcuts, about"));
    appearance->setAccessibleName(tr("Appearance, shortcuts, about"));
    appearance->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(appearance);
    auto* schemes = new QActionGroup(menu);
    const Scheme current = schemeFrom(m_context.storage.setting(QStringLiteral("scheme")));
    const std::pair<Scheme, QString> choices[] = {
        {Scheme::System, tr("As the desktop")}, {Scheme::Light, tr("Light")}, {Scheme::Dark, tr("Dark")}};
    for (const auto& [scheme, name] : choices) {
        QAction* action = menu->addAction(name, this, [this, scheme = scheme] { Q_EMIT schemeWanted(scheme); });
        action->setCheckable(true);
        action->setChecked(current == scheme);
        schemes->addAction(action);
    }
    menu->addSeparator();
    for (const QString& line : {tr("F5: ask again"), tr("Ctrl+B: back up now"), tr("Ctrl+F: filter"),
                                tr("Ctrl+1 to Ctrl+6: pages"), tr("Alt+Up, Alt+Down: environments")})
        menu->addAction(line)->setEnabled(false);
    menu->addSeparator();
    menu->addAction(tr("About Prophecy Console"), this, &MainWindow::showAbout)->setObjectName(QStringLiteral("about"));
    auto* quit = menu->addAction(tr("Quit"), this, &QWidget::close);
    quit->setShortcut(QKeySequence::Quit);
    addAction(quit);  // so that its keys work while the menu is closed
    appearance->setMenu(menu);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(8, 0, 10, 0);
    foot->addWidget(add, 1);
    foot->addWidget(appearance);
    layout->addLayout(foot);
    connect(add, &QPushButton::clicked, this, &MainWindow::addEnvironment);
    // Not the current line, which a list sets for itself when it gets the focus.
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this](const QItemSelection& now) {
        if (!now.isEmpty()) choose(m_environments->idAt(now.indexes().front().row()));
    });
    return side;
}

QWidget* MainWindow::makeContent() {
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    m_notice = new QFrame;
    m_notice->setProperty("notice", true);
    m_notice->setObjectName(QStringLiteral("windowNotice"));
    m_noticeText = wrappedLabel({});
    auto* put = makeButton(tr("Put away"), "dismissNotice", "flat");
    auto* noticeLayout = new QHBoxLayout(m_notice);
    noticeLayout->addWidget(m_noticeText, 1);
    noticeLayout->addWidget(put);
    m_notice->hide();
    connect(put, &QPushButton::clicked, m_notice, &QWidget::hide);
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
    on(QKeySequence::Refresh, [this] { m_refresh->click(); });
    on(Qt::CTRL | Qt::Key_B, [this] { m_backUp->click(); });
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
    m_refresh->setIcon(theme::icon("view-refresh"));
    for (const auto& [name, icon] :
         {std::pair("addEnvironment", "list-add"), std::pair("appearanceButton", "overflow-menu")})
        if (auto* button = findChild<QAbstractButton*>(QString::fromLatin1(name))) button->setIcon(theme::icon(icon));
    m_bar->refresh();
    m_pages->setSession(nullptr);
    showEnvironment();
}

void MainWindow::tell(const QString& sentence) {
    m_noticeText->setText(m_notice->isVisibleTo(this) ? m_noticeText->text() + u'\n' + sentence : sentence);
    m_notice->show();
}

void MainWindow::choose(const EnvironmentId& id) {
    m_current = id;
    const int line = m_environments->lineOf(id);
    if (line >= 0 && m_list->currentIndex().row() != line) m_list->setCurrentIndex(m_environments->index(line));
    showEnvironment();
}

void MainWindow::showEnvironment() {
    EnvironmentSession* shown = session();
    m_context.sessions.setShown(m_current);
    m_body->setCurrentIndex(shown ? 0 : 1);
    m_band->setVisible(shown);
    m_pages->setSession(shown);
    if (!shown) return welcome();
    const Environment& environment = shown->environment();
    m_band->show(environment);
    showTitle();
    refreshBand();
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

void MainWindow::showAbout() {
    const QString text = tr("Prophecy Console %1").arg(QStringLiteral(PROPHECY_VERSION)) + QStringLiteral("\n\n") +
                         tr("Shows what the backups of Prophecy installations really did, and leads through restores "
                            "and upgrades.\nWhat it did stands in the journal, under Activity.");
    auto* box = new QMessageBox(QMessageBox::NoIcon, tr("About Prophecy Console"), text, QMessageBox::Close, this);
    box->setObjectName(QStringLiteral("aboutBox"));
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    box->open();
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

void MainWindow::refreshBand() {
    EnvironmentSession* shown = session();
    if (!shown) return;
    const SessionFacts& facts = shown->facts();
    const QDateTime now = m_context.clock.nowUtc();
    m_version->setQuiet(facts.version);
    m_version->setVisible(!facts.version.isEmpty());
    const QDateTime& since = facts.answeredAt;
    m_state->set(
        since.isValid() ? tr("%1 · %2").arg(Words::of(facts.reach), Words::age(since, now)) : Words::of(facts.reach),
        theme::look(facts.reach));
    m_state->setToolTip(facts.error ? plainTip(Words::of(*facts.error)) : QString());
    const QDateTime nextTry = shown->nextTry();
    m_refresh->setText(nextTry.isValid() ? tr("Try now (else in %1 s)").arg(std::max<qint64>(0, now.secsTo(nextTry)))
                                         : tr("Refresh"));
    const QDate expires = shown->environment().keyExpires;
    m_key->setVisible(expires.isValid());
    if (expires.isValid())
        m_key->setQuiet(tr("key expires in %n day(s)", nullptr, static_cast<int>(now.date().daysTo(expires))));
    const bool readOnly = shown->environment().protection == Protection::ReadOnly;
    const bool busy =
        m_context.tracker.unfinishedOn(shown->environment().root, Lane::Data).has_value() || m_starter->isActive();
    m_readOnly->setVisible(readOnly);
    if (readOnly) m_readOnly->setOutlined(tr("Read-only"), theme::tokens().muted);
    m_backUp->setEnabled(!readOnly && !busy);
    m_backUp->setToolTip(readOnly ? tr("This environment is read-only in this console.")
                         : busy   ? tr("Something is running there.")
                                  : tr("Start a backup (Ctrl+B). Right-click shows the exact request."));
}

void MainWindow::refreshAll() {
    showTitle();
    refreshBand();
    m_environments->tick();
    if (m_pages->currentPage()) m_pages->currentPage()->refresh();
}

/// The age of the last answer counts by the second, so that a refresh shows.
void MainWindow::tickBand() {
    refreshBand();
    if (m_pages->currentPage()) m_pages->currentPage()->tick();
}

void MainWindow::startBackup() {
    if (EnvironmentSession* shown = session()) m_starter->start(shown->environment());
    refreshBand();
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
    auto* question = new QMessageBox(QMessageBox::Question, tr("Not saved"),
                                     tr("What was edited is not saved on the server. Close all the same?"),
                                     QMessageBox::NoButton, this);
    question->setObjectName(QStringLiteral("unsavedQuestion"));
    question->setTextFormat(Qt::PlainText);
    question->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* stay = question->addButton(tr("Go back to it"), QMessageBox::RejectRole);
    QPushButton* leave = question->addButton(tr("Close without saving"), QMessageBox::DestructiveRole);
    leave->setObjectName(QStringLiteral("closeAnyway"));
    question->setDefaultButton(stay);
    connect(leave, &QPushButton::clicked, this, [this] {
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
