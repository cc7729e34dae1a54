#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QTest>
#include <QTextEdit>
#include <QTreeWidget>

#include "app/ui_context_of.h"
#include "tests/support/eventually.h"
#include "tests/support/lab_fixture.h"
#include "tests/support/manual_time.h"
#include "tests/support/window_robot.h"
#include "ui/shell/main_window.h"
#include "ui/theme/widgets.h"
#include "ui/wizards/frame/wizard.h"
#include "ui/wizards/upgrade/upgrade_procedure.h"
#include "ui/wizards/upgrade/watch_step.h"

using namespace prophecy;
using namespace prophecy::test;
using namespace prophecy::ui;

/// The upgrade page and its wizard in the real window.
class UpgradeWizardTest final : public QObject, WindowRobot {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    MemorySecrets m_secrets;
    std::unique_ptr<LabFixture> m_lab;
    std::unique_ptr<LabFixture> m_other;
    std::unique_ptr<AppContext> m_services;
    std::unique_ptr<MainWindow> m_window;

    void openWindow() {
        m_services = servicesOver(m_folder->filePath(QStringLiteral("profile")), m_secrets);
        AppContext& s = *m_services;
        m_window = std::make_unique<MainWindow>(uiContextOf(s));
        m_window->show();
        s.sessions().startAll();
        s.tracker().watchStore();
    }
    void open(lab::LabOptions options = {}, Role role = Role::Dr, Protection protection = Protection::Typed) {
        options.speed = 40;
        m_lab = std::make_unique<LabFixture>(options);
        openWindow();
        addLab(*m_services, *m_lab, "acme", role, protection);
        showPage();
    }
    /// A second site, so that the pair is one.
    void addOther(Role role, lab::LabOptions options = {}) {
        options.speed = 40;
        m_other = std::make_unique<LabFixture>(options);
        addLab(*m_services, *m_other, "other", role, Protection::Typed);
        showPage();
    }
    void showPage() {
        m_window->choose(environment().id);
        m_window->showTab(MainWindow::Upgrade);
    }
    const Environment& environment() { return *m_services->registry().findByName(QStringLiteral("acme")); }
    Wizard* wizard() { return find<Wizard>("upgradeWizard"); }
    static const UpgradeDraft& draftOf(const Wizard* wizard) {
        return static_cast<UpgradeProcedure&>(wizard->procedure()).draft;
    }
    const UpgradeDraft& draft() { return draftOf(wizard()); }
    /// Of the wizard; the window has fields of the same names.
    template <class T>
    T* in(const char* name) {
        return wizard() ? wizard()->findChild<T*>(QString::fromLatin1(name)) : nullptr;
    }
    QString text(const char* label) { return in<QLabel>(label) ? in<QLabel>(label)->text() : QString(); }
    QPushButton* nextButton() { return in<QPushButton>("wizardNext"); }
    void next() {
        EVENTUALLY(nextButton() && nextButton()->isEnabled());
        QTest::mouseClick(nextButton(), Qt::LeftButton);
    }
    void begin() {
        EVENTUALLY(find<QPushButton>("upgradeBegin") && find<QPushButton>("upgradeBegin")->isEnabled());
        click("upgradeBegin");
        EVENTUALLY(wizard());
        EVENTUALLY(!text("versionCurrent").startsWith(QStringLiteral("Asking")));
    }
    void typeVersion(const char* version) {
        auto* typed = in<QLineEdit>("versionTyped");
        typed->clear();
        QTest::keyClicks(typed, QString::fromLatin1(version));
    }
    void skipBackup() {
        EVENTUALLY(in<QCheckBox>("wayBackWanted")->isVisible());
        in<QCheckBox>("wayBackWanted")->setChecked(false);
        if (draft().disableRollback) QVERIFY(!nextButton()->isEnabled());
        QTest::keyClicks(in<QLineEdit>("wayBackReason"), QStringLiteral("a test"));
        next();
    }
    void giveReasons() {
        for (const CheckId id : upgradeChecks()) {
            const QByteArray state = "checkState-" + kebabName(id).toLatin1();
            EVENTUALLY(in<Pill>(state.constData())->text() != QStringLiteral("Asking"));
        }
        for (const CheckId id : upgradeChecks()) {
            const QByteArray name = "checkReason-" + kebabName(id).toLatin1();
            auto* field = in<QLineEdit>(name.constData());
            if (field->isVisible() && field->text().isEmpty()) QTest::keyClicks(field, QStringLiteral("a test"));
        }
    }
    void goToReview(const char* version = "3.4.2.0", bool disableRollback = true) {
        begin();
        typeVersion(version);
        if (in<QCheckBox>("versionAcknowledge")->isVisible()) in<QCheckBox>("versionAcknowledge")->click();
        next();
        if (!disableRollback) in<QRadioButton>("rollbackAllowed")->click();
        next();
        skipBackup();
        giveReasons();
        next();
    }
    void confirm() {
        EVENTUALLY(in<QPushButton>("wizardOverwrite"));
        QVERIFY(!in<QPushButton>("wizardOverwrite")->isEnabled());
        QTest::keyClicks(in<QLineEdit>("typedName"), QStringLiteral("acme"));
        EVENTUALLY(in<QPushButton>("wizardOverwrite")->isEnabled());
        QTest::mouseClick(in<QPushButton>("wizardOverwrite"), Qt::LeftButton);
    }
    std::size_t posts() const { return m_lab->requests("POST", QStringLiteral("/api/upgrade")).size(); }
    Operation last() const {
        const auto all = m_services->tracker().operations();
        return all.empty() ? Operation() : all.back();
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_secrets.kept.clear();
    }
    void cleanup() {
        m_window.reset();
        m_services.reset();
        m_lab.reset();
        m_other.reset();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }

