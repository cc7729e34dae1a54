#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include "storage/connection.h"
#include "tests/support/ctl_robot.h"
#include "tests/support/eventually.h"
#include "tests/support/lab_fixture.h"

using namespace prophecy;
using namespace prophecy::test;

/// prophecyctl as a script sees it: arguments in, one document and an exit code out.
class CtlTest final : public QObject {
    Q_OBJECT

    using Outcome = CtlRobot::Outcome;
    std::unique_ptr<CtlRobot> m_robot;

    std::unique_ptr<QProcess> start(const QStringList& arguments, const QByteArray& key) {
        return m_robot->start(arguments, key);
    }
    Outcome finish(QProcess& process) { return CtlRobot::finish(process); }
    Outcome run(const QString& line, const QByteArray& key = {}) { return m_robot->run(line, key); }
    Outcome at(LabFixture& lab, const char* command) { return m_robot->at(lab, QString::fromUtf8(command)); }

private Q_SLOTS:
    void init() { m_robot = std::make_unique<CtlRobot>(); }

    void usageErrorsAreTwo_data() {
        QTest::addColumn<QString>("line");
        for (const char* line : {"",
                                 "nonsense",
                                 "backup",
                                 "backup fly",
                                 "backup list",
                                 "backup list --wait --url x",
                                 "--env a --url b backup list",
                                 "backup list --url ftp://x",
                                 "backup list --url https://me:pw@x",
                                 "backup list --env nobody",
                                 "--env a --env b backup list",
                                 "backup list --url http://127.0.0.1:1 --timeout -1",
                                 "backup list --url http://127.0.0.1:1 --state odd",
                                 "backup status a b --url http://127.0.0.1:1",
                                 "--api old backup list --url http://127.0.0.1:1",
                                 "--timestamp-zone Mars/One backup list --url http://127.0.0.1:1",
                                 "backup list --url http://127.0.0.1:1 --key-file /nowhere",
                                 "env add",
                                 "env add x",
                                 "env add x --url https://h --role odd"})
            QTest::newRow(line) << QString::fromLatin1(line);
    }
    void usageErrorsAreTwo() {
        QFETCH(QString, line);
        const Outcome outcome = run(line);
        QCOMPARE_EQ(outcome.code, 2);
        QCOMPARE_EQ(outcome.document.value(u"ok").toBool(true), false);
        QCOMPARE_EQ(outcome.kind(), QStringLiteral("usage"));
    }

    void everyCommandTellsItsOwnHelp() {
        const Outcome all = run(QStringLiteral("--help"));
        QCOMPARE_EQ(all.code, 0);
        for (const char* line : {"restore start --help", "--env prod -h restore start", "help restore start"}) {
            const Outcome own = run(QString::fromLatin1(line));
            QCOMPARE_EQ(own.code, 0);
            QVERIFY2(own.out.contains("--next-key-file FILE") && !own.out.contains("--frequency"), line);
        }
        QVERIFY(all.out.contains("restore start") && !all.out.contains("--next-key-file"));
        const Outcome family = run(QStringLiteral("help restore"));
        QVERIFY(family.out.contains("restore check") && !family.out.contains("upgrade start"));
        QVERIFY(run(QStringLiteral("upgrade start --help")).out.contains("--version V"));
        QCOMPARE_EQ(run(QStringLiteral("help restore nothing")).code, 2);
    }

