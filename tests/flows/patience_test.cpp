#include <QSignalSpy>
#include <QTest>

#include "services/environments/environment_session.h"
#include "services/operations/batch_delete.h"
#include "tests/support/eventually.h"
#include "tests/support/scripted_world.h"

using namespace prophecy;
using namespace prophecy::test;
using namespace std::chrono_literals;

namespace {

const char* const kList =
    "{\"data\":{\"backup-list\":[{\"timestamp\":\"2026-11-22t06-00-00\",\"status\":\"Success\"},"
    "{\"timestamp\":\"2026-11-22t03-00-00\",\"status\":\"Success\"}]}}";
const char* const kNewer =
    "{\"data\":{\"backup-list\":[{\"timestamp\":\"2026-11-22t06-00-00\",\"status\":\"Success\"}]}}";
const char* const kAccepted = "{\"code\":202,\"message\":\"Request Accepted with timestamp 2026-11-22t09-00-01\"}";
const char* const kOngoing =
    "{\"data\":{\"status\":\"backup/restore operation ongoing with pending DBs: [a] and pending Volumes: [] and "
    "completed DBs: [] and completed Volumes: []\"}}";
const char* const kNothing = "{\"data\":{\"status\":\"no\"}}";

BackupTimestamp older() {
    return BackupTimestamp(QStringLiteral("2026-11-22t03-00-00"));
}

bool isList(const HttpRequest& r) {
    return r.url.path().endsWith(u"/list");
}
bool isStatus(const HttpRequest& r) {
    return r.url.path().endsWith(u"backup/status");
}
bool asksForOurs(const HttpRequest& r) {
    return isStatus(r) && r.url.query().contains(u"2026");
}

}  // namespace

/// Hours of waiting, outages and second thoughts, over a scripted server and a clock that the test moves.
class PatienceTest final : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_profile;

    static OperationState stateOf(const ScriptedWorld& w) { return w.tracker.operations().back().state; }

    Result<Operation> close(ScriptedWorld& w, const OperationId& id, bool arrived, const char* reason) {
        Awaited<Operation> closed;
        Call call = w.tracker.closeUnknown(id, arrived, QString::fromUtf8(reason), this, closed.handler());
        w.pass(std::chrono::seconds(5));
        return closed.isReady() ? closed.result() : fail(ErrorKind::Canceled, QStringLiteral("no answer"));
    }

    /// A server on which our backup runs for as long as *runs says so, and which answers at all while *up does.
    static void serveABackup(ScriptedWorld& w, const bool* runs, const bool* up) {
        w.transport.answer = [runs, up](const HttpRequest& r) -> Result<HttpAnswer> {
            if (!*up) return fail(ErrorKind::TimedOut, QStringLiteral("down"));
            if (r.method == "POST") return json(kAccepted, 202);
            if (isList(r)) return json(kList);
            return json(*runs && asksForOurs(r) ? kOngoing : kNothing);
        };
    }