    void thePageSaysWhatRunsAndWhatIsOnOffer() {
        open();
        EVENTUALLY_EQ(find<QLabel>("upgradeCurrent")->text(), QStringLiteral("Runs 3.4.1.0"));
        QVERIFY(find<QLabel>("upgradeSource")->text().startsWith(QStringLiteral("Read from the installation")));
        auto* offer = find<QTreeWidget>("upgradeOffer");
        QCOMPARE_EQ(offer->topLevelItemCount(), 3);
        QCOMPARE_EQ(offer->topLevelItem(0)->text(0), QStringLiteral("Release line 4.0"));
        QVERIFY(offer->topLevelItem(2)->child(2)->text(1).contains(QStringLiteral("runs now")));
    }

    void fromTheFirstStepToTheReport() {
        open();
        begin();
        QVERIFY(!nextButton()->isEnabled());  // nothing is preselected
        auto* offer = in<QTreeWidget>("versionOffer");
        offer->setCurrentItem(offer->topLevelItem(2)->child(1));
        QCOMPARE_EQ(in<QLineEdit>("versionTyped")->text(), QStringLiteral("3.4.2.0"));
        next();
        QVERIFY(in<QRadioButton>("rollbackDisabled")->isChecked());  // as the product's page says
        next();
        QVERIFY(!nextButton()->isEnabled());
        EVENTUALLY(in<QPushButton>("wayBackStart")->isEnabled());
        QTest::mouseClick(in<QPushButton>("wayBackStart"), Qt::LeftButton);
        next();  // once it succeeded
        QCOMPARE_EQ(m_lab->requests("POST", QStringLiteral("/api/backup")).size(), 1U);
        giveReasons();
        next();
        QCOMPARE_EQ(text("reviewSentence"), QStringLiteral("acme goes from 3.4.1.0 to 3.4.2.0"));
        EVENTUALLY(text("reviewCaution").contains(QStringLiteral("53 user(s) are active")));
        QVERIFY(in<QPlainTextEdit>("reviewRequest")
                    ->toPlainText()
                    .contains(QStringLiteral("{\"disableRollback\":true,\"version\":\"3.4.2.0\"}")));
        QCOMPARE_EQ(posts(), 0U);
        confirm();
        EVENTUALLY_EQ(text("resultTitle"), QStringLiteral("acme runs 3.4.2.0"));
        QCOMPARE_EQ(posts(), 1U);
        EVENTUALLY(!m_services->upgrades().history(environment().root, 5).front().report.isEmpty());
        QVERIFY(!in<QPushButton>("resultWayBack"));  // there is nothing to go back from
        next();
        EVENTUALLY(!wizard());
        QVERIFY(m_services->storage()->drafts().all(QStringLiteral("upgrade"))->empty());
        EVENTUALLY_EQ(find<QLabel>("upgradeCurrent")->text(), QStringLiteral("Runs 3.4.2.0"));
        click("upgradeReport");
        EVENTUALLY(find<QTextEdit>("reportText"));
        QVERIFY(find<QTextEdit>("reportText")->toPlainText().contains(QStringLiteral("Upgrade of acme succeeded")));
    }

