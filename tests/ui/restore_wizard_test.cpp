#include <QCheckBox>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLayout>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTableView>
#include <QTest>
#include <QTextEdit>

#include "tests/support/eventually.h"
#include "tests/support/lab_fixture.h"
#include "tests/support/manual_time.h"
#include "tests/support/window_robot.h"
#include "ui/pages/backups_page.h"
#include "ui/parts/typed_name.h"
#include "ui/shell/main_window.h"
#include "ui/theme/widgets.h"
#include "ui/wizards/frame/checks_card.h"
#include "ui/wizards/frame/wizard.h"
#include "ui/wizards/restore/restore_procedure.h"

using namespace prophecy;
using namespace prophecy::test;
using namespace prophecy::ui;
using namespace std::chrono_literals;

/// The wizard in the real window, between two practice environments that share a store.
class RestoreWizardTest final : public QObject, WindowRobot {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    MemorySecrets m_secrets;
    std::unique_ptr<LabFixture> m_source;
    std::unique_ptr<LabFixture> m_target;
    std::unique_ptr<AppContext> m_services;
    std::unique_ptr<MainWindow> m_window;

    lab::LabOptions options(const char* nameSpace) const {
        lab::LabOptions made;
        made.storeDir = m_folder->filePath(QStringLiteral("store"));
        made.nameSpace = QString::fromLatin1(nameSpace);
        made.speed = 40;
        return made;
    }
    void openWindow(Scheduler* scheduler = nullptr) {
        m_services = servicesOver(m_folder->filePath(QStringLiteral("profile")), m_secrets);
        AppContext& s = *m_services;
        m_window = std::make_unique<MainWindow>(UiContext{s.clock, scheduler ? *scheduler : s.scheduler, *s.storage(),
                                                          s.keys, s.connector, s.registry(), s.tracker(), s.sessions(),
                                                          s.configWriter(), s.restores(), s.upgrades()});
        m_window->show();
        s.sessions().startAll();
        s.tracker().watchStore();
    }
    void open(lab::LabOptions target, Role role = Role::Dr, Scheduler* scheduler = nullptr) {
        lab::LabOptions source = options("app");
        source.seedBackups = 6;
        m_source = std::make_unique<LabFixture>(source);
        m_target = std::make_unique<LabFixture>(target);
        openWindow(scheduler);
        for (const auto& [lab, name, itsRole] :
             {std::tuple(m_source.get(), "acme-prod", Role::Primary), std::tuple(m_target.get(), "acme-dr", role)}) {
            Environment environment = addLab(*m_services, *lab, name, itsRole, Protection::Typed);
            environment.nameSpace = (*lab)->state().nameSpace();
            QVERIFY(m_services->registry().update(environment, {}));
        }
        m_window->choose(environment("acme-prod").id);
        m_window->showTab(MainWindow::Backups);
        EVENTUALLY(find<QTableView>("backupTable") && find<QTableView>("backupTable")->model()->rowCount() == 6);
    }
    const Environment& environment(const char* name) {
        return *m_services->registry().findByName(QString::fromLatin1(name));
    }
    void closeAll() {
        m_window.reset();
        m_services.reset();
    }
    Wizard* wizard() { return find<Wizard>("restoreWizard"); }
    const RestoreDraft& draft() { return static_cast<RestoreProcedure&>(wizard()->procedure()).draft; }
    QPushButton* nextButton() { return find<QPushButton>("wizardNext"); }
    void next() {
        EVENTUALLY(nextButton() && nextButton()->isEnabled());
        click("wizardNext");
    }
    /// A row of the first table whose state it is.
    int lineWith(BackupState state) {
        const QAbstractItemModel* model = find<QTableView>("restoreBackups")->model();
        for (int line = 0; line < model->rowCount(); ++line)
            if (model->index(line, 0).data(BackupTableModel::StateRole).toInt() == static_cast<int>(state)) return line;
        return -1;
    }
    void chooseBackupAndDestination(const char* destination = "destination-acme-dr") {
        click("restoreButton");
        EVENTUALLY(wizard());
        EVENTUALLY_EQ(find<QTableView>("restoreBackups")->model()->rowCount(), 6);
        QVERIFY(!nextButton()->isEnabled());  // nothing is preselected
        find<QTableView>("restoreBackups")->selectRow(lineWith(BackupState::Success));
        next();
        QVERIFY(!nextButton()->isEnabled());
        find<QRadioButton>(destination)->click();
        next();
    }
    void giveReasons() {
        for (const CheckId id : restoreChecks()) {
            const QByteArray state = "checkState-" + kebabName(id).toLatin1();
            EVENTUALLY(find<Pill>(state.constData())->text() != QStringLiteral("Asking"));
        }
        for (const CheckId id : restoreChecks()) {
            const QByteArray name = "checkReason-" + kebabName(id).toLatin1();
            if (find<QLineEdit>(name.constData())->isVisible()) type(name.constData(), QStringLiteral("a test"));
        }
    }
    void skipSafety() {
        find<QCheckBox>("wayBackWanted")->setChecked(false);
        QVERIFY(!nextButton()->isEnabled());
        type("wayBackReason", QStringLiteral("nothing worth keeping"));
        next();
    }
    void goToReview(const char* destination = "destination-acme-dr") {
        chooseBackupAndDestination(destination);
        next();  // services
        giveReasons();
        next();
        skipSafety();
        EVENTUALLY(find<QLabel>("reviewSentence"));
    }
    size_t posts() const { return m_target->requests("POST", QStringLiteral("/api/restore")).size(); }
    Operation last() const { return m_services->tracker().operations().back(); }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_secrets.kept.clear();
    }
    void cleanup() {
        closeAll();
        m_source.reset();
        m_target.reset();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    void fromTheFirstStepToTheReport() {
        open(options("app-dr"));
        const QByteArray gitserver = m_target->bytes(QStringLiteral("volumes/gitserver"));
        chooseBackupAndDestination();
        find<QRadioButton>("keep-gitserver")->click();
        QVERIFY(find<QLabel>("restorePartial")->isVisible());
        next();
        giveReasons();
        next();
        QVERIFY(find<QCheckBox>("wayBackWanted")->isChecked());
        QVERIFY(!nextButton()->isEnabled());
        click("wayBackStart");
        next();  // once the safety backup succeeded
        QCOMPARE_EQ(m_target->requests("POST", QStringLiteral("/api/backup")).size(), 1U);
        EVENTUALLY(find<QPushButton>("wizardOverwrite"));
        auto* overwrite = find<QPushButton>("wizardOverwrite");
        QVERIFY(!overwrite->isEnabled());
        QVERIFY(find<QPlainTextEdit>("reviewRequest")->toPlainText().contains(QStringLiteral("\"disabled\":true")));
        auto* name = wizard()->findChild<QLineEdit*>(QStringLiteral("typedName"));
        QTest::keyClicks(name, QStringLiteral("acme-d"));
        QVERIFY(!overwrite->isEnabled());
        QTest::keyClicks(name, QStringLiteral("r"));
        EVENTUALLY(overwrite->isEnabled());
        QTest::keyClick(name, Qt::Key_Return);  // Enter does not run it
        QCOMPARE_EQ(posts(), 0U);
        click("wizardOverwrite");
        EVENTUALLY_EQ(find<QLabel>("resultTitle") ? find<QLabel>("resultTitle")->text() : QString(),
                      QStringLiteral("acme-dr is restored"));
        QCOMPARE_EQ(posts(), 1U);
        QCOMPARE_EQ(m_target->bytes(QStringLiteral("volumes/gitserver")), gitserver);
        const QString backup = last().timestamp.text();
        QVERIFY(m_target->bytes(QStringLiteral("dbs/metadata")).contains(backup.toUtf8()));
        QVERIFY(m_target->bytes(QStringLiteral("volumes/edweb")).contains(backup.toUtf8()));
        const auto history = m_services->restores().history(environment("acme-dr").root, 5);
        QCOMPARE_EQ(history.size(), 1U);
        QVERIFY(history.front().report.contains(QStringLiteral("Restore into acme\\-dr succeeded")));
        click("wizardNext");
        EVENTUALLY(!wizard());
        QVERIFY(m_services->storage()->drafts().all(QStringLiteral("restore"))->empty());
        m_window->choose(environment("acme-dr").id);
        EVENTUALLY(find<QPushButton>("restoreReport") && find<QPushButton>("restoreReport")->isVisible());
        click("restoreReport");
        EVENTUALLY(find<QTextEdit>("reportText"));
        QVERIFY(
            find<QTextEdit>("reportText")->toPlainText().contains(QStringLiteral("Restore into acme-dr succeeded")));
    }

    void closingAsksWhetherToKeepTheDraft() {
        open(options("app-dr"));
        click("restoreButton");
        EVENTUALLY(wizard());
        click("wizardCancel");  // nothing was chosen: nothing to ask
        EVENTUALLY(!wizard());
        chooseBackupAndDestination();
        click("wizardCancel");
        EVENTUALLY(find<QPushButton>("closeStay"));
        click("closeStay");
        EVENTUALLY(!find<QPushButton>("closeStay"));
        QVERIFY(wizard());
        wizard()->close();
        EVENTUALLY(find<QPushButton>("closeKeep"));
        click("closeKeep");
        EVENTUALLY(!wizard());
        QCOMPARE_EQ(m_services->storage()->drafts().all(QStringLiteral("restore"))->size(), 1U);
        EVENTUALLY(find<QPushButton>("restoreContinue"));
        click("restoreContinue");
        EVENTUALLY(wizard());
        click("wizardCancel");
        EVENTUALLY(find<QPushButton>("closeDiscard"));
        click("closeDiscard");
        EVENTUALLY(!wizard());
        QVERIFY(m_services->storage()->drafts().all(QStringLiteral("restore"))->empty());
        EVENTUALLY(!find<QPushButton>("restoreContinue"));
    }

    void thereIsOneDraftForAPair() {
        open(options("app-dr"));
        chooseBackupAndDestination();
        click("wizardClose");
        EVENTUALLY(!wizard());
        click("restoreButton");
        EVENTUALLY(wizard());
        EVENTUALLY_EQ(find<QTableView>("restoreBackups")->model()->rowCount(), 6);
        find<QTableView>("restoreBackups")->selectRow(lineWith(BackupState::Success));
        next();
        find<QRadioButton>("destination-acme-dr")->click();
        QVERIFY(find<QFrame>("restoreTwin")->isVisible());
        QVERIFY(!nextButton()->isEnabled());
        find<QRadioButton>("destination-acme-prod")->click();  // another pair
        QVERIFY(!find<QFrame>("restoreTwin")->isVisible());
        QVERIFY(nextButton()->isEnabled());
        find<QRadioButton>("destination-acme-dr")->click();
        click("twinDiscard");
        EVENTUALLY(find<QPushButton>("discardDraft"));
        QVERIFY(!nextButton()->isEnabled());
        click("discardDraft");
        EVENTUALLY(nextButton()->isEnabled());
        QVERIFY(!find<QFrame>("restoreTwin")->isVisible());
        QCOMPARE_EQ(wizard()->procedure().kind(), QStringLiteral("restore"));
        QVERIFY(find<QPushButton>("restoreContinue"));  // of this one, which was saved with its first step
    }

    void aDraftInTheListIsDiscardedOnlyWhenSaid() {
        open(options("app-dr"));
        chooseBackupAndDestination();
        click("wizardClose");
        EVENTUALLY(find<QPushButton>("restoreDiscard"));
        click("restoreDiscard");
        EVENTUALLY(find<QMessageBox>("discardQuestion"));
        find<QMessageBox>("discardQuestion")->reject();
        QCOMPARE_EQ(m_services->storage()->drafts().all(QStringLiteral("restore"))->size(), 1U);
        click("restoreDiscard");
        EVENTUALLY(find<QPushButton>("discardDraft"));
        click("discardDraft");
        EVENTUALLY(!find<QPushButton>("restoreDiscard"));
        QVERIFY(m_services->storage()->drafts().all(QStringLiteral("restore"))->empty());
    }

    void whatRunsIsNotDiscarded() {
        lab::LabOptions target = options("app-dr");
        target.speed = 2;
        open(target);
        chooseBackupAndDestination();
        click("wizardClose");
        EVENTUALLY(find<QPushButton>("restoreContinue"));
        click("restoreContinue");
        EVENTUALLY(wizard());
        next();  // services
        giveReasons();
        next();
        skipSafety();
        EVENTUALLY(find<QLabel>("reviewSentence"));
        click("restoreDiscard");  // and before it is answered, it is sent
        EVENTUALLY(find<QPushButton>("discardDraft"));
        QPointer<QPushButton> discard = find<QPushButton>("discardDraft");
        wizard()->findChild<QLineEdit*>(QStringLiteral("typedName"))->setText(QStringLiteral("acme-dr"));
        EVENTUALLY(find<QPushButton>("wizardOverwrite")->isEnabled());
        find<QPushButton>("wizardOverwrite")->click();
        EVENTUALLY_EQ(posts(), 1U);
        QVERIFY(discard);
        discard->click();
        QVERIFY(wizard()->isVisible());
        QCOMPARE_EQ(m_services->storage()->drafts().all(QStringLiteral("restore"))->size(), 1U);
        EVENTUALLY(!find<QPushButton>("restoreDiscard"));
        EVENTUALLY(!wizard()->isSending());  // what is being sent is not left alone
        wizard()->close();
        EVENTUALLY(!wizard());
        QCOMPARE_EQ(m_services->storage()->drafts().all(QStringLiteral("restore"))->size(), 1U);
    }

    void aDraftIsContinuedInOneWindow() {
        open(options("app-dr"));
        chooseBackupAndDestination();
        click("wizardClose");
        EVENTUALLY(find<QPushButton>("restoreContinue"));
        for (int i = 0; i < 3; ++i) {
            click("restoreContinue");
            QCoreApplication::processEvents();
        }
        int windows = 0;
        for (QWidget* top : QApplication::topLevelWidgets())
            if (qobject_cast<Wizard*>(top) && top->isVisible()) ++windows;
        QCOMPARE_EQ(windows, 1);
    }

    void theKeyboardBeginsWithWhatIsToBeChosen() {
        open(options("app-dr"));
        click("restoreButton");
        EVENTUALLY(wizard());
        EVENTUALLY(wizard()->focusWidget() == find<QTableView>("restoreBackups"));
        EVENTUALLY_EQ(find<QTableView>("restoreBackups")->model()->rowCount(), 6);
        find<QTableView>("restoreBackups")->selectRow(lineWith(BackupState::Success));
        next();
        EVENTUALLY(qobject_cast<QRadioButton*>(wizard()->focusWidget()));
        auto* destination = find<QRadioButton>("destination-acme-dr");
        QWidget* row = destination->parentWidget();
        QTest::mouseClick(row, Qt::LeftButton, {}, QPoint(row->width() - 3, row->height() / 2));
        QVERIFY(destination->isChecked());
        QVERIFY(nextButton()->isEnabled());
    }

    void whatIsLeftToDoStandsFirstAmongTheChecks() {
        open(options("app-dr"));
        chooseBackupAndDestination();
        next();
        for (const CheckId id : restoreChecks()) {
            const QByteArray state = "checkState-" + kebabName(id).toLatin1();
            EVENTUALLY(find<Pill>(state.constData())->text() != QStringLiteral("Asking"));
        }
        const auto top = [this](CheckId id) {
            const QByteArray name = "checkState-" + kebabName(id).toLatin1();
            return find<Pill>(name.constData())->mapTo(wizard(), QPoint()).y();
        };
        const auto waits = [](CheckId id) {
            return find<QLineEdit>(("checkReason-" + kebabName(id).toLatin1()).constData())->isVisible();
        };
        int warnings = 0;
        for (const CheckId warned : restoreChecks()) {
            if (!waits(warned)) continue;
            ++warnings;
            for (const CheckId passed : restoreChecks())
                if (!waits(passed)) EVENTUALLY(top(warned) < top(passed));
        }
        QVERIFY(warnings > 0);
    }

    void whatIsUnknownAndAsksForNothingComesAfterTheWarnings() {
        const std::vector<CheckId> ids{CheckId::Key, CheckId::Version, CheckId::Keys, CheckId::Reachable};
        ChecksCard card(ids);
        card.show(
            {{CheckId::Key, CheckState::Pass, {}, {}},
             {CheckId::Version, CheckState::Unknown, {}, {}},
             {CheckId::Keys, CheckState::Warn, {}, {}},
             {CheckId::Reachable, CheckState::Fail, {}, {}}},
            [](const Check&) { return QString(); }, QDateTime::currentDateTimeUtc());
        int line = 0;
        for (const char* name : {"reachable", "keys", "version", "key"}) {
            const QString state = QStringLiteral("checkState-") + QLatin1String(name);
            QVERIFY2(card.layout()->itemAt(line++)->widget()->findChild<Pill*>(state), name);
        }
    }

    void theFootStaysInSight() {
        open(options("app-dr"));
        chooseBackupAndDestination();
        next();
        giveReasons();
        next();
        wizard()->resize(860, 440);
        for (const char* step : {"step1", "step2", "step3", "step4", "step5"}) {
            click(step);
            QCoreApplication::processEvents();
            const QRect foot(nextButton()->mapTo(wizard(), QPoint()), nextButton()->size());
            QVERIFY2(wizard()->rect().contains(foot), step);
            QVERIFY2(wizard()->height() <= 480, step);
        }
    }

    void aFailedBackupCannotBeChosen() {
        open(options("app-dr"));
        click("restoreButton");
        EVENTUALLY(wizard());
        EVENTUALLY_EQ(find<QTableView>("restoreBackups")->model()->rowCount(), 6);
        find<QTableView>("restoreBackups")->selectRow(lineWith(BackupState::Failed));
        QVERIFY(!nextButton()->isEnabled());
        QVERIFY(find<QLabel>("restoreBackupNote")->isVisible());
    }

    void everyKindOfTypingButTheNameKeepsTheDoorShut() {
        open(options("app-dr"));
        goToReview();
        auto* name = wizard()->findChild<QLineEdit*>(QStringLiteral("typedName"));
        for (const char* text : {"", " ", "acme-d", "acme-dr ", "ACME-DR", "acme-prod", "acme–dr", "acme-drr"}) {
            name->setText(QString::fromUtf8(text));
            QVERIFY2(!find<QPushButton>("wizardOverwrite")->isEnabled(), text);
            click("wizardOverwrite");
        }
        name->setText(QStringLiteral("acme-dr"));
        EVENTUALLY(find<QPushButton>("wizardOverwrite")->isEnabled());
        // Back and forth, by every way: the name is asked for again.
        click("wizardBack");
        next();
        EVENTUALLY(find<QPushButton>("wizardOverwrite"));
        QVERIFY(!find<QPushButton>("wizardOverwrite")->isEnabled());
        click("step2");
        find<QRadioButton>("destination-acme-prod")->click();
        find<QRadioButton>("destination-acme-dr")->click();
        for (const char* step : {"step3", "step4", "step6"})
            QVERIFY2(!find<QPushButton>(step)->isEnabled(), step);  // what was reached went with the destination
        next();
        next();
        EVENTUALLY_EQ(find<Pill>("checkState-listed")->text(), QStringLiteral("Pass"));
        QVERIFY(!nextButton()->isEnabled());  // and the reasons, too
        QCOMPARE_EQ(posts(), 0U);
    }

    void aPrimaryWaitsTenSeconds() {
        open(options("app-dr"));
        goToReview("destination-acme-prod");  // in place
        QCOMPARE_EQ(find<QLabel>("reviewSentence")->text().left(25), QStringLiteral("acme-prod will go back to"));
        wizard()->findChild<QLineEdit*>(QStringLiteral("typedName"))->setText(QStringLiteral("acme-prod"));
        EVENTUALLY(find<QLabel>("typedHint")->text().contains(QStringLiteral("9 second")));
        QVERIFY(!find<QPushButton>("wizardOverwrite")->isEnabled());
        QVERIFY(m_source->requests("POST", QStringLiteral("/api/restore")).empty());
    }

    void afterTheTenSecondsItOpens() {
        ManualTime time;
        open(options("app-dr"), Role::Primary, &time);
        goToReview();
        wizard()->findChild<QLineEdit*>(QStringLiteral("typedName"))->setText(QStringLiteral("acme-dr"));
        time.advance(std::chrono::seconds(9));
        QVERIFY(!find<QPushButton>("wizardOverwrite")->isEnabled());
        wizard()->findChild<QLineEdit*>(QStringLiteral("typedName"))->setText(QStringLiteral("acme-d"));
        wizard()->findChild<QLineEdit*>(QStringLiteral("typedName"))->setText(QStringLiteral("acme-dr"));
        time.advance(std::chrono::seconds(9));  // it begins anew
        QVERIFY(!find<QPushButton>("wizardOverwrite")->isEnabled());
        time.advance(std::chrono::seconds(1));
        EVENTUALLY(find<QPushButton>("wizardOverwrite")->isEnabled());
        QCOMPARE_EQ(posts(), 0U);
    }

    void anotherBackupNeedsNewReasons() {
        open(options("app-dr"));
        chooseBackupAndDestination();
        next();
        giveReasons();
        EVENTUALLY(nextButton()->isEnabled());
        QVERIFY(!draft().accepted.isEmpty());
        click("step1");
        auto* table = find<QTableView>("restoreBackups");
        table->selectRow(lineWith(BackupState::Success) == 0 ? 1 : 0);
        QVERIFY(draft().accepted.isEmpty());
        QVERIFY(!find<QPushButton>("step4")->isEnabled());
        next();
        next();
        next();
        EVENTUALLY_EQ(find<Pill>("checkState-listed")->text(), QStringLiteral("Pass"));
        QVERIFY(!nextButton()->isEnabled());
    }

    void anApprovalEndsAfterAMinute() {
        ManualTime time;
        TypedName typed(time);
        Environment environment;
        environment.name = QStringLiteral("acme-dr");
        environment.role = Role::Dr;
        typed.ask(environment);
        typed.findChild<QLineEdit*>(QStringLiteral("typedName"))->setText(environment.name);
        time.advance(59s);
        QVERIFY(typed.obstacle().isEmpty());
        time.advance(2s);
        QVERIFY(!typed.obstacle().isEmpty());
        QVERIFY(typed.text().isEmpty());
        QVERIFY(!typed.findChild<QLabel*>(QStringLiteral("typedHint"))->text().isEmpty());
    }

    void aDestinationThatMovesIsReadAgain() {
        open(options("app-dr"));
        goToReview();
        wizard()->findChild<QLineEdit*>(QStringLiteral("typedName"))->setText(QStringLiteral("acme-dr"));
        EVENTUALLY(find<QPushButton>("wizardOverwrite")->isEnabled());
        LabFixture elsewhere(options("app-else"));
        Environment moved = environment("acme-dr");
        moved.root = elsewhere->url();
        QVERIFY(m_services->registry().update(moved, {}));
        m_services->keys.setKey(moved, elsewhere.key(), this, [](Result<KeyRing::Kept>) {}).release();
        QVERIFY(!find<QPushButton>("wizardOverwrite")->isEnabled());
        EVENTUALLY(find<QPlainTextEdit>("reviewRequest")->toPlainText().contains(elsewhere->url().toString()));
        QVERIFY(wizard()->findChild<QLineEdit*>(QStringLiteral("typedName"))->text().isEmpty());
        QVERIFY(!find<QPushButton>("wizardOverwrite")->isEnabled());
        QCOMPARE_EQ(posts() + elsewhere.requests("POST", QStringLiteral("/api/restore")).size(), 0U);
    }

    void aCutAnswerIsLookedUpInTheWindowToo() {
        lab::LabOptions target = options("app-dr");
        target.speed = 5;
        open(target);
        m_target->fault("drop-after-accept@/api/restore*1");
        goToReview();
        wizard()->findChild<QLineEdit*>(QStringLiteral("typedName"))->setText(QStringLiteral("acme-dr"));
        EVENTUALLY(find<QPushButton>("wizardOverwrite")->isEnabled());
        click("wizardOverwrite");
        EVENTUALLY_EQ(find<QLabel>("resultTitle") ? find<QLabel>("resultTitle")->text() : QString(),
                      QStringLiteral("acme-dr is restored"));
        QCOMPARE_EQ(posts(), 1U);
    }

    void aConsoleThatDiesWhileSendingFindsItAgain() {
        open(options("app-dr"));
        m_target->fault("latency=2000@/api/restore*1");
        goToReview();
        wizard()->findChild<QLineEdit*>(QStringLiteral("typedName"))->setText(QStringLiteral("acme-dr"));
        EVENTUALLY(find<QPushButton>("wizardOverwrite")->isEnabled());
        click("wizardOverwrite");
        EVENTUALLY(!m_services->tracker().operations().empty());
        QCOMPARE_EQ(last().state, OperationState::Submitting);
        closeAll();
        openWindow();
        EVENTUALLY(find<QPushButton>("openOperation") && find<QPushButton>("openOperation")->isVisible());
        click("openOperation");
        EVENTUALLY(wizard());
        QVERIFY(wizard()->step() >= RestoreProcedure::Run);
        QVERIFY(posts() <= 1U);
    }

    void aSecondWizardForOneDestinationIsRefused() {
        open(options("app-dr"));
        chooseBackupAndDestination();
        Wizard* first = wizard();
        m_window->showTab(MainWindow::Backups);
        click("restoreButton");
        Wizard* second = nullptr;
        for (QWidget* top : QApplication::topLevelWidgets())
            if (auto* found = qobject_cast<Wizard*>(top); found && found != first && found->isVisible()) second = found;
        QVERIFY(second);
        auto* table = second->findChild<QTableView*>(QStringLiteral("restoreBackups"));
        EVENTUALLY_EQ(table->model()->rowCount(), 6);
        table->selectRow(0);
        second->findChild<QPushButton*>(QStringLiteral("wizardNext"))->click();
        second->findChild<QRadioButton*>(QStringLiteral("destination-acme-dr"))->click();
        QVERIFY(!second->findChild<QPushButton*>(QStringLiteral("wizardNext"))->isEnabled());
        QVERIFY(!second->findChild<QLabel*>(QStringLiteral("restoreTaken"))->text().isEmpty());
    }

    void theDraftIsContinued() {
        open(options("app-dr"));
        chooseBackupAndDestination();
        find<QRadioButton>("keep-edweb")->click();
        next();
        giveReasons();
        click("wizardClose");
        EVENTUALLY(!wizard());
        closeAll();
        openWindow();
        m_window->choose(environment("acme-prod").id);
        m_window->showTab(MainWindow::Backups);
        EVENTUALLY(find<QPushButton>("restoreContinue") && find<QPushButton>("restoreContinue")->isVisible());
        click("restoreContinue");
        EVENTUALLY(wizard());
        QCOMPARE_EQ(wizard()->step(), static_cast<int>(RestoreProcedure::Checks));
        QCOMPARE_EQ(draft().request.skipped, QStringList{QStringLiteral("edweb")});
        EVENTUALLY_EQ(find<Pill>("checkState-listed")->text(), QStringLiteral("Pass"));  // asked again
        EVENTUALLY(nextButton()->isEnabled());                                           // the reasons were kept
        for (const CheckId id : restoreChecks()) {
            const auto* reason = find<QLineEdit>(("checkReason-" + kebabName(id).toLatin1()).constData());
            if (reason->isVisible()) QCOMPARE_EQ(reason->text(), QStringLiteral("a test"));
        }
    }

    void aRenamedDestinationIsCalledByItsNewName() {
        open(options("app-dr"));
        chooseBackupAndDestination();
        next();
        click("wizardClose");
        EVENTUALLY(!wizard());
        Environment renamed = environment("acme-dr");
        renamed.name = QStringLiteral("standby-east");
        QVERIFY(m_services->registry().update(renamed, {}));
        EVENTUALLY(find<QPushButton>("restoreContinue") && find<QPushButton>("restoreContinue")->isVisible());
        click("restoreContinue");
        EVENTUALLY(wizard());
        giveReasons();
        next();
        QVERIFY(find<QCheckBox>("wayBackWanted")->text().contains(QStringLiteral("standby-east")));
    }

    void aKilledConsoleIsReattachedOnTheRunStep() {
        lab::LabOptions target = options("app-dr");
        target.speed = 2;
        open(target);
        goToReview();
        wizard()->findChild<QLineEdit*>(QStringLiteral("typedName"))->setText(QStringLiteral("acme-dr"));
        EVENTUALLY(find<QPushButton>("wizardOverwrite")->isEnabled());
        click("wizardOverwrite");
        EVENTUALLY(!m_services->tracker().operations().empty() && last().progress.completed() > 0);
        closeAll();
        openWindow();
        EVENTUALLY(find<QPushButton>("openOperation") && find<QPushButton>("openOperation")->isVisible());
        click("openOperation");
        EVENTUALLY(wizard());
        EVENTUALLY_EQ(find<QLabel>("resultTitle")->text(), QStringLiteral("acme-dr is restored"));
        QCOMPARE_EQ(posts(), 1U);
    }

    void replacedKeysAreAskedForRightThere() {
        lab::LabOptions target = options("app-dr");
        target.restoreReplacesKeys = true;
        open(target);
        goToReview();
        wizard()->findChild<QLineEdit*>(QStringLiteral("typedName"))->setText(QStringLiteral("acme-dr"));
        EVENTUALLY(find<QPushButton>("wizardOverwrite")->isEnabled());
        click("wizardOverwrite");
        EVENTUALLY(find<QLineEdit>("operationKey") && find<QLineEdit>("operationKey")->isVisible());
        QCOMPARE_EQ(last().state, OperationState::Running);
        const auto keysSet = [this] {
            const auto rows = m_services->storage()->journal().read(-1);
            return std::count_if(rows->begin(), rows->end(),
                                 [](const JournalRow& row) { return row.action == QStringLiteral("key-set"); });
        };
        const auto before = keysSet();
        type("operationKey", QStringLiteral("deadbeef"));
        click("operationUseKey");
        EVENTUALLY(find<QLabel>("operationKeyNote")->text().contains(QStringLiteral("was not kept")));
        QCOMPARE_EQ(keysSet(), before);
        type("operationKey", QString::fromUtf8((*m_source)->key()));
        click("operationUseKey");
        EVENTUALLY_EQ(find<QLabel>("resultTitle")->text(), QStringLiteral("acme-dr is restored"));
    }

    void aFailureOffersTheWayBack() {
        open(options("app-dr"));
        m_target->fault("fail-restore=edweb");
        goToReview();
        wizard()->findChild<QLineEdit*>(QStringLiteral("typedName"))->setText(QStringLiteral("acme-dr"));
        EVENTUALLY(find<QPushButton>("wizardOverwrite")->isEnabled());
        click("wizardOverwrite");
        EVENTUALLY_EQ(find<QLabel>("resultTitle")->text(), QStringLiteral("The restore into acme-dr failed"));
        QVERIFY(find<QPlainTextEdit>("resultServerText")->toPlainText().contains(QStringLiteral("edweb")));
    }

    void aSourceThatIsForgottenHalfWayStopsIt() {
        open(options("app-dr"));
        goToReview();
        QVERIFY(m_services->registry().remove(environment("acme-prod").id));
        wizard()->findChild<QLineEdit*>(QStringLiteral("typedName"))->setText(QStringLiteral("acme-dr"));
        QVERIFY(!find<QPushButton>("wizardOverwrite")->isEnabled());
        QVERIFY(find<QLabel>("wizardObstacle")->text().contains(QStringLiteral("was removed")));
    }
};

QTEST_MAIN(RestoreWizardTest)
#include "restore_wizard_test.moc"
