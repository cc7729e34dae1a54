#include <QTest>

#include "domain/upgrade/upgrade_draft.h"
#include "domain/upgrade/upgrade_follow_up.h"
#include "words/refusal.h"
#include "words/sentences.h"
#include "words/upgrade_guide.h"
#include "words/upgrade_report.h"

using namespace prophecy;

namespace {

const QDateTime kNow(QDate(2026, 11, 25), QTime(9, 0), Qt::UTC);
const BackupTimestamp kFresh(QStringLiteral("2026-11-25t08-30-00"));

template <class T>
Fact<T> fact(Result<T> answer) {
    return {std::move(answer), kNow};
}
Error lacking() {
    Error error = makeError(ErrorKind::NotTheApi, QStringLiteral("a page"));
    error.httpStatus = 200;
    error.webPage = true;
    return error;
}
Backup entry(const char* timestamp, const char* status = "Success") {
    return {BackupTimestamp(QString::fromLatin1(timestamp)),
            QString::fromLatin1(status),
            {},
            QStringLiteral("https://s3.console.aws.amazon.com/s3/buckets/b?prefix=app")};
}
BackupConfig config(int keep, bool enabled, const char* frequency = "0 0 0 * * *") {
    return {{{QStringLiteral("backupFrequency"), QString::fromLatin1(frequency)},
             {QStringLiteral("backupRetentionCount"), QString::number(keep)},
             {QStringLiteral("enableRegularBackups"), enabled}}};
}

UpgradePlan goodPlan() {
    UpgradePlan plan;
    plan.environment.name = QStringLiteral("prod");
    plan.environment.root = QUrl(QStringLiteral("https://prod.example.com"));
    plan.environment.role = Role::Primary;
    plan.environment.protection = Protection::Typed;
    plan.partner = plan.environment;
    plan.partner->name = QStringLiteral("dr");
    plan.request = {QStringLiteral("3.4.2.0"), true};
    plan.backup = kFresh;
    return plan;
}

UpgradeFacts goodFacts() {
    UpgradeFacts facts;
    facts.list = fact(Result<BackupList>(BackupList{{entry("2026-11-24t00-00-00"), entry("2026-11-25t08-30-00")}}));
    facts.running = fact(Result<BackupAnswer>(BackupAnswer()));
    facts.versions = fact(Result<Versions>(
        Versions{QStringLiteral("3.4.1.0"), {QStringLiteral("3.4.2.0"), QStringLiteral("3.5.1.0 EM")}, false}));
    facts.status = fact(Result<UpgradeStatus>(UpgradeStatus{QStringLiteral("idle"), {}}));
    facts.config = fact(Result<BackupConfig>(config(30, true)));
    facts.store = fact(Result<ObjectStore>(ObjectStore{QStringLiteral("s3"), QStringLiteral("b"), {}, {}, {}}));
    facts.users = fact(Result<Users>(Users{53, 1023}));
    facts.partnerVersions = fact(Result<Versions>(Versions{QStringLiteral("3.4.1.0"), {}, false}));
    return facts;
}

Check one(CheckId id, const UpgradePlan& plan, const UpgradeFacts& facts) {
    for (const Check& check : judgeUpgrade(plan, facts, kNow))
        if (check.id == id) return check;
    qFatal("no such check");
}

}  // namespace

class UpgradeTest final : public QObject {
    Q_OBJECT

