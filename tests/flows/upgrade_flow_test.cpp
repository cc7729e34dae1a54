#include <QTest>

#include "services/upgrade/guided_watch.h"
#include "tests/support/eventually.h"
#include "tests/support/lab_fixture.h"

using namespace prophecy;
using namespace prophecy::test;

/// Upgrades through the services, of a practice environment.
class UpgradeFlowTest final : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    MemorySecrets m_secrets;
    std::unique_ptr<LabFixture> m_lab;
    std::unique_ptr<AppContext> m_services;

    void open(lab::LabOptions options = {}, bool tls = false) {
        options.speed = 40;
        m_lab = std::make_unique<LabFixture>(options, tls);
        startServices();
        Environment environment = m_lab->environment();
        environment.id = {};
        environment.name = QStringLiteral("prod");
        environment.role = Role::Primary;
        environment.protection = Protection::Typed;
        if (tls) environment.caFile = QStringLiteral(TEST_CERTIFICATE);
        const auto added = m_services->registry().add(environment);
        QVERIFY(added);
        m_services->keys.setKey(*added, m_lab->key(), this, [](Result<KeyRing::Kept>) {}).release();
    }
    void startServices() { m_services = servicesOver(m_folder->filePath(QStringLiteral("profile")), m_secrets); }
    const Environment& prod() { return *m_services->registry().findByName(QStringLiteral("prod")); }

    /// Everything that the checks say, accepted.
    UpgradeWish wishFor(const char* version, bool disableRollback = true) {
        UpgradePlan plan{prod(), {}, {QString::fromLatin1(version), disableRollback}, {}};
        UpgradeCheckRun run(plan, m_services->connector, m_services->clock, -1, {});
        run.start();
        [&] { EVENTUALLY(!run.isWaiting()); }();
        UpgradeWish wish;
        wish.plan = plan;
        if (run.facts().versions.isKnown()) wish.from = run.facts().versions.value().current;
        wish.checks = run.checks();
        for (const Check& check : wish.checks)
            if (check.needsReason()) wish.reasons[check.id] = {QStringLiteral("a test")};
        wish.wayBack.wanted = false;
        wish.wayBack.whyNot = QStringLiteral("a test");
        if (run.facts().users.isKnown()) wish.usersBefore = run.facts().users.value().total;
        if (run.facts().config.isKnown()) wish.configBefore = run.facts().config.value().raw;
        return wish;
    }
    Result<Operation> begin(UpgradeWish wish, const QString& typed = QStringLiteral("prod")) {
        Awaited<Operation> begun;
        wish.operation = newOperationId();
        Call call = m_services->upgrades().begin(wish, {true, typed, false, false}, this, begun.handler());
        [&] { EVENTUALLY(begun.isReady()); }();
        return begun.result();
    }
    Operation last() const { return m_services->tracker().operations().back(); }
    std::size_t posts() const { return m_lab->requests("POST", QStringLiteral("/api/upgrade")).size(); }
    QList<QByteArray> components() const {
        QList<QByteArray> bytes;
        for (const QString& name : lab::databaseNames()) bytes << m_lab->bytes(QStringLiteral("dbs/") + name);
        for (const QString& name : lab::volumeNames()) bytes << m_lab->bytes(QStringLiteral("volumes/") + name);
        return bytes;
    }

