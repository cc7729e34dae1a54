#include <QTest>

#include "domain/operation/operation.h"
#include "storage/records.h"

using namespace prophecy;
using namespace std::chrono_literals;

namespace {

const QDateTime kStart(QDate(2026, 11, 25), QTime(9, 0), Qt::UTC);
const QString kFrom = QStringLiteral("3.4.1.0"), kTo = QStringLiteral("3.4.2.0");

Operation fresh(const std::optional<QString>& baseline = QStringLiteral("idle")) {
    Operation operation;
    operation.id = OperationId(QStringLiteral("1"));
    operation.kind = OperationKind::Upgrade;
    operation.startedAt = kStart;
    operation.trace = UpgradeTrace{{kTo, true}, kFrom};
    operation.traceOf<UpgradeTrace>()->baseline = baseline;
    return operation;
}

Observation accepted() {
    return Accepted{};
}
Observation cut() {
    return SentWithoutAnswer{makeError(ErrorKind::UnknownOutcome, QStringLiteral("cut"))};
}
Observation page() {
    return LookFailed{makeError(ErrorKind::NotTheApi, QStringLiteral("502"))};
}

}  // namespace

/// Every ending of an upgrade, as rows of looks: "status/version", "-/version" where no status is told, "page" while
/// something else answers. Looks are ten seconds apart.
class UpgradeWatchTest final : public QObject {
    Q_OBJECT

    static Operation watch(Operation operation, const Observation& first, const QString& looks) {
        QDateTime now = kStart.addSecs(1);
        Reduction step = reduce(std::move(operation), first, now);
        for (const QString& look : looks.split(u',', Qt::SkipEmptyParts)) {
            now = now.addSecs(10);
            if (step.next == NextAction::Nothing) return step.operation;
            if (look == u"page") {
                step = reduce(step.operation, page(), now);
                continue;
            }
            const QString status = look.section(u'/', 0, 0), version = look.section(u'/', 1);
            const auto told = status == u"-" ? std::nullopt : std::optional(UpgradeStatus{status, {}});
            step = reduce(step.operation, UpgradeStatusRead{told}, now);
            if (step.next == NextAction::ReadVersions)
                step = reduce(step.operation, VersionsRead{{version, {}, false}}, now);
        }
        return step.operation;
    }
    static QString times(int count, const char* look) { return QString(QLatin1String(look) + u',').repeated(count); }