    static tl::unexpected<Error> failed(ErrorKind kind) { return fail(makeError(kind, QStringLiteral("x"))); }
    /// What runs there, and what it says of it.
    static void changeWhatRuns(const QString& change, UpgradeFacts& facts) {
        const auto says = [&](const char* status) {
            facts.status = fact(Result<UpgradeStatus>(UpgradeStatus{QString::fromLatin1(status), {}}));
        };
        if (change == u"unreachable") facts.list = fact(Result<BackupList>(failed(ErrorKind::Offline)));
        if (change == u"key refused") facts.list = fact(Result<BackupList>(failed(ErrorKind::Auth)));
        if (change == u"a backup runs")
            facts.list = fact(Result<BackupList>(
                BackupList{{entry("2026-11-25t08-59-00",
                                  "backup/restore operation ongoing with pending DBs: [asp] and pending Volumes: [] "
                                  "and completed DBs: [] and completed Volumes: []")}}));
        if (change == u"a restore runs")
            facts.running = fact(Result<BackupAnswer>(entry(
                "",
                "backup/restore operation ongoing with pending DBs: [asp] and pending Volumes: [] and completed DBs: "
                "[] and completed Volumes: []")));
        if (change == u"an upgrade runs") says("running");
        if (change == u"an upgrade is rolled back") says("failed, rolling back");
        if (change == u"the last one failed") says("Failed: boom");
        if (change == u"the last one was rolled back") says("Rolled back to 3.4.1.0");
        if (change == u"words that are not understood") says("deploying charts");
        if (change == u"no status call") facts.status = fact(Result<UpgradeStatus>(fail(lacking())));
        if (change == u"running is not told") facts.running = fact(Result<BackupAnswer>(failed(ErrorKind::TimedOut)));
    }
    static void changeVersions(const QString& change, UpgradePlan& plan, UpgradeFacts& facts) {
        if (change == u"downgrade") plan.request.version = QStringLiteral("3.3.0.0");
        if (change == u"not offered") facts.versions = fact(Result<Versions>(fail(lacking())));
        if (change == u"versions failed") facts.versions = fact(Result<Versions>(failed(ErrorKind::TimedOut)));
        if (change == u"no version chosen") plan.request.version.clear();
        if (change == u"a scheduled backup is near")
            facts.config = fact(Result<BackupConfig>(config(30, true, "0 5 9 * * *")));
        if (change == u"no partner") plan.partner.reset();
        const auto partnerRuns = [&](const char* version) {
            facts.partnerVersions = fact(Result<Versions>(Versions{QString::fromLatin1(version), {}, false}));
        };
        if (change == u"partner is there already") partnerRuns("3.4.2.0 EM");
        if (change == u"partner runs something else") partnerRuns("3.3.0.0");
        if (change == u"partner is off") facts.partnerVersions = fact(Result<Versions>(failed(ErrorKind::Offline)));
    }
    static void changeBackups(const QString& change, UpgradePlan& plan, UpgradeFacts& facts) {
        if (change == u"local backups")
            facts.store = fact(Result<ObjectStore>(ObjectStore{QStringLiteral("local"), {}, {}, {}, {}}));
        if (change == u"store is not told") facts.store = fact(Result<ObjectStore>(fail(lacking())));
        if (change == u"store and place are not told") {
            facts.store = fact(Result<ObjectStore>(fail(lacking())));
            plan.backup = {};
        }
        if (change == u"keeps one") facts.config = fact(Result<BackupConfig>(config(1, true)));
        if (change == u"keeps far fewer than are there") {
            facts.config = fact(Result<BackupConfig>(config(2, true)));
            facts.list = fact(Result<BackupList>(
                BackupList{{entry("2026-11-21t00-00-00"), entry("2026-11-22t00-00-00"), entry("2026-11-23t00-00-00"),
                            entry("2026-11-24t00-00-00"), entry("2026-11-25t08-30-00")}}));
        }
        if (change == u"keeps two") facts.config = fact(Result<BackupConfig>(config(2, true)));
        if (change == u"pushes out what is needed" || change == u"a backup is still to be made") {
            facts.config = fact(Result<BackupConfig>(config(change.startsWith(u'p') ? 2 : 3, true)));
            facts.needed = {BackupTimestamp(QStringLiteral("2026-11-24t00-00-00"))};
            if (change.startsWith(u'a')) plan.backup = {};
        }
        if (change == u"regular backups are off") facts.config = fact(Result<BackupConfig>(config(1, false)));
        if (change == u"config is not told") facts.config = fact(Result<BackupConfig>(fail(lacking())));
        if (change == u"read-only") plan.environment.protection = Protection::ReadOnly;
    }

private Q_SLOTS:
    void everythingGood() {
        const auto checks = judgeUpgrade(goodPlan(), goodFacts(), kNow);
        QCOMPARE_EQ(checks.size(), std::size(upgradeChecks()));
        for (const Check& check : checks)
            QVERIFY2(check.state == CheckState::Pass, qPrintable(sentenceOf(check.evidence)));
        QVERIFY(mayGoOn(upgradeChecks(), checks, {}));
        for (const Check& check : judgeUpgrade(goodPlan(), UpgradeFacts(), kNow))
            if (check.id != CheckId::Protection) QCOMPARE_EQ(kebabName(check.state), QStringLiteral("waiting"));
    }