    void endings_data() {
        QTest::addColumn<QByteArray>("fault");
        QTest::addColumn<bool>("disableRollback");
        QTest::addColumn<QString>("title");
        QTest::newRow("stays failed") << QByteArray("fail-upgrade=out of memory") << true
                                      << "The upgrade of acme failed and stays where it failed";
        QTest::newRow("rolled back") << QByteArray("fail-upgrade") << false
                                     << "The upgrade of acme failed and was rolled back";
        QTest::newRow("dropped, arrived")
            << QByteArray("drop-after-accept@/api/upgrade*1") << true << "acme runs 3.4.2.0";
    }
    void endings() {
        QFETCH(QByteArray, fault);
        QFETCH(bool, disableRollback);
        open();
        m_lab->fault(fault.constData());
        goToReview("3.4.2.0", disableRollback);
        confirm();
        EVENTUALLY(!text("resultTitle").isEmpty());
        QTEST(text("resultTitle"), "title");
        QCOMPARE_EQ(posts(), 1U);
    }

    void whatHangsOrStaysAwayIsSaidAndNotCalledFailed_data() {
        QTest::addColumn<QByteArray>("fault");
        QTest::newRow("hangs") << QByteArray("hang-upgrade");
        QTest::newRow("stays away") << QByteArray("hang-upgrade=away");
    }
    void whatHangsOrStaysAwayIsSaidAndNotCalledFailed() {
        QFETCH(QByteArray, fault);
        open();
        m_lab->fault(fault.constData());
        goToReview();
        confirm();
        EVENTUALLY(last().traceOf<UpgradeTrace>() && (last().traceOf<UpgradeTrace>()->awayAt.isValid() ||
                                                      last().traceOf<UpgradeTrace>()->runningAt.isValid()));
        QCOMPARE_EQ(last().state, OperationState::Running);
        QCOMPARE_EQ(wizard()->step(), static_cast<int>(UpgradeProcedure::Run));
        if (fault.endsWith("away"))
            EVENTUALLY(text("operationConnection").contains(QStringLiteral("services restart")));
    }

    void anUnknownRequestIsNotSentAgain() {
        open();
        m_lab->fault("drop-before-accept@/api/upgrade*1");
        goToReview();
        confirm();
        EVENTUALLY(last().kind == OperationKind::Upgrade && last().seenAt.isValid());
        QCOMPARE_EQ(last().state, OperationState::Unknown);
        QVERIFY(!in<QPushButton>("wizardOverwrite"));
        QCOMPARE_EQ(posts(), 1U);
        wizard()->close();
        EVENTUALLY(!wizard());
        // No other one can begin before this one is settled: the button leads back to it.
        click("upgradeBegin");
        EVENTUALLY(wizard());
        QCOMPARE_EQ(wizard()->step(), static_cast<int>(UpgradeProcedure::Run));
        QVERIFY(!in<QPushButton>("wizardOverwrite"));
        QCOMPARE_EQ(posts(), 1U);
    }

