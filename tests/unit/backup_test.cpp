#include <QTest>
#include <QTimeZone>
#include <QUrl>

#include "domain/backup/backup.h"
#include "domain/config/config.h"

using namespace prophecy;

class BackupTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void timestamps_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("utc");
        QTest::newRow("documented") << QStringLiteral("2023-02-02t16-00-00") << QStringLiteral("2023-02-02T16:00:00Z");
        QTest::newRow("leap day") << QStringLiteral("2024-02-29t00-00-00") << QStringLiteral("2024-02-29T00:00:00Z");
        QTest::newRow("no leap day") << QStringLiteral("2023-02-29t00-00-00") << QString();
        QTest::newRow("month 13") << QStringLiteral("2023-13-45t99-00-00") << QString();
        QTest::newRow("short") << QStringLiteral("2023-13-45t99") << QString();
        QTest::newRow("capital T") << QStringLiteral("2023-02-02T16-00-00") << QString();
        QTest::newRow("path") << QStringLiteral("../../etc") << QString();
        QTest::newRow("empty") << QString() << QString();
        QTest::newRow("other digits") << QStringLiteral("٢٠٢٣-02-02t16-00-00") << QString();
    }
    void timestamps() {
        QFETCH(QString, text);
        QFETCH(QString, utc);
        const BackupTimestamp timestamp(text);
        QCOMPARE_EQ(isWellFormed(timestamp), !utc.isEmpty());
        const QDateTime instant = instantOf(timestamp, QTimeZone::utc());
        QCOMPARE_EQ(instant.isValid() ? instant.toString(Qt::ISODate) : QString(), utc);
    }

    void timestampsAreServerTime() {
        const QTimeZone berlin("Europe/Berlin");
        QVERIFY(berlin.isValid());
        QCOMPARE_EQ(instantOf(BackupTimestamp(QStringLiteral("2026-07-01t12-00-00")), berlin).toString(Qt::ISODate),
                    QStringLiteral("2026-07-01T10:00:00Z"));
        QCOMPARE_EQ(instantOf(BackupTimestamp(QStringLiteral("2026-01-01t12-00-00")), berlin).toString(Qt::ISODate),
                    QStringLiteral("2026-01-01T11:00:00Z"));
    }

    void theOngoingSentenceIsParsed() {
        const auto progress =
            parseOngoing(QStringLiteral("backup/restore operation ongoing with pending DBs: [airflow gogs exec "
                                        "metadata] and pending Volumes: [gitserver metagraph openidfederator] and "
                                        "completed DBs: [asp] and completed Volumes: [artifactory edweb]"));
        QVERIFY(progress);
        QCOMPARE_EQ(progress->pendingDbs, (QStringList{QStringLiteral("airflow"), QStringLiteral("gogs"),
                                                       QStringLiteral("exec"), QStringLiteral("metadata")}));
        QCOMPARE_EQ(progress->completedVolumes, (QStringList{QStringLiteral("artifactory"), QStringLiteral("edweb")}));
        QCOMPARE_EQ(progress->completed(), 3);
        QCOMPARE_EQ(progress->total(), 10);
    }

    void aCutSentenceIsStillRunning() {
        const auto progress =
            parseOngoing(QStringLiteral("backup/restore operation ongoing with pending DBs: [airflow"));
        QVERIFY(progress);
        QCOMPARE_EQ(progress->total(), 0);
    }

    void statusIsThreeThings_data() {
        QTest::addColumn<QString>("status");
        QTest::addColumn<int>("state");
        const auto row = [](const char* name, const QString& status, BackupState state) {
            QTest::newRow(name) << status << static_cast<int>(state);
        };
        row("success", QStringLiteral("Success"), BackupState::Success);
        row("other case", QStringLiteral("success"), BackupState::Failed);
        row("padded", QStringLiteral("Success "), BackupState::Failed);
        row("ongoing", QStringLiteral("backup/restore operation ongoing with pending DBs: []"), BackupState::Running);
        row("error that quotes it", QStringLiteral("error: backup/restore operation ongoing with pending DBs: [a]"),
            BackupState::Failed);
        row("error", QStringLiteral("error copying tar of gitserver data: exit status 1"), BackupState::Failed);
        row("empty", QString(), BackupState::Unknown);
    }
    void statusIsThreeThings() {
        QFETCH(QString, status);
        QFETCH(int, state);
        QCOMPARE_EQ(static_cast<int>(stateOf(status)), state);
    }

    void locations_data() {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("text");
        QTest::newRow("s3 console")
            << QStringLiteral("https://s3.console.aws.amazon.com/s3/buckets/B?region=us-west-2&prefix=app/2023/")
            << QStringLiteral("s3 · B");
        QTest::newRow("s3 virtual host") << QStringLiteral("https://acme.s3.us-west-2.amazonaws.com/app/x")
                                         << QStringLiteral("s3 · acme");
        QTest::newRow("azure") << QStringLiteral("https://acct.blob.core.windows.net/backups/app/x")
                               << QStringLiteral("azure · backups");
        QTest::newRow("gcp") << QStringLiteral("https://console.cloud.google.com/storage/browser/acme/app")
                             << QStringLiteral("gcp · acme");
        QTest::newRow("local") << QStringLiteral("/backup") << QStringLiteral("local · /backup");
        QTest::newRow("script") << QStringLiteral("javascript:alert(1)") << QString();
        QTest::newRow("empty") << QString() << QString();
    }
    void locations() {
        QFETCH(QString, url);
        QFETCH(QString, text);
        QCOMPARE_EQ(locationText(locationOf(url)), text);
    }

    void onlyWebLinksOpen() {
        QVERIFY(openableLink(QStringLiteral("https://s3.console.aws.amazon.com/s3")));
        for (const char* bad :
             {"javascript:alert(1)", "file:///etc/passwd", "/backup", "", "https://user:pw@host/", "data:text/html,x"})
            QVERIFY2(!openableLink(QString::fromLatin1(bad)), bad);
    }

    void retentionMayBeStringOrNumber() {
        const auto count = [](const QJsonValue& value) {
            return BackupConfig{{{QStringLiteral("backupRetentionCount"), value}}}.retentionCount();
        };
        QCOMPARE_EQ(count(QStringLiteral("30")), std::optional<qint64>(30));
        QCOMPARE_EQ(count(30), std::optional<qint64>(30));
        QCOMPARE_EQ(count(1.5), std::nullopt);
        QCOMPARE_EQ(count(QStringLiteral("5.0")), std::optional<qint64>(5));
        QCOMPARE_EQ(count(QStringLiteral("many")), std::nullopt);
        const auto on = [](const QJsonValue& value) {
            return BackupConfig{{{QStringLiteral("enableRegularBackups"), value}}}.enabled();
        };
        QVERIFY(on(true) && on(1) && on(QStringLiteral("true")) && on(QStringLiteral("Yes")));
        QVERIFY(!on(false) && !on(0) && !on(QStringLiteral("False")) && !on(QJsonValue()));
        QCOMPARE_EQ(count(QJsonValue()), std::nullopt);
    }

    void secretsAreMasked() {
        const QJsonObject masked =
            maskSecrets(
                QJsonObject{{QStringLiteral("accessKey"), QStringLiteral("x")},
                            {QStringLiteral("deep"), QJsonObject{{QStringLiteral("PASSWORD"), QStringLiteral("y")},
                                                                 {QStringLiteral("region"), QStringLiteral("z")}}}})
                .toObject();
        QCOMPARE_EQ(masked.value(u"accessKey").toString(), QStringLiteral("********"));
        QCOMPARE_EQ(masked.value(u"deep").toObject().value(u"PASSWORD").toString(), QStringLiteral("********"));
        QCOMPARE_EQ(masked.value(u"deep").toObject().value(u"region").toString(), QStringLiteral("z"));
    }

    void onlyWhatIsKnownToBeIdleIsIdle_data() {
        QTest::addColumn<QString>("words");
        QTest::addColumn<int>("activity");
        const auto rows = [](Activity activity, std::initializer_list<const char*> all) {
            for (const char* words : all)
                QTest::newRow(words) << QString::fromUtf8(words) << static_cast<int>(activity);
        };
        rows(Activity::Idle,
             {"no", "none", "idle", "Idle.", "nothing is running", "no ongoing backup", "No backup is in progress",
              "There is no ongoing backup/restore operation", "no backup or restore operation is running",
              "no running operations", "No backup found", "no active jobs at the moment", "Success"});
        rows(Activity::Running, {"backup/restore operation ongoing with pending DBs: [a]"});
        rows(Activity::Unknown,
             {"Operation in progress: 3 of 9", "backup phase 3/9", "no progress yet, operation ongoing",
              "no response from the operator", "restoring gitserver", "error: cannot reach the operator", "queued",
              "no backup slot free; waiting", "not ready", "Sicherung läuft", "no operation but a restore"});
    }
    void onlyWhatIsKnownToBeIdleIsIdle() {
        QFETCH(QString, words);
        QFETCH(int, activity);
        QCOMPARE_EQ(static_cast<int>(activityOf(Backup{{}, words, {}, {}})), activity);
    }

    void anEntryWhoseWordsSayThatItGoesOnIsNoFailure() {
        const BackupTimestamp when(QStringLiteral("2023-02-02t16-00-00"));
        QCOMPARE_EQ(stateOf(QStringLiteral("backup in progress: 3 done, 0 failed")), BackupState::Unknown);
        QCOMPARE_EQ(stateOf(QStringLiteral("disk full")), BackupState::Failed);
        QCOMPARE_EQ(stateOf(QStringLiteral("error copying tar: exit status 1")), BackupState::Failed);
        QCOMPARE_EQ(activityOf(Backup{when, QStringLiteral("error copying tar: exit status 1"), {}, {}}),
                    Activity::Idle);
        QCOMPARE_EQ(activityOf(Backup{when, QStringLiteral("restore at 40%"), {}, {}}), Activity::Unknown);
        QCOMPARE_EQ(activityOf(std::nullopt), Activity::Idle);
    }
};

QTEST_GUILESS_MAIN(BackupTest)
#include "backup_test.moc"