    void checks_data() {
        QTest::addColumn<int>("id");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("change");
        const auto row = [](const char* change, CheckId id, const char* state) {
            QTest::newRow(change) << static_cast<int>(id) << QString::fromLatin1(state) << QString::fromLatin1(change);
        };
        row("unreachable", CheckId::Reachable, "fail");
        row("key refused", CheckId::Key, "fail");
        row("a backup runs", CheckId::Idle, "fail");
        row("a restore runs", CheckId::Idle, "fail");
        row("an upgrade runs", CheckId::Idle, "fail");
        row("an upgrade is rolled back", CheckId::Idle, "fail");
        row("the last one failed", CheckId::Idle, "warn");
        row("the last one was rolled back", CheckId::Idle, "pass");
        row("words that are not understood", CheckId::Idle, "unknown");
        row("no status call", CheckId::Idle, "pass");
        row("running is not told", CheckId::Idle, "unknown");
        row("downgrade", CheckId::Version, "warn");
        row("not offered", CheckId::Version, "warn");
        row("versions failed", CheckId::Version, "unknown");
        row("no version chosen", CheckId::Version, "fail");
        row("a scheduled backup is near", CheckId::Schedule, "warn");
        row("no partner", CheckId::Partner, "pass");
        row("partner is there already", CheckId::Partner, "pass");
        row("partner runs something else", CheckId::Partner, "warn");
        row("partner is off", CheckId::Partner, "unknown");
        row("local backups", CheckId::Location, "warn");
        row("store is not told", CheckId::Location, "pass");
        row("store and place are not told", CheckId::Location, "unknown");
        row("keeps one", CheckId::Retention, "warn");
        row("keeps two", CheckId::Retention, "pass");
        row("keeps far fewer than are there", CheckId::Retention, "warn");
        row("pushes out what is needed", CheckId::Retention, "warn");
        row("a backup is still to be made", CheckId::Retention, "warn");
        row("regular backups are off", CheckId::Retention, "pass");
        row("config is not told", CheckId::Retention, "unknown");
        row("read-only", CheckId::Protection, "fail");
    }
    void checks() {
        QFETCH(int, id);
        QFETCH(QString, change);
        UpgradePlan plan = goodPlan();
        UpgradeFacts facts = goodFacts();
        changeWhatRuns(change, facts);
        changeVersions(change, plan, facts);
        changeBackups(change, plan, facts);
        QTEST(kebabName(one(static_cast<CheckId>(id), plan, facts).state), "state");
        QCOMPARE_EQ(mustBeGuided(facts), change == u"not offered");
    }

    void aBackupMayNotPushOutWhatIsNeeded() {
        UpgradeFacts facts = goodFacts();
        QVERIFY(!whyNoBackupFirst(goodPlan(), facts));
        facts.needed = {BackupTimestamp(QStringLiteral("2026-11-24t00-00-00"))};
        facts.config = fact(Result<BackupConfig>(config(2, true)));
        QCOMPARE_EQ(whyNoBackupFirst(goodPlan(), facts)->code, QStringLiteral("would-push-out-needed"));
        facts.config = fact(Result<BackupConfig>(config(3, true)));
        QVERIFY(!whyNoBackupFirst(goodPlan(), facts));
        QCOMPARE_EQ(whyNoBackupFirst(goodPlan(), UpgradeFacts())->code, QStringLiteral("asking-what-is-kept"));
    }

    void freshness_data() {
        QTest::addColumn<QString>("timestamp");
        QTest::addColumn<QString>("status");
        QTest::addColumn<bool>("fresh");
        QTest::newRow("young") << "2026-11-25t08-00-00"
                               << "Success" << true;
        QTest::newRow("a second too old") << "2026-11-25t07-59-59"
                                          << "Success" << false;
        QTest::newRow("failed") << "2026-11-25t08-30-00"
                                << "error" << false;
        QTest::newRow("a clock a little ahead") << "2026-11-25t09-04-00"
                                                << "Success" << true;
        QTest::newRow("from the future") << "2026-11-25t10-00-00"
                                         << "Success" << false;
        QTest::newRow("no timestamp") << "yesterday"
                                      << "Success" << false;
    }
    void freshness() {
        QFETCH(QString, timestamp);
        QFETCH(QString, status);
        const Backup backup = entry(qPrintable(timestamp), qPrintable(status));
        QTEST(freshBackup({backup}, {}, QTimeZone::utc(), kNow, std::chrono::hours(1)).has_value(), "fresh");
    }
    void onlyItsOwnIsTheWayBack() {
        Backup backup = entry("2026-11-25t08-30-00");
        backup.nameSpace = QStringLiteral("app");
        const auto fresh = [&](const Ownership& ownership) {
            return freshBackup({backup}, ownership, QTimeZone::utc(), kNow, std::chrono::hours(1)).has_value();
        };
        QVERIFY(fresh({QStringLiteral("app"), kNow.addSecs(-3600)}));
        QVERIFY(!fresh({QStringLiteral("app-dr"), {}}));
        QVERIFY(!fresh({QStringLiteral("app"), kNow.addSecs(-600)}));
        QVERIFY(fresh({}));
    }
    void theNewestFreshOneAndTheServersZoneCount() {
        const std::vector<Backup> listed{entry("2026-11-25t08-30-00"), entry("2026-11-25t08-45-00"),
                                         entry("2026-11-25t08-10-00")};
        QCOMPARE_EQ(freshBackup(listed, {}, QTimeZone::utc(), kNow, std::chrono::hours(1))->timestamp.text(),
                    QStringLiteral("2026-11-25t08-45-00"));
        // 08:45 there is 16:45 UTC the day before.
        QVERIFY(!freshBackup(listed, {}, QTimeZone(8 * 3600), kNow, std::chrono::hours(1)));
    }

