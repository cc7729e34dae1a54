#include <QJsonDocument>
#include <QTest>

#include "domain/checks/acceptances.h"
#include "domain/operation/operation.h"
#include "domain/restore/restore_checks.h"
#include "domain/restore/restore_follow_up.h"
#include "storage/records.h"
#include "words/refusal.h"
#include "words/restore_report.h"
#include "words/sentences.h"

using namespace prophecy;

namespace {

const QDateTime kNow(QDate(2026, 11, 22), QTime(9, 0), Qt::UTC);
const BackupTimestamp kBackup(QStringLiteral("2026-11-22t06-00-00"));
const QString kOngoing = QStringLiteral(
    "backup/restore operation ongoing with pending DBs: [exec] and pending Volumes: [edweb] and completed DBs: [asp] "
    "and completed Volumes: []");

Backup entry(const QString& status, const BackupTimestamp& timestamp = kBackup) {
    return {timestamp, status, {}, QStringLiteral("https://s3.console.aws.amazon.com/s3/buckets/b?prefix=app")};
}
Error unknown() {
    return makeError(ErrorKind::UnknownOutcome, QStringLiteral("cut"));
}

Operation fresh(const std::optional<QString>& baseline = {}) {
    Operation operation;
    operation.id = OperationId(QStringLiteral("1"));
    operation.kind = OperationKind::Restore;
    operation.timestamp = kBackup;
    operation.baselineKnown = true;
    operation.baselineNewest = kBackup;
    operation.startedAt = kNow;
    operation.trace = RestoreTrace{QStringLiteral("prod"), QStringLiteral("app"), {QStringLiteral("gitserver")}};
    operation.traceOf<RestoreTrace>()->baseline = baseline;
    return operation;
}

RestorePlan planOf(bool inPlace) {
    RestorePlan plan;
    plan.source.name = QStringLiteral("prod");
    plan.source.root = QUrl(QStringLiteral("https://prod.example.com"));
    plan.destination = plan.source;
    if (!inPlace) {
        plan.destination.name = QStringLiteral("dr");
        plan.destination.root = QUrl(QStringLiteral("https://dr.example.com"));
        plan.destination.nameSpace = QStringLiteral("app-dr");
        plan.destination.role = Role::Dr;
    }
    plan.request = {kBackup, QStringLiteral("app"), {}};
    return plan;
}

template <class T>
Fact<T> fact(Result<T> answer) {
    return {std::move(answer), kNow};
}

RestoreFacts goodFacts() {
    const ObjectStore store{QStringLiteral("s3"), QStringLiteral("b"), {}, {}, {}};
    RestoreFacts facts;
    facts.destinationList = fact<BackupList>(BackupList{});
    facts.running = fact<BackupAnswer>(BackupAnswer());
    facts.upgradeStatus = fact<UpgradeStatus>(fail(ErrorKind::NotOffered, {}));
    facts.sourceDoors = fact<QStringList>(QStringList{QStringLiteral("10.0.0.1:443")});
    facts.destinationDoors = fact<QStringList>(QStringList{QStringLiteral("10.0.0.2:443")});
    facts.sourceList = fact<BackupList>(BackupList{{entry(QStringLiteral("Success"))}, 0, {}});
    facts.sourceVersions = facts.destinationVersions = fact<Versions>(Versions{QStringLiteral("3.4.1.0"), {}, false});
    facts.sourceStore = facts.destinationStore = fact<ObjectStore>(store);
    facts.destinationConfig =
        fact<BackupConfig>(BackupConfig{{{QStringLiteral("backupFrequency"), QStringLiteral("0 0 0 * * *")},
                                         {QStringLiteral("enableRegularBackups"), false},
                                         {QStringLiteral("backupRetentionCount"), QStringLiteral("2")}},
                                        true});
    facts.historyRead = true;
    facts.otherNames = fact<std::vector<Resembling>>(std::vector<Resembling>());
    return facts;
}

Check judge(CheckId id, const RestorePlan& plan, const RestoreFacts& facts) {
    for (const RestoreCheckRow& row : restoreCheckTable())
        if (row.id == id) return row.judge(plan, facts, kNow);
    return {};
}

CheckState stateOf(CheckId id, const RestorePlan& plan, const RestoreFacts& facts) {
    return judge(id, plan, facts).state;
}

}  // namespace