    static void row(const char* name, const QString& looks, const char* state, const char* ending, bool answered = true,
                    bool disableRollback = true, const char* baseline = "idle") {
        QTest::newRow(name) << looks << answered << disableRollback << QString::fromLatin1(baseline)
                            << QString::fromLatin1(state) << QString::fromLatin1(ending);
    }
    static void rowsThatAreSeen() {
        const QString restart = QStringLiteral("running/,page,page,page,");
        row("upgraded", restart + times(2, "Success/3.4.2.0"), "succeeded", "upgraded");
        row("upgraded, marked EM", restart + times(2, "Success/3.4.2.0 EM"), "succeeded", "upgraded");
        row("upgraded, idle afterwards", restart + times(2, "idle/3.4.2.0"), "succeeded", "upgraded");
        row("upgraded between two looks", QStringLiteral("Success/3.4.2.0,Success/3.4.2.0"), "succeeded", "upgraded");
        row("seen upgraded once", QStringLiteral("Success/3.4.2.0"), "running", "none");
        row("upgraded for one look", restart + QStringLiteral("Success/3.4.2.0,running/"), "running", "none");
        row("upgraded in strange words at once", QStringLiteral("stable/3.4.2.0"), "running", "none");
        row("upgraded in strange words for a while", times(62, "stable/3.4.2.0"), "succeeded", "upgraded");
        row("the version is there, but it still runs", QStringLiteral("running/3.4.2.0,running/3.4.2.0"), "running",
            "none");
        row("rolled back", restart + QStringLiteral("rolling back/,Rolled back/3.4.1.0,Rolled back/3.4.1.0"), "failed",
            "rolled-back", true, false);
        row("stayed failed", restart + times(2, "failed: chart timed out/3.4.1.0"), "failed", "stayed-failed");
        row("failed, but may still roll back", restart + QStringLiteral("failed/3.4.1.0,failed/3.4.1.0"), "running",
            "none", true, false);
        row("failed, then rolled back",
            restart + QStringLiteral("failed/3.4.1.0,rolling back/,") + times(2, "rolled back/3.4.1.0"), "failed",
            "rolled-back", true, false);
        row("failed, and never rolled back", restart + times(32, "failed/3.4.1.0"), "failed", "stayed-failed", true,
            false);
        row("never came back", restart + times(500, "page"), "running", "none");
        row("came back with another version", restart + times(8, "idle/3.4.3.0"), "failed", "other-version");
        row("another version for a moment only", restart + QStringLiteral("idle/3.4.1.5,idle/3.4.2.0,idle/3.4.2.0"),
            "succeeded", "upgraded");
        row("came back unchanged", restart + times(32, "idle/3.4.1.0"), "failed", "unchanged");
        row("a success that changed nothing", restart + times(32, "Success/3.4.1.0"), "failed", "unchanged");
        row("hangs", times(500, "running/"), "running", "none");
        row("accepted, never visible", times(65, "idle/3.4.1.0"), "lost", "none");
        row("accepted, begins late",
            times(40, "idle/3.4.1.0") + QStringLiteral("running/,page,") + times(2, "Success/3.4.2.0"), "succeeded",
            "upgraded");
        row("a hiccup before it begins",
            QStringLiteral("page,") + times(40, "Success/3.4.1.0") + QStringLiteral("running/,page,") +
                times(2, "Success/3.4.2.0"),
            "succeeded", "upgraded", true, true, "Success");
        row("a status that is gone while it restarts", restart + times(60, "-/3.4.1.0"), "running", "none");
        row("an old success for a moment", QStringLiteral("page,Success/3.4.2.0,running/"), "running", "none", true,
            true, "Success");
        row("cancelled there", restart + times(8, "Cancelled/3.4.1.0"), "failed", "stayed-failed");
        row("not all is up yet", restart + QStringLiteral("Not all services are up yet/3.4.2.0"), "running", "none");
        row("a status that was not told before, an old failure", QStringLiteral("failed/3.4.1.0,failed/3.4.1.0"),
            "running", "none", true, true, "none at all");
        row("strange words go on", times(50, "deploying/3.4.1.0"), "running", "none");
    }
    /// What the status said before proves nothing.
    static void rowsOfOldStatus() {
        row("an old failure", QStringLiteral("failed/3.4.1.0,failed/3.4.1.0"), "running", "none", true, true, "failed");
        row("an old failure, then ours", QStringLiteral("failed/3.4.1.0,running/,failed/3.4.1.0,failed/3.4.1.0"),
            "failed", "stayed-failed", true, true, "failed");
        row("an old rollback", QStringLiteral("rolled back/3.4.1.0"), "running", "none", true, false, "rolled back");
        row("an old success", QStringLiteral("Success/3.4.1.0,Success/3.4.1.0"), "running", "none", true, true,
            "Success");
        row("the same success with the new version",
            QStringLiteral("Success/3.4.1.0,page,") + times(8, "Success/3.4.2.0"), "succeeded", "upgraded", true, true,
            "Success");

        // Nobody tells a status.
        row("no status, upgraded", QStringLiteral("-/3.4.1.0,page,page,-/3.4.2.0,-/3.4.2.0"), "succeeded", "upgraded",
            true, true, "none at all");
        row("no status, takes its time", times(60, "-/3.4.1.0"), "running", "none", true, true, "none at all");
        row("no status, another version", times(8, "-/3.4.3.0"), "failed", "other-version", true, true, "none at all");
    }
    /// The answer to the request never came.
    static void rowsOfACutAnswer() {
        row("cut, not arrived", times(60, "idle/3.4.1.0"), "unknown", "none", false);
        row("cut, arrived", QStringLiteral("page,running/,page,Success/3.4.2.0,Success/3.4.2.0"), "succeeded",
            "upgraded", false);
        row("cut, seen running", QStringLiteral("running/"), "running", "none", false);
        row("cut, seen running, then nothing", QStringLiteral("running/,") + times(30, "idle/3.4.1.0"), "unknown",
            "none", false);
        row("cut, failed", QStringLiteral("failed: x/3.4.1.0,failed: x/3.4.1.0"), "failed", "stayed-failed", false);
        row("cut, an old failure", times(30, "failed/3.4.1.0"), "unknown", "none", false, true, "failed");
        row("cut, another version", times(30, "idle/3.4.3.0"), "unknown", "none", false);
        row("cut, rolled back", QStringLiteral("running/,rolled back/3.4.1.0,rolled back/3.4.1.0"), "failed",
            "rolled-back", false, false);
        row("cut while it stays away", times(50, "page"), "unknown", "none", false);
    }

private Q_SLOTS:
    void endings_data() {
        QTest::addColumn<QString>("looks");
        QTest::addColumn<bool>("answered");
        QTest::addColumn<bool>("disableRollback");
        QTest::addColumn<QString>("baseline");
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("ending");
        rowsThatAreSeen();
        rowsOfOldStatus();
        rowsOfACutAnswer();
    }
    void endings() {
        QFETCH(QString, looks);
        QFETCH(bool, answered);
        QFETCH(bool, disableRollback);
        QFETCH(QString, baseline);
        Operation operation = fresh(baseline == u"none at all" ? std::nullopt : std::optional(baseline));
        operation.traceOf<UpgradeTrace>()->request.disableRollback = disableRollback;
        const Operation seen = watch(std::move(operation), answered ? accepted() : cut(), looks);
        QTEST(kebabName(seen.state), "state");
        QTEST(kebabName(seen.traceOf<UpgradeTrace>()->ending), "ending");
    }

