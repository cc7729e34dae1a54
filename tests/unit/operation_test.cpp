#include <QTest>

#include "domain/operation/operation.h"
#include "storage/records.h"

using namespace prophecy;
using namespace std::chrono_literals;

namespace {

const QDateTime kStart(QDate(2026, 11, 22), QTime(9, 0), Qt::UTC);
const BackupTimestamp kOurs(QStringLiteral("2026-11-22t09-00-01"));
const BackupTimestamp kBefore(QStringLiteral("2026-11-22t06-00-00"));
const QString kOngoing = QStringLiteral(
    "backup/restore operation ongoing with pending DBs: [exec] and pending Volumes: [edweb] and completed DBs: [asp] "
    "and completed Volumes: []");

Operation fresh(OperationKind kind = OperationKind::Backup) {
    Operation operation;
    operation.id = OperationId(QStringLiteral("1"));
    operation.kind = kind;
    operation.startedAt = kStart;
    operation.baselineKnown = true;
    operation.baselineNewest = kBefore;
    if (kind == OperationKind::Delete) operation.timestamp = kBefore;
    return operation;
}

Error unknown() {
    return makeError(ErrorKind::UnknownOutcome, QStringLiteral("cut"));
}
Backup entry(const BackupTimestamp& timestamp, const QString& status) {
    return {timestamp, status, {}, {}};
}

}  // namespace

class OperationTest final : public QObject {
    Q_OBJECT

    /// Feeds observations ten seconds apart.
    static Reduction feed(Operation operation, std::initializer_list<Observation> observations) {
        Reduction step{std::move(operation), NextAction::Nothing, 0ms};
        QDateTime now = kStart;
        for (const Observation& observation : observations) {
            now = now.addSecs(10);
            step = reduce(step.operation, observation, now);
        }
        return step;
    }

private Q_SLOTS:
    void acceptedThenSeenThenGood() {
        const Reduction running = feed(fresh(), {Accepted{kOurs}, StatusRead{entry({}, kOngoing)}});
        QCOMPARE_EQ(running.operation.state, OperationState::Running);
        QCOMPARE_EQ(running.operation.progress.completed(), 1);
        QCOMPARE_EQ(running.next, NextAction::ReadStatus);
        const StatusRead good{entry(kOurs, QStringLiteral("Success"))};
        const Reduction once = reduce(running.operation, good, kStart.addSecs(60));
        QVERIFY(isHalfway(once.operation));
        QVERIFY(!isHalfway(reduce(once.operation, StatusRead{entry({}, kOngoing)}, kStart.addSecs(63)).operation));
        const Reduction done = reduce(once.operation, good, kStart.addSecs(63));
        QCOMPARE_EQ(done.operation.state, OperationState::Succeeded);
        QVERIFY(!done.operation.neverSeenRunning);
        QCOMPARE_EQ(done.next, NextAction::Nothing);
        QCOMPARE_EQ(done.operation.finishedAt, kStart.addSecs(60));
    }

    void aFailureKeepsTheServersText() {
        const StatusRead failed{entry(kOurs, QStringLiteral("error: disk full"))};
        const Reduction once = feed(fresh(), {Accepted{kOurs}, failed});
        QCOMPARE_EQ(once.operation.state, OperationState::Running);  // never seen running: another look
        QVERIFY(isHalfway(once.operation));
        const Reduction done = feed(fresh(), {Accepted{kOurs}, failed, failed});
        QVERIFY(done.operation.neverSeenRunning && done.operation.confirmAt.isValid());
        QCOMPARE_EQ(done.operation.state, OperationState::Failed);
        QCOMPARE_EQ(done.operation.text, QStringLiteral("error: disk full"));
    }

    void anotherBackupsSuccessProvesNothing() {
        const Reduction step = feed(fresh(), {Accepted{kOurs}, StatusRead{entry(kBefore, QStringLiteral("Success"))}});
        QCOMPARE_EQ(step.operation.state, OperationState::Running);
        QCOMPARE_EQ(step.next, NextAction::ReadList);
    }

    void nothingToSeeIsFirstPatienceThenLost() {
        const Reduction patient = feed(fresh(), {Accepted{kOurs}, StatusRead{std::nullopt}, ListRead{{}}});
        QCOMPARE_EQ(patient.operation.state, OperationState::Running);
        const Reduction asked = reduce(patient.operation, StatusRead{std::nullopt}, kStart.addSecs(600));
        QCOMPARE_EQ(asked.operation.state, OperationState::Running);
        QCOMPARE_EQ(asked.next, NextAction::ReadList);
        const Reduction lost = reduce(asked.operation, ListRead{{}}, kStart.addSecs(602));
        QCOMPARE_EQ(lost.operation.state, OperationState::Lost);
    }

