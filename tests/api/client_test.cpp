#include <QTest>

#include "api/client.h"
#include "api/probe.h"
#include "tests/support/eventually.h"
#include "tests/support/fake_transport.h"
#include "tests/support/lab_fixture.h"
#include "tests/support/manual_time.h"
#include "tests/support/pass_of_tests.h"

using namespace prophecy;
using namespace prophecy::test;
using namespace std::chrono_literals;

static_assert(!std::is_default_constructible_v<DangerousPass>, "only those who record a request may send it");

class ClientTest final : public QObject {
    Q_OBJECT

    FakeTransport* m_transport = nullptr;
    ManualTime* m_time = nullptr;

    Endpoint endpoint(Dialect dialect = Dialect::Platform) {
        Endpoint e;
        e.environment.root = QUrl(QStringLiteral("https://p.example.com"));
        e.environment.dialect = dialect;
        e.key = Secret(QByteArray("key-key-key"));
        return e;
    }
    Client client() { return Client(*m_transport, *m_time, endpoint()); }
    DangerousClient dangerous() { return DangerousClient(*m_transport, endpoint(), PassOfTests::make()); }

private Q_SLOTS:
    void init() {
        m_transport = new FakeTransport;
        m_time = new ManualTime;
    }
    void cleanup() {
        delete m_transport;
        delete m_time;
    }

    void aReadIsRepeatedABoundedNumberOfTimes() {
        for (int i = 0; i < 5; ++i) m_transport->queue(fail(ErrorKind::Offline, QStringLiteral("down")));
        Awaited<BackupList> list;
        Call call = client().listBackups(this, list.handler());
        EVENTUALLY_EQ(m_time->waiting(), 1);
        m_time->advance(5s);
        EVENTUALLY_EQ(m_time->waiting(), 1);
        m_time->advance(5s);
        EVENTUALLY(list.isReady());
        QCOMPARE_EQ(list.result().error().kind, ErrorKind::Offline);
        QCOMPARE_EQ(m_transport->requests().size(), 3U);
    }

    void retryAfterIsHonoured() {
        HttpAnswer slowDown = json("{}", 429);
        slowDown.retryAfter = "7";
        m_transport->queue(slowDown);
        m_transport->queue(json(R"({"backup-list":[]})"));
        Awaited<BackupList> list;
        Call call = client().listBackups(this, list.handler());
        EVENTUALLY_EQ(m_time->waiting(), 1);
        QVERIFY(m_time->untilNext() >= 7s);
        m_time->advance(6s);
        QCOMPARE_EQ(m_transport->requests().size(), 1U);
        m_time->advance(2s);
        EVENTUALLY(list.isReady());
        QVERIFY(list.result());
    }

    void aLongRetryAfterIsAnError() {
        HttpAnswer slowDown = json("{}", 429);
        slowDown.retryAfter = "3600";
        m_transport->queue(slowDown);
        Awaited<BackupList> list;
        Call call = client().listBackups(this, list.handler());
        EVENTUALLY(list.isReady());
        QCOMPARE_EQ(list.result().error().kind, ErrorKind::RateLimited);
    }

    void whatIsFinalIsNotRepeated() {
        for (const auto& answer :
             {json("{\"message\":\"no\"}", 401), json("{\"message\":\"no\"}", 404), json("nonsense"), html(200)}) {
            FakeTransport transport;
            transport.queue(answer);
            Awaited<BackupList> list;
            Call call = Client(transport, *m_time, endpoint()).listBackups(this, list.handler());
            EVENTUALLY(list.isReady());
            QCOMPARE_EQ(transport.requests().size(), 1U);
        }
    }