    void theSameVersionAgain_data() {
        QTest::addColumn<QString>("looks");
        QTest::addColumn<QString>("state");
        QTest::newRow("nothing seen") << "idle/3.4.2.0,idle/3.4.2.0"
                                      << "running";
        QTest::newRow("a new success") << "Success/3.4.2.0,Success/3.4.2.0"
                                       << "succeeded";
        QTest::newRow("seen running") << "running/,idle/3.4.2.0,idle/3.4.2.0"
                                      << "succeeded";
        QTest::newRow("never seen") << times(65, "idle/3.4.2.0") << "lost";
    }
    void theSameVersionAgain() {
        QFETCH(QString, looks);
        Operation operation = fresh();
        operation.traceOf<UpgradeTrace>()->from = kTo;
        QTEST(kebabName(watch(std::move(operation), accepted(), looks).state), "state");
    }

    void goingAwayIsNoted() {
        Operation seen = watch(fresh(), accepted(), QStringLiteral("running/,page,page"));
        QCOMPARE_EQ(seen.traceOf<UpgradeTrace>()->runningAt, kStart.addSecs(11));
        QCOMPARE_EQ(seen.traceOf<UpgradeTrace>()->awayAt, kStart.addSecs(21));
        QVERIFY(!seen.traceOf<UpgradeTrace>()->backAt.isValid());
        QCOMPARE_EQ(seen.trouble, ErrorKind::NotTheApi);
        seen = watch(fresh(), accepted(), QStringLiteral("running/,page,page,running/"));
        QCOMPARE_EQ(seen.traceOf<UpgradeTrace>()->backAt, kStart.addSecs(41));
        QVERIFY(!seen.trouble);
    }

    void aRefusedKeyIsNotGoingAway() {
        Reduction step = reduce(fresh(), accepted(), kStart);
        step = reduce(step.operation, LookFailed{makeError(ErrorKind::Auth, QString())}, kStart.addSecs(2));
        QVERIFY(!step.operation.traceOf<UpgradeTrace>()->awayAt.isValid());
        QCOMPARE_EQ(step.next, NextAction::ReadUpgradeStatus);
    }