    void aBacklogThatGoesIsSaidInNumbers() {
        UpgradeFacts facts = goodFacts();
        facts.config = fact(Result<BackupConfig>(config(2, true)));
        facts.list = fact(Result<BackupList>(BackupList{{entry("2026-11-22t00-00-00"), entry("2026-11-23t00-00-00"),
                                                         entry("2026-11-24t00-00-00"), entry("2026-11-25t08-30-00")}}));
        for (const Check& check : judgeUpgrade(goodPlan(), facts, kNow))
            if (check.id == CheckId::Retention)
                QVERIFY2(sentenceOf(check.evidence).contains(QStringLiteral("3 older backup")),
                         qPrintable(sentenceOf(check.evidence)));
    }

    void theDraftSurvivesTheStore() {
        UpgradeDraft draft;
        draft.id = QStringLiteral("d");
        draft.environment = EnvironmentId(QStringLiteral("e"));
        draft.environmentName = QStringLiteral("prod");
        draft.version = QStringLiteral("3.4.2.0");
        draft.acknowledged = says("downgrade", {QStringLiteral("3.4.2.0")});
        draft.disableRollback = false;
        draft.wayBack = {false, QStringLiteral("why"), std::chrono::minutes(90), OperationId(QStringLiteral("b"))};
        draft.accepted.accept({CheckId::Partner, CheckState::Warn, says("partner-untold"), {}}, QStringLiteral("a > a"),
                              QStringLiteral("later"));
        draft.operations = {OperationId(QStringLiteral("o")), OperationId(QStringLiteral("p"))};
        draft.done[guideTask(0)] = {QStringLiteral("root"), kNow};
        draft.guided.id = OperationId(QStringLiteral("g"));
        draft.guided.stepsDone = {kNow, QDateTime()};
        draft.guided.from = QStringLiteral("3.4.1.0");
        draft.guided.startedAt = kNow;
        draft.guided.awayAt = kNow.addSecs(10);
        draft.guided.backAt = kNow.addSecs(60);
        draft.guided.endedAt = kNow.addSecs(70);
        draft.guided.version = QStringLiteral("3.4.2.0");
        draft.guided.versionSaid = true;
        draft.guided.ending = UpgradeEnding::Upgraded;
        draft.step = 4;
        draft.savedAt = kNow;
        QCOMPARE_EQ(upgradeDraftFrom(toRecord(draft)), draft);
        QVERIFY(!upgradeDraftFrom({}));
        QJsonObject later = toRecord(draft);
        later.insert(QStringLiteral("formatVersion"), ProcedureDraft::kVersion + 1);
        QVERIFY(!upgradeDraftFrom(later));
        QVERIFY(upgradeDraftFrom(toRecord(UpgradeDraft()))->disableRollback);
    }

    void aWatchByHandNotesGoingAndComing() {
        GuidedUpgrade guided;
        guided = noteLook(guided, true, std::nullopt, kNow);
        QVERIFY(!guided.awayAt.isValid() && !guided.backAt.isValid());
        guided = noteLook(guided, false, std::nullopt, kNow.addSecs(5));
        guided = noteLook(guided, false, std::nullopt, kNow.addSecs(10));
        QCOMPARE_EQ(guided.awayAt, kNow.addSecs(5));
        guided = noteLook(guided, true, QStringLiteral("3.4.2.0"), kNow.addSecs(15));
        QCOMPARE_EQ(guided.backAt, kNow.addSecs(15));
        QCOMPARE_EQ(guided.version, QStringLiteral("3.4.2.0"));
        guided = noteLook(guided, false, std::nullopt, kNow.addSecs(20));
        QVERIFY(!guided.backAt.isValid());
        QCOMPARE_EQ(guided.awayAt, kNow.addSecs(5));
    }