private Q_SLOTS:
    void init() {
        m_folder = std::make_unique<QTemporaryDir>();
        m_secrets.kept.clear();
    }
    void cleanup() {
        m_services.reset();
        m_lab.reset();
    }

    void endings_data() {
        QTest::addColumn<QByteArray>("fault");
        QTest::addColumn<bool>("disableRollback");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("ending");
        QTest::addColumn<QString>("version");
        QTest::newRow("upgraded") << QByteArray() << true << "succeeded"
                                  << "upgraded"
                                  << "3.4.2.0";
        QTest::newRow("stays failed") << QByteArray("fail-upgrade=out of memory") << true << "failed"
                                      << "stayed-failed"
                                      << "3.4.1.0";
        QTest::newRow("rolls back") << QByteArray("fail-upgrade") << false << "failed"
                                    << "rolled-back"
                                    << "3.4.1.0";
    }
    void endings() {
        QFETCH(QByteArray, fault);
        QFETCH(bool, disableRollback);
        open();
        if (!fault.isEmpty()) m_lab->fault(fault.constData());
        const auto before = components();
        const UpgradeWish wish = wishFor("3.4.2.0", disableRollback);
        QVERIFY(begin(wish));
        EVENTUALLY(isFinished(last().state));
        QTEST(kebabName(last().state), "state");
        QTEST(kebabName(last().traceOf<UpgradeTrace>()->ending), "ending");
        QTEST((*m_lab)->state().version(), "version");
        QCOMPARE_EQ(posts(), 1U);
        QCOMPARE_EQ(components(), before);
        const auto history = m_services->upgrades().history(prod().root, 5);
        QCOMPARE_EQ(history.size(), 1U);
        QTEST(kebabName(history.front().ending), "ending");
        QCOMPARE_EQ(history.front().from, QStringLiteral("3.4.1.0"));
        const auto report = m_services->upgrades().reportOf(last());
        QVERIFY(report);
        QVERIFY(toMarkdown(*report).contains(QStringLiteral("3\\.4\\.2\\.0")));
    }

    void whatNeverComesBackIsNotCalledFailed() {
        open();
        m_lab->fault("hang-upgrade=away");
        QVERIFY(begin(wishFor("3.4.2.0")));
        EVENTUALLY(last().trouble.has_value());
        QCOMPARE_EQ(last().state, OperationState::Running);
        QCOMPARE_EQ(last().trouble, ErrorKind::NotTheApi);
        QVERIFY(last().traceOf<UpgradeTrace>()->awayAt.isValid());
        QVERIFY(!last().traceOf<UpgradeTrace>()->backAt.isValid());
    }

    void theRequestSaysWhatWasDecided() {
        open();
        QVERIFY(begin(wishFor("3.4.2.0", false)));
        QCOMPARE_EQ(m_lab->requests("POST", QStringLiteral("/api/upgrade")).front().value(u"body").toString(),
                    QStringLiteral("{\"disableRollback\":false,\"version\":\"3.4.2.0\"}"));
    }

    void aCutAnswerIsLookedUpAndNeverResent_data() {
        QTest::addColumn<QByteArray>("fault");
        QTest::addColumn<bool>("tls");
        QTest::addColumn<bool>("arrives");
        for (const bool tls : {false, true}) {
            QTest::addRow("answer lost, tls %d", tls) << QByteArray("drop-after-accept@/api/upgrade*1") << tls << true;
            QTest::addRow("request lost, tls %d", tls)
                << QByteArray("drop-before-accept@/api/upgrade*1") << tls << false;
        }
    }
    void aCutAnswerIsLookedUpAndNeverResent() {
        QFETCH(QByteArray, fault);
        QFETCH(bool, tls);
        QFETCH(bool, arrives);
        open({}, tls);
        const UpgradeWish wish = wishFor("3.4.2.0");
        m_lab->fault(fault.constData());
        const auto begun = begin(wish);
        QVERIFY(begun);
        if (arrives) {
            EVENTUALLY(isFinished(last().state));
            QCOMPARE_EQ(last().traceOf<UpgradeTrace>()->ending, UpgradeEnding::Upgraded);
        } else {
            EVENTUALLY(last().seenAt.isValid());
            QCOMPARE_EQ(last().state, OperationState::Unknown);
            QCOMPARE_EQ((*m_lab)->state().version(), QStringLiteral("3.4.1.0"));
            // And nothing else may begin meanwhile.
            const auto again = begin(wish);
            QVERIFY(!again);
            QCOMPARE_EQ(again.error().kind, ErrorKind::Refused);
        }
        QCOMPARE_EQ(posts(), 1U);
    }

    void aKilledConsoleTakesItUpAgain() {
        open();
        m_lab->fault("hang-upgrade");
        QVERIFY(begin(wishFor("3.4.2.0")));
        EVENTUALLY(last().traceOf<UpgradeTrace>()->runningAt.isValid());
        const OperationId id = last().id;
        m_services.reset();
        m_lab->restart();
        startServices();
        m_services->tracker().watchStore();
        EVENTUALLY(!m_services->tracker().operations().empty() && last().seenAt.isValid() && !last().trouble);
        QCOMPARE_EQ(last().id, id);
        QCOMPARE_EQ(last().state, OperationState::Running);
        QCOMPARE_EQ(posts(), 1U);
    }

    void refusals_data() {
        QTest::addColumn<int>("which");
        int i = 0;
        for (const char* name : {"read-only", "not typed", "wrong name", "no backup and no reason", "old backup",
                                 "a check without its reason", "another version runs by now", "the backup is gone",
                                 "something runs", "not a version"})
            QTest::newRow(name) << i++;
    }
    void refusals() {
        QFETCH(int, which);
        open({.seedBackups = 3});
        UpgradeWish wish = wishFor(which == 5 ? "3.3.0.0" : "3.4.2.0");
        QString typed = QStringLiteral("prod");
        if (which == 0) {
            Environment environment = prod();
            environment.protection = Protection::ReadOnly;
            QVERIFY(m_services->registry().update(environment, {}));
            wish.plan.environment = environment;
        }
        if (which == 1) typed.clear();
        if (which == 2) typed = QStringLiteral("Prod");
        if (which == 3) wish.wayBack.whyNot = QStringLiteral("  ");
        if (which == 4) {
            wish.wayBack.wanted = true;
            wish.plan.backup = (*m_lab)->state().backups().front().timestamp;
        }
        if (which == 5) wish.reasons.clear();
        if (which == 6) wish.from = QStringLiteral("3.4.0.0");
        if (which == 7) {
            wish.wayBack.wanted = true;
            wish.plan.backup =
                BackupTimestamp(QDateTime::currentDateTimeUtc().addSecs(-60).toString(u"yyyy-MM-dd't'HH-mm-ss"));
        }
        if (which == 8)
            (*m_lab)->state().startUpgrade({QStringLiteral("3.5.2.0"), true}, lab::LabUpgrade::Fate::Hangs, {});
        if (which == 9) wish.plan.request.version = QStringLiteral("latest");
        const auto begun = begin(wish, typed);
        QVERIFY(!begun);
        QVERIFY(begun.error().kind == ErrorKind::Refused || begun.error().kind == ErrorKind::Usage ||
                begun.error().kind == ErrorKind::Conflict);
        QCOMPARE_EQ(posts(), 0U);
        QVERIFY(m_services->upgrades().history(prod().root, 5).empty());
    }

    /// Even a wish that believes otherwise is refused where the environment is read-only in the store.
    void readOnlyIsAskedOfTheStore() {
        open();
        const UpgradeWish wish = wishFor("3.4.2.0");
        Environment environment = prod();
        environment.protection = Protection::ReadOnly;
        QVERIFY(m_services->registry().update(environment, {}));
        QVERIFY(!begin(wish));
        QCOMPARE_EQ(posts(), 0U);
    }

    void rollbackLetsTheBackupBeSkipped() {
        open();
        UpgradeWish wish = wishFor("3.4.2.0", false);
        wish.wayBack.whyNot.clear();
        QVERIFY(m_services->upgrades().mayBegin(wish));
        wish.plan.request.disableRollback = true;
        QVERIFY(!m_services->upgrades().mayBegin(wish));
    }

    void aFreshBackupIsTheWayBack() {
        open();
        (*m_lab)->state().startBackup(QDateTime::currentDateTimeUtc(), {});
        while ((*m_lab)->state().advance()) {
        }
        const BackupTimestamp made = (*m_lab)->state().backups().back().timestamp;
        UpgradeWish wish = wishFor("3.4.2.0");
        wish.wayBack.wanted = true;
        wish.plan.backup = made;
        QVERIFY(begin(wish));
        EVENTUALLY(isFinished(last().state));
        QCOMPARE_EQ(last().traceOf<UpgradeTrace>()->backup, made);
        UpgradeFollowUp followUp(wish.plan, m_services->upgrades().factsBefore(last().id), m_services->connector,
                                 m_services->clock);
        QCOMPARE_EQ(followUp.facts().backup, made);
        followUp.start();
        EVENTUALLY(!followUp.isWaiting());
        for (const AfterCheck& check : followUp.checks()) QCOMPARE_EQ(kebabName(check.state), QStringLiteral("pass"));
    }

    void aMissingKeyIsNoOutage() {
        open({.undocumented = false});
        m_services->keys.forget(prod());
        GuidedWatch watch(prod(), {}, m_services->connector, m_services->scheduler, m_services->clock);
        watch.start();
        EVENTUALLY(watch.trouble().has_value());
        QVERIFY(!watch.guided().awayAt.isValid());
    }

    void byHandWhereItIsNotOffered() {
        open({.undocumented = false});
        UpgradeWish wish = wishFor("3.4.2.0");
        QCOMPARE_EQ(begin(wish).error().kind, ErrorKind::NotOffered);
        const auto id = m_services->upgrades().beginGuided(wish);
        QVERIFY(id);
        GuidedUpgrade guided;
        guided.id = *id;
        guided.startedAt = m_services->clock.nowUtc();
        GuidedWatch watch(prod(), guided, m_services->connector, m_services->scheduler, m_services->clock);
        watch.start();
        EVENTUALLY(watch.answers());
        QCOMPARE_EQ(watch.tellsVersion(), false);
        guided = watch.guided();
        guided.version = QStringLiteral("3.4.2.0");
        guided.versionSaid = true;
        guided.ending = UpgradeEnding::Upgraded;
        guided.endedAt = m_services->clock.nowUtc();
        QVERIFY(m_services->upgrades().endGuided(guided, prod()));
        const auto history = m_services->upgrades().history(prod().root, 5);
        QCOMPARE_EQ(history.size(), 1U);
        QVERIFY(history.front().guided);
        QCOMPARE_EQ(history.front().versionSaid, QStringLiteral("3.4.2.0"));
        QCOMPARE_EQ(history.front().state, OperationState::Succeeded);
        const auto report = m_services->upgrades().reportOf(operationOf(guided, prod(), wish.plan.request));
        QVERIFY(report && report->guided);
        QVERIFY(m_services->tracker().operations().empty());
        QCOMPARE_EQ(posts(), 0U);
    }
};

QTEST_GUILESS_MAIN(UpgradeFlowTest)
#include "upgrade_flow_test.moc"