    void aBackupThatWasSeenRunningIsNotLostAtTheFirstGap() {
        const Reduction seen = reduce(fresh(), Accepted{kOurs}, kStart);
        const Reduction running = reduce(seen.operation, StatusRead{entry({}, kOngoing)}, kStart.addSecs(3600));
        const Reduction gap = reduce(running.operation, ListRead{{}}, kStart.addSecs(3602));
        QCOMPARE_EQ(gap.operation.state, OperationState::Running);
    }

    void aRefusalIsFinal() {
        Error busy = makeError(ErrorKind::Conflict, QStringLiteral("busy"));
        busy.serverText = QStringLiteral("already in progress");
        const Reduction step = feed(fresh(), {Rejected{busy}});
        QCOMPARE_EQ(step.operation.state, OperationState::Failed);
        QCOMPARE_EQ(step.operation.text, QStringLiteral("already in progress"));
    }

    void withoutAnAnswerItIsLookedUpNotSent() {
        const Reduction step = feed(fresh(), {SentWithoutAnswer{unknown()}});
        QCOMPARE_EQ(step.operation.state, OperationState::Unknown);
        QCOMPARE_EQ(step.next, NextAction::ReadList);
        QCOMPARE_EQ(step.delay, 0ms);
    }

    /// "Busy" may be said to the second copy of a request whose first one was taken.
    void aNoIsLookedUpBeforeItIsBelieved() {
        Error busy = makeError(ErrorKind::UnknownOutcome, QStringLiteral("The server is busy."));
        busy.httpStatus = 409;
        busy.fromApi = true;
        const Reduction told = feed(fresh(), {SentWithoutAnswer{busy}});
        QCOMPARE_EQ(told.operation.state, OperationState::Unknown);
        const ListRead nothing{{entry(kBefore, QStringLiteral("Success"))}};
        const Reduction once = reduce(told.operation, nothing, kStart.addSecs(1));
        QCOMPARE_EQ(once.operation.state, OperationState::Unknown);
        const Reduction twice = reduce(once.operation, nothing, kStart.addSecs(11));
        QCOMPARE_EQ(twice.operation.state, OperationState::Failed);
        QCOMPARE_EQ(twice.operation.text, QStringLiteral("The server is busy."));
        const Reduction taken = reduce(once.operation, ListRead{{entry(kOurs, kOngoing)}}, kStart.addSecs(11));
        QCOMPARE_EQ(taken.operation.state, OperationState::Running);
        busy.httpStatus = 500;  // says no, but of what?
        const Reduction broken = feed(fresh(), {SentWithoutAnswer{busy}, nothing});
        QCOMPARE_EQ(reduce(broken.operation, nothing, kStart.addSecs(600)).operation.state, OperationState::Unknown);
    }

    void anEntryNewerThanTheBaselineIsTheEvidence() {
        const Reduction found =
            feed(fresh(), {SentWithoutAnswer{unknown()},
                           ListRead{{entry(kBefore, QStringLiteral("Success")), entry(kOurs, kOngoing)}}});
        QCOMPARE_EQ(found.operation.state, OperationState::Running);
        QCOMPARE_EQ(found.operation.timestamp, kOurs);
        const Reduction nothing =
            feed(fresh(), {SentWithoutAnswer{unknown()}, ListRead{{entry(kBefore, QStringLiteral("Success"))}}});
        QCOMPARE_EQ(nothing.operation.state, OperationState::Unknown);
    }

    /// Two installations may write into one store.
    void anotherInstallationsBackupIsNotClaimed() {
        Operation sent = fresh();
        sent.nameSpaces = {QStringLiteral("app")};
        const Reduction unclear = feed(sent, {SentWithoutAnswer{unknown()}});
        Backup theirs = entry(kOurs, QStringLiteral("Success"));
        theirs.nameSpace = QStringLiteral("other");
        Backup ours = entry(kOurs, kOngoing);
        ours.nameSpace = QStringLiteral("app");
        const QDateTime then = kStart.addSecs(20);
        QVERIFY(reduce(unclear.operation, ListRead{{theirs}}, then).operation.timestamp.isEmpty());
        const Reduction twins = reduce(unclear.operation, ListRead{{theirs, ours}}, then);
        QCOMPARE_EQ(twins.operation.timestamp, kOurs);
        QVERIFY(twins.operation.seenRunning);
        const Reduction named = reduce(twins.operation, ListRead{{theirs, ours}}, then.addSecs(5));
        QCOMPARE_EQ(named.operation.state, OperationState::Running);
        sent.kind = OperationKind::Delete;
        sent.trace = DeleteTrace{{QStringLiteral("2026-11-22t01-00-00")}};
        const Operation kept = operationFrom(toRecord(sent));
        QCOMPARE_EQ(kept.nameSpaces, sent.nameSpaces);
        QVERIFY(kept.trace == sent.trace);
    }

