#include <QTcpSocket>
#include <QTest>

#include "api/client.h"
#include "lab/files.h"
#include "tests/support/eventually.h"
#include "tests/support/lab_fixture.h"
#include "tests/support/pass_of_tests.h"

using namespace prophecy;
using namespace prophecy::test;

namespace {
QByteArray bytesOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing");
}
}  // namespace

class LabTest final : public QObject {
    Q_OBJECT

    QtScheduler m_scheduler;
    NetworkTransport m_transport;

    QByteArray speak(LabFixture& lab, const QByteArray& bytes, bool leaveEarly = false) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, static_cast<quint16>(lab->url().port()));
        QByteArray answer;
        bool closed = false;
        connect(&socket, &QTcpSocket::readyRead, &socket, [&] { answer += socket.readAll(); });
        connect(&socket, &QTcpSocket::disconnected, &socket, [&] { closed = true; });
        if (!QTest::qWaitFor([&] { return socket.state() == QAbstractSocket::ConnectedState; })) return "not connected";
        socket.write(bytes);
        if (leaveEarly) {
            socket.flush();
            socket.abort();
            return {};
        }
        (void)QTest::qWaitFor([&] { return closed; });
        return answer;
    }
    QByteArray get(LabFixture& lab, const QByteArray& path, const QByteArray& method = "GET",
                   const QByteArray& body = {}) {
        return method + ' ' + path + " HTTP/1.1\r\nHost: x\r\nCookie: prophecy-token=" + lab->key() +
               "\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    }

private Q_SLOTS:
    void aBackupCopiesAndARestoreBringsBack() {
        LabFixture lab({.speed = 1000});
        const QString gitserver = lab.folder() + QStringLiteral("/state/volumes/gitserver/data.txt");
        const QString edweb = lab.folder() + QStringLiteral("/state/volumes/edweb/data.txt");
        const QByteArray original = bytesOf(gitserver);
        QVERIFY(speak(lab, get(lab, "/api/backup", "POST", "{}")).contains("Request Accepted with timestamp"));
        EVENTUALLY(!lab->state().job());
        const Backup made = lab->state().backups().back();
        QCOMPARE_EQ(made.status, QStringLiteral("Success"));
        QVERIFY(lab::writeFile(gitserver, "changed"));
        QVERIFY(lab::writeFile(edweb, "changed"));
        const QByteArray request = "{\"timestamp\":\"" + made.timestamp.text().toLatin1() +
                                   "\",\"sourceNamespace\":\"app\",\"svcs\":{\"edweb\":{\"disabled\":true}}}";
        QVERIFY(speak(lab, get(lab, "/api/restore", "POST", request)).contains("202"));
        EVENTUALLY(!lab->state().job());
        QCOMPARE_EQ(bytesOf(gitserver), original);
        QCOMPARE_EQ(bytesOf(edweb), QByteArray("changed"));
        QCOMPARE_EQ(*lab->state().restoreResult(made.timestamp), QStringLiteral("Success"));
    }

    void aKilledLabGoesOn() {
        LabFixture lab({.speed = 20});
        QVERIFY(speak(lab, get(lab, "/api/backup", "POST", "{}")).contains("202"));
        EVENTUALLY(lab->state().job() && lab->state().job()->done.size() >= 2);
        const BackupTimestamp timestamp = lab->state().job()->timestamp;
        const QByteArray key = lab->key();
        lab.restart();
        QCOMPARE_EQ(lab->key(), key);
        QVERIFY(lab->state().job());
        EVENTUALLY(!lab->state().job());
        QCOMPARE_EQ(lab->state().find(timestamp)->status, QStringLiteral("Success"));
    }

    void retentionCollectsTheOldest() {
        LabFixture lab({.seedBackups = 6, .speed = 1000});
        const BackupTimestamp oldest = lab->state().backups().front().timestamp;
        lab->state().setConfig({{QStringLiteral("enableRegularBackups"), true},
                                {QStringLiteral("backupRetentionCount"), QStringLiteral("4")}});
        QVERIFY(speak(lab, get(lab, "/api/backup", "POST", "{}")).contains("202"));
        EVENTUALLY(!lab->state().job());
        QCOMPARE_EQ(lab->state().backups().size(), 4U);
        QVERIFY(!lab->state().find(oldest));
        QVERIFY(!QDir(lab.folder() + QStringLiteral("/state/store/app/") + oldest.text()).exists());
    }

    void busyIs409AndAWrongKey401() {
        LabFixture lab({.speed = 1});
        QVERIFY(speak(lab, get(lab, "/api/backup", "POST", "{}")).startsWith("HTTP/1.1 202"));
        QVERIFY(speak(lab, get(lab, "/api/backup", "POST", "{}")).startsWith("HTTP/1.1 409"));
        QVERIFY(speak(lab, "GET /api/backup/list HTTP/1.1\r\nCookie: prophecy-token=no\r\nConnection: close\r\n\r\n")
                    .startsWith("HTTP/1.1 401"));
        QVERIFY(speak(lab, get(lab, "/somewhere")).contains("text/html"));
    }

    void theLogHoldsNoKey() {
        LabFixture lab;
        (void)speak(lab, get(lab, "/api/backup/list?x=" + lab->key()));
        const auto lines = lab.requests("GET", QStringLiteral("/api/backup/list"));
        QCOMPARE_EQ(lines.size(), 1U);
        QVERIFY(!bytesOf(lab.folder() + QStringLiteral("/state/requests.jsonl")).contains(lab->key()));
        for (const char* field : {"t", "method", "path", "query", "body", "status"})
            QVERIFY2(lines[0].contains(QLatin1String(field)), field);
    }

    void aClientMayLeaveDuringEachFault_data() {
        QTest::addColumn<QByteArray>("fault");
        for (const char* fault : {"latency=60", "slow=10", "drop-before-accept", "drop-after-accept", "truncated-json",
                                  "error-500", "html-502=5", "rate-limit=3", "expired-key", "fail-backup=edweb"})
            QTest::newRow(fault) << QByteArray(fault);
    }
    void aClientMayLeaveDuringEachFault() {
        QFETCH(QByteArray, fault);
        LabFixture lab({.seedBackups = 5});
        lab.fault(fault + "@/api/backup/list*3");
        for (int i = 0; i < 3; ++i) (void)speak(lab, get(lab, "/api/backup/list"), true);
        lab->faults().clear();
        QVERIFY(speak(lab, get(lab, "/api/backup/list")).contains("backup-list"));
    }

    void faultsAreParsed() {
        const auto fault = lab::parseFault(QStringLiteral("rate-limit=7@/api/backup*2"));
        QVERIFY(fault);
        QCOMPARE_EQ(fault->number(0), 7);
        QCOMPARE_EQ(fault->path, QStringLiteral("/api/backup"));
        QCOMPARE_EQ(fault->remaining, 2);
        for (const char* bad : {"", "nonsense", "latency@nopath", "slow=1*x", "Latency"})
            QVERIFY2(!lab::parseFault(QString::fromLatin1(bad)), bad);
    }

    void dialectsEnvelopesAndPlaces_data() {
        QTest::addColumn<int>("api");
        QTest::addColumn<int>("envelope");
        QTest::addColumn<int>("place");
        using O = lab::LabOptions;
        for (const auto api : {O::Api::Platform, O::Api::Athena})
            for (const auto envelope : {O::Envelope::Data, O::Envelope::Bare})
                for (const auto place : {O::TimestampIn::Body, O::TimestampIn::Query, O::TimestampIn::Either})
                    QTest::addRow("%d %d %d", static_cast<int>(api), static_cast<int>(envelope),
                                  static_cast<int>(place))
                        << static_cast<int>(api) << static_cast<int>(envelope) << static_cast<int>(place);
    }
    void dialectsEnvelopesAndPlaces() {
        QFETCH(int, api);
        QFETCH(int, envelope);
        QFETCH(int, place);
        lab::LabOptions options{.seedBackups = 3};
        options.api = static_cast<lab::LabOptions::Api>(api);
        options.envelope = static_cast<lab::LabOptions::Envelope>(envelope);
        options.timestampIn = static_cast<lab::LabOptions::TimestampIn>(place);
        LabFixture lab(options);
        Endpoint endpoint = lab.endpoint();
        endpoint.environment.dialect =
            options.api == lab::LabOptions::Api::Athena ? Dialect::Athena : Dialect::Platform;
        const Client client(m_transport, m_scheduler, endpoint);
        Awaited<BackupList> list;
        Call listing = client.listBackups(this, list.handler());
        EVENTUALLY(list.isReady());
        QCOMPARE_EQ(list.result()->backups.size(), 3U);
        const BackupTimestamp first = list.result()->backups.front().timestamp;
        Awaited<BackupAnswer> status;
        Call reading = client.backupStatus(first, this, status.handler());
        EVENTUALLY(status.isReady());
        QCOMPARE_EQ((*status.result())->timestamp, first);
        Awaited<Acknowledgement> deleted;
        DangerousClient(m_transport, endpoint, PassOfTests::make()).deleteBackup(first, this, deleted.handler());
        EVENTUALLY(deleted.isReady());
        QVERIFY(deleted.result());
        QCOMPARE_EQ(lab->state().backups().size(), 2U);
    }

    void anUpgradeRestartsServicesAndTouchesNoComponent() {
        LabFixture lab({.speed = 20});
        const QByteArray gitserver = lab.bytes(QStringLiteral("volumes/gitserver"));
        QVERIFY(speak(lab, get(lab, "/api/upgrade", "POST", "{\"version\":\"3.4.2.0\",\"disableRollback\":true}"))
                    .contains("Request Accepted"));
        QVERIFY(speak(lab, get(lab, "/api/backup", "POST", "{}")).contains("409"));
        EVENTUALLY(lab->state().upgrade() && lab->state().upgrade()->isAway());
        QVERIFY(speak(lab, get(lab, "/api/backup/list")).startsWith("HTTP/1.1 502"));
        EVENTUALLY(!lab->state().upgrade());
        QCOMPARE_EQ(lab->state().version(), QStringLiteral("3.4.2.0"));
        QVERIFY(speak(lab, get(lab, "/api/upgrade/status")).contains("Success"));
        QCOMPARE_EQ(lab.bytes(QStringLiteral("volumes/gitserver")), gitserver);
    }

    void aKilledLabGoesOnWithItsUpgrade() {
        LabFixture lab({.speed = 2});
        (void)speak(lab, get(lab, "/api/upgrade", "POST", "{\"version\":\"3.4.2.0\",\"disableRollback\":false}"));
        QVERIFY(lab->state().upgrade());
        lab.restart();
        QVERIFY(lab->state().upgrade());
        QVERIFY(!lab->state().upgrade()->request.disableRollback);
        EVENTUALLY(!lab->state().upgrade());
        QCOMPARE_EQ(lab->state().version(), QStringLiteral("3.4.2.0"));
    }

    void itsWebPageUpgradesByHand() {
        LabFixture lab({.speed = 20, .undocumented = false});
        QVERIFY(speak(lab, get(lab, "/")).contains("Upgrade Version"));
        QVERIFY(!speak(lab, get(lab, "/api/upgrade", "POST", "{\"version\":\"3.4.2.0\"}")).contains("Accepted"));
        QVERIFY(speak(lab, get(lab, "/lab/upgrade", "POST", "version=3.4.1.0+EM&disableRollback=true"))
                    .contains("Request Accepted"));
        QVERIFY(lab->state().upgrade() && lab->state().upgrade()->request.disableRollback);
        QCOMPARE_EQ(lab->state().upgrade()->request.version, QStringLiteral("3.4.1.0 EM"));
    }
};

QTEST_GUILESS_MAIN(LabTest)
#include "lab_test.moc"