    /// The connection may drop between any two looks: what was half read is read anew.
    void aLookThatBreaksInTheMiddleProvesNothing() {
        Reduction step = reduce(fresh(), accepted(), kStart);
        step =
            reduce(step.operation, UpgradeStatusRead{UpgradeStatus{QStringLiteral("Success"), {}}}, kStart.addSecs(2));
        QCOMPARE_EQ(step.next, NextAction::ReadVersions);
        step = reduce(step.operation, page(), kStart.addSecs(3));
        QCOMPARE_EQ(step.operation.state, OperationState::Running);
        QVERIFY(!step.operation.traceOf<UpgradeTrace>()->said);
        QCOMPARE_EQ(step.next, NextAction::ReadUpgradeStatus);
        QCOMPARE_EQ(resume(step.operation, kStart.addSecs(9)).next, NextAction::ReadUpgradeStatus);
    }

    void aKilledConsoleTakesItUpAgain() {
        const Reduction step = resume(fresh(), kStart.addSecs(5));
        QCOMPARE_EQ(step.operation.state, OperationState::Unknown);
        QCOMPARE_EQ(step.next, NextAction::ReadUpgradeStatus);
    }

    void theAdminMayCloseWhatStaysAway() {
        const Operation away = watch(fresh(), accepted(), QStringLiteral("running/,") + times(100, "page"));
        QVERIFY(!mayBeClosedByAdmin(away, kStart.addSecs(14 * 60)));
        QVERIFY(mayBeClosedByAdmin(away, kStart.addSecs(16 * 60)));
        const Operation strange = watch(fresh(), accepted(), QStringLiteral("running/,") + times(100, "odd/3.4.1.0"));
        QCOMPARE_EQ(strange.state, OperationState::Running);
        QVERIFY(mayBeClosedByAdmin(strange, kStart.addSecs(16 * 60)));
        const Operation hanging = watch(fresh(), accepted(), times(100, "running/"));
        QVERIFY(!mayBeClosedByAdmin(hanging, kStart.addSecs(1000)));
    }

    /// Short-lived commands look one after the other: what they wait for is not begun anew by each.
    void whatSettlesGoesOnInAnotherProcess() {
        Operation seen = watch(fresh(QStringLiteral("Success")), accepted(), times(2, "Success/3.4.2.0"));
        QCOMPARE_EQ(seen.state, OperationState::Running);
        Reduction step = resume(operationFrom(toRecord(seen)), kStart.addSecs(90));
        step =
            reduce(step.operation, UpgradeStatusRead{UpgradeStatus{QStringLiteral("Success"), {}}}, kStart.addSecs(90));
        step = reduce(step.operation, VersionsRead{{kTo, {}, false}}, kStart.addSecs(91));
        QCOMPARE_EQ(step.operation.traceOf<UpgradeTrace>()->ending, UpgradeEnding::Upgraded);
    }

    void survivesTheStore() {
        Operation seen = watch(fresh(), accepted(), QStringLiteral("running/,page,rolling back/"));
        seen.traceOf<UpgradeTrace>()->backup = BackupTimestamp(QStringLiteral("2026-11-25t08-30-00"));
        QCOMPARE_EQ(operationFrom(toRecord(seen)), seen);
        for (const auto ending : {UpgradeEnding::Upgraded, UpgradeEnding::RolledBack, UpgradeEnding::StayedFailed,
                                  UpgradeEnding::OtherVersion, UpgradeEnding::Unchanged, UpgradeEnding::None}) {
            seen.traceOf<UpgradeTrace>()->ending = ending;
            QCOMPARE_EQ(operationFrom(toRecord(seen)).traceOf<UpgradeTrace>()->ending, ending);
        }
        const auto bare = operationFrom({{QStringLiteral("kind"), QStringLiteral("upgrade")}});
        QVERIFY(bare.traceOf<UpgradeTrace>() && bare.traceOf<UpgradeTrace>()->request.disableRollback);
    }
};

QTEST_GUILESS_MAIN(UpgradeWatchTest)
#include "upgrade_watch_test.moc"