    void aWriteIsNeverRepeated_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("outcome");
        QTest::newRow("unknown") << static_cast<int>(ErrorKind::UnknownOutcome) << 0
                                 << static_cast<int>(ErrorKind::UnknownOutcome);
        QTest::newRow("offline") << static_cast<int>(ErrorKind::Offline) << 0 << static_cast<int>(ErrorKind::Offline);
        QTest::newRow("gateway") << -1 << 502 << static_cast<int>(ErrorKind::UnknownOutcome);
        QTest::newRow("slow down") << -1 << 429 << static_cast<int>(ErrorKind::RateLimited);
        QTest::newRow("busy") << -1 << 409 << static_cast<int>(ErrorKind::UnknownOutcome);
    }
    void aWriteIsNeverRepeated() {
        QFETCH(int, kind);
        QFETCH(int, status);
        QFETCH(int, outcome);
        const QByteArray body = "{\"code\":" + QByteArray::number(status) + ",\"message\":\"no\"}";
        for (int i = 0; i < 3; ++i)
            m_transport->queue(kind >= 0 ? Result<HttpAnswer>(fail(static_cast<ErrorKind>(kind), QStringLiteral("x")))
                                         : Result<HttpAnswer>(json(body.constData(), status)));
        Awaited<Acknowledgement> started, deleted;
        dangerous().startBackup(this, started.handler());
        EVENTUALLY(started.isReady());
        QCOMPARE_EQ(static_cast<int>(started.result().error().kind), outcome);
        dangerous().deleteBackup(BackupTimestamp(QStringLiteral("2023-02-02t16-00-00")), this, deleted.handler());
        EVENTUALLY(deleted.isReady());
        m_time->advance(10min);
        QCoreApplication::processEvents();
        QCOMPARE_EQ(m_transport->requests().size(), 2U);
        for (const HttpRequest& request : m_transport->requests()) QCOMPARE_EQ(request.use, HttpRequest::Use::Once);
    }

    /// docs/api.md, trap 2.
    void aStatusThatIsRefusedForItsBodyIsAskedWithTheQueryAlone_data() {
        QTest::addColumn<int>("status");
        for (const int status : {0, 400, 403, 404, 405, 411, 413, 417, 422, 500, 501})
            QTest::addRow("%d", status) << status;
    }
    void aStatusThatIsRefusedForItsBodyIsAskedWithTheQueryAlone() {
        QFETCH(int, status);
        Endpoint asked = endpoint();
        asked.forms = std::make_shared<RequestForms>();
        const BackupTimestamp backup(QStringLiteral("2023-02-02t16-00-00"));
        const auto ask = [&] {
            Awaited<BackupAnswer> answer;
            Call call = Client(*m_transport, *m_time, asked).backupStatus(backup, this, answer.handler());
            for (int i = 0; i < 400 && !answer.isReady(); ++i) {
                QTest::qWait(1);
                m_time->advance(1s);
            }
            return answer.isReady() && answer.result();
        };
        const auto refuse = [&](int times) {
            for (int i = 0; i < times; ++i)
                m_transport->queue(status == 0 ? Result<HttpAnswer>(fail(ErrorKind::Offline, QStringLiteral("closed")))
                                               : html(status));
        };
        const int attempts = status == 0 ? 3 : 1;
        const auto bodies = [&] {
            return std::count_if(m_transport->requests().begin(), m_transport->requests().end(),
                                 [](const HttpRequest& r) { return !r.body.isEmpty(); });
        };
        const auto good = json("{\"data\":{\"timestamp\":\"2023-02-02t16-00-00\",\"status\":\"Success\"}}");
        refuse(attempts);
        m_transport->queue(good);
        QVERIFY(ask());
        QCOMPARE_EQ(bodies(), attempts);
        QVERIFY(m_transport->requests().back().url.query().contains(backup.text()));
        m_transport->queue(good);  // remembered
        QVERIFY(ask());
        QCOMPARE_EQ(bodies(), attempts);
        const auto remove = makeRequest(ApiCall::DeleteBackup, asked, backup);
        QVERIFY(remove->body.isEmpty());
        QCOMPARE_EQ(remove->use, HttpRequest::Use::Once);
        refuse(attempts);  // it stops working
        m_transport->queue(good);
        QVERIFY(ask());
        QCOMPARE_EQ(bodies(), attempts + 1);
        QVERIFY(!makeRequest(ApiCall::DeleteBackup, asked, backup)->body.isEmpty());
        refuse(2 * attempts);  // neither works: nothing is learned
        QVERIFY(!ask());
        QVERIFY(!asked.forms->isQueryOnly(asked.environment.root));
    }

    void plainHttpBeyondThisMachineIsNotSent() {
        Endpoint open = endpoint();
        open.environment.root = QUrl(QStringLiteral("http://10.1.2.3"));
        Awaited<BackupList> list;
        Call call = Client(*m_transport, *m_time, open).listBackups(this, list.handler());
        EVENTUALLY(list.isReady());
        QCOMPARE_EQ(list.result().error().kind, ErrorKind::Refused);
        QVERIFY(m_transport->requests().empty());
    }

    void theDialectIsFound_data() {
        QTest::addColumn<int>("platform");  // 0 list, 1 page, 2 refused, else a page with that status
        QTest::addColumn<int>("athena");
        QTest::addColumn<int>("dialect");
        QTest::addColumn<int>("error");
        const int inFront = static_cast<int>(ErrorKind::NotTheApi);
        for (const int status : {400, 401, 403, 500, 501})
            QTest::addRow("refused in front with %d", status) << status << 0 << -1 << inFront;
        const int found = static_cast<int>(Dialect::Athena);
        for (const int status : {404, 405}) QTest::addRow("page of %d", status) << status << 0 << found << -1;
        QTest::newRow("platform") << 0 << 1 << static_cast<int>(Dialect::Platform) << -1;
        QTest::newRow("athena behind pages") << 1 << 0 << static_cast<int>(Dialect::Athena) << -1;
        QTest::newRow("athena behind 401") << 2 << 0 << static_cast<int>(Dialect::Athena) << -1;
        QTest::newRow("key refused on both") << 2 << 2 << -1 << static_cast<int>(ErrorKind::Auth);
        QTest::newRow("key refused, then a page") << 2 << 1 << -1 << static_cast<int>(ErrorKind::Auth);
        QTest::newRow("page, then key refused") << 1 << 2 << -1 << static_cast<int>(ErrorKind::Auth);
        QTest::newRow("pages only") << 1 << 1 << -1 << static_cast<int>(ErrorKind::NotTheApi);
    }
    void theDialectIsFound() {
        QFETCH(int, platform);
        QFETCH(int, athena);
        QFETCH(int, dialect);
        QFETCH(int, error);
        const auto answer = [](int which) {
            return which == 0   ? json(R"({"backup-list":[]})")
                   : which == 1 ? html(200)
                   : which == 2 ? json("{\"message\":\"no\"}", 401)
                                : html(which);
        };
        m_transport->queue(answer(platform));
        m_transport->queue(answer(athena));
        Awaited<Dialect> found;
        Call call = detectDialect(*m_transport, *m_time, endpoint(Dialect::Auto), this, found.handler());
        EVENTUALLY(found.isReady());
        if (error < 0)
            QCOMPARE_EQ(static_cast<int>(*found.result()), dialect);
        else
            QCOMPARE_EQ(static_cast<int>(found.result().error().kind), error);
    }

    void aDroppedReadStopsItsRepetitions() {
        m_transport->queue(fail(ErrorKind::Offline, QStringLiteral("down")));
        Awaited<BackupList> list;
        Call call = client().listBackups(this, list.handler());
        EVENTUALLY_EQ(m_time->waiting(), 1);
        call.drop();
        QCOMPARE_EQ(m_time->waiting(), 0);
        m_time->advance(1min);
        QCOMPARE_EQ(m_transport->requests().size(), 1U);
    }
};

QTEST_GUILESS_MAIN(ClientTest)
#include "client_test.moc"