    void ticksAreOfOneVersion() {
        open({.undocumented = false});
        goToReview();
        EVENTUALLY(in<QCheckBox>("task-guide-1") && in<QCheckBox>("task-guide-1")->isEnabled());
        in<QCheckBox>("task-guide-1")->click();
        QTest::mouseClick(in<QPushButton>("wizardClose"), Qt::LeftButton);
        EVENTUALLY(find<QPushButton>("upgradeContinue"));
        click("upgradeContinue");
        EVENTUALLY(wizard());
        QCOMPARE_EQ(draft().done.size(), 1U);
        EVENTUALLY(wizard()->findChild<WatchStep*>());
        auto* watch = wizard()->findChild<WatchStep*>();
        watch->enter();  // nothing was begun: there is nothing to watch, and to take for what was
        QVERIFY(!watch->isWatching());
        in<QPushButton>("step1")->click();
        typeVersion("3.4.3.0");
        QVERIFY(draft().done.empty());
        QVERIFY(!in<QPushButton>("step4")->isEnabled());
    }

    void versionsThatNeedASecondThought_data() {
        QTest::addColumn<QByteArray>("version");
        QTest::addColumn<QString>("words");
        QTest::newRow("same") << QByteArray("3.4.1.0") << "runs already";
        QTest::newRow("downgrade") << QByteArray("3.3.9.0") << "a downgrade";
        QTest::newRow("two EM lines") << QByteArray("4.0.1.0") << "more than one Extended Maintenance line";
        QTest::newRow("not on offer") << QByteArray("3.4.9.0") << "not among the versions on offer";
    }
    void versionsThatNeedASecondThought() {
        QFETCH(QByteArray, version);
        QFETCH(QString, words);
        open();
        begin();
        typeVersion(version.constData());
        auto* warning = in<QFrame>("versionWarning");
        EVENTUALLY(warning->isVisible());
        QVERIFY(warning->findChild<QLabel*>()->text().contains(words));
        QVERIFY(!nextButton()->isEnabled());
        in<QCheckBox>("versionAcknowledge")->click();
        QVERIFY(nextButton()->isEnabled());
        typeVersion("3.4.2.3");  // another version: what was acknowledged counts no more
        QVERIFY(!warning->isVisible());
        typeVersion(version.constData());
        QVERIFY(!nextButton()->isEnabled());
    }

    void junkIsNoVersion() {
        open();
        begin();
        for (const char* junk : {"3.4.2", "latest", "3.4.2.0x", "3..4.2"}) {
            typeVersion(junk);
            QVERIFY2(!nextButton()->isEnabled(), junk);
            QVERIFY2(text("versionWrong").contains(QStringLiteral("position")), junk);
        }
    }

    void aDarkClusterTakesATypedVersion() {
        open({.dark = true});
        begin();
        QVERIFY(text("versionNote").contains(QStringLiteral("no internet")));
        QVERIFY(!in<QTreeWidget>("versionOffer")->isVisible());
        typeVersion("3.4.7.0");
        EVENTUALLY(nextButton()->isEnabled());
    }

    void aPrimaryWaitsAndOnlyItsNameOpensTheDoor() {
        open({}, Role::Primary);
        goToReview();
        EVENTUALLY(in<QPushButton>("wizardOverwrite"));
        auto* name = in<QLineEdit>("typedName");
        for (const char* wrong : {"", "ACME", "acme ", "acm"}) {
            name->setText(QString::fromLatin1(wrong));
            QVERIFY2(!in<QPushButton>("wizardOverwrite")->isEnabled(), wrong);
        }
        name->setText(QStringLiteral("acme"));
        QVERIFY(in<QLabel>("typedHint")->text().contains(QStringLiteral("10 second")));
        QVERIFY(!in<QPushButton>("wizardOverwrite")->isEnabled());
        QTest::mouseClick(in<QPushButton>("wizardOverwrite"), Qt::LeftButton);
        QTest::keyClick(name, Qt::Key_Return);
        QCOMPARE_EQ(posts(), 0U);
    }

    void aReadOnlyEnvironmentIsNotUpgraded() {
        open({}, Role::Dr, Protection::ReadOnly);
        EVENTUALLY(find<QPushButton>("upgradeBegin"));
        QVERIFY(!find<QPushButton>("upgradeBegin")->isEnabled());
    }