/// The restore's pure decisions.
class RestoreTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theBodySaysBothSpellingsForWhatIsKept() {
        QCOMPARE_EQ(QJsonDocument(bodyOf({kBackup, QStringLiteral("app"), {QStringLiteral("gitserver")}}))
                        .toJson(QJsonDocument::Compact),
                    QByteArray("{\"sourceNamespace\":\"app\",\"svcs\":{\"gitserver\":{\"disable\":true,\"disabled\":"
                               "true}},\"timestamp\":\"2026-11-22t06-00-00\"}"));
        QVERIFY(!bodyOf({kBackup, QStringLiteral("app"), {}}).contains(QStringLiteral("svcs")));
    }

    void whatMakesNoSenseIsRefused() {
        const QStringList all = restorableServices(Dialect::Platform);
        QVERIFY(checkRequest({kBackup, QStringLiteral("a b; rm -rf"), {}}));  // quoted wherever it is shown
        QCOMPARE_EQ(checkRequest({kBackup, QStringLiteral("app"), all}).error().kind, ErrorKind::Refused);
        QVERIFY(checkRequest({kBackup, QStringLiteral("app"), all.mid(1)}));
        QCOMPARE_EQ(checkRequest({kBackup, QStringLiteral(" "), {}}).error().kind, ErrorKind::Usage);
        QCOMPARE_EQ(checkRequest({kBackup, QStringLiteral("a\nb"), {}}).error().kind, ErrorKind::Usage);
        QCOMPARE_EQ(checkRequest({kBackup, QStringLiteral("app"), {QStringLiteral("metadata")}}).error().kind,
                    ErrorKind::Usage);
        QCOMPARE_EQ(
            checkRequest({BackupTimestamp(QStringLiteral("../../etc")), QStringLiteral("app"), {}}).error().kind,
            ErrorKind::Usage);
        RestorePlan plan = planOf(false);
        plan.request.sourceNamespace = QStringLiteral("it's; rm");
        QVERIFY(copyCommands(plan).first().contains(QStringLiteral("'it'\\''s; rm/ATHENA-POD:")));
    }

    void anAcceptedRestoreIsFollowed_data() {
        QTest::addColumn<QString>("baseline");  // empty: none
        QTest::addColumn<QStringList>("statuses");
        QTest::addColumn<OperationState>("state");
        const QString good = QStringLiteral("Success"), bad = QStringLiteral("error copying tar");
        const auto row = [](const char* name, const QString& baseline, const QStringList& statuses,
                            OperationState state) { QTest::newRow(name) << baseline << statuses << state; };
        row("first restore", {}, {kOngoing, good, good}, OperationState::Succeeded);
        row("over for one look", {}, {kOngoing, good, kOngoing}, OperationState::Running);
        row("seen over once", {}, {good}, OperationState::Running);
        row("over, then running, then failed", {}, {good, kOngoing, bad, bad}, OperationState::Failed);
        row("faster than a look", {}, {good, good}, OperationState::Succeeded);
        row("fails", {}, {kOngoing, bad, bad}, OperationState::Failed);
        row("an old success proves nothing", good, {good, good}, OperationState::Running);
        row("second restore", good, {good, kOngoing, good, good}, OperationState::Succeeded);
        row("old failure, new success", bad, {good, good}, OperationState::Succeeded);
        row("nothing said yet", {}, {QString(), kOngoing}, OperationState::Running);
    }
    /// The sentence names nobody, and may be about a backup that runs at the same time.
    void aBackupThatRunsBesideItIsNoSighting() {
        const StatusRead anybody{BackupAnswer(Backup{{}, kOngoing, {}, {}})};
        Operation operation = reduce(fresh(std::nullopt), Accepted{}, kNow).operation;
        const Reduction asked = reduce(operation, anybody, kNow.addSecs(3));
        QCOMPARE_EQ(asked.next, NextAction::ReadList);
        const Backup other = entry(kOngoing, BackupTimestamp(QStringLiteral("2026-11-22t08-59-00")));
        const Reduction beside = reduce(asked.operation, ListRead{{other}}, kNow.addSecs(3));
        QVERIFY(!beside.operation.traceOf<RestoreTrace>()->seenRunning);
        const Reduction again = reduce(beside.operation, anybody, kNow.addSecs(8));
        QVERIFY(reduce(again.operation, ListRead{{}}, kNow.addSecs(8)).operation.traceOf<RestoreTrace>()->seenRunning);
    }

    void anAcceptedRestoreIsFollowed() {
        QFETCH(QString, baseline);
        QFETCH(QStringList, statuses);
        QFETCH(OperationState, state);
        Operation operation = fresh(baseline.isEmpty() ? std::nullopt : std::optional(baseline));
        QDateTime now = kNow;
        operation = reduce(operation, Accepted{}, now).operation;
        for (const QString& status : statuses) {
            now = now.addSecs(3);
            const Reduction step =
                reduce(operation, StatusRead{status.isEmpty() ? BackupAnswer() : BackupAnswer(entry(status))}, now);
            operation = step.operation;
            if (!isFinished(operation.state)) QCOMPARE_EQ(step.next, NextAction::ReadStatus);
        }
        QCOMPARE_EQ(operation.state, state);
    }

    /// The answer to the POST never came: status and list are read in turns.
    void anUnansweredRestoreIsHeldAgainstTheList_data() {
        QTest::addColumn<QString>("baseline");
        QTest::addColumn<QStringList>("statuses");
        QTest::addColumn<bool>("anotherBackup");
        QTest::addColumn<OperationState>("state");
        const QString good = QStringLiteral("Success"), bad = QStringLiteral("error x");
        const QString everything = QString(kOngoing).replace(QStringLiteral("edweb"), QStringLiteral("gitserver"));
        const auto row = [](const char* name, const QString& baseline, const QStringList& statuses, bool another,
                            OperationState state) { QTest::newRow(name) << baseline << statuses << another << state; };
        row("it arrived", {}, {kOngoing, good, good}, false, OperationState::Succeeded);
        row("it arrived and is over", {}, {good, good}, false, OperationState::Succeeded);
        row("it arrived and seems over", {}, {good}, false, OperationState::Unknown);
        row("it runs", {}, {kOngoing}, false, OperationState::Running);
        row("no trace", {}, {QString(), QString()}, false, OperationState::Unknown);
        row("the old success", good, {good, good}, false, OperationState::Unknown);
        row("a result as before, whoever ran", good, {kOngoing, good}, false, OperationState::Unknown);
        row("second restore, another result", good, {kOngoing, bad, bad}, false, OperationState::Failed);
        row("somebody's backup", good, {kOngoing, good}, true, OperationState::Unknown);
        row("somebody's restore of everything", good, {everything}, false, OperationState::Unknown);
        row("somebody's backup, but our result", {}, {kOngoing, good, good}, true, OperationState::Succeeded);
    }
    void anUnansweredRestoreIsHeldAgainstTheList() {
        QFETCH(QString, baseline);
        QFETCH(QStringList, statuses);
        QFETCH(bool, anotherBackup);
        QFETCH(OperationState, state);
        Operation operation = fresh(baseline.isEmpty() ? std::nullopt : std::optional(baseline));
        Reduction step = reduce(operation, SentWithoutAnswer{unknown()}, kNow);
        QCOMPARE_EQ(step.next, NextAction::ReadStatus);
        std::vector<Backup> list{entry(QStringLiteral("Success"))};
        if (anotherBackup) list.push_back(entry(kOngoing, BackupTimestamp(QStringLiteral("2026-11-22t09-00-03"))));
        QDateTime now = kNow;
        for (const QString& status : statuses) {
            now = now.addSecs(3);
            step = reduce(step.operation, StatusRead{status.isEmpty() ? BackupAnswer() : BackupAnswer(entry(status))},
                          now);
            QCOMPARE_EQ(step.next, NextAction::ReadList);
            step = reduce(step.operation, ListRead{list}, now);
            if (!isFinished(step.operation.state)) QCOMPARE_EQ(step.next, NextAction::ReadStatus);
        }
        QCOMPARE_EQ(step.operation.state, state);
    }

    void aPageOrARefusedKeyInTheMiddleEndsNothing() {
        Operation operation = reduce(fresh(), Accepted{}, kNow).operation;
        operation = reduce(operation, StatusRead{BackupAnswer(entry(kOngoing))}, kNow).operation;
        for (const ErrorKind kind : {ErrorKind::NotTheApi, ErrorKind::Auth, ErrorKind::Offline, ErrorKind::Http}) {
            operation = reduce(operation, LookFailed{makeError(kind, {})}, kNow.addSecs(600)).operation;
            QCOMPARE_EQ(operation.state, OperationState::Running);
            QCOMPARE_EQ(operation.trouble, kind);
        }
        const StatusRead good{BackupAnswer(entry(QStringLiteral("Success")))};
        operation = reduce(operation, good, kNow.addSecs(900)).operation;
        operation = reduce(operation, good, kNow.addSecs(903)).operation;
        QCOMPARE_EQ(operation.state, OperationState::Succeeded);
        QCOMPARE_EQ(operation.progress.completed(), 3);
    }

    void itSurvivesTheRecord() {
        Operation operation = fresh(QStringLiteral("Success"));
        operation.traceOf<RestoreTrace>()->seenRunning = operation.traceOf<RestoreTrace>()->claimed = true;
        QVERIFY(operationFrom(toRecord(operation)).trace == operation.trace);
    }

    void everyCheckPassesOnGoodFacts() {
        RestorePlan plan = planOf(false);
        plan.nextKeyHeld = true;
        QVERIFY(!sentenceOf(judge(CheckId::Keys, plan, goodFacts()).evidence).contains(QStringLiteral("as long as")));
        plan.nextKeyForThisRun = true;
        QVERIFY(sentenceOf(judge(CheckId::Keys, plan, goodFacts()).evidence).contains(QStringLiteral("as long as")));
        const auto checks = judgeRestore(plan, goodFacts(), kNow);
        QCOMPARE_EQ(checks.size(), 12U);
        for (const Check& check : checks)
            QVERIFY2(check.state == CheckState::Pass,
                     qPrintable(kebabName(check.id) + u' ' + sentenceOf(check.evidence)));
        QVERIFY(mayGoOn(restoreChecks(), checks, {}));
        for (const CheckId id : restoreChecks()) QVERIFY(checkIdFrom(kebabName(id)) == id);
    }

    void nothingIsJudgedBeforeItsAnswer() {
        const auto checks = judgeRestore(planOf(false), {}, kNow);
        QCOMPARE_EQ(mayGoOn(restoreChecks(), checks, {}).error().kind, ErrorKind::Refused);
        for (const Check& check : checks)
            QCOMPARE_EQ(check.state == CheckState::Waiting,
                        check.id != CheckId::Keys && check.id != CheckId::Protection);
    }

    void aLesserSiteOverAPrimaryIsSaid_data() {
        QTest::addColumn<int>("from");
        QTest::addColumn<int>("to");
        QTest::addColumn<bool>("warns");
        const auto row = [](const char* name, Role from, Role to, bool warns) {
            QTest::newRow(name) << static_cast<int>(from) << static_cast<int>(to) << warns;
        };
        row("test over primary", Role::Test, Role::Primary, true);
        row("dr over primary", Role::Dr, Role::Primary, true);
        row("primary over primary", Role::Primary, Role::Primary, false);
        row("primary over dr", Role::Primary, Role::Dr, false);
        row("test over dr", Role::Test, Role::Dr, false);
    }
    void aLesserSiteOverAPrimaryIsSaid() {
        QFETCH(int, from);
        QFETCH(int, to);
        QFETCH(bool, warns);
        RestorePlan plan = planOf(false);
        plan.source.role = static_cast<Role>(from);
        plan.destination.role = static_cast<Role>(to);
        const Check check = judge(CheckId::Direction, plan, goodFacts());
        QCOMPARE_EQ(check.state == CheckState::Warn, warns);
        if (warns)
            QVERIFY(sentenceOf(check.evidence).contains(QStringLiteral("prod")) &&
                    sentenceOf(check.evidence).contains(QStringLiteral("dr")));
    }

    void whatWasDeletedHereIsGone() {
        RestoreFacts facts = goodFacts();
        facts.deletion = OperationState::Succeeded;
        QCOMPARE_EQ(stateOf(CheckId::Listed, planOf(false), facts), CheckState::Pass);  // listed: the delete failed
        facts.sourceList = fact<BackupList>(BackupList{});
        QCOMPARE_EQ(stateOf(CheckId::Listed, planOf(false), facts), CheckState::Fail);
        facts.sourceList = fact<BackupList>(fail(ErrorKind::Offline, {}));
        QCOMPARE_EQ(stateOf(CheckId::Listed, planOf(false), facts), CheckState::Fail);
        facts.deletion = OperationState::Unknown;  // nobody saw it done
        const Check unread = judge(CheckId::Listed, planOf(false), facts);
        QCOMPARE_EQ(unread.state, CheckState::Unknown);
        QVERIFY(!sentenceOf(unread.evidence).contains(QStringLiteral("was deleted")));
        facts.sourceList = fact<BackupList>(BackupList{});
        QCOMPARE_EQ(stateOf(CheckId::Listed, planOf(false), facts), CheckState::Fail);
    }

    void aPrimaryUnderAnotherNameIsOverwrittenToo() {
        const RestorePlan plan = planOf(false);
        RestoreFacts facts = goodFacts();
        const auto direction = [&](Role role, Likeness likeness, const EnvironmentId& id = {}) {
            Environment other;
            other.id = id;
            other.name = QStringLiteral("acme-prod");
            other.role = role;
            facts.otherNames = fact<std::vector<Resembling>>(std::vector<Resembling>{{other, likeness}});
            return judge(CheckId::Direction, plan, facts);
        };
        const EnvironmentId other(QStringLiteral("other"));
        QCOMPARE_EQ(direction(Role::Dr, Likeness::Same, other).state, CheckState::Pass);
        for (const Likeness likeness : {Likeness::Same, Likeness::Lists}) {
            const Check told = direction(Role::Primary, likeness, other);
            QCOMPARE_EQ(told.state, CheckState::Warn);
            QVERIFY(sentenceOf(told.evidence).contains(QStringLiteral("acme-prod")));
        }
        QCOMPARE_EQ(direction(Role::Primary, Likeness::Same, plan.source.id).state, CheckState::Warn);
        // The source is what the check of one installation is about.
        QCOMPARE_EQ(direction(Role::Primary, Likeness::Lists, plan.source.id).state, CheckState::Pass);
        facts.otherNames = fact<std::vector<Resembling>>(fail(ErrorKind::Storage, QStringLiteral("locked")));
        QCOMPARE_EQ(stateOf(CheckId::Direction, plan, facts), CheckState::Unknown);
    }

    void oneInstallationUnderTwoNamesIsFound() {
        const RestorePlan plan = planOf(false);
        const BackupTimestamp second(QStringLiteral("2026-11-22t07-00-00"));
        RestoreFacts facts = goodFacts();
        const BackupList both{{entry(QStringLiteral("Success")), entry(QStringLiteral("Success"), second)}, 0, {}};
        facts.sourceList = facts.destinationList = fact<BackupList>(both);
        QCOMPARE_EQ(stateOf(CheckId::SameInstallation, plan, facts), CheckState::Warn);  // restored, and nothing since
        facts.destinationDoors = facts.sourceDoors;
        QCOMPARE_EQ(stateOf(CheckId::SameInstallation, plan, facts), CheckState::Fail);
        facts.destinationList = fact<BackupList>(BackupList{});
        QCOMPARE_EQ(stateOf(CheckId::SameInstallation, plan, facts), CheckState::Pass);
        facts.safety = second;  // just taken of the destination, and the source lists it
        QCOMPARE_EQ(stateOf(CheckId::SameInstallation, plan, facts), CheckState::Fail);
        facts.sourceList = fact<BackupList>(fail(ErrorKind::Offline, {}));
        QCOMPARE_EQ(stateOf(CheckId::SameInstallation, plan, facts), CheckState::Warn);
        facts.destinationDoors = fact<QStringList>(QStringList{QStringLiteral("10.0.0.2:443")});
        QCOMPARE_EQ(stateOf(CheckId::SameInstallation, plan, facts), CheckState::Unknown);
        QCOMPARE_EQ(stateOf(CheckId::SameInstallation, planOf(true), facts), CheckState::Pass);
    }

    void aReasonCountsForWhatItWasGivenFor() {
        const RestorePlan plan = planOf(false);
        const QString sides = Acceptances::sidesOf(plan.source, plan.destination);
        Check check{CheckId::Version,
                    CheckState::Warn,
                    says("versions-differ", {QStringLiteral("1"), QStringLiteral("2")}),
                    {}};
        Acceptances accepted;
        accepted.accept(check, sides, QStringLiteral("known"));
        QJsonObject record;
        accepted.writeTo(record);
        accepted = Acceptances::readFrom(record);
        QCOMPARE_EQ(accepted.reasonFor(check, sides), QStringLiteral("known"));
        QVERIFY(accepted.reasonFor(check, Acceptances::sidesOf(plan.destination, plan.source)).isEmpty());
        check.evidence = says("versions-differ", {QStringLiteral("1"), QStringLiteral("3")});
        QVERIFY(accepted.reasonFor(check, sides).isEmpty());
    }

    void theDestination() {
        const RestorePlan plan = planOf(false);
        RestoreFacts facts = goodFacts();
        facts.destinationList = fact<BackupList>(fail(ErrorKind::Auth, QStringLiteral("no")));
        QCOMPARE_EQ(stateOf(CheckId::Reachable, plan, facts), CheckState::Pass);
        QCOMPARE_EQ(stateOf(CheckId::Key, plan, facts), CheckState::Fail);
        facts.destinationList = fact<BackupList>(fail(ErrorKind::Offline, QStringLiteral("off")));
        QCOMPARE_EQ(stateOf(CheckId::Reachable, plan, facts), CheckState::Fail);
        facts = goodFacts();
        facts.upgradeStatus = fact<UpgradeStatus>(fail(ErrorKind::Offline, QStringLiteral("away")));
        QCOMPARE_EQ(stateOf(CheckId::Idle, plan, facts), CheckState::Unknown);
        facts.upgradeStatus = goodFacts().upgradeStatus;
        facts.running = fact<BackupAnswer>(BackupAnswer(entry(kOngoing, {})));
        QCOMPARE_EQ(stateOf(CheckId::Idle, plan, facts), CheckState::Fail);
        facts.running = fact<BackupAnswer>(fail(ErrorKind::NotOffered, {}));
        QCOMPARE_EQ(stateOf(CheckId::Idle, plan, facts), CheckState::Unknown);
        QVERIFY(judge(CheckId::Idle, plan, facts).needsReason());
        RestorePlan locked = plan;
        locked.destination.protection = Protection::ReadOnly;
        QCOMPARE_EQ(stateOf(CheckId::Protection, locked, goodFacts()), CheckState::Fail);
    }

    void theBackup() {
        const RestorePlan plan = planOf(false);
        RestoreFacts facts = goodFacts();
        facts.sourceList = fact<BackupList>(BackupList{{entry(QStringLiteral("error x"))}, 0, {}});
        QCOMPARE_EQ(stateOf(CheckId::Listed, plan, facts), CheckState::Fail);
        facts.sourceList = fact<BackupList>(BackupList{});
        QCOMPARE_EQ(stateOf(CheckId::Listed, plan, facts), CheckState::Fail);
        facts.observed = KnownBackup{entry(QStringLiteral("Success")), false, -1, kNow};
        QCOMPARE_EQ(stateOf(CheckId::Listed, plan, facts), CheckState::Warn);
        facts.sourceList = fact<BackupList>(fail(ErrorKind::Offline, {}));
        QCOMPARE_EQ(stateOf(CheckId::Listed, plan, facts), CheckState::Unknown);
        QVERIFY(judge(CheckId::Listed, plan, facts).needsReason());
        facts.historyRead = false;
        QCOMPARE_EQ(stateOf(CheckId::Listed, plan, facts), CheckState::Waiting);
    }

    void placesAndVersions() {
        RestorePlan plan = planOf(false);
        RestoreFacts facts = goodFacts();
        facts.destinationVersions = fact<Versions>(Versions{QStringLiteral("3.4.2.0"), {}, false});
        QCOMPARE_EQ(stateOf(CheckId::Version, plan, facts), CheckState::Warn);
        facts.destinationVersions = fact<Versions>(fail(ErrorKind::NotTheApi, {}));
        QCOMPARE_EQ(stateOf(CheckId::Version, plan, facts), CheckState::Unknown);
        QVERIFY(!judge(CheckId::Version, plan, facts).needsReason());
        plan.destination.nameSpace = QStringLiteral("app");
        QCOMPARE_EQ(stateOf(CheckId::Collision, plan, facts), CheckState::Warn);
        plan.destination.nameSpace.clear();
        QCOMPARE_EQ(stateOf(CheckId::Collision, plan, facts), CheckState::Unknown);
        facts.sourceList =
            fact<BackupList>(BackupList{{{kBackup, QStringLiteral("Success"), {}, QStringLiteral("/backup")}}, 0, {}});
        QCOMPARE_EQ(stateOf(CheckId::Location, plan, facts), CheckState::Warn);
        QCOMPARE_EQ(stateOf(CheckId::Location, planOf(true), facts), CheckState::Pass);
        for (const CheckId id : {CheckId::Collision, CheckId::Keys, CheckId::Version})
            QCOMPARE_EQ(stateOf(id, planOf(true), RestoreFacts()), CheckState::Pass);
        QCOMPARE_EQ(stateOf(CheckId::Keys, planOf(false), facts), CheckState::Warn);
    }

    void aScheduleThatIsAboutToFire() {
        RestoreFacts facts = goodFacts();
        const auto every = [&](const char* frequency) {
            facts.destinationConfig =
                fact<BackupConfig>(BackupConfig{{{QStringLiteral("backupFrequency"), QString::fromLatin1(frequency)},
                                                 {QStringLiteral("enableRegularBackups"), true}},
                                                true});
        };
        every("0 9 9 * * *");
        QCOMPARE_EQ(stateOf(CheckId::Schedule, planOf(false), facts), CheckState::Warn);
        every("0 30 9 * * *");
        QCOMPARE_EQ(stateOf(CheckId::Schedule, planOf(false), facts), CheckState::Pass);
        facts.usualMs = 16 * 60 * 1000;
        QCOMPARE_EQ(stateOf(CheckId::Schedule, planOf(false), facts), CheckState::Warn);
        every("nonsense");
        QCOMPARE_EQ(stateOf(CheckId::Schedule, planOf(false), facts), CheckState::Unknown);
    }

    void aReasonIsNeededWhereItIsDue() {
        const RestorePlan plan = planOf(false);  // no key is held: a warning
        const auto checks = judgeRestore(plan, goodFacts(), kNow);
        const auto refused = mayGoOn(restoreChecks(), checks, {});
        QCOMPARE_EQ(refused.error().detail.value(u"check").toString(), QStringLiteral("keys"));
        QVERIFY(!mayGoOn(restoreChecks(), checks, {{CheckId::Keys, {QStringLiteral("  ")}}}));
        QVERIFY(mayGoOn(restoreChecks(), checks,
                        {{CheckId::Keys, {QStringLiteral("I have one")}},
                         {CheckId::Listed, {QStringLiteral("not needed, but no error")}}}));
        RestoreFacts bad = goodFacts();
        bad.running = fact<BackupAnswer>(BackupAnswer(entry(kOngoing, {})));
        QVERIFY(
            !mayGoOn(restoreChecks(), judgeRestore(plan, bad, kNow),
                     {{CheckId::Keys, {QStringLiteral("x")}}, {CheckId::Idle, {QStringLiteral("no reason helps")}}}));
    }

    void aSafetyBackupMayNotPushOutTheBackup() {
        RestoreFacts facts = goodFacts();
        facts.destinationList = fact<BackupList>(
            BackupList{{entry(QStringLiteral("Success")),
                        entry(QStringLiteral("Success"), BackupTimestamp(QStringLiteral("2026-11-22t07-00-00")))},
                       0,
                       {}});
        QVERIFY(!whyNoSafetyBackup(planOf(true), facts));  // retention works only while regular backups are on
        QJsonObject config = facts.destinationConfig.value().raw;
        config.insert(QStringLiteral("enableRegularBackups"), true);
        facts.destinationConfig = fact<BackupConfig>(BackupConfig{config, true});
        QCOMPARE_EQ(whyNoSafetyBackup(planOf(true), facts)->code, QStringLiteral("would-push-out-backup"));
        config.insert(QStringLiteral("backupRetentionCount"), 3);
        facts.destinationConfig = fact<BackupConfig>(BackupConfig{config, true});
        QVERIFY(!whyNoSafetyBackup(planOf(true), facts));
    }

    void theReportTellsTheTimeWithoutAKeyApart() {
        const QDateTime begun = QDateTime::currentDateTimeUtc();
        Operation operation = fresh();
        operation.startedAt = begun;
        operation.state = OperationState::Running;
        const auto keyRefused = [&](int second) {
            operation = reduce(operation, LookFailed{makeError(ErrorKind::Auth, {}), NextAction::ReadStatus},
                               begun.addSecs(second))
                            .operation;
        };
        keyRefused(60);
        keyRefused(90);
        operation = reduce(operation, StatusRead{}, begun.addSecs(360)).operation;
        QCOMPARE_EQ(operation.keylessMs, 300'000);
        RestoreReport report;
        report.operation = operation;
        report.operation.state = OperationState::Succeeded;
        report.operation.finishedAt = begun.addSecs(420);
        const QString text = toMarkdown(report);
        QVERIFY2(text.contains(QStringLiteral("**Took:** 120 second")), qPrintable(text));
        QVERIFY(text.contains(QStringLiteral("and 300 more")));
        report.operation.keylessMs = 0;
        QVERIFY(toMarkdown(report).contains(QStringLiteral("**Took:** 420 second")));
    }

    void theReportHasEverythingAndNoMarkupOfAServer() {
        RestoreReport report;
        report.operation = fresh();
        report.operation.environmentName = QStringLiteral("dr");
        report.operation.state = OperationState::Failed;
        report.operation.text = QStringLiteral("# <b>error</b> *copying*");
        report.checks = {{QStringLiteral("listed"), QStringLiteral("warn"), QStringLiteral("[x](http://evil)"),
                          QStringLiteral("seen before")}};
        report.journalHash = QStringLiteral("abc123");
        const QString text = toMarkdown(report);
        for (const char* part : {"Restore into dr failed", "    # <b>error</b> *copying*", "seen before", "abc123",
                                 "gitserver", "\\[x\\]\\(http"})
            QVERIFY2(text.contains(QString::fromLatin1(part)), qPrintable(text));
    }

    void whatIsCheckedAfterwards() {
        FollowUpFacts facts;
        facts.list = fact<BackupList>(BackupList{});
        facts.config = facts.sourceConfig = goodFacts().destinationConfig;
        facts.users = fact<Users>(Users{1, 7});
        facts.usersBefore = 3;
        for (const AfterCheck& check : afterChecks(RestoreKind::Copy, facts))
            QVERIFY2(check.state == CheckState::Pass, qPrintable(sentenceOf(check.evidence)));
        // A restore brings the users of its backup, so that fewer are no sign of anything; none at all are.
        for (const auto& [now, state] : {std::pair(1, CheckState::Pass), std::pair(0, CheckState::Warn)}) {
            facts.users = fact<Users>(Users{{}, now});
            QCOMPARE_EQ(afterChecks(RestoreKind::Copy, facts)[2].state, state);
        }
        QJsonObject config = facts.config.value().raw;
        config.insert(QStringLiteral("enableRegularBackups"), true);
        facts.config = fact<BackupConfig>(BackupConfig{config, true});
        QVERIFY(copyTakesBackups(RestoreKind::Copy, facts));
        QVERIFY(!copyTakesBackups(RestoreKind::InPlace, facts));
        QCOMPARE_EQ(afterChecks(RestoreKind::Copy, facts).size(), 4U);
        facts.safety = BackupTimestamp(QStringLiteral("2026-11-22t08-00-00"));
        QVERIFY(sentenceOf(afterChecks(RestoreKind::Copy, facts)[3].evidence).contains(facts.safety.text()));
        QCOMPARE_EQ(afterChecks(RestoreKind::Copy, facts)[3].state, CheckState::Warn);
        facts.list = fact<BackupList>(fail(ErrorKind::Auth, {}));
        QCOMPARE_EQ(afterChecks(RestoreKind::Copy, facts).front().state, CheckState::Fail);
    }
};

QTEST_GUILESS_MAIN(RestoreTest)
#include "restore_test.moc"