    void theGuideSaysVersionAndToggle() {
        const UpgradePlan plan = goodPlan();
        const QString on = guideSteps(plan.environment, plan.request).join(u'\n');
        QVERIFY(on.contains(QStringLiteral("https://prod.example.com")));
        QVERIFY(on.contains(QStringLiteral("3.4.2.0")));
        QVERIFY(on.contains(QStringLiteral("Disable Rollback on")));
        QVERIFY(guideSteps(plan.environment, {QStringLiteral("3.4.2.0"), false})
                    .join(u'\n')
                    .contains(QStringLiteral("Disable Rollback off")));
    }

    void theReportTellsEveryEnding() {
        UpgradeReport made;
        made.operation.kind = OperationKind::Upgrade;
        made.operation.environmentName = QStringLiteral("prod_*");
        made.operation.state = OperationState::Failed;
        made.operation.startedAt = kNow;
        made.operation.finishedAt = kNow.addSecs(61);
        made.operation.text = QStringLiteral("boom\n# not a heading <b>");
        made.operation.trace = UpgradeTrace{{QStringLiteral("3.4.2.0"), false}, QStringLiteral("3.4.1.0")};
        made.backup = QStringLiteral("none: because");
        made.checks = {{QStringLiteral("version"), QStringLiteral("warn"), QStringLiteral("a downgrade"),
                        QStringLiteral("agreed")}};
        const std::pair<UpgradeEnding, const char*> endings[] = {
            {UpgradeEnding::RolledBack, "was rolled back"},   {UpgradeEnding::StayedFailed, "stayed there"},
            {UpgradeEnding::OtherVersion, "another version"}, {UpgradeEnding::Unchanged, "changed nothing"},
            {UpgradeEnding::Upgraded, "succeeded"},           {UpgradeEnding::None, "did not happen"}};
        for (const auto& [ending, words] : endings) {
            made.operation.traceOf<UpgradeTrace>()->ending = ending;
            const QString text = toMarkdown(made);
            QVERIFY2(text.section(u'\n', 0, 0).contains(QLatin1String(words)), words);
            QVERIFY(text.contains(QStringLiteral("prod\\_\\*")));
            QVERIFY(text.contains(QStringLiteral("    # not a heading <b>")));  // inside a code block
            QVERIFY(text.contains(QStringLiteral("Accepted because: agreed")));
        }
    }

    void theChecksAfterwards() {
        const UpgradePlan plan = goodPlan();
        UpgradeFollowUpFacts facts;
        for (const AfterCheck& check : upgradeAfterChecks(plan, facts)) QCOMPARE_EQ(check.state, CheckState::Waiting);
        const UpgradeFacts before = goodFacts();
        facts.list = before.list;
        facts.versions = fact(Result<Versions>(Versions{QStringLiteral("3.4.2.0"), {}, false}));
        facts.config = before.config;
        facts.configBefore = before.config.value().raw;
        facts.users = before.users;
        facts.usersBefore = 1023;
        facts.backup = kFresh;
        facts.partnerVersions = fact(Result<Versions>(Versions{QStringLiteral("3.4.2.0"), {}, false}));
        for (const AfterCheck& check : upgradeAfterChecks(plan, facts)) QCOMPARE_EQ(check.state, CheckState::Pass);
        QVERIFY(!partnerIsBehind(plan, facts));
        facts.partnerVersions = before.partnerVersions;
        QVERIFY(partnerIsBehind(plan, facts));
        facts.usersBefore = 2000;
        facts.backup = BackupTimestamp(QStringLiteral("2026-11-01t00-00-00"));
        facts.config = fact(Result<BackupConfig>(config(7, true)));
        facts.versions = before.versions;
        int warnings = 0, failures = 0;
        for (const AfterCheck& check : upgradeAfterChecks(plan, facts)) {
            warnings += check.state == CheckState::Warn;
            failures += check.state == CheckState::Fail;
        }
        QCOMPARE_EQ(warnings, 4);  // backup gone, config changed, fewer users, partner behind
        QCOMPARE_EQ(failures, 1);  // another version
    }
};

QTEST_GUILESS_MAIN(UpgradeTest)
#include "upgrade_test.moc"