    /// What changed behind the wizard's back is not sent as if it had been looked at.
    void anotherVersionByNowIsRefused() {
        open();
        goToReview();
        EVENTUALLY(in<QPushButton>("wizardOverwrite"));
        QTest::keyClicks(in<QLineEdit>("typedName"), QStringLiteral("acme"));
        EVENTUALLY(in<QPushButton>("wizardOverwrite")->isEnabled());
        (*m_lab)->state().startUpgrade({QStringLiteral("3.5.2.0"), true}, lab::LabUpgrade::Fate::Succeeds, {});
        while ((*m_lab)->state().advanceUpgrade()) {
        }
        QTest::mouseClick(in<QPushButton>("wizardOverwrite"), Qt::LeftButton);
        EVENTUALLY(in<QLabel>("wizardObstacle")->toolTip().contains(QStringLiteral("3.5.2.0")));
        QCOMPARE_EQ(posts(), 0U);
    }

    void aSavedDraftGoesOnWhereItWas() {
        open();
        begin();
        typeVersion("3.4.2.0");
        next();
        in<QRadioButton>("rollbackAllowed")->click();
        next();
        QTest::mouseClick(in<QPushButton>("wizardClose"), Qt::LeftButton);
        EVENTUALLY(!wizard());
        m_window.reset();
        m_services.reset();
        openWindow();
        showPage();
        EVENTUALLY(find<QPushButton>("upgradeContinue"));
        click("upgradeContinue");
        EVENTUALLY(wizard());
        QCOMPARE_EQ(wizard()->step(), static_cast<int>(UpgradeProcedure::Backup));
        QCOMPARE_EQ(draft().version, QStringLiteral("3.4.2.0"));
        QVERIFY(!draft().disableRollback);
    }

    void aRunningOneIsFoundAgainAfterAKill() {
        open();
        m_lab->fault("hang-upgrade");
        goToReview();
        confirm();
        EVENTUALLY(last().traceOf<UpgradeTrace>() && last().traceOf<UpgradeTrace>()->runningAt.isValid());
        const OperationId id = last().id;
        m_window.reset();
        m_services.reset();
        openWindow();
        showPage();
        EVENTUALLY(find<QPushButton>("upgradeOpen"));
        click("upgradeOpen");
        EVENTUALLY(wizard());
        QCOMPARE_EQ(wizard()->step(), static_cast<int>(UpgradeProcedure::Run));
        QCOMPARE_EQ(draft().operation(), id);
        QCOMPARE_EQ(posts(), 1U);
    }

    void theOtherSiteIsOfferedTheSame() {
        open({}, Role::Primary);
        addOther(Role::Dr);
        // Not through the window: a primary's ten seconds are tested elsewhere.
        (*m_lab)->state().startUpgrade({QStringLiteral("3.4.2.0"), true}, lab::LabUpgrade::Fate::Succeeds, {});
        while ((*m_lab)->state().advanceUpgrade()) {
        }
        m_window->choose(m_services->registry().findByName(QStringLiteral("other"))->id);
        m_window->showTab(MainWindow::Upgrade);
        begin();
        typeVersion("3.4.2.3");
        next();
        in<QRadioButton>("rollbackAllowed")->click();
        next();
        skipBackup();
        giveReasons();
        next();
        EVENTUALLY(in<QPushButton>("wizardOverwrite"));
        QTest::keyClicks(in<QLineEdit>("typedName"), QStringLiteral("other"));
        EVENTUALLY(in<QPushButton>("wizardOverwrite")->isEnabled());
        QTest::mouseClick(in<QPushButton>("wizardOverwrite"), Qt::LeftButton);
        EVENTUALLY(in<QPushButton>("resultPartner") && in<QPushButton>("resultPartner")->isVisible());
        QCOMPARE_EQ(in<QPushButton>("resultPartner")->text(), QStringLiteral("Upgrade acme in the same way…"));
        Wizard* first = wizard();
        QTest::mouseClick(in<QPushButton>("resultPartner"), Qt::LeftButton);
        Wizard* second = nullptr;
        for (QWidget* top : QApplication::topLevelWidgets())
            if (auto* found = qobject_cast<Wizard*>(top); found && found != first) second = found;
        QVERIFY(second);
        QCOMPARE_EQ(draftOf(second).environmentName, QStringLiteral("acme"));
        QCOMPARE_EQ(draftOf(second).version, QStringLiteral("3.4.2.3"));
        QVERIFY(!draftOf(second).disableRollback);
        QCOMPARE_EQ(posts(), 0U);
    }

