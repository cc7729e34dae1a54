#include <QAccessible>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QContextMenuEvent>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTabBar>
#include <QTableView>
#include <QTableWidget>
#include <QTest>
#include <QWheelEvent>

#include "app/ui_context_of.h"
#include "tests/support/eventually.h"
#include "tests/support/lab_fixture.h"
#include "tests/support/window_robot.h"
#include "ui/dialogs/trust_dialog.h"
#include "ui/models/backup_table_model.h"
#include "ui/models/environment_list_model.h"
#include "ui/shell/main_window.h"
#include "ui/theme/widgets.h"

using namespace prophecy;
using namespace prophecy::test;
using namespace prophecy::ui;

/// The real window against practice labs; widgets are found by object name.
class WindowTest final : public QObject, WindowRobot {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_profile;
    MemorySecrets m_secrets;
    std::unique_ptr<AppContext> m_services;
    std::unique_ptr<MainWindow> m_window;

    void open() {
        m_services = servicesOver(m_profile->path(), m_secrets);
        openWindow();
    }
    void openWindow() {
        AppContext& s = *m_services;
        m_window = std::make_unique<MainWindow>(uiContextOf(s));
        m_window->show();
        s.sessions().startAll();
        s.tracker().watchStore();
    }
    void closeAll() {
        m_window.reset();
        m_services.reset();
    }
    QTableView* table() { return find<QTableView>("backupTable"); }
    Environment addLab(LabFixture& lab, Role role = Role::Primary, Protection protection = Protection::Typed) {
        return test::addLab(*m_services, lab, "acme-prod", role, protection);
    }

private Q_SLOTS:
    void init() {
        m_profile = std::make_unique<QTemporaryDir>();
        m_secrets.kept.clear();
        m_secrets.works = true;
    }
    void cleanup() {
        closeAll();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    void anEnvironmentIsAddedThroughTheDialog() {
        LabFixture lab({.seedBackups = 8});
        open();
        QVERIFY(find<QWidget>("welcomePage")->isVisible());
        click("welcomeAdd");
        EVENTUALLY(find<QLineEdit>("environmentName"));
        click("saveEnvironment");
        EVENTUALLY(find<QLabel>("environmentProblem")->isVisible());
        type("environmentName", QStringLiteral("acme-prod"));
        type("environmentUrl", lab->url().toString() + QStringLiteral("/api/backup/list"));
        type("environmentKey", QString::fromUtf8(lab->key()));
        find<QComboBox>("environmentRole")->setCurrentIndex(0);
        QCOMPARE_EQ(find<QComboBox>("environmentProtection")->currentData().toInt(),
                    static_cast<int>(Protection::Typed));
        click("testConnection");
        auto* test = find<QPushButton>("testConnection");
        EVENTUALLY_EQ(test->text(), QStringLiteral("&Test again"));
        click("saveEnvironment");
        EVENTUALLY(!find<QLineEdit>("environmentName"));
        m_window->showTab(MainWindow::Backups);
        EVENTUALLY(table() && table()->model()->rowCount() == 8);
        QCOMPARE_EQ(find<QLabel>("bandName")->text(), QStringLiteral("acme-prod"));
        QCOMPARE_EQ(m_secrets.kept.size(), 1);
        QCOMPARE_EQ(m_services->registry().all().front().root, lab->url());
    }

    void whatNoKeychainTakesIsSaid() {
        LabFixture lab({.seedBackups = 1});
        m_secrets.works = false;
        open();
        click("welcomeAdd");
        EVENTUALLY(find<QLineEdit>("environmentName"));
        type("environmentName", QStringLiteral("acme-dr"));
        type("environmentUrl", lab->url().toString());
        type("environmentKey", QString::fromUtf8(lab->key()));
        auto* mode = find<QComboBox>("proxyMode");
        mode->setCurrentIndex(mode->findData(static_cast<int>(ProxyChoice::Mode::Manual)));
        find<QLineEdit>("proxyHost")->setText(QStringLiteral("proxy.example.com"));
        find<QLineEdit>("proxyPassword")->setText(QStringLiteral("word"));
        click("saveEnvironment");
        EVENTUALLY(find<QMessageBox>("noKeychainNotice"));
        const QString said = find<QMessageBox>("noKeychainNotice")->text();
        QVERIFY2(said.contains(QStringLiteral("password of the proxy")), qPrintable(said));
        QVERIFY2(said.contains(QStringLiteral("access key")), qPrintable(said));
        find<QMessageBox>("noKeychainNotice")->accept();
    }

    /// Somebody at another console removes one: what is shown here is no other than before.
    void aRemovedEnvironmentPutsNoOtherInItsPlace() {
        LabFixture lab({.seedBackups = 2}), second({.seedBackups = 2}), third({.seedBackups = 2});
        open();
        const Environment prod = addLab(lab);
        const Environment dr = test::addLab(*m_services, second, "acme-dr", Role::Dr, Protection::Confirm);
        const Environment test = test::addLab(*m_services, third, "acme-test", Role::Test, Protection::Confirm);
        QCOMPARE_EQ(find<QLabel>("bandName")->text(), QStringLiteral("acme-prod"));
        m_window->choose(dr.id);
        QVERIFY(m_services->registry().remove(test.id));
        QCOMPARE_EQ(find<QLabel>("bandName")->text(), QStringLiteral("acme-dr"));
        QVERIFY(m_services->registry().remove(dr.id));
        auto* list = find<QListView>("environmentList");
        // As a list does when it gets the focus.
        list->selectionModel()->setCurrentIndex(list->model()->index(0, 0), QItemSelectionModel::NoUpdate);
        QVERIFY(find<QWidget>("welcomePage")->isVisible());
        QVERIFY(!find<QPushButton>("backUpNow")->isVisible());
        QVERIFY(find<QLabel>("welcomeTitle")->text().contains(QStringLiteral("chosen")));
        QTest::keyClick(list, Qt::Key_Space);
        QCOMPARE_EQ(find<QLabel>("bandName")->text(), QStringLiteral("acme-prod"));
        QVERIFY(find<QPushButton>("backUpNow")->isVisible());
        QVERIFY(m_services->registry().remove(prod.id));
        QVERIFY(find<QLabel>("welcomeTitle")->text().contains(QStringLiteral("yet")));
    }

    void aBackupRunsAndIsStillTrackedAfterARestart() {
        LabFixture lab({.seedBackups = 3, .speed = 4});
        open();
        addLab(lab);
        m_window->showTab(MainWindow::Backups);
        EVENTUALLY(table()->model()->rowCount() == 3);
        click("backUpNow");
        EVENTUALLY(find<QWidget>("operationsBar")->isVisible());
        EVENTUALLY(m_services->tracker().operations().back().progress.completed() > 0);
        QVERIFY(!find<QPushButton>("backUpNow")->isEnabled());
        closeAll();
        open();
        EVENTUALLY(find<QWidget>("operationsBar") && find<QWidget>("operationsBar")->isVisible());
        click("openOperation");
        EVENTUALLY(find<QDialog>("operationDialog"));
        find<QDialog>("operationDialog")->close();
        EVENTUALLY_EQ(m_services->tracker().operations().back().state, OperationState::Succeeded);
        m_window->showTab(MainWindow::Backups);
        EVENTUALLY_EQ(table()->model()->rowCount(), 4);
        EVENTUALLY(table()->model()->index(0, 0).data(BackupTableModel::StateRole).toInt() ==
                   static_cast<int>(BackupState::Success));
        QCOMPARE_EQ(lab.requests("POST", QStringLiteral("/api/backup")).size(), 1U);
    }

    void anEntryOfTheJournalOpensWhole() {
        LabFixture lab({.seedBackups = 1});
        open();
        const Environment e = addLab(lab);
        const QString text = QStringLiteral("a sentence that is far too long for one cell ").repeated(20);
        QVERIFY(m_services->storage()->journal().append(
            {e.name, e.root, QStringLiteral("backup-failed"), {{QStringLiteral("text"), text}}}));
        m_window->showTab(MainWindow::Activity);
        auto* journal = find<QTableView>("journalTable");
        EVENTUALLY(journal->model()->rowCount() > 0);
        journal->selectRow(0);
        journal->setFocus();
        QTest::keyClick(journal, Qt::Key_Return);
        EVENTUALLY(find<QPlainTextEdit>("journalDetail"));
        QVERIFY(find<QPlainTextEdit>("journalDetail")->toPlainText().contains(text.trimmed()));
        click("journalClose");
        EVENTUALLY(!find<QDialog>("journalDialog"));
    }

    void aWatchedBackupKnowsHowLongItTookAlsoAfterARestart() {
        LabFixture lab({.seedBackups = 1, .speed = 20});
        open();
        addLab(lab);
        m_window->showTab(MainWindow::Backups);
        EVENTUALLY_EQ(table()->model()->rowCount(), 1);
        click("backUpNow");
        const auto took = [this] {
            return table()->model()->index(0, static_cast<int>(BackupTableModel::Column::Took)).data().toString();
        };
        EVENTUALLY(table()->model()->rowCount() == 2 && !took().isEmpty());
        closeAll();
        open();
        m_window->showTab(MainWindow::Backups);
        EVENTUALLY(table()->model()->rowCount() == 2 && !took().isEmpty());
    }

    void deletingNeedsTheTypedName() {
        LabFixture lab({.seedBackups = 4});
        open();
        addLab(lab);
        m_window->showTab(MainWindow::Backups);
        EVENTUALLY(table()->model()->rowCount() == 4);
        table()->selectRow(3);
        click("deleteBackup");
        EVENTUALLY(find<QPushButton>("deleteRun"));
        auto* run = find<QPushButton>("deleteRun");
        QVERIFY(!run->isEnabled());
        const QString loss = find<QLabel>("deleteLoss")->text();
        QVERIFY2(loss.contains(QStringLiteral("among them: 0")) && loss.contains(QStringLiteral("remain: 3")),
                 qPrintable(loss));
        QCOMPARE_EQ(find<QTableWidget>("deleteItems")->item(0, 1)->text(), QStringLiteral("Failed"));
        QVERIFY(!find<QCheckBox>("lastGoodCheck"));
        type("typedName", QStringLiteral("acme-pro"));
        QVERIFY(!run->isEnabled());
        QTest::keyClick(find<QLineEdit>("typedName"), Qt::Key_Return);
        type("typedName", QStringLiteral("acme-prod"));
        QVERIFY(run->isEnabled());
        QTest::keyClick(find<QLineEdit>("typedName"), Qt::Key_Return);  // Enter does not run it
        QVERIFY(lab.requests("GET", QStringLiteral("/api/backup/delete")).empty());
        QVERIFY(find<QPushButton>("deleteRun"));
        click("deleteRun");
        EVENTUALLY_EQ(find<QTableWidget>("deleteItems")->item(0, 3)->text(), QStringLiteral("deleted"));
        QCOMPARE_EQ(lab->state().backups().size(), 3U);
        click("deleteCancel");
        EVENTUALLY_EQ(table()->model()->rowCount(), 4);  // it stays in the history, not listed any more
        EVENTUALLY(!static_cast<BackupTableModel*>(table()->model())->at(3)->known.listed);
    }

    void theNewestGoodOneNeedsAnAcknowledgement() {
        LabFixture lab({.seedBackups = 3});
        open();
        addLab(lab, Role::Test, Protection::Confirm);
        m_window->showTab(MainWindow::Backups);
        EVENTUALLY(table()->model()->rowCount() == 3);
        table()->selectRow(0);
        m_window->activateWindow();
        table()->setFocus();
        EVENTUALLY(table()->hasFocus());
        QTest::keyClick(table(), Qt::Key_Delete);
        EVENTUALLY(find<QCheckBox>("lastGoodCheck"));
        QVERIFY(!find<QPushButton>("deleteRun")->isEnabled());
        find<QCheckBox>("lastGoodCheck")->click();
        QVERIFY(find<QPushButton>("deleteRun")->isEnabled());
        click("deleteCancel");
        QCOMPARE_EQ(lab->state().backups().size(), 3U);
    }

    void filterAndSelectionSurviveAPoll() {
        LabFixture lab({.seedBackups = 30});
        open();
        addLab(lab);
        m_window->showTab(MainWindow::Backups);
        EVENTUALLY(table()->model()->rowCount() == 30);
        click("filterFailed");
        EVENTUALLY_EQ(table()->model()->rowCount(), 3);
        click("filterAll");
        EVENTUALLY_EQ(table()->model()->rowCount(), 30);
        table()->selectRow(7);
        const QString key = table()->model()->index(7, 0).data(BackupTableModel::KeyRole).toString();
        QSignalSpy reset(table()->model(), &QAbstractItemModel::modelReset);
        lab->state().startBackup(QDateTime::currentDateTimeUtc(), {});
        while (lab->state().advance()) {
        }
        click("refreshButton");
        EVENTUALLY_EQ(table()->model()->rowCount(), 31);
        QCOMPARE_EQ(reset.size(), 0);
        const auto selected = table()->selectionModel()->selectedRows();
        QCOMPARE_EQ(selected.size(), 1);
        QCOMPARE_EQ(selected.first().data(BackupTableModel::KeyRole).toString(), key);
        table()->setFocus();
        EVENTUALLY(table()->hasFocus());
        QTest::keyClick(table(), Qt::Key_Home, Qt::ControlModifier);  // what Delete acts on is what is seen
        QCOMPARE_EQ(table()->selectionModel()->selectedRows().first().row(), 0);
        QTest::keyClick(table(), Qt::Key_End, Qt::ControlModifier);
        QCOMPARE_EQ(table()->selectionModel()->selectedRows().first().row(), 30);
    }

    void anErrorIsNeverAnEmptyTable() {
        LabFixture lab({.seedBackups = 5});
        open();
        addLab(lab);
        m_window->showTab(MainWindow::Backups);
        EVENTUALLY(table()->model()->rowCount() == 5);
        lab.fault("expired-key");
        click("refreshButton");
        EVENTUALLY(find<QWidget>("staleNotice")->isVisible());
        QCOMPARE_EQ(table()->model()->rowCount(), 5);
        QVERIFY(table()->property("stale").toBool());
        m_window->showTab(MainWindow::Overview);
        const QWidget* tile = find<QLabel>("figureLastGood")->parentWidget();
        QVERIFY(tile->property("stale").toBool());
        QVERIFY(tile->accessibleName().contains(QStringLiteral("may not hold")));
        closeAll();
        open();  // the history is shown before and without the server
        m_window->showTab(MainWindow::Backups);
        EVENTUALLY_EQ(table()->model()->rowCount(), 5);
        EVENTUALLY(find<QWidget>("staleNotice")->isVisible());
    }

    void whatEndedSharesALineAndIsPutAway() {
        LabFixture lab({.seedBackups = 1, .speed = 40});
        open();
        const Environment e = addLab(lab);
        for (std::size_t i = 1; i <= 2; ++i) {
            Awaited<Operation> begun;
            Call call = m_services->tracker().start(backupOrder(e, {}), this, begun.handler());
            EVENTUALLY(begun.isReady());
            QVERIFY(begun.result());
            EVENTUALLY(isFinished(m_services->tracker().operations().back().state));
        }
        EVENTUALLY(find<QWidget>("endedLine")->isVisible());
        QVERIFY(find<QLabel>("endedNewest")->text().contains(QStringLiteral("Backup")));
        QVERIFY(!find<QPushButton>("dismissOperation"));
        click("unfoldEnded");
        QCOMPARE_EQ(m_window->findChildren<QPushButton*>(QStringLiteral("dismissOperation")).size(), 2);
        click("putAllAway");
        QVERIFY(!find<QWidget>("operationsBar")->isVisible());
        QCOMPARE_EQ(m_services->tracker().operations().size(), 2U);  // their record stays
    }

    void aTableIsUsedByTheKeyboard() {
        LabFixture lab({.seedBackups = 12});
        open();
        addLab(lab);
        m_window->showTab(MainWindow::Backups);
        EVENTUALLY_EQ(table()->model()->rowCount(), 12);
        table()->setFocus();
        const auto row = [this] { return table()->selectionModel()->selectedRows().value(0).row(); };
        QTest::keyClick(table(), Qt::Key_End);
        QCOMPARE_EQ(row(), 11);
        QTest::keyClick(table(), Qt::Key_Home);
        QCOMPARE_EQ(row(), 0);
        QTest::keyClick(table(), Qt::Key_End, Qt::ControlModifier);
        QCOMPARE_EQ(row(), 11);
        QContextMenuEvent menuKey(QContextMenuEvent::Keyboard, {}, {});
        QApplication::sendEvent(table(), &menuKey);
        EVENTUALLY(QApplication::activePopupWidget());
        QStringList offered;
        for (const QAction* action : QApplication::activePopupWidget()->actions()) offered << action->text();
        QVERIFY2(offered.contains(QStringLiteral("Delete…")), qPrintable(offered.join(u',')));
        QApplication::activePopupWidget()->close();
        QTest::keyClick(table(), Qt::Key_Return);
        QVERIFY(m_window->focusWidget() != table());
    }

    void helpListsTheKeys() {
        open();
        m_window->findChild<QAction*>(QStringLiteral("shortcuts"))->trigger();
        EVENTUALLY(find<QMessageBox>("shortcutsBox"));
        QVERIFY(find<QMessageBox>("shortcutsBox")->text().contains(QStringLiteral("Ctrl+B")));
        find<QMessageBox>("shortcutsBox")->close();
    }

    void theTitleTellsTheVerdict() {
        LabFixture lab({.seedBackups = 5});
        open();
        addLab(lab);
        EVENTUALLY_EQ(m_window->windowTitle(), QStringLiteral("acme-prod (PRIMARY): Attention – Prophecy Console"));
        lab.fault("expired-key");
        click("refreshButton");
        EVENTUALLY(m_window->windowTitle().contains(QStringLiteral(": Bad")));
    }

    void theMenuTellsWhatThisIs() {
        open();
        m_window->findChild<QAction*>(QStringLiteral("about"))->trigger();
        auto* box = find<QMessageBox>("aboutBox");
        QVERIFY(box && box->text().contains(QStringLiteral(PROPHECY_VERSION)));
        box->close();
    }

    void aServerThatNeverAnsweredSaysWhy() {
        LabFixture lab;
        lab.fault("html-502");
        open();
        addLab(lab);
        m_window->showTab(MainWindow::Backups);
        EVENTUALLY_EQ(find<QLabel>("emptyTitle")->text(), QStringLiteral("Failing"));
    }

    /// The chart of one is not left standing for another of which nothing is known.
    void aChartIsOfItsEnvironment() {
        LabFixture lab({.seedBackups = 5}), silent;
        silent.fault("html-502");
        open();
        const Environment prod = addLab(lab);
        const Environment dr = test::addLab(*m_services, silent, "acme-dr", Role::Dr, Protection::Confirm);
        m_window->choose(prod.id);
        EVENTUALLY(find<QWidget>("backupTimeline") && find<QWidget>("backupTimeline")->isVisible());
        QVERIFY(!find<QLabel>("nothingToDraw")->isVisible());
        m_window->choose(dr.id);
        QVERIFY(!find<QWidget>("backupTimeline")->isVisible());
        QVERIFY(find<QLabel>("nothingToDraw")->isVisible());
        m_window->choose(prod.id);
        QVERIFY(find<QWidget>("backupTimeline")->isVisible());
    }

    void aScheduleIsSavedAndUndone() {
        LabFixture lab({.seedBackups = 6});
        open();
        const Environment added = addLab(lab);
        m_window->showTab(MainWindow::Schedule);
        EVENTUALLY(find<QWidget>("cronBuilder") && find<QWidget>("cronBuilder")->isVisible());
        QVERIFY(!find<QPushButton>("scheduleSave")->isEnabled());
        find<QCheckBox>("scheduleEnabled")->setChecked(true);
        find<QSpinBox>("scheduleRetention")->setValue(12);
        find<QPlainTextEdit>("cronText")->setPlainText(QStringLiteral("0 0 25 * * *"));
        QVERIFY(!find<QPushButton>("scheduleSave")->isEnabled());
        find<QPlainTextEdit>("cronText")->setPlainText(QStringLiteral("0 30 2 * * 1-5"));
        click("scheduleSave");
        EVENTUALLY(find<QDialog>("configDialog"));
        QVERIFY(!find<QPushButton>("configSave")->isEnabled());
        type("typedName", QStringLiteral("acme-prod"));
        QTest::keyClick(find<QLineEdit>("typedName"), Qt::Key_Return);  // Enter does not run it
        QCOMPARE_EQ(lab.requests("POST", QStringLiteral("/api/feature/setConfig")).size(), 0U);
        click("configSave");
        EVENTUALLY_EQ(find<QLabel>("configTitle")->text(), QStringLiteral("Saved"));
        click("configCancel");
        const QJsonObject saved = lab->state().config();
        QCOMPARE_EQ(saved.value(u"backupFrequency").toString(), QStringLiteral("0 30 2 * * 1-5"));
        QVERIFY(saved.value(u"backupRetentionCount") == QJsonValue(QStringLiteral("12")));
        QVERIFY(saved.value(u"enableRegularBackups").toBool());
        EVENTUALLY(find<QPushButton>("scheduleUndo")->isEnabled());
        EVENTUALLY(!find<QDialog>("configDialog"));
        click("scheduleUndo");
        EVENTUALLY(find<QDialog>("configDialog"));
        type("typedName", added.name);
        click("configSave");
        EVENTUALLY_EQ(find<QLabel>("configTitle")->text(), QStringLiteral("Saved"));
        QCOMPARE_EQ(lab->state().config().value(u"backupFrequency").toString(), QStringLiteral("0 0 0 * * *"));
        QCOMPARE_EQ(lab.requests("POST", QStringLiteral("/api/feature/setConfig")).size(), 2U);
    }

    void aSteadyTextIsAsTallAsItsLongest() {
        const QString longest = QStringLiteral("At worst, 1 d of work are lost: from Monday to Tuesday, and more");
        constexpr int kNarrow = 120;
        SteadyLabel label;
        label.reserve(longest);
        label.setText(QStringLiteral("Off"));
        const int before = label.heightForWidth(kNarrow);
        label.setText(longest);
        QCOMPARE_EQ(label.heightForWidth(kNarrow), before);
    }

    void theWheelChangesNoValue() {
        LabFixture lab({.seedBackups = 6});
        open();
        addLab(lab);
        m_window->showTab(MainWindow::Schedule);
        EVENTUALLY(find<QWidget>("cronBuilder") && find<QWidget>("cronBuilder")->isVisible());
        auto* retention = find<QSpinBox>("scheduleRetention");
        const int before = retention->value();
        retention->setFocus();
        for (QWidget* under : {static_cast<QWidget*>(retention), retention->findChild<QWidget*>()}) {
            QWheelEvent wheel(QPointF(5, 5), under->mapToGlobal(QPointF(5, 5)), {}, {0, -120}, Qt::NoButton,
                              Qt::NoModifier, Qt::NoScrollPhase, false);
            QApplication::sendEvent(under, &wheel);
            QCOMPARE_EQ(retention->value(), before);
        }
        QTest::keyClick(retention, Qt::Key_Up);
        QCOMPARE_EQ(retention->value(), before + 1);
    }

    void editsSurviveALookElsewhereAndAreAskedAbout() {
        LabFixture lab({.seedBackups = 2}), other({.seedBackups = 2});
        open();
        const Environment first = addLab(lab);
        const Environment second = test::addLab(*m_services, other, "acme-test", Role::Test, Protection::Confirm);
        m_window->choose(first.id);
        m_window->showTab(MainWindow::Schedule);
        EVENTUALLY(find<QPlainTextEdit>("cronText") && find<QWidget>("cronBuilder")->isVisible());
        EVENTUALLY(!find<QPlainTextEdit>("cronText")->toPlainText().isEmpty());
        find<QPlainTextEdit>("cronText")->setPlainText(QStringLiteral("0 30 2 * * 1-5"));
        auto* tabs = find<QTabBar>("pageTabs");
        const auto subline = [&](const Environment& of) {
            const auto* list = find<QListView>("environmentList");
            for (int i = 0; i < list->model()->rowCount(); ++i)
                if (list->model()->index(i, 0).data() == of.name)
                    return list->model()->index(i, 0).data(EnvironmentListModel::SublineRole).toString();
            return QString();
        };
        QCOMPARE_EQ(tabs->accessibleTabName(MainWindow::Schedule), QStringLiteral("Schedule, not saved"));
        QCOMPARE_EQ(tabs->accessibleTabName(MainWindow::Backups), QStringLiteral("Backups"));
        const QRect before = tabs->tabRect(MainWindow::Settings);
        QVERIFY(subline(first).startsWith(QStringLiteral("not saved")));
        m_window->choose(second.id);
        EVENTUALLY_EQ(find<QPlainTextEdit>("cronText")->toPlainText(), QStringLiteral("0 0 0 * * *"));
        QVERIFY(subline(first).startsWith(QStringLiteral("not saved")));
        QVERIFY(!subline(second).contains(QStringLiteral("not saved")));
        QVERIFY(!find<QPushButton>("scheduleSave")->isEnabled());
        m_window->close();
        EVENTUALLY(find<QPushButton>("closeAnyway"));
        QVERIFY(m_window->isVisible());
        find<QDialog>("unsavedQuestion")->close();
        m_window->choose(first.id);
        EVENTUALLY_EQ(find<QPlainTextEdit>("cronText")->toPlainText(), QStringLiteral("0 30 2 * * 1-5"));
        QVERIFY(find<QPushButton>("scheduleSave")->isEnabled());
        m_window->close();
        EVENTUALLY(find<QPushButton>("closeAnyway"));
        find<QDialog>("unsavedQuestion")->close();
        find<QPlainTextEdit>("cronText")->setPlainText(QStringLiteral("0 0 0 * * *"));
        EVENTUALLY_EQ(tabs->accessibleTabName(MainWindow::Schedule), QStringLiteral("Schedule"));
        QCOMPARE_EQ(tabs->tabRect(MainWindow::Settings), before);  // no tab moves by the mark
        QVERIFY(!subline(first).contains(QStringLiteral("not saved")));
        m_window->close();
        EVENTUALLY(!m_window->isVisible());
    }

    void readOnlyIsSaidWhereAButtonIsGrey() {
        LabFixture lab({.seedBackups = 2});
        open();
        Environment environment = test::addLab(*m_services, lab, "acme-prod", Role::Primary, Protection::ReadOnly);
        m_window->choose(environment.id);
        EVENTUALLY(find<Pill>("bandReadOnly") && find<Pill>("bandReadOnly")->isVisible());
        QVERIFY(!find<QPushButton>("backUpNow")->isEnabled());
        m_window->showTab(MainWindow::Schedule);
        EVENTUALLY(find<QSpinBox>("scheduleRetention") && find<QSpinBox>("scheduleRetention")->isVisible());
        find<QSpinBox>("scheduleRetention")->setValue(12);
        QVERIFY(!find<QPushButton>("scheduleSave")->isEnabled());
        QVERIFY(find<QLabel>("scheduleProblem")->isVisible());
        QVERIFY(find<QLabel>("scheduleProblem")->text().contains(QStringLiteral("read-only")));
        environment.protection = Protection::Confirm;
        QVERIFY(m_services->registry().update(environment, {true, QStringLiteral("acme-prod"), false, false}));
        EVENTUALLY(!find<Pill>("bandReadOnly")->isVisible());
    }

    void aConflictShowsThreeSidesAndOverwritesNothing() {
        LabFixture lab({.seedBackups = 2});
        open();
        addLab(lab);
        m_window->showTab(MainWindow::Schedule);
        EVENTUALLY(find<QWidget>("cronBuilder") && find<QWidget>("cronBuilder")->isVisible());
        find<QCheckBox>("scheduleEnabled")->setChecked(true);
        QJsonObject theirs = lab->state().config();
        theirs.insert(QStringLiteral("backupRetentionCount"), QStringLiteral("7"));
        theirs.insert(QStringLiteral("somethingNew"), 1);
        lab->state().setConfig(theirs);
        click("scheduleSave");
        EVENTUALLY(find<QDialog>("configDialog"));
        type("typedName", QStringLiteral("acme-prod"));
        click("configSave");
        EVENTUALLY(find<QPushButton>("conflictMine"));
        QCOMPARE_EQ(find<QTableWidget>("configDifferences")->columnCount(), 4);
        QCOMPARE_EQ(find<QTableWidget>("configDifferences")->rowCount(), 3);
        QVERIFY(lab->state().config() == theirs);
        click("conflictMine");
        QVERIFY(!find<QPushButton>("configSave")->isEnabled());
        type("typedName", QStringLiteral("acme-prod"));
        click("configSave");
        EVENTUALLY_EQ(find<QLabel>("configTitle")->text(), QStringLiteral("Saved"));
        theirs.insert(QStringLiteral("enableRegularBackups"), true);
        QVERIFY(lab->state().config() == theirs);
    }

    void whereNothingCanBeWrittenTheAdminIsGuided() {
        LabFixture lab({.seedBackups = 2, .undocumented = false});
        open();
        addLab(lab);
        m_window->showTab(MainWindow::Schedule);
        EVENTUALLY(find<QWidget>("cronBuilder") && find<QWidget>("cronBuilder")->isVisible());
        find<QSpinBox>("scheduleRetention")->setValue(9);
        click("scheduleSave");
        EVENTUALLY(find<QDialog>("configDialog"));
        type("typedName", QStringLiteral("acme-prod"));
        click("configSave");
        EVENTUALLY(find<QPlainTextEdit>("manualJson"));
        QVERIFY(find<QPlainTextEdit>("manualJson")->toPlainText().contains(QStringLiteral("\"9\"")));
        click("manualVerify");
        EVENTUALLY_EQ(find<QLabel>("configTitle")->text(), QStringLiteral("To be done by hand"));
        QJsonObject byHand = lab->state().config();
        byHand.insert(QStringLiteral("backupRetentionCount"), QStringLiteral("9"));
        lab->state().setConfig(byHand);
        click("manualVerify");
        EVENTUALLY_EQ(find<QLabel>("configTitle")->text(), QStringLiteral("Saved"));
        QCOMPARE_EQ(lab.requests("POST", QStringLiteral("/api/feature/setConfig")).size(), 1U);
    }

    void aReadOnlyEnvironmentOffersNoBackup() {
        LabFixture lab({.seedBackups = 2});
        open();
        addLab(lab, Role::Primary, Protection::ReadOnly);
        m_window->showTab(MainWindow::Backups);
        EVENTUALLY(table()->model()->rowCount() == 2);
        QVERIFY(!find<QPushButton>("backUpNow")->isEnabled());
        table()->selectRow(0);
        QVERIFY(!find<QPushButton>("deleteBackup")->isEnabled());
    }

    void noLabelRendersServerText() {
        LabFixture lab({.seedBackups = 1});
        open();
        addLab(lab);
        m_window->showTab(MainWindow::Backups);
        EVENTUALLY(table()->model()->rowCount() == 1);
        for (const QLabel* label : m_window->findChildren<QLabel*>())
            if (label->pixmap(Qt::ReturnByValue).isNull())
                QVERIFY2(label->textFormat() == Qt::PlainText, qPrintable(label->objectName() + u' ' + label->text()));
    }

    /// What a screen reader says of each page: no place where the keyboard stands is without a name.
    void whatTakesTheFocusHasAName() {
        LabFixture lab({.seedBackups = 3});
        open();
        addLab(lab);
        for (int tab = MainWindow::Overview; tab <= MainWindow::Settings; ++tab) {
            m_window->showTab(tab);
            EVENTUALLY(find<QLabel>("bandState")->text().contains(QStringLiteral("Online")));
            int asked = 0;
            for (QWidget* widget : m_window->findChildren<QWidget*>()) {
                if (!widget->isVisible() || !(widget->focusPolicy() & Qt::TabFocus) || widget->focusProxy()) continue;
                if (widget->inherits("QTabBar") || widget->inherits("QStackedWidget"))
                    continue;  // their tabs are named
                const QAccessibleInterface* heard = QAccessible::queryAccessibleInterface(widget);
                QVERIFY2(heard && !heard->text(QAccessible::Name).isEmpty(),
                         qPrintable(QStringLiteral("%1: %2 %3")
                                        .arg(tab)
                                        .arg(QLatin1String(widget->metaObject()->className()), widget->objectName())));
                ++asked;
            }
            QVERIFY(asked > 3);
        }
        const QAccessibleInterface* state = QAccessible::queryAccessibleInterface(find<QLabel>("bandState"));
        QCOMPARE_EQ(state->role(), QAccessible::StaticText);
        QVERIFY(state->text(QAccessible::Name).contains(QStringLiteral("Online")));
        m_window->showTab(MainWindow::Overview);
        const QWidget* tile = find<QLabel>("figureLastGood")->parentWidget();
        QVERIFY(tile->accessibleName().startsWith(QStringLiteral("Last good backup: ")));
        QVERIFY(find<QLabel>("figureLastGood")->accessibleName().contains(QStringLiteral("ago")));
    }

    void interactiveWidgetsHaveNames() {
        LabFixture lab({.seedBackups = 1});
        open();
        addLab(lab);
        for (const QWidget* widget : m_window->findChildren<QWidget*>()) {
            if (qobject_cast<const QAbstractButton*>(widget) && !qobject_cast<const QTabBar*>(widget->parentWidget()) &&
                !widget->inherits("QTableCornerButton") && !widget->inherits("QLineEditIconButton"))
                QVERIFY2(!widget->objectName().isEmpty(), widget->metaObject()->className());
            if (qobject_cast<const QLineEdit*>(widget) || qobject_cast<const QTableView*>(widget))
                QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
        }
    }

    void trustingDefaultsToNo() {
        TlsTrouble trouble{QStringLiteral("h"),
                           {{QStringLiteral("s"), QStringLiteral("i"), QString(95, u'a'), {}, {}}},
                           {QStringLiteral("18")},
                           {QStringLiteral("self-signed")}};
        auto* dialog = new TrustDialog(Environment(), trouble, nullptr);
        QSignalSpy accepted(dialog, &QDialog::accepted), rejected(dialog, &QDialog::rejected);
        dialog->open();
        QTest::keyClick(dialog, Qt::Key_Return);
        QCOMPARE_EQ(accepted.size(), 0);
        QCOMPARE_EQ(rejected.size(), 1);
    }
};

QTEST_MAIN(WindowTest)
#include "window_test.moc"