    /// By the server's clock, where it tells it: ours may have been set meanwhile.
    void whatArrivedIsClaimedAcrossAJumpOfOurClock() {
        Operation sent = fresh();
        sent.startedThere = kStart;
        const Reduction unclear = reduce(sent, SentWithoutAnswer{unknown()}, kStart.addSecs(1));
        const std::vector<Backup> listed{entry(kBefore, QStringLiteral("Success")), entry(kOurs, kOngoing)};
        const QDateTime jumped = kStart.addDays(1);
        const Reduction found = reduce(unclear.operation, ListRead{listed, kStart.addSecs(10)}, jumped);
        QCOMPARE_EQ(found.operation.timestamp, kOurs);
        const Reduction late = reduce(unclear.operation, ListRead{listed, jumped}, kStart.addSecs(10));
        QVERIFY(late.operation.timestamp.isEmpty());
        const Reduction untold = reduce(unclear.operation, ListRead{listed}, jumped);
        QVERIFY(untold.operation.timestamp.isEmpty());
    }

    void withoutABaselineNothingIsEvidence() {
        Operation operation = fresh();
        operation.baselineKnown = false;
        const Reduction step =
            feed(operation, {SentWithoutAnswer{unknown()}, ListRead{{entry(kOurs, QStringLiteral("Success"))}}});
        QCOMPARE_EQ(step.operation.state, OperationState::Unknown);
    }

    void anUnreachableServerMakesItStaleNotFailed() {
        Reduction step = feed(fresh(), {Accepted{kOurs}});
        std::chrono::milliseconds longest{0};
        for (int i = 0; i < 20; ++i) {
            step = reduce(step.operation, LookFailed{makeError(ErrorKind::Offline, {})}, kStart.addSecs(i * 100));
            QCOMPARE_EQ(step.operation.state, OperationState::Running);
            QVERIFY(step.delay >= longest);
            longest = step.delay;
        }
        QCOMPARE_EQ(longest, std::chrono::milliseconds(60s));
        QCOMPARE_EQ(*step.operation.trouble, ErrorKind::Offline);
        const Reduction back = reduce(step.operation, StatusRead{entry({}, kOngoing)}, kStart.addSecs(5000));
        QVERIFY(!back.operation.trouble);
        QCOMPARE_EQ(back.operation.failedLooks, 0);
    }

    void aDeleteIsDoneWhenItIsGone() {
        const Reduction unknownYet =
            feed(fresh(OperationKind::Delete),
                 {SentWithoutAnswer{unknown()}, ListRead{{entry(kBefore, QStringLiteral("Success"))}}});
        QCOMPARE_EQ(unknownYet.operation.state, OperationState::Unknown);
        const Reduction once = reduce(unknownYet.operation, ListRead{{}}, kStart.addSecs(60));
        QCOMPARE_EQ(once.operation.state, OperationState::Unknown);
        const Reduction back =
            reduce(once.operation, ListRead{{entry(kBefore, QStringLiteral("Success"))}}, kStart.addSecs(62));
        QCOMPARE_EQ(reduce(back.operation, ListRead{{}}, kStart.addSecs(64)).operation.state, OperationState::Unknown);
        const Reduction lacked = reduce(once.operation, ListRead{{}}, kStart.addSecs(64));
        QCOMPARE_EQ(lacked.operation.state, OperationState::Unknown);
        QCOMPARE_EQ(lacked.next, NextAction::ReadStatus);  // its own status has a say
        const StatusRead there{entry(kBefore, QStringLiteral("Success"))};
        QCOMPARE_EQ(reduce(lacked.operation, there, kStart.addSecs(65)).operation.state, OperationState::Unknown);
        const Reduction gone = reduce(lacked.operation, StatusRead{}, kStart.addSecs(65));
        QCOMPARE_EQ(gone.operation.state, OperationState::Succeeded);
        const LookFailed untold{makeError(ErrorKind::NotOffered, {}), NextAction::ReadStatus};
        QCOMPARE_EQ(reduce(lacked.operation, untold, kStart.addSecs(65)).operation.state, OperationState::Succeeded);
        Operation among = once.operation;
        among.trace = DeleteTrace{{kOurs.text()}};  // a list without what was listed beside it is of something else
        QCOMPARE_EQ(reduce(among, ListRead{{}}, kStart.addSecs(64)).next, NextAction::ReadList);
        Operation many = once.operation;
        many.baselineCount = 30;  // a list that lost them all tells nothing of one
        QCOMPARE_EQ(reduce(many, ListRead{{}}, kStart.addSecs(64)).operation.state, OperationState::Unknown);
    }