    void byHand_data() {
        QTest::addColumn<QString>("shown");
        QTest::addColumn<int>("how");
        QTest::addColumn<QString>("title");
        QTest::newRow("upgraded") << "3.4.2.0" << 0 << "acme runs 3.4.2.0";
        QTest::newRow("rolled back") << "3.4.1.0" << 1 << "The upgrade of acme failed and was rolled back";
        QTest::newRow("stayed") << "3.4.1.0" << 2 << "The upgrade of acme failed and stays where it failed";
        QTest::newRow("other") << "3.4.3.0" << 3 << "acme came back with 3.4.3.0, not with 3.4.2.0";
    }
    void byHand() {
        QFETCH(QString, shown);
        QFETCH(int, how);
        QFETCH(QString, title);
        open({.undocumented = false});
        EVENTUALLY(find<QPushButton>("upgradeBegin") &&
                   find<QPushButton>("upgradeBegin")->text().contains(QStringLiteral("by hand")));
        goToReview();
        EVENTUALLY(in<QCheckBox>("task-guide-5") && in<QCheckBox>("task-guide-5")->isEnabled());
        QVERIFY(!nextButton()->isEnabled());
        for (int i = 1; i <= 5; ++i) in<QCheckBox>(qPrintable(QStringLiteral("task-guide-%1").arg(i)))->click();
        // What is done in the web app meanwhile.
        (*m_lab)->state().startUpgrade({QStringLiteral("3.4.2.0"), true}, lab::LabUpgrade::Fate::Succeeds, {});
        for (int i = 0; i < 3; ++i) (void)(*m_lab)->state().advanceUpgrade();
        next();
        QCOMPARE_EQ(wizard()->step(), static_cast<int>(UpgradeProcedure::Run));
        EVENTUALLY(text("watchLook").contains(QStringLiteral("does not answer")));
        QVERIFY(draft().guided.awayAt.isValid());
        QVERIFY(!nextButton()->isEnabled());
        while ((*m_lab)->state().advanceUpgrade()) {
        }
        EVENTUALLY(draft().guided.backAt.isValid());
        EVENTUALLY(in<QLineEdit>("watchVersion")->isVisible());
        QVERIFY(!nextButton()->isEnabled());
        QTest::keyClicks(in<QLineEdit>("watchVersion"), shown);
        if (how > 0) {
            QVERIFY(!nextButton()->isEnabled());
            in<QComboBox>("watchHow")->setCurrentIndex(how);
        }
        next();
        EVENTUALLY_EQ(text("resultTitle"), title);
        // Nothing looks any more that could make it unfinished again.
        QVERIFY(!wizard()->findChild<WatchStep*>()->isWatching());
        QVERIFY(draft().guided.ending != UpgradeEnding::None);
        const auto history = m_services->upgrades().history(environment().root, 5);
        QCOMPARE_EQ(history.size(), 1U);
        QVERIFY(history.front().guided);
        EVENTUALLY(!m_services->upgrades().history(environment().root, 5).front().report.isEmpty());
        next();
        EVENTUALLY(!wizard());
        QVERIFY(m_services->storage()->drafts().all(QStringLiteral("upgrade"))->empty());
        EVENTUALLY_EQ(find<QLabel>("upgradeCurrent")->text(), QStringLiteral("Runs ") + shown);
        QVERIFY(find<QLabel>("upgradeSource")->text().startsWith(QStringLiteral("Read in the web app")));
        QVERIFY(m_services->tracker().operations().empty());
        QCOMPARE_EQ(posts(), 0U);
    }
};

QTEST_MAIN(UpgradeWizardTest)
#include "upgrade_wizard_test.moc"