    void aSlipNamesTheNearest_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("nearest");
        QTest::newRow("command") << QStringLiteral("bakcup list --url http://127.0.0.1:1")
                                 << QStringLiteral("\"backup list\"");
        QTest::newRow("second word") << QStringLiteral("restore strat") << QStringLiteral("\"restore start\"");
        QTest::newRow("one word") << QStringLiteral("jornal") << QStringLiteral("\"journal\"");
        QTest::newRow("family") << QStringLiteral("cron") << QStringLiteral("cron describe");
        QTest::newRow("option") << QStringLiteral("backup list --sate failed") << QStringLiteral("--state");
        QTest::newRow("common option") << QStringLiteral("backup list --evn prod") << QStringLiteral("--env");
        QTest::newRow("another command's")
            << QStringLiteral("backup list --wait") << QStringLiteral("help backup list");
        QTest::newRow("a check") << QStringLiteral("backup start --accept foo=bar")
                                 << QStringLiteral("no check \"foo\" here. Those there are: idle,");
        QTest::newRow("nothing near") << QStringLiteral("frobnicate") << QStringLiteral("--help");
    }
    void aSlipNamesTheNearest() {
        QFETCH(QString, line);
        QFETCH(QString, nearest);
        const Outcome outcome = run(line);
        QCOMPARE_EQ(outcome.code, 2);
        QVERIFY2(outcome.message().contains(nearest), qPrintable(outcome.message()));
    }

    /// What is no slip of a command is not taken for one, least of all of one that changes something.
    void anotherWordIsNoSlip() {
        const Outcome outcome = run(QStringLiteral("restore list"));
        QCOMPARE_EQ(outcome.code, 2);
        QVERIFY2(!outcome.message().contains(QStringLiteral("restore start")), qPrintable(outcome.message()));
    }

    void aKeyIsReadFromAFileOrRefused() {
        LabFixture lab;
        const QString path = m_robot->filePath(QStringLiteral("key"));
        const auto write = [&](const QByteArray& bytes) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(bytes);
        };
        const QString line = QStringLiteral("--url %1 --key-file %2 backup list").arg(lab->url().toString(), path);
        write(lab->key() + "\n");
        QCOMPARE_EQ(run(line).code, 0);
        QCOMPARE_EQ(run(line, "the-variable-loses").code, 0);
        write(lab->key() + "\nX-Evil: 1\n");
        QCOMPARE_EQ(run(line).code, 2);
        QCOMPARE_EQ(run(QStringLiteral("--url %1 backup list").arg(lab->url().toString())).code, 2);
    }

    void theListIsNewestFirstAndFilters() {
        LabFixture lab({.seedBackups = 6});
        const Outcome all = at(lab, "backup list");
        QCOMPARE_EQ(all.code, 0);
        const QJsonArray list = all.data().toArray();
        QCOMPARE_EQ(list.size(), 6);
        QVERIFY(list[0].toObject().value(u"timestamp").toString() > list[5].toObject().value(u"timestamp").toString());
        for (const char* field : {"timestamp", "time", "state", "status", "namespace", "url"})
            QVERIFY2(list[0].toObject().contains(QLatin1String(field)), field);
        QVERIFY(list[0].toObject().value(u"time").toString().endsWith(u'Z'));
        QCOMPARE_EQ(at(lab, "backup list --state=").data().toArray().size(), 6);  // as a script gives no filter
        const QJsonArray failed = at(lab, "backup list --state failed").data().toArray();
        QCOMPARE_EQ(failed.size(), 1);
        QCOMPARE_EQ(failed[0].toObject().value(u"state").toString(), QStringLiteral("failed"));
    }

    void timestampsHaveAZone() {
        LabFixture lab({.seedBackups = 1});
        const auto time = [&](const char* command) {
            return QDateTime::fromString(at(lab, command).data().toArray()[0].toObject().value(u"time").toString(),
                                         Qt::ISODate);
        };
        QCOMPARE_EQ(time("backup list").secsTo(time("--timestamp-zone Asia/Kolkata backup list")), -(5 * 3600 + 1800));
    }

    void aBackupFromStartToEnd() {
        LabFixture lab({.speed = 100});
        const Outcome nothing = at(lab, "backup status");
        QCOMPARE_EQ(nothing.code, 0);
        QVERIFY(nothing.data().isNull());
        QVERIFY(at(lab, "backup latest").data().isNull());
        const Outcome done = at(lab, "backup start --wait");
        QCOMPARE_EQ(done.code, 0);
        QCOMPARE_EQ(done.data().toObject().value(u"state").toString(), QStringLiteral("success"));
        const QString timestamp = done.data().toObject().value(u"timestamp").toString();
        QVERIFY(isWellFormed(BackupTimestamp(timestamp)));
        QCOMPARE_EQ(at(lab, qPrintable(QStringLiteral("backup status ") + timestamp))
                        .data()
                        .toObject()
                        .value(u"state")
                        .toString(),
                    QStringLiteral("success"));
        QCOMPARE_EQ(at(lab, "backup latest").data().toObject().value(u"timestamp").toString(), timestamp);
        QCOMPARE_EQ(at(lab, "backup status 2001-01-01t00-00-00").code, 1);
        QCOMPARE_EQ(at(lab, "backup status 2001-01-01t00-00-00").kind(), QStringLiteral("not-found"));
        const Outcome journal = at(lab, "journal");
        QCOMPARE_EQ(journal.data().toArray().size(), 2);
        QCOMPARE_EQ(at(lab, "journal --verify").code, 0);
    }

    void whatStandsInFrontIsNoFact_data() {
        QTest::addColumn<QByteArray>("fault");
        for (const char* fault : {"text=404", "text=401", "text=403", "text=500", "text=503", "page=401", "page=403",
                                  "page=404", "page=500", "interim=103"})
            QTest::newRow(fault) << QByteArray(fault);
    }
    void whatStandsInFrontIsNoFact() {
        QFETCH(QByteArray, fault);
        LabFixture lab({.seedBackups = 1});
        lab.fault(fault);
        for (const char* command : {"backup latest", "backup status", "backup list", "restore status",
                                    "capabilities --probe", "version", "upgrade status", "backup start"}) {
            const Outcome outcome = at(lab, command);
            QVERIFY2(outcome.code == 3, command);
            QCOMPARE_EQ(outcome.kind(), QStringLiteral("not-the-api"));
            QVERIFY2(!outcome.message().contains(QStringLiteral("key")), qPrintable(outcome.message()));
        }
        QVERIFY(lab.requests("POST", QStringLiteral("/api/backup")).empty());
    }

    /// A page that a web app answers to unknown paths means that there is no such call; other words do not.
    void textWithAGoodStatusTellsNothing_data() {
        QTest::addColumn<QByteArray>("fault");
        QTest::addColumn<QString>("check");
        QTest::newRow("upgrade") << QByteArray("text=200@/api/upgrade/status") << QStringLiteral("idle");
        QTest::newRow("config") << QByteArray("text=200@/api/feature/getConfig") << QStringLiteral("retention");
    }
    void textWithAGoodStatusTellsNothing() {
        QFETCH(QByteArray, fault);
        QFETCH(QString, check);
        LabFixture lab({.seedBackups = 1});
        lab.fault(fault);
        const Outcome refused = at(lab, "backup start");
        QCOMPARE_EQ(refused.code, 5);
        QCOMPARE_EQ(refused.error().value(u"check").toString(), check);
        QVERIFY(lab.requests("POST", QStringLiteral("/api/backup")).empty());
        QCOMPARE_EQ(at(lab, qPrintable(QStringLiteral("backup start --accept %1=looked").arg(check))).code, 0);
    }

    void aWatchGoesOnBehindPages() {
        LabFixture lab({.speed = 4});
        const auto process =
            start(QProcess::splitCommand(QStringLiteral("--url %1 backup start --wait").arg(lab->url().toString())),
                  lab->key());
        EVENTUALLY_EQ(lab.requests("POST", QStringLiteral("/api/backup")).size(), 1U);
        for (const char* fault : {"page=403@/api/backup/status*1", "text=404*1", "text=401*1"}) lab.fault(fault);
        QCOMPARE_EQ(finish(*process).code, 0);
    }

    void otherWordsAreNotNothing() {
        LabFixture lab({.speed = 100});
        lab.fault("words=Operation in progress: 3 of 9@/api/backup/status*4");
        const Outcome status = at(lab, "backup status");
        QCOMPARE_EQ(status.code, 6);
        QCOMPARE_EQ(status.data().toObject().value(u"status").toString(),
                    QStringLiteral("Operation in progress: 3 of 9"));
        QCOMPARE_EQ(status.data().toObject().value(u"state").toString(), QStringLiteral("unknown"));
        const Outcome guarded = at(lab, "backup start");
        QCOMPARE_EQ(guarded.code, 5);
        QCOMPARE_EQ(guarded.error().value(u"check").toString(), QStringLiteral("idle"));
        QCOMPARE_EQ(at(lab, "backup start --accept \"idle=asked the colleague\" --wait").code, 0);
        QCOMPARE_EQ(at(lab, "backup start --accept version=no").code, 2);
        QCOMPARE_EQ(lab.requests("POST", QStringLiteral("/api/backup")).size(), 1U);
    }

    void aDrSiteIsOffOnPurpose() {
        QCOMPARE_EQ(run(QStringLiteral("env add dr --url https://dr.example.com --role dr --standby")).code, 0);
        const auto standby = [&] {
            return run(QStringLiteral("env show dr")).data().toObject().value(u"standby").toBool();
        };
        QVERIFY(standby());
        QCOMPARE_EQ(run(QStringLiteral("env set dr --no-standby")).code, 0);
        QVERIFY(!standby());
        QCOMPARE_EQ(run(QStringLiteral("env set dr --standby")).code, 0);
        QVERIFY(standby());
        QCOMPARE_EQ(run(QStringLiteral("env set dr")).code, 2);
        QCOMPARE_EQ(run(QStringLiteral("env set dr --standby --no-standby")).code, 2);
        QCOMPARE_EQ(run(QStringLiteral("env add p --url https://p.example.com --role primary --standby")).code, 2);
    }

    void aFailedWaitCarriesTheServersText() {
        LabFixture lab({.speed = 100});
        lab.fault("fail-backup=gitserver");
        const Outcome failed = at(lab, "backup start --wait");
        QCOMPARE_EQ(failed.code, 1);
        QCOMPARE_EQ(failed.kind(), QStringLiteral("operation-failed"));
        QCOMPARE_EQ(failed.message(), QStringLiteral("error uploading gitserver.tar to s3: context deadline exceeded"));
    }

    void aWatchEndsWithWhatItWatched() {
        LabFixture lab({.speed = 4});
        lab.fault("fail-backup=gitserver");
        QCOMPARE_EQ(at(lab, "backup start").code, 0);
        const Outcome failed = at(lab, "backup watch");
        QCOMPARE_EQ(failed.code, 1);
        QCOMPARE_EQ(failed.data().toObject().value(u"state").toString(), QStringLiteral("failed"));
        QCOMPARE_EQ(at(lab, "backup watch").code, 0);  // nothing runs any more
    }

    void theJournalOfOneEnvironment() {
        for (const char* name : {"one", "two"})
            QCOMPARE_EQ(
                run(QStringLiteral("env add %1 --url https://%1.example.com --role dr").arg(QLatin1String(name))).code,
                0);
        QCOMPARE_EQ(run(QStringLiteral("journal")).data().toArray().size(), 2);
        const QJsonArray one = run(QStringLiteral("journal --env one")).data().toArray();
        QCOMPARE_EQ(one.size(), 1);
        QCOMPARE_EQ(one.first().toObject().value(u"environment").toString(), QStringLiteral("one"));
    }

    void startWithoutWaitingAndASecondOne() {
        LabFixture lab({.speed = 2});
        const Outcome started = at(lab, "backup start");
        QCOMPARE_EQ(started.code, 0);
        QCOMPARE_EQ(started.data().toObject().value(u"state").toString(), QStringLiteral("running"));
        const Outcome second = at(lab, "backup start");
        QCOMPARE_EQ(second.code, 1);
        QCOMPARE_EQ(second.kind(), QStringLiteral("conflict"));
        QCOMPARE_EQ(at(lab, "backup list --state running").data().toArray().size(), 1);
        const QJsonObject running = at(lab, "backup latest").data().toObject();
        QVERIFY(running.value(u"timestamp").isNull());
        QCOMPARE_EQ(running.value(u"state").toString(), QStringLiteral("running"));
        QCOMPARE_EQ(at(lab, "backup watch").code, 0);
        QCOMPARE_EQ(at(lab, "backup start").code, 0);  // what a dead process left was settled first
        QCOMPARE_EQ(lab.requests("POST", QStringLiteral("/api/backup")).size(), 2U);
    }

    void anEndThatCannotBeRecordedIsEight() {
        LabFixture lab({.speed = 100});
        QCOMPARE_EQ(at(lab, "backup start --wait").code, 0);
        const auto raw = Connection::open(m_robot->filePath(QStringLiteral("prophecy.sqlite")));
        QVERIFY(
            raw->run(QStringLiteral("CREATE TRIGGER full BEFORE INSERT ON journal WHEN NEW.action = "
                                    "'backup-succeeded' BEGIN SELECT RAISE(ABORT, 'disk full'); END")));
        const Outcome done = at(lab, "backup start --wait");
        QCOMPARE_EQ(done.code, 8);
        QCOMPARE_EQ(done.data().toObject().value(u"state").toString(), QStringLiteral("success"));
        QCOMPARE_EQ(done.data().toObject().value(u"recorded"), QJsonValue(false));
        QVERIFY(raw->run(QStringLiteral("DROP TRIGGER full")));
        QCOMPARE_EQ(at(lab, "backup watch").code, 0);
        QVERIFY(at(lab, "operation list").data().toArray().isEmpty());
    }

    void aWaitLimitIsUnknown() {
        LabFixture lab({.speed = 0.5});
        const Outcome outcome = at(lab, "backup start --wait --wait-limit 0.0001");  // a second at least
        QCOMPARE_EQ(outcome.code, 6);
        QCOMPARE_EQ(outcome.kind(), QStringLiteral("unknown-outcome"));
        QCOMPARE_EQ(lab.requests("POST", QStringLiteral("/api/backup")).size(), 1U);
    }

    void anInterruptedWaitIsSixAndNothingIsLost() {
        LabFixture lab({.speed = 4});
        const auto process =
            start(QProcess::splitCommand(QStringLiteral("--url %1 backup start --wait").arg(lab->url().toString())),
                  lab->key());
        EVENTUALLY_EQ(lab.requests("POST", QStringLiteral("/api/backup")).size(), 1U);
        process->terminate();
        const Outcome outcome = finish(*process);
        QCOMPARE_EQ(outcome.code, 6);
        EVENTUALLY(!lab->state().job());
        QCOMPARE_EQ(at(lab, "backup start").code, 0);
        QCOMPARE_EQ(lab.requests("POST", QStringLiteral("/api/backup")).size(), 2U);
    }

    void aKilledWaitIsTakenUpByTheNextRun() {
        LabFixture lab({.speed = 4});
        const auto process =
            start(QProcess::splitCommand(QStringLiteral("--url %1 backup start --wait").arg(lab->url().toString())),
                  lab->key());
        EVENTUALLY_EQ(lab.requests("POST", QStringLiteral("/api/backup")).size(), 1U);
        process->kill();
        QCOMPARE_EQ(finish(*process).code, 9);
        QCOMPARE_EQ(at(lab, "backup watch").code, 0);
        const QJsonArray journal = at(lab, "journal").data().toArray();
        QCOMPARE_EQ(journal.first().toObject().value(u"action").toString(), QStringLiteral("backup-succeeded"));
        QCOMPARE_EQ(lab.requests("POST", QStringLiteral("/api/backup")).size(), 1U);
    }

    void anEndThatIsOwedALookIsLookedAtByTheNextCommand() {
        LabFixture lab({.speed = 2});
        QCOMPARE_EQ(at(lab, "backup start").code, 0);
        const auto raw = Connection::open(m_robot->filePath(QStringLiteral("prophecy.sqlite")));
        QVERIFY(
            raw->run(QStringLiteral("UPDATE operations SET finished = 1, data = json_set(data, '$.state', 'failed', "
                                    "'$.text', 'error: disk full', '$.finishedAt', json_extract(data, "
                                    "'$.startedAt'), '$.confirmAt', json_extract(data, '$.startedAt'))")));
        const Outcome listed = at(lab, "backup list");
        QCOMPARE_EQ(listed.code, 0);
        QVERIFY2(listed.err.contains("tells of it differently now"), listed.err.constData());
        QCOMPARE_EQ(at(lab, "operation list").data().toArray().size(), 1);
        QVERIFY(!at(lab, "backup list").err.contains("tells of it differently now"));
    }

    void aClientCertificateIsShownWhereOneIsWanted() {
        lab::LabOptions options;
        options.guests = QStringLiteral(OTHER_CERTIFICATE);
        LabFixture lab(options, true);
        QFile password(m_robot->filePath(QStringLiteral("password")));
        QVERIFY(password.open(QIODevice::WriteOnly));
        password.write("opensesame\n");
        password.close();
        const QString trusted = QStringLiteral("--ca %1 ").arg(QStringLiteral(TEST_CERTIFICATE));
        const Outcome refused = m_robot->at(lab, trusted + QStringLiteral("backup list"));
        QCOMPARE_EQ(refused.code, 3);
        QCOMPARE_EQ(refused.kind(), QStringLiteral("client-certificate"));
        const QString shown =
            QStringLiteral("--client-cert %1 --client-key %2 --client-password-file %3 ")
                .arg(QStringLiteral(OTHER_CERTIFICATE), QStringLiteral(LOCKED_KEY), password.fileName());
        QCOMPARE_EQ(m_robot->at(lab, trusted + shown + QStringLiteral("backup start")).code, 0);
        QCOMPARE_EQ(run(QStringLiteral("env add p %1 --url %2 --client-cert %3")
                            .arg(trusted, lab->url().toString(), QStringLiteral(IDENTITY_ARCHIVE)))
                        .code,
                    0);
        const auto certificate = [&] {
            return run(QStringLiteral("env show p")).data().toObject().value(u"clientCertificate");
        };
        QCOMPARE_EQ(certificate().toString(), QStringLiteral(IDENTITY_ARCHIVE));
        QCOMPARE_EQ(run(QStringLiteral("env set p --no-client-cert")).code, 0);
        QVERIFY(certificate().isNull());
        QCOMPARE_EQ(run(QStringLiteral("env set p --client-key %1").arg(QStringLiteral(LOCKED_KEY))).code, 2);
    }

    void aCutAnswerIsNeverResent_data() {
        QTest::addColumn<QByteArray>("fault");
        QTest::addColumn<int>("code");
        QTest::newRow("after") << QByteArray("drop-after-accept@/api/backup*1") << 0;  // the list shows that it arrived
        QTest::newRow("before") << QByteArray("drop-before-accept@/api/backup*1") << 6;
        QTest::newRow("gateway") << QByteArray("html-502@/api/backup*1") << 6;
        QTest::newRow("cut json") << QByteArray("truncated-json@/api/backup*1") << 0;
    }
    void aCutAnswerIsNeverResent() {
        QFETCH(QByteArray, fault);
        QFETCH(int, code);
        LabFixture lab({.seedBackups = 2, .speed = 2});
        lab.fault(fault.constData());
        const Outcome outcome = at(lab, "backup start");
        QCOMPARE_EQ(outcome.code, code);
        QCOMPARE_EQ(lab.requests("POST", QStringLiteral("/api/backup")).size(), 1U);
    }

    void troubleHasItsCode_data() {
        QTest::addColumn<QByteArray>("fault");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("kind");
        QTest::newRow("key") << QByteArray("expired-key") << 4 << QStringLiteral("auth");
        QTest::newRow("page") << QByteArray("html-502") << 3 << QStringLiteral("not-the-api");
        QTest::newRow("cut") << QByteArray("truncated-json@/api/backup/list") << 3 << QStringLiteral("not-the-api");
        QTest::newRow("500") << QByteArray("error-500") << 1 << QStringLiteral("http");
        QTest::newRow("slow down") << QByteArray("rate-limit=3600") << 1 << QStringLiteral("rate-limited");
        QTest::newRow("dropped") << QByteArray("drop-before-accept") << 3 << QStringLiteral("offline");
    }
    void troubleHasItsCode() {
        QFETCH(QByteArray, fault);
        QFETCH(int, code);
        QFETCH(QString, kind);
        LabFixture lab({.seedBackups = 2});
        lab.fault(fault.constData());
        const Outcome outcome = at(lab, "backup list");
        QCOMPARE_EQ(outcome.code, code);
        QCOMPARE_EQ(outcome.kind(), kind);
        QVERIFY(!outcome.out.contains(lab->key()) && !outcome.err.contains(lab->key()));
    }

    void deleteNeedsItsTimestampTwice() {
        LabFixture lab({.seedBackups = 3});
        const QString timestamp = lab->state().backups().front().timestamp.text();
        const auto remove = [&](const QString& rest) {
            return at(lab, qPrintable(QStringLiteral("backup delete ") + rest));
        };
        QCOMPARE_EQ(remove(timestamp).code, 5);
        QCOMPARE_EQ(remove(timestamp + QStringLiteral(" --confirm 2001-01-01t00-00-00")).code, 5);
        QCOMPARE_EQ(remove(QStringLiteral("../../etc --confirm ../../etc")).code, 5);
        QVERIFY(lab.requests("GET", QStringLiteral("/api/backup/delete")).empty());
        QCOMPARE_EQ(remove(timestamp + QStringLiteral(" --confirm ") + timestamp).code, 0);
        QCOMPARE_EQ(lab->state().backups().size(), 2U);
        QCOMPARE_EQ(remove(timestamp + QStringLiteral(" --confirm ") + timestamp).kind(), QStringLiteral("not-found"));
    }

    void aStoredEnvironmentBindsItsUrl() {
        LabFixture lab({.seedBackups = 2});
        const QString url = lab->url().toString();
        QCOMPARE_EQ(run(QStringLiteral("env add prod --url %1/api/backup/ --role primary --protection read-only --zone "
                                       "Europe/Berlin --namespace app")
                            .arg(url))
                        .code,
                    0);
        const QJsonObject shown = run(QStringLiteral("env show prod")).data().toObject();
        QCOMPARE_EQ(shown.value(u"url").toString(), url);
        QCOMPARE_EQ(shown.value(u"protection").toString(), QStringLiteral("read-only"));
        QCOMPARE_EQ(run(QStringLiteral("env list")).data().toArray().size(), 1);
        QCOMPARE_EQ(run(QStringLiteral("env add PR0D --url https://other.example.com")).code, 5);
        QUrl other = lab->url();
        other.setHost(QStringLiteral("localhost"));
        const Outcome second = run(QStringLiteral("env add second --url ") + other.toString());
        QCOMPARE_EQ(second.code, 0);
        QVERIFY(second.err.contains("same address as prod"));
        QCOMPARE_EQ(run(QStringLiteral("env remove second")).code, 0);
        const Outcome refused = at(lab, "backup start");  // --url is that environment, protection included
        QCOMPARE_EQ(refused.code, 5);
        QCOMPARE_EQ(refused.kind(), QStringLiteral("refused"));
        QVERIFY(lab.requests("POST", QStringLiteral("/api/backup")).empty());
        QCOMPARE_EQ(run(QStringLiteral("env test prod"), lab->key()).code, 0);
        QCOMPARE_EQ(run(QStringLiteral("env show prod")).data().toObject().value(u"capabilities").toObject().size(), 5);
        QCOMPARE_EQ(run(QStringLiteral("--env prod backup list")).code, 8);  // no keychain, no key
        QCOMPARE_EQ(run(QStringLiteral("env set-key prod"), lab->key()).code, 8);
        QCOMPARE_EQ(run(QStringLiteral("env remove prod")).code, 0);
        QCOMPARE_EQ(run(QStringLiteral("env list")).data().toArray().size(), 0);
    }

    void plainHttpBeyondThisMachineIsRefused() {
        QCOMPARE_EQ(run(QStringLiteral("--url http://10.255.255.1 backup list"), "key-key").code, 5);
    }

    void athenaIsFoundByItself() {
        lab::LabOptions options{.seedBackups = 2};
        options.api = lab::LabOptions::Api::Athena;
        LabFixture lab(options);
        QCOMPARE_EQ(at(lab, "backup list").data().toArray().size(), 2);
        QCOMPARE_EQ(at(lab, "--api platform backup list").code, 3);
        QCOMPARE_EQ(at(lab, "--api athena backup list").code, 0);
    }

    void tlsNeedsTrust() {
        LabFixture lab({.seedBackups = 1}, true);
        const Outcome refused = at(lab, "backup list");
        QVERIFY2(refused.code == 3, refused.err.constData());
        QCOMPARE_EQ(refused.kind(), QStringLiteral("tls"));
        QCOMPARE_EQ(at(lab, "--ca " TEST_CERTIFICATE " backup list").code, 0);
    }

    void aTimeLimitIsPerRequest() {
        LabFixture lab;
        lab.fault("latency=60000");
        const Outcome outcome = at(lab, "--timeout 0.3 backup list");
        QCOMPARE_EQ(outcome.code, 3);
        QCOMPARE_EQ(outcome.kind(), QStringLiteral("timed-out"));
    }

    void aProfileThatCannotBeUsedStopsWritesOnly() {
        LabFixture lab({.seedBackups = 1});
        QFile blocker(m_robot->filePath(QStringLiteral("blocked")));
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        const QString there =
            QStringLiteral("--profile %1/blocked/x --url %2 ").arg(m_robot->profile(), lab->url().toString());
        QCOMPARE_EQ(run(there + QStringLiteral("backup list"), lab->key()).code, 0);
        QCOMPARE_EQ(run(there + QStringLiteral("backup start"), lab->key()).code, 8);
        QVERIFY(lab.requests("POST", QStringLiteral("/api/backup")).empty());
    }

    void cronAnswersWithoutAnEnvironment() {
        const Outcome valid = run(QStringLiteral("cron check \"0 0 0 * * *\""));
        QCOMPARE_EQ(valid.code, 0);
        const Outcome wrong = run(QStringLiteral("cron check \"0 0 0,25 * * *\""));
        QCOMPARE_EQ(wrong.code, 2);
        QCOMPARE_EQ(wrong.kind(), QStringLiteral("cron"));
        const QJsonObject error = wrong.document.value(u"error").toObject();
        QCOMPARE_EQ(error.value(u"field").toString(), QStringLiteral("hour"));
        QCOMPARE_EQ(error.value(u"position").toInt(), 6);
        const Outcome whole = run(QStringLiteral("cron check \"0 0\""));
        QVERIFY(whole.document.value(u"error").toObject().value(u"field").isNull());
        const Outcome next = run(QStringLiteral("cron next \"0 0 0 29 2 *\" --from 2023-03-01T00:00:00Z --count 2"));
        QCOMPARE_EQ(
            next.data().toObject().value(u"next").toArray(),
            (QJsonArray{QStringLiteral("2024-02-29T00:00:00+00:00"), QStringLiteral("2028-02-29T00:00:00+00:00")}));
        QVERIFY(!next.data().toObject().value(u"exhausted").toBool());
        const Outcome zoned = run(
            QStringLiteral("cron prev \"0 30 1 * * *\" --zone America/New_York --from 2026-11-01T12:00:00Z --count 2"));
        QCOMPARE_EQ(
            zoned.data().toObject().value(u"prev").toArray(),
            (QJsonArray{QStringLiteral("2026-11-01T01:30:00-05:00"), QStringLiteral("2026-11-01T01:30:00-04:00")}));
        const Outcome never = run(QStringLiteral("cron next \"0 0 0 30 2 *\""));
        QCOMPARE_EQ(never.code, 0);
        QVERIFY(never.data().toObject().value(u"next").toArray().isEmpty());
        QVERIFY(never.data().toObject().value(u"exhausted").toBool());
        QCOMPARE_EQ(run(QStringLiteral("cron prev \"@every 1h\"")).kind(), QStringLiteral("usage"));
        const Outcome said = run(QStringLiteral("cron describe \"0 0 0 */2 * MON\""));
        QVERIFY(!said.data().toObject().value(u"text").toString().isEmpty());
        QCOMPARE_EQ(said.data().toObject().value(u"warnings").toArray().at(0).toObject().value(u"code").toString(),
                    QStringLiteral("differs-in-v3"));
    }

    void aConfigIsSetWithItsConfirmation() {
        LabFixture lab({.seedBackups = 1});
        const QString name = nameFromUrl(lab->url());
        const auto posts = [&] { return lab.requests("POST", QStringLiteral("/api/feature/setConfig")).size(); };
        const Outcome shown = at(lab, "config show");
        QCOMPARE_EQ(shown.data().toObject().value(u"backupFrequency").toString(), QStringLiteral("0 0 0 * * *"));
        QCOMPARE_EQ(at(lab, "config set --enable").code, 5);
        QCOMPARE_EQ(at(lab, "config set --enable --confirm other").code, 5);
        QCOMPARE_EQ(at(lab, "config set").code, 2);
        QCOMPARE_EQ(at(lab, "config set --frequency never --confirm x").kind(), QStringLiteral("cron"));
        QCOMPARE_EQ(at(lab, "config set --retention 0 --confirm x").kind(), QStringLiteral("usage"));
        const Outcome dry = at(lab, "config set --retention 12 --dry-run");
        QCOMPARE_EQ(dry.code, 0);
        QCOMPARE_EQ(dry.data().toObject().value(u"differences").toArray().size(), 1);
        QCOMPARE_EQ(posts(), 0U);
        const QByteArray confirmed = "config set --retention 12 --enable --confirm " + name.toUtf8();
        const Outcome saved = at(lab, confirmed.constData());
        QVERIFY2(saved.code == 0, saved.out.constData());
        QVERIFY(lab->state().config().value(u"backupRetentionCount") == QJsonValue(QStringLiteral("12")));
        QCOMPARE_EQ(at(lab, confirmed.constData()).code, 0);
        QCOMPARE_EQ(posts(), 1U);
    }

    void aScheduleThatNobodyMeansNeedsAReason_data() {
        QTest::addColumn<QString>("frequency");
        QTest::addColumn<QString>("warning");
        QTest::newRow("never") << QStringLiteral("'0 0 0 30 2 *'") << QStringLiteral("never-runs");
        QTest::newRow("every second") << QStringLiteral("'* 0 2 * * *'") << QStringLiteral("more-than-hourly");
        QTest::newRow("twice a minute") << QStringLiteral("'0,30 * * * * *'") << QStringLiteral("more-than-hourly");
        QTest::newRow("thirty seconds") << QStringLiteral("'@every 30s'") << QStringLiteral("more-than-hourly");
        QTest::newRow("five fields") << QStringLiteral("'* * * * *'") << QStringLiteral("five-fields");
    }
    void aScheduleThatNobodyMeansNeedsAReason() {
        QFETCH(QString, frequency);
        QFETCH(QString, warning);
        LabFixture lab({.seedBackups = 1});
        QString line = QStringLiteral("config set --frequency %1 --confirm %2").arg(frequency, nameFromUrl(lab->url()));
        line.replace(u'\'', u'"');
        const Outcome refused = at(lab, qPrintable(line));
        QCOMPARE_EQ(refused.code, 5);
        QCOMPARE_EQ(refused.error().value(u"check").toString(), QStringLiteral("schedule"));
        QVERIFY(refused.err.contains("Note: "));
        QVERIFY(lab.requests("POST", QStringLiteral("/api/feature/setConfig")).empty());
        const Outcome saved = at(lab, qPrintable(line + QStringLiteral(" --accept schedule=rehearsal")));
        QVERIFY2(saved.code == 0, saved.out.constData());
        QCOMPARE_EQ(saved.data().toObject().value(u"warnings").toArray().first().toObject().value(u"code").toString(),
                    warning);
    }

    void whatIsOddButMeantIsSavedWithItsNotes() {
        LabFixture lab({.seedBackups = 1});
        const Outcome saved = at(lab, qPrintable(QStringLiteral("config set --frequency \"0 0 * * *\" --confirm ") +
                                                 nameFromUrl(lab->url())));
        QCOMPARE_EQ(saved.code, 0);
        QVERIFY(saved.err.contains("Five fields are read with the seconds first"));
        QVERIFY(!saved.data().toObject().value(u"warnings").toArray().isEmpty());
    }

    void whereTheConfigCannotBeWrittenTheJsonIsGiven() {
        LabFixture lab({.seedBackups = 1, .undocumented = false});
        const QByteArray line = "config set --retention 12 --confirm " + nameFromUrl(lab->url()).toUtf8();
        const Outcome outcome = at(lab, line.constData());
        QCOMPARE_EQ(outcome.code, 7);
        QCOMPARE_EQ(
            outcome.document.value(u"error").toObject().value(u"manual").toObject().value(u"backupRetentionCount"),
            QJsonValue(QStringLiteral("12")));
    }

    void theStoreShowsNoSecret() {
        LabFixture lab({.seedBackups = 1});
        const Outcome outcome = at(lab, "object-store show");
        QCOMPARE_EQ(outcome.data().toObject().value(u"container").toString(), QStringLiteral("acme-backup"));
        QVERIFY(!outcome.out.contains("ecretKey"));
    }

    void whatNobodyCanTellIsClosedByHandAfterAWhile() {
        LabFixture lab({.seedBackups = 1});
        lab.fault("drop-before-accept@/api/backup*1");
        QCOMPARE_EQ(at(lab, "backup start").code, 6);
        const Outcome blocked = at(lab, "backup start");
        QCOMPARE_EQ(blocked.code, 5);
        QVERIFY(blocked.message().contains(QStringLiteral("operation close")));
        QCOMPARE_EQ(run(QStringLiteral("operation list")).data().toArray().size(), 1);
        QCOMPARE_EQ(at(lab, "operation close --did-not-arrive").code, 2);
        QCOMPARE_EQ(at(lab, "operation close --arrived --did-not-arrive --reason x").code, 2);
        QCOMPARE_EQ(at(lab, "operation close --did-not-arrive --reason looked").code, 5);  // not yet
    }

    void wordsThatAreNoZoneAreRefused() {
        for (const char* zone : {"Berlin", "Nope", "Europe/Berln"})
            QCOMPARE_EQ(run(QStringLiteral("cron next \"0 0 0 * * *\" --zone %1").arg(QString::fromLatin1(zone))).code,
                        2);
        QCOMPARE_EQ(run(QStringLiteral("cron next \"0 0 0 * * *\" --zone Europe/Berlin")).code, 0);
        const Outcome minus = run(QStringLiteral("cron check \"-1 0 0 * * *\""));
        QCOMPARE_EQ(minus.code, 2);
        QCOMPARE_EQ(minus.kind(), QStringLiteral("cron"));
        const Outcome behind = run(QStringLiteral("cron check -- \"- * * * * *\""));
        QCOMPARE_EQ(behind.kind(), QStringLiteral("cron"));
        QCOMPARE_EQ(run(QStringLiteral("cron check -- \"0 0 0 * * *\"")).code, 0);
        const Outcome marked = run(QStringLiteral("cron check \"\ufeff0 0 0 * * *\""));
        QCOMPARE_EQ(marked.kind(), QStringLiteral("cron"));
    }

    /// The zone data's rule for years beyond those that it lists.
    void farYearsKeepTheirSummerTime() {
        const Outcome far = run(
            QStringLiteral("cron next \"0 0 6 13 8 *\" --zone Europe/London --from 2035-01-01T00:00:00Z --count 8"));
        const QJsonArray runs = far.data().toObject().value(u"next").toArray();
        QCOMPARE_EQ(runs.last().toString(), QStringLiteral("2042-08-13T06:00:00+01:00"));
        const Outcome back = run(
            QStringLiteral("cron prev \"0 0 6 13 8 *\" --zone Europe/London --from 2043-01-01T00:00:00Z --count 1"));
        QCOMPARE_EQ(back.data().toObject().value(u"prev").toArray().first().toString(),
                    QStringLiteral("2042-08-13T06:00:00+01:00"));
    }

    void outputThatCannotBeWrittenIsEight_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::newRow("help") << QStringList{QStringLiteral("--help")};
        QTest::newRow("version") << QStringList{QStringLiteral("--version")};
        QTest::newRow("json") << QStringList{QStringLiteral("--json"), QStringLiteral("cron"), QStringLiteral("next"),
                                             QStringLiteral("@daily")};
        QTest::newRow("text") << QStringList{QStringLiteral("cron"), QStringLiteral("next"), QStringLiteral("@daily")};
    }
    void aCommandsOwnZoneCountsOverTheCommonOne() {
        const Outcome next = run(QStringLiteral(
            "cron next \"0 0 2 * * *\" --from 2026-01-10T00:00:00Z --count 1 --zone Asia/Tokyo --timestamp-zone UTC"));
        QCOMPARE_EQ(next.data().toObject().value(u"next").toArray().first().toString(),
                    QStringLiteral("2026-01-11T02:00:00+09:00"));
    }

    void keysLieInAFolderByName() {
        LabFixture prod({.seedBackups = 2}), dr({.seedBackups = 2});
        const auto add = [&](const QString& name, LabFixture& lab) {
            QCOMPARE_EQ(run(QStringLiteral("env add \"%1\" --url %2").arg(name, lab->url().toString())).code, 0);
        };
        add(QStringLiteral("acme/prod"), prod);
        add(QStringLiteral("dr"), dr);
        QDir(m_robot->profile()).mkdir(QStringLiteral("keys"));
        const auto give = [&](const QString& file, const QByteArray& key, QFileDevice::Permissions permissions) {
            QFile out(m_robot->filePath(QStringLiteral("keys/") + file));
            QVERIFY(out.open(QIODevice::WriteOnly));
            out.write(key);
            out.close();
            QVERIFY(out.setPermissions(permissions));
        };
        constexpr auto kOwn = QFileDevice::ReadOwner | QFileDevice::WriteOwner;
        const QString keys = QStringLiteral("--keys %1 ").arg(m_robot->filePath(QStringLiteral("keys")));
        QCOMPARE_EQ(run(keys + QStringLiteral("backup list --env dr")).code, 8);  // none is there
        give(QStringLiteral("acme%2Fprod"), prod->key() + "\n", kOwn);
        give(QStringLiteral("dr"), dr->key(), kOwn);
        QCOMPARE_EQ(run(keys + QStringLiteral("backup list --env acme/prod")).code, 0);
        QCOMPARE_EQ(run(keys + QStringLiteral("config diff acme/prod dr")).code, 0);
        // What is given by hand goes before the folder.
        QCOMPARE_EQ(run(keys + QStringLiteral("backup list --env dr"), "wrong-key").code, 4);
        give(QStringLiteral("dr"), dr->key(), kOwn | QFileDevice::ReadOther);
        const Outcome open = run(keys + QStringLiteral("backup list --env dr"));
        QCOMPARE_EQ(open.code, 8);
        QCOMPARE_EQ(open.kind(), QStringLiteral("keychain"));
        QVERIFY2(open.message().contains(QStringLiteral("keys/dr")) && open.message().contains(QStringLiteral("0604")),
                 qPrintable(open.message()));
        give(QStringLiteral("dr"), dr->key(), kOwn | QFileDevice::ReadGroup);
        QCOMPARE_EQ(run(keys + QStringLiteral("backup list --env dr")).code, 8);
        for (const QByteArray& none : {QByteArray(), QByteArray(70'000, 'k')}) {
            give(QStringLiteral("dr"), none, kOwn);
            QCOMPARE_EQ(run(keys + QStringLiteral("backup list --env dr")).code, 8);
        }
        QCOMPARE_EQ(run(QStringLiteral("--keys /nowhere backup list --env dr")).code, 2);
        const Outcome moved = run(keys + QStringLiteral("env set dr --url https://elsewhere.example.com"));
        QCOMPARE_EQ(moved.code, 0);
        QVERIFY2(moved.err.contains("keys/dr goes to https://elsewhere.example.com"), moved.err.constData());
    }

    void oneKeyIsOfOneEnvironment() {
        LabFixture prod({.seedBackups = 2}), dr({.seedBackups = 2});
        QCOMPARE_EQ(run(QStringLiteral("env add prod --url ") + prod->url().toString()).code, 0);
        QCOMPARE_EQ(run(QStringLiteral("env add dr --url ") + dr->url().toString()).code, 0);
        for (const char* line : {"config diff prod dr", "check", "check --env prod --env dr",
                                 "restore check --env prod --to dr --timestamp 2026-11-22t06-00-00 "
                                 "--source-namespace app"}) {
            const Outcome refused = run(QString::fromLatin1(line), prod->key());
            QVERIFY2(refused.code == 2, line);
            QVERIFY2(refused.message().contains(QStringLiteral("One key")), line);
        }
        QVERIFY(prod.requests("GET", QStringLiteral("/api/backup/list")).empty());
        QCOMPARE_EQ(run(QStringLiteral("check --env prod"), prod->key()).code, 0);
        const QString inPlace =
            QStringLiteral("restore check --env prod --to prod --source-namespace app --timestamp ") +
            prod->state().backups().back().timestamp.text();
        QCOMPARE_EQ(run(inPlace, prod->key()).code, 0);
    }

    void whatWantsAReasonIsListed() {
        LabFixture lab({.seedBackups = 4});
        const QString line = QStringLiteral("restore start --timestamp %1 --source-namespace other --confirm %2 ")
                                 .arg(lab->state().backups().back().timestamp.text(), nameFromUrl(lab->url()));
        const Outcome refused = at(lab, qPrintable(line));
        QCOMPARE_EQ(refused.code, 5);
        QCOMPARE_EQ(refused.error().value(u"needs").toArray(), QJsonArray{QStringLiteral("listed")});
        QVERIFY(!refused.error().contains(u"says"));
        // Where a check fails no reason helps.
        const Outcome failing = at(lab, "restore check --timestamp 2020-01-01t00-00-00 --source-namespace app");
        QVERIFY(!failing.error().contains(u"needs"));
        QVERIFY(lab.requests("POST", QStringLiteral("/api/restore")).empty());
        lab->state().setConfig({{QStringLiteral("backupFrequency"), QStringLiteral("0 0 0 * * *")},
                                {QStringLiteral("enableRegularBackups"), true},
                                {QStringLiteral("backupRetentionCount"), QStringLiteral("2")}});
        const Outcome backup = at(lab, "backup start");
        QCOMPARE_EQ(backup.error().value(u"needs").toArray(), QJsonArray{QStringLiteral("retention")});
    }

    void whatAScheduleRemovesIsSaidBefore() {
        LabFixture lab({.seedBackups = 4});
        const Outcome dry = at(lab, "config set --retention 2 --enable --dry-run");
        QCOMPARE_EQ(dry.code, 0);
        QCOMPARE_EQ(dry.data().toObject().value(u"losses").toArray().size(), 1);
        QVERIFY2(dry.err.contains("with the next backup 3 are removed"), dry.err.constData());
        QVERIFY(at(lab, "config set --retention 20 --dry-run").data().toObject().value(u"losses").toArray().isEmpty());
        const Outcome refused = at(
            lab, qPrintable(QStringLiteral("config set --retention 2 --enable --confirm ") + nameFromUrl(lab->url())));
        QCOMPARE_EQ(refused.code, 5);
        QVERIFY(refused.err.contains("are removed"));
        QVERIFY(lab.requests("POST", QStringLiteral("/api/feature/setConfig")).empty());
    }

    void whatIsStoredCanBeChanged() {
        QCOMPARE_EQ(run(QStringLiteral("env add p --url https://p.example.com --role primary")).code, 0);
        const Outcome changed = run(QStringLiteral(
            "env set p --role dr --zone Europe/Berlin --namespace app --url https://q.example.com --api athena"));
        QVERIFY2(changed.code == 0, changed.out.constData());
        const QJsonObject now = run(QStringLiteral("env show p")).data().toObject();
        QCOMPARE_EQ(now.value(u"role").toString(), QStringLiteral("dr"));
        QCOMPARE_EQ(now.value(u"zone").toString(), QStringLiteral("Europe/Berlin"));
        QCOMPARE_EQ(now.value(u"namespace").toString(), QStringLiteral("app"));
        QCOMPARE_EQ(now.value(u"url").toString(), QStringLiteral("https://q.example.com"));
        QCOMPARE_EQ(now.value(u"api").toString(), QStringLiteral("athena"));
        QCOMPARE_EQ(now.value(u"protection").toString(), QStringLiteral("typed"));
        QCOMPARE_EQ(run(QStringLiteral("env set p --protection confirm")).code, 5);
        QCOMPARE_EQ(run(QStringLiteral("env set p --protection confirm --confirm p")).code, 0);
        QCOMPARE_EQ(run(QStringLiteral("env set p --role dr")).code, 0);  // as it is
        QCOMPARE_EQ(run(QStringLiteral("env set p")).code, 2);
    }

    void outputThatCannotBeWrittenIsEight() {
        QFETCH(QStringList, arguments);
        if (!QFile::exists(QStringLiteral("/dev/full"))) QSKIP("This system has no file that is always full.");
        QProcess process;
        process.setStandardOutputFile(QStringLiteral("/dev/full"));
        process.start(QStringLiteral(PROGRAM_FOLDER "/prophecyctl"), arguments);
        QSignalSpy ended(&process, &QProcess::finished);
        if (process.state() != QProcess::NotRunning) QVERIFY(ended.wait(30'000));
        QCOMPARE_EQ(process.exitCode(), 8);
        QVERIFY(process.readAllStandardError().contains("Standard output could not be written"));
    }

    void aRestoreFromStartToEnd() {
        LabFixture lab({.seedBackups = 4, .speed = 50});
        const QString backup = lab->state().backups().back().timestamp.text();
        const QString what = QStringLiteral("restore start --timestamp %1 --source-namespace app ").arg(backup);
        const auto restore = [&](const QString& more) { return at(lab, (what + more).toUtf8().constData()); };
        const QString name = QStringLiteral("127.0.0.1:%1").arg(lab->url().port());
        QCOMPARE_EQ(at(lab, "restore start --wait").code, 2);
        QCOMPARE_EQ(restore(QStringLiteral("--confirm x --no-safety-backup --reason test")).code, 5);
        QCOMPARE_EQ(restore(QStringLiteral("--no-safety-backup --reason test")).code, 5);
        QCOMPARE_EQ(restore(QStringLiteral("--no-safety-backup --confirm %1").arg(name)).code, 2);
        QCOMPARE_EQ(restore(QStringLiteral("--accept nonsense=x --dry-run")).code, 2);
        const Outcome dry = restore(QStringLiteral("--skip gitserver --dry-run"));
        QCOMPARE_EQ(dry.code, 0);
        QCOMPARE_EQ(dry.data().toObject().value(u"checks").toArray().size(), 12);
        QVERIFY(dry.data()
                    .toObject()
                    .value(u"request")
                    .toObject()
                    .value(u"svcs")
                    .toObject()
                    .value(u"gitserver")
                    .toObject()
                    .value(u"disabled")
                    .toBool());
        QVERIFY(lab.requests("POST", QStringLiteral("/api/restore")).empty());
        const Outcome done = restore(QStringLiteral("--wait --confirm %1").arg(name));
        QVERIFY2(done.code == 0, done.out + done.err);
        QCOMPARE_EQ(done.data().toObject().value(u"state").toString(), QStringLiteral("success"));
        QVERIFY(done.data().toObject().value(u"after").toArray().size() >= 3);
        QCOMPARE_EQ(lab.requests("POST", QStringLiteral("/api/restore")).size(), 1U);
        QCOMPARE_EQ(lab.requests("POST", QStringLiteral("/api/backup")).size(), 1U);  // the safety backup
        const Outcome status = at(lab, QString(QStringLiteral("restore status ") + backup).toUtf8().constData());
        QCOMPARE_EQ(status.data().toObject().value(u"state").toString(), QStringLiteral("success"));
        QVERIFY(at(lab, "restore status").data().isNull());
        QCOMPARE_EQ(at(lab, "restore status 2020-01-01t00-00-00").code, 1);
    }

    void aRestoreIsRefusedByItsChecks() {
        LabFixture lab({.seedBackups = 4});
        const Outcome missing =
            at(lab, "restore check --timestamp 2020-01-01t00-00-00 --source-namespace app --accept listed=please");
        QCOMPARE_EQ(missing.code, 5);
        QCOMPARE_EQ(missing.document.value(u"error").toObject().value(u"check").toString(), QStringLiteral("listed"));
        const Outcome nothing = at(lab,
                                   "restore check --timestamp 2020-01-01t00-00-00 --source-namespace app --skip "
                                   "artifactory --skip edweb --skip gitserver --skip metagraph --skip openidfederator");
        QCOMPARE_EQ(nothing.code, 5);
        QCOMPARE_EQ(at(lab, "restore check --timestamp 2020 --source-namespace app").code, 2);
        QVERIFY(lab.requests("POST", QStringLiteral("/api/restore")).empty());
    }

    void aCutRestoreIsNeverResent() {
        LabFixture lab({.seedBackups = 4, .speed = 50});
        lab.fault("drop-after-accept@/api/restore*1");
        const QString backup = lab->state().backups().back().timestamp.text();
        const Outcome done =
            at(lab, QStringLiteral("restore start --timestamp %1 --source-namespace app --wait --confirm "
                                   "127.0.0.1:%2 --no-safety-backup --reason test")
                        .arg(backup)
                        .arg(lab->url().port())
                        .toUtf8()
                        .constData());
        QVERIFY2(done.code == 0, done.out + done.err);
        QCOMPARE_EQ(lab.requests("POST", QStringLiteral("/api/restore")).size(), 1U);
    }

    void checkSpeaksAsAMonitoringPlugIn() {
        LabFixture lab({.seedBackups = 3}), empty({.seedBackups = 0}), night({.seedBackups = 5});
        QCOMPARE_EQ(at(lab, "check").code, 0);
        const Outcome failedBefore = at(night, "check");  // the fourth of the seeded ones, within the last day
        QCOMPARE_EQ(failedBefore.code, 1);
        QVERIFY2(failedBefore.out.contains("24 hours"), failedBefore.out.constData());
        QCOMPARE_EQ(at(empty, "check").code, 2);
        lab.fault("expired-key");
        QCOMPARE_EQ(at(lab, "check").code, 2);
        QCOMPARE_EQ(run(QStringLiteral("check --env nobody")).code, 3);
        QCOMPARE_EQ(run(QStringLiteral("check")).code, 3);
        QCOMPARE_EQ(run(QStringLiteral("check")).data().toObject().value(u"verdict").toString(),
                    QStringLiteral("unknown"));
    }
};

QTEST_GUILESS_MAIN(CtlTest)
#include "ctl_test.moc"