    void aDeleteThatIsAnsweredIsDoneWhenTheListShowsIt() {
        const ListRead listed{{entry(kBefore, QStringLiteral("Success"))}};
        const Reduction said = feed(fresh(OperationKind::Delete), {Confirmed{}});
        QCOMPARE_EQ(said.operation.state, OperationState::Running);
        QCOMPARE_EQ(said.next, NextAction::ReadList);
        QVERIFY(isUndecided(said.operation));
        const Reduction lacked = feed(said.operation, {ListRead{{}}, ListRead{{}}});
        QCOMPARE_EQ(lacked.operation.state, OperationState::Running);
        QCOMPARE_EQ(reduce(lacked.operation, StatusRead{}, kStart.addSecs(60)).operation.state,
                    OperationState::Succeeded);
        Operation many = said.operation;
        many.baselineCount = 30;
        QCOMPARE_EQ(reduce(many, ListRead{{}}, kStart.addSecs(1)).operation.state, OperationState::Running);
        const Reduction still = reduce(said.operation, listed, kStart.addSecs(1));
        QCOMPARE_EQ(still.operation.state, OperationState::Running);
        const Reduction kept = reduce(still.operation, listed, kStart.addSecs(200));
        QCOMPARE_EQ(kept.operation.state, OperationState::Failed);
        QVERIFY(!kept.operation.text.isEmpty());
        const LookFailed away{unknown(), NextAction::ReadList};
        const Reduction blind = feed(said.operation, {away, away, away});
        QCOMPARE_EQ(blind.operation.state, OperationState::Running);
        QVERIFY(!isUndecided(blind.operation));
    }

    void onlyAnOldUnknownMayBeClosed() {
        const Reduction step = feed(fresh(), {SentWithoutAnswer{unknown()}});
        QVERIFY(!mayBeClosedByAdmin(step.operation, kStart.addSecs(899)));
        QVERIFY(mayBeClosedByAdmin(step.operation, kStart.addSecs(900)));
        const Reduction early =
            reduce(step.operation, ClosedByAdmin{false, QStringLiteral("seen")}, kStart.addSecs(60));
        QCOMPARE_EQ(early.operation.state, OperationState::Unknown);
        const Reduction late =
            reduce(step.operation, ClosedByAdmin{false, QStringLiteral("seen")}, kStart.addSecs(1000));
        QCOMPARE_EQ(late.operation.state, OperationState::Failed);
        QCOMPARE_EQ(late.operation.text, QStringLiteral("seen"));
        // A running one is closed by nobody while the server still shows it.
        const Reduction accepted = reduce(fresh(), Accepted{kOurs}, kStart);
        const Reduction shown = reduce(accepted.operation, StatusRead{entry({}, kOngoing)}, kStart.addSecs(7200));
        QVERIFY(!mayBeClosedByAdmin(shown.operation, kStart.addSecs(7260)));
        QVERIFY(mayBeClosedByAdmin(shown.operation, kStart.addSecs(9000)));
    }

    void aFinishedOperationStaysAsItIs() {
        const StatusRead good{entry(kOurs, QStringLiteral("Success"))};
        const Operation done = feed(fresh(), {Accepted{kOurs}, good, good}).operation;
        const std::initializer_list<Observation> all{Accepted{kOurs},
                                                     Rejected{unknown()},
                                                     SentWithoutAnswer{unknown()},
                                                     Confirmed{},
                                                     StatusRead{entry(kOurs, QStringLiteral("error"))},
                                                     ListRead{{}},
                                                     LookFailed{unknown()},
                                                     ClosedByAdmin{true, QStringLiteral("x")}};
        for (const Observation& observation : all)
            QCOMPARE_EQ(reduce(done, observation, kStart.addDays(1)).operation, done);
    }

    void aRestartWhileSendingIsUnknown() {
        QCOMPARE_EQ(resume(fresh(), kStart).operation.state, OperationState::Unknown);
        const Reduction running = resume(feed(fresh(), {Accepted{kOurs}}).operation, kStart);
        QCOMPARE_EQ(running.operation.state, OperationState::Running);
        QCOMPARE_EQ(running.next, NextAction::ReadStatus);
    }

    void aClockSetBackDoesNotLoseIt() {
        const Reduction step =
            reduce(feed(fresh(), {Accepted{kOurs}}).operation, StatusRead{std::nullopt}, kStart.addDays(-2));
        QCOMPARE_EQ(step.operation.state, OperationState::Running);
    }

    void recordsSurviveARoundTrip() {
        Operation operation =
            feed(fresh(), {Accepted{kOurs}, StatusRead{entry({}, kOngoing)}, LookFailed{makeError(ErrorKind::Tls, {})}})
                .operation;
        operation.environment = EnvironmentId(QStringLiteral("e"));
        operation.target = QUrl(QStringLiteral("https://a.example.com/x"));
        QCOMPARE_EQ(operationFrom(toRecord(operation)), operation);
    }
};

QTEST_GUILESS_MAIN(OperationTest)
#include "operation_test.moc"