private Q_SLOTS:
    void init() { m_profile = std::make_unique<QTemporaryDir>(); }

    void nothingIrreversibleWhileTheStatusCannotBeRead_data() {
        QTest::addColumn<int>("httpStatus");
        QTest::newRow("error of the server") << 500;
        QTest::newRow("page of a gateway") << 502;
        QTest::newRow("time-out") << 0;
    }
    void nothingIrreversibleWhileTheStatusCannotBeRead() {
        QFETCH(int, httpStatus);
        ScriptedWorld w(m_profile->path());
        const Environment e = w.add();
        w.transport.answer = [&](const HttpRequest& r) -> Result<HttpAnswer> {
            if (isList(r)) return json(kList);
            if (!isStatus(r)) return json("{\"success\":true}");
            if (httpStatus == 0) return fail(ErrorKind::TimedOut, QStringLiteral("slow"));
            return httpStatus == 502 ? html(502) : json("{\"message\":\"locked\"}", 500);
        };
        Awaited<Operation> refused;
        Call call = w.tracker.start(
            deleteOrder(e, BackupTimestamp(QStringLiteral("2026-11-22t03-00-00")), {true, e.name, false, false}), this,
            refused.handler());
        w.pass(120s);
        QVERIFY(refused.isReady() && !refused.result());
        QCOMPARE_EQ(w.transport.count(u"/api/backup/delete"), 0);
        QVERIFY(w.tracker.operations().empty());
    }

    void aStatusThatIsNotOfferedHoldsNothingUp() {
        ScriptedWorld w(m_profile->path());
        const Environment e = w.add();
        w.transport.answer = [&](const HttpRequest& r) -> Result<HttpAnswer> {
            if (isList(r)) return json(kList);
            return isStatus(r) ? Result<HttpAnswer>(html(200)) : json("{\"success\":true}");
        };
        Awaited<Operation> done;
        Call call = w.tracker.start(
            deleteOrder(e, BackupTimestamp(QStringLiteral("2026-11-22t03-00-00")), {true, e.name, false, false}), this,
            done.handler());
        w.pass(10s);
        QVERIFY(done.isReady() && done.result());
        QCOMPARE_EQ(w.transport.count(u"/api/backup/delete"), 1);
    }

    /// A server that answers a delete with this, and then lists the newer backup alone where it did it.
    static void serveADelete(ScriptedWorld& w, HttpAnswer answer, bool isDone) {
        w.transport.answer = [&w, answer, isDone](const HttpRequest& r) -> Result<HttpAnswer> {
            if (r.url.path().endsWith(u"/delete")) return answer;
            if (!isList(r)) return json(kNothing);
            return json(isDone && w.transport.count(u"/api/backup/delete") > 0 ? kNewer : kList);
        };
    }

    void whatWasDeletedIsStillListed() {
        ScriptedWorld w(m_profile->path());
        const Environment e = w.add();
        serveADelete(w, json("{\"success\":true}"), false);
        Awaited<Operation> begun;
        Call call = w.tracker.start(deleteOrder(e, older(), {true, e.name, true, false}), this, begun.handler());
        w.pass(60s);
        QCOMPARE_EQ(stateOf(w), OperationState::Running);
        w.pass(90s);
        QCOMPARE_EQ(stateOf(w), OperationState::Failed);
        QCOMPARE_EQ(w.transport.count(u"/api/backup/delete"), 1);
    }

    void aDeleteThatFindsNothingToDeleteIsLookedUp_data() {
        QTest::addColumn<bool>("isDone");
        QTest::addColumn<OperationState>("end");
        QTest::newRow("a copy of it was faster") << true << OperationState::Succeeded;
        QTest::newRow("it is listed still") << false << OperationState::Failed;
    }
    void aDeleteThatFindsNothingToDeleteIsLookedUp() {
        QFETCH(bool, isDone);
        QFETCH(OperationState, end);
        ScriptedWorld w(m_profile->path());
        const Environment e = w.add();
        serveADelete(w, json("{\"code\":404,\"message\":\"no such backup\"}", 404), isDone);
        BatchDelete batch(w.tracker, e, {older(), older()}, {true, e.name, true, false});
        QSignalSpy items(&batch, &BatchDelete::itemFinished);
        batch.start();
        while (w.tracker.operations().empty() || stateOf(w) == OperationState::Submitting) w.pass(1s);
        QCOMPARE_EQ(stateOf(w), OperationState::Unknown);
        QVERIFY(items.isEmpty());
        w.pass(20s);
        QCOMPARE_EQ(items[0][1].value<Result<Operation>>()->state, end);
        QCOMPARE_EQ(w.transport.count(u"/api/backup/delete"), isDone ? 1 : 2);  // the second is not listed any more
    }

    void aProtectionThatWasRaisedMeanwhileHolds() {
        ScriptedWorld w(m_profile->path());
        const Environment e = w.add(Protection::Confirm);
        serveADelete(w, json("{\"success\":true}"), true);
        BatchDelete batch(w.tracker, e, {older(), BackupTimestamp(QStringLiteral("2026-11-22t06-00-00"))},
                          {true, {}, false, true});
        connect(&batch, &BatchDelete::itemFinished, this, [&](int index) {
            Environment readOnly = e;
            readOnly.protection = Protection::ReadOnly;
            if (index == 0) QVERIFY(w.registry.update(readOnly, {}));
        });
        batch.start();
        w.pass(10s);
        QCOMPARE_EQ(w.transport.count(u"/api/backup/delete"), 1);
    }

    void secondThoughtsBeforeItWasSent() {
        ScriptedWorld w(m_profile->path());
        const Environment e = w.add();
        const bool yes = true;
        serveABackup(w, &yes, &yes);
        {
            Call call = w.tracker.start(backupOrder(e, {}), this, [](Result<Operation>) { QFAIL("dropped"); });
        }
        w.pass(10s);
        QCOMPARE_EQ(w.transport.count(u"/api/backup"), 0);
        QVERIFY(w.tracker.operations().empty());
    }

    void anAnswerThatNamesAnOldBackupNamesNothing() {
        ScriptedWorld w(m_profile->path());
        const Environment e = w.add();
        w.transport.answer = [&](const HttpRequest& r) -> Result<HttpAnswer> {
            if (r.method == "POST")
                return json("{\"code\":202,\"message\":\"Request Accepted with timestamp 2024-01-01t00-00-00\"}", 202);
            if (isList(r)) return json(kList);
            return json(r.url.query().contains(u"2024") ? "{\"data\":{\"timestamp\":\"2024-01-01t00-00-00\","
                                                          "\"status\":\"Success\"}}"
                                                        : kNothing);
        };
        Call call = w.tracker.start(backupOrder(e, {}), this, [](Result<Operation>) {});
        w.pass(30s);
        QCOMPARE_EQ(stateOf(w), OperationState::Running);  // not the success of another
        QVERIFY(w.tracker.operations().back().timestamp.isEmpty());
    }

    /// Somebody's answer, or a slip of the server: the new entry of the list is what was begun.
    void anAnswerThatNamesADayToComeNamesNothing() {
        ScriptedWorld w(m_profile->path());
        const Environment e = w.add();
        bool sent = false;
        w.transport.answer = [&](const HttpRequest& r) -> Result<HttpAnswer> {
            sent = sent || r.method == "POST";
            if (r.method == "POST")
                return json("{\"code\":202,\"message\":\"Request Accepted with timestamp 2031-01-01t00-00-00\"}", 202);
            HttpAnswer list = json(
                sent ? "{\"backup-list\":[{\"timestamp\":\"2026-11-22t09-00-01\",\"status\":\"Success\"}]}" : kList);
            list.date = "Sun, 22 Nov 2026 09:00:00 GMT";
            return isList(r) ? list : json(kNothing);
        };
        Call call = w.tracker.start(backupOrder(e, {}), this, [](Result<Operation>) {});
        w.pass(30s);
        QCOMPARE_EQ(w.tracker.operations().back().timestamp.text(), QStringLiteral("2026-11-22t09-00-01"));
    }

    void aJumpOfTheServersClockLosesNothing() {
        ScriptedWorld w(m_profile->path());
        const Environment e = w.add();
        std::chrono::hours ahead{0};
        w.transport.answer = [&](const HttpRequest& r) -> Result<HttpAnswer> {
            if (r.method == "POST") {
                ahead = 5h;
                return fail(ErrorKind::UnknownOutcome, QStringLiteral("cut"));
            }
            if (!isList(r)) return json(kNothing);
            HttpAnswer list = json(ahead == 0h ? kList
                                               : "{\"data\":{\"backup-list\":[{\"timestamp\":\"2026-11-22t14-00-00\","
                                                 "\"status\":\"Success\"}]}}");
            list.date = QLocale::c()
                            .toString(w.time.nowUtc().addSecs(std::chrono::seconds(ahead).count()),
                                      QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"))
                            .toLatin1();
            return list;
        };
        Call call = w.tracker.start(backupOrder(e, {}), this, [](Result<Operation>) {});
        w.pass(20s);
        QCOMPARE_EQ(stateOf(w), OperationState::Succeeded);
        QCOMPARE_EQ(w.tracker.operations().back().timestamp.text(), QStringLiteral("2026-11-22t14-00-00"));
    }

    void anOutageIsNoReasonToCallItLost() {
        ScriptedWorld w(m_profile->path());
        const Environment e = w.add();
        bool runs = true, up = true;
        serveABackup(w, &runs, &up);
        Awaited<Operation> begun;
        Call call = w.tracker.start(backupOrder(e, {}), this, begun.handler());
        w.pass(1200s, 2s);
        up = false;
        w.pass(300s, 2s);
        QCOMPARE_EQ(stateOf(w), OperationState::Running);
        up = true;
        runs = false;  // a short gap after the outage
        w.pass(90s);
        QCOMPARE_EQ(stateOf(w), OperationState::Running);
        runs = true;
        w.pass(300s, 2s);
        QCOMPARE_EQ(stateOf(w), OperationState::Running);
        runs = false;
        w.pass(130s);
        QCOMPARE_EQ(stateOf(w), OperationState::Lost);
    }

    void sightingsReachTheRecord() {
        ScriptedWorld w(m_profile->path());
        const Environment e = w.add();
        const bool yes = true;
        serveABackup(w, &yes, &yes);
        Awaited<Operation> begun;
        Call call = w.tracker.start(backupOrder(e, {}), this, begun.handler());
        w.pass(1200s, 2s);
        const Operation row = w.storage->operations().unfinished()->front().operation;
        QVERIFY(row.visibleAt.secsTo(w.time.nowUtc()) <= 65);
        QVERIFY(!mayBeClosedByAdmin(row, w.time.nowUtc()));
    }

    void aBackupOfSomebodyElseIsNotClaimedHoursLater() {
        ScriptedWorld w(m_profile->path());
        const Environment e = w.add();
        QByteArray list = kList;
        w.transport.answer = [&](const HttpRequest& r) -> Result<HttpAnswer> {
            if (r.method == "POST") return fail(ErrorKind::UnknownOutcome, QStringLiteral("cut"));
            return json(isList(r) ? list.constData() : kNothing);
        };
        Awaited<Operation> begun;
        Call call = w.tracker.start(backupOrder(e, {}), this, begun.handler());
        w.pass(130s);
        const int before = w.transport.count(u"/api/backup/list");
        w.pass(3600s, 10s);
        QVERIFY(w.transport.count(u"/api/backup/list") - before <= 61);
        list.replace("2026-11-22t06-00-00", "2026-11-22t15-00-00");
        w.pass(180s);
        QCOMPARE_EQ(stateOf(w), OperationState::Unknown);

        const OperationId id = w.tracker.operations().back().id;
        QCOMPARE_EQ(close(w, id, true, " ").error().kind, ErrorKind::Refused);
        QVERIFY(close(w, id, true, "seen in the bucket"));
        QCOMPARE_EQ(stateOf(w), OperationState::Lost);
        const auto rows = *w.storage->journal().read(1);
        QCOMPARE_EQ(rows.front().action, QStringLiteral("backup-closed"));
        QVERIFY(rows.front().detail.value(u"arrived").toBool());
        QCOMPARE_EQ(rows.front().detail.value(u"text").toString(), QStringLiteral("seen in the bucket"));
        QVERIFY(!w.tracker.unfinishedOn(e.root));
        QVERIFY(!close(w, id, false, "again"));
    }

    void whatADeadProcessLeftOnAnUnknownAddressCanBeClosed() {
        ScriptedWorld w(m_profile->path());
        Operation orphan;
        orphan.id = OperationId(QStringLiteral("1"));
        orphan.target = QUrl(QStringLiteral("https://x.example.com"));
        orphan.startedAt = w.time.nowUtc();
        QVERIFY(w.storage->operations().begin(orphan, QStringLiteral("dead"), {}));
        w.tracker.watchStore();
        QVERIFY(!close(w, orphan.id, false, "too early"));
        w.pass(1000s, 30s);
        QVERIFY(close(w, orphan.id, false, "it never arrived"));
        QVERIFY(w.storage->operations().unfinished()->empty());
    }

    /// Closing by hand looks first: a clock that was set on makes nothing of a running backup.
    void whatRunsIsNotClosedAndNotLostWhenTheClockJumps() {
        ScriptedWorld w(m_profile->path());
        const Environment e = w.add();
        bool runs = true;
        const bool up = true;
        serveABackup(w, &runs, &up);
        Awaited<Operation> begun;
        Call call = w.tracker.start(backupOrder(e, {}), this, begun.handler());
        w.pass(10s);
        w.time.setNow(w.time.nowUtc().addSecs(3600));
        const OperationId id = w.tracker.operations().back().id;
        const auto closed = close(w, id, false, "it did not arrive");
        QCOMPARE_EQ(closed.error().kind, ErrorKind::Refused);
        QCOMPARE_EQ(stateOf(w), OperationState::Running);
        runs = false;  // a gap, and in it the clock jumps on
        w.pass(4s);
        w.time.setNow(w.time.nowUtc().addSecs(7200));
        w.pass(20s);
        QCOMPARE_EQ(stateOf(w), OperationState::Running);
        w.time.setNow(w.time.nowUtc().addDays(-3));
        w.pass(20s);
        QCOMPARE_EQ(stateOf(w), OperationState::Running);
        runs = true;
        w.pass(10s);
        QCOMPARE_EQ(stateOf(w), OperationState::Running);
    }

    /// "Success" at the first look, then running, then an error: no success.
    void aSuccessThatTurnsIsNone_data() {
        QTest::addColumn<int>("turnsAfter");  // seconds
        QTest::newRow("before the second look") << 4;
        QTest::newRow("after it had ended") << 30;
    }
    void aSuccessThatTurnsIsNone() {
        QFETCH(int, turnsAfter);
        ScriptedWorld w(m_profile->path());
        const Environment e = w.add();
        QByteArray status = "{\"data\":{\"timestamp\":\"2026-11-22t09-00-01\",\"status\":\"Success\"}}";
        w.transport.answer = [&](const HttpRequest& r) -> Result<HttpAnswer> {
            if (r.method == "POST") return json(kAccepted, 202);
            if (isList(r)) {
                const QByteArray entry = status.mid(8).chopped(1);
                return json(("{\"data\":{\"backup-list\":[" + entry + "]}}").constData());
            }
            return json(asksForOurs(r) ? status.constData() : kNothing);
        };
        Awaited<Operation> begun;
        w.transport.answer = [&, inner = w.transport.answer, sent = false](const HttpRequest& r) mutable {
            sent = sent || r.method == "POST";
            return isList(r) && !sent ? Result<HttpAnswer>(json(kList)) : inner(r);
        };
        Call call = w.tracker.start(backupOrder(e, {}), this, begun.handler());
        w.pass(std::chrono::seconds(turnsAfter));
        QCOMPARE_EQ(stateOf(w) == OperationState::Succeeded, turnsAfter > 10);
        status = kOngoing;
        status.replace("{\"status\"", "{\"timestamp\":\"2026-11-22t09-00-01\",\"status\"");
        w.pass(100s);
        QCOMPARE_EQ(stateOf(w), OperationState::Running);
        status = "{\"data\":{\"timestamp\":\"2026-11-22t09-00-01\",\"status\":\"error: disk full\"}}";
        w.pass(10s);
        QCOMPARE_EQ(stateOf(w), OperationState::Failed);
        const auto rows = *w.storage->journal().read(-1);
        const bool reopened = std::any_of(rows.begin(), rows.end(),
                                          [](const JournalRow& row) { return row.action == u"backup-reopened"; });
        QCOMPARE_EQ(reopened, turnsAfter > 10);
        QVERIFY(w.storage->operations().unfinished()->empty());
        QCOMPARE_EQ(w.transport.count(u"/api/backup"), 1);
    }

    void aTimestampThatWasThereBeforeIsNoEvidence() {
        ScriptedWorld w(m_profile->path());
        const Environment e = w.add();
        w.transport.answer = [](const HttpRequest& r) -> Result<HttpAnswer> {
            if (r.method == "POST")
                return json("{\"code\":202,\"message\":\"Request Accepted with timestamp 2026-11-22t06-00-00\"}", 202);
            return json(isList(r) ? kList : kNothing);
        };
        Awaited<Operation> begun;
        Call call = w.tracker.start(backupOrder(e, {}), this, begun.handler());
        w.pass(60s);
        QCOMPARE_EQ(stateOf(w), OperationState::Running);
        QVERIFY(w.tracker.operations().back().timestamp.isEmpty());
    }

    void oneEmptyListIsNoProofThatADeleteArrived() {
        ScriptedWorld w(m_profile->path());
        const Environment e = w.add();
        bool empty = false;
        w.transport.answer = [&](const HttpRequest& r) -> Result<HttpAnswer> {
            if (r.url.path().endsWith(u"/delete")) {
                empty = true;
                return fail(ErrorKind::UnknownOutcome, QStringLiteral("cut"));
            }
            if (isList(r)) return json(empty ? "{\"data\":{\"backup-list\":null}}" : kList);
            return json(kNothing);
        };
        Awaited<Operation> begun;
        Call call = w.tracker.start(
            deleteOrder(e, BackupTimestamp(QStringLiteral("2026-11-22t03-00-00")), {true, e.name, true, false}), this,
            begun.handler());
        w.pass(60s);
        QCOMPARE_EQ(stateOf(w), OperationState::Unknown);
        empty = false;
        w.pass(60s);
        QCOMPARE_EQ(stateOf(w), OperationState::Unknown);  // it is still there
    }

    void anEndedRecordIsNotWrittenOver() {
        ScriptedWorld w(m_profile->path());
        Operation operation;
        operation.id = OperationId(QStringLiteral("1"));
        operation.target = QUrl(QStringLiteral("https://x.example.com"));
        operation.startedAt = w.time.nowUtc();
        const auto& store = w.storage->operations();
        QVERIFY(store.begin(operation, QStringLiteral("me"), {}));
        operation.state = OperationState::Succeeded;
        QVERIFY(store.finish(operation, {}));
        operation.state = OperationState::Running;
        QCOMPARE_EQ(store.update(operation).error().kind, ErrorKind::Conflict);
        operation.state = OperationState::Failed;
        QCOMPARE_EQ(store.finish(operation, {}).error().kind, ErrorKind::Conflict);
        QVERIFY(store.unfinished()->empty());
        QCOMPARE_EQ((*store.find(operation.id))->operation.state, OperationState::Succeeded);
    }

    void looksUseTheEnvironmentAsItIsNow() {
        ScriptedWorld w(m_profile->path());
        Environment e = w.add();
        const bool yes = true;
        serveABackup(w, &yes, &yes);
        Awaited<Operation> begun;
        Call call = w.tracker.start(backupOrder(e, {}), this, begun.handler());
        w.pass(5s);
        e.caFile = QStringLiteral("/new-ca.pem");
        QVERIFY(w.registry.update(e, {}));
        w.pass(10s);
        QCOMPARE_EQ(w.transport.seen.back().connection.caFile, e.caFile);
    }

    void retryAfterIsHonouredBetweenPolls() {
        ScriptedWorld w(m_profile->path());
        const Environment e = w.add();
        w.transport.answer = [](const HttpRequest&) -> Result<HttpAnswer> {
            HttpAnswer slowDown = json("{}", 429);
            slowDown.retryAfter = "600";
            return slowDown;
        };
        EnvironmentSession session(e, w.connector, *w.storage, w.time, w.time);
        session.start();
        EVENTUALLY(!w.transport.seen.empty());
        w.pass(1210s, 5s);
        QVERIFY(w.transport.seen.size() >= 2);
        QVERIFY2(w.transport.seen.size() <= 6, qPrintable(QString::number(w.transport.seen.size())));
    }

    void whatIsNotOfferedIsNotAskedAtEveryPoll() {
        ScriptedWorld w(m_profile->path());
        const Environment e = w.add();
        w.transport.answer = [](const HttpRequest& r) -> Result<HttpAnswer> {
            if (isList(r)) return json(kList);
            return isStatus(r) ? json(kNothing) : html(200);
        };
        EnvironmentSession session(e, w.connector, *w.storage, w.time, w.time);
        session.start();
        EVENTUALLY(!w.transport.seen.empty());
        w.pass(2s);
        session.setBusy(true);
        w.pass(300s);
        QVERIFY(w.transport.count(u"/api/backup/status") > 50);
        QVERIFY(w.transport.count(u"/api/upgrade/versions") <= 3);
    }

    void anErrorDoesNotMeanThatNothingRuns() {
        ScriptedWorld w(m_profile->path());
        const Environment e = w.add();
        bool broken = false;
        w.transport.answer = [&](const HttpRequest& r) -> Result<HttpAnswer> {
            if (isList(r)) return json(kList);
            if (isStatus(r)) return broken ? json("{\"message\":\"boom\"}", 500) : json(kOngoing);
            return html(200);
        };
        EnvironmentSession session(e, w.connector, *w.storage, w.time, w.time);
        session.start();
        EVENTUALLY(session.facts().running.has_value());
        broken = true;
        w.pass(20s);
        QVERIFY(session.facts().running.has_value());
        QCOMPARE_EQ(session.facts().reach, Reach::Online);
    }

    void theOneThatIsLookedAtIsTriedAgainSoon() {
        ScriptedWorld w(m_profile->path());
        const Environment e = w.add();
        bool up = true;
        const bool runs = false;
        serveABackup(w, &runs, &up);
        EnvironmentSession session(e, w.connector, *w.storage, w.time, w.time);
        session.start();
        EVENTUALLY(session.facts().reach == Reach::Online);
        QVERIFY(!session.nextTry().isValid());
        up = false;
        w.pass(1200s);
        QCOMPARE_EQ(session.facts().reach, Reach::Unreachable);
        QVERIFY(session.nextTry().isValid());
        up = true;
        session.setShown(true);  // at once
        w.pass(4s);
        QCOMPARE_EQ(session.facts().reach, Reach::Online);
        up = false;
        w.pass(1200s);
        QVERIFY(w.time.nowUtc().secsTo(session.nextTry()) < 20);
        up = true;
        w.pass(20s);
        QCOMPARE_EQ(session.facts().reach, Reach::Online);
    }

    void aBatchEndsWhereEveryItemWouldFail() {
        ScriptedWorld w(m_profile->path());
        const Environment e = w.add(Protection::Confirm);
        w.transport.answer = [](const HttpRequest&) -> Result<HttpAnswer> { return json("{\"message\":\"no\"}", 401); };
        std::vector<BackupTimestamp> many(50, BackupTimestamp(QStringLiteral("2026-11-22t03-00-00")));
        BatchDelete batch(w.tracker, e, many, {true, {}, false, false});
        int told = 0;
        connect(&batch, &BatchDelete::itemFinished, this, [&] { ++told; });
        batch.start();
        w.pass(30s);
        QCOMPARE_EQ(told, 50);
        QVERIFY(w.transport.seen.size() <= 4);
    }
};

QTEST_GUILESS_MAIN(PatienceTest)
#include "patience_test.moc"
