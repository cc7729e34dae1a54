#include <QJsonArray>
#include <QTest>

#include "tests/support/ctl_robot.h"

using namespace prophecy;
using namespace prophecy::test;

/// The "upgrade", "capabilities" and "version" commands of prophecyctl.
class UpgradeCtlTest final : public QObject {
    Q_OBJECT

    using Outcome = CtlRobot::Outcome;
    std::unique_ptr<CtlRobot> m_robot;

    Outcome at(LabFixture& lab, const QString& command) { return m_robot->at(lab, command); }
    /// With the confirmation that an environment by its address needs.
    Outcome upgrade(LabFixture& lab, const QString& options) {
        return at(lab, QStringLiteral("upgrade start %1 --confirm %2").arg(options, nameOf(lab)));
    }
    static QString nameOf(LabFixture& lab) { return nameFromUrl(lab->url()); }
    static std::size_t posts(const LabFixture& lab) {
        return lab.requests("POST", QStringLiteral("/api/upgrade")).size();
    }

private Q_SLOTS:
    void init() { m_robot = std::make_unique<CtlRobot>(); }

    void usageErrorsAreTwo_data() {
        QTest::addColumn<QString>("options");
        QTest::newRow("no version") << "";
        QTest::newRow("junk") << "--version 3.4.2";
        QTest::newRow("a word") << "--version latest";
        QTest::newRow("toggle") << "--version 3.4.2.0 --disable-rollback yes";
        QTest::newRow("no reason") << "--version 3.4.2.0 --no-backup";
        QTest::newRow("blank reason") << "--version 3.4.2.0 --no-backup --reason ' '";
        QTest::newRow("no such check") << "--version 3.4.2.0 --accept listed=x";
        QTest::newRow("accept without a reason") << "--version 3.4.2.0 --accept version";
        QTest::newRow("an option of restores") << "--version 3.4.2.0 --skip gitserver";
    }
    void usageErrorsAreTwo() {
        QFETCH(QString, options);
        LabFixture lab;
        const Outcome outcome = upgrade(lab, options);
        QCOMPARE_EQ(outcome.code, 2);
        QCOMPARE_EQ(outcome.kind(), QStringLiteral("usage"));
        QVERIFY(lab.requests("GET", QStringLiteral("/api/upgrade/versions")).empty());
    }
    void aVersionBesideAnythingElseIsAMistake_data() {
        QTest::addColumn<QString>("command");
        QTest::newRow("a typing error") << "upgrade strat --version 3.4.2.0";
        QTest::newRow("another command") << "upgrade versions --version 3.4.2.0";
    }
    void aVersionBesideAnythingElseIsAMistake() {
        QFETCH(QString, command);
        QCOMPARE_EQ(m_robot->run(command).code, 2);
        QCOMPARE_EQ(m_robot->run(QStringLiteral("--version")).code, 0);
    }
    void junkNamesItsPosition() {
        LabFixture lab;
        QCOMPARE_EQ(upgrade(lab, QStringLiteral("--version 3.4.2.0-rc1")).error().value(u"position").toInt(), 8);
    }

    void theWordsOfTheCommandMayStandApart() {
        LabFixture lab;
        const Outcome outcome = m_robot->run(
            QStringLiteral("upgrade --url %1 start --version 3.4.2.0 --dry-run").arg(lab->url().toString()),
            lab->key());
        QCOMPARE_EQ(outcome.code, 0);
        QCOMPARE_EQ(outcome.data().toObject().value(u"request").toObject().value(u"version").toString(),
                    QStringLiteral("3.4.2.0"));
    }

    void versionsAndStatus() {
        LabFixture lab;
        const QJsonObject versions = at(lab, QStringLiteral("upgrade versions")).data().toObject();
        QCOMPARE_EQ(versions.value(u"currentVersion").toString(), QStringLiteral("3.4.1.0"));
        QCOMPARE_EQ(versions.value(u"availableVersions").toArray().size(), 6);
        QCOMPARE_EQ(versions.value(u"lines").toArray().first().toObject().value(u"line").toString(),
                    QStringLiteral("4.0"));
        const QJsonObject status = at(lab, QStringLiteral("upgrade status")).data().toObject();
        QCOMPARE_EQ(status.value(u"phase").toString(), QStringLiteral("idle"));
        lab.fault("words=frobnicating@/api/upgrade/status*1");
        const Outcome unclear = at(lab, QStringLiteral("upgrade status"));
        QCOMPARE_EQ(unclear.code, 6);
        QCOMPARE_EQ(unclear.data().toObject().value(u"phase").toString(), QStringLiteral("unclear"));
        lab.fault("words=failed to pull images@/api/upgrade/status*1");
        QCOMPARE_EQ(at(lab, QStringLiteral("upgrade status")).code, 1);
        QCOMPARE_EQ(status.value(u"status").toString(), QStringLiteral("idle"));
        QCOMPARE_EQ(status.value(u"currentVersion").toString(), QStringLiteral("3.4.1.0"));
    }

    /// A gateway answers while services restart: the profile knows why.
    void statusKnowsItsOwnUpgrade() {
        LabFixture lab({.speed = 0.2});
        const QString start = QStringLiteral("upgrade start --version 3.4.2.0 --no-backup --reason test --confirm ");
        QCOMPARE_EQ(at(lab, start + nameOf(lab)).code, 0);
        lab.fault("html-502@/api/upgrade/status*9");
        const Outcome away = at(lab, QStringLiteral("upgrade status"));
        QCOMPARE_EQ(away.code, 3);
        const QString said = away.error().value(u"message").toString();
        QVERIFY2(said.contains(QStringLiteral("upgrade to 3.4.2.0")), qPrintable(said));
    }

    void aDryRunSendsReadsOnlyAndNeedsNoConfirmation() {
        LabFixture lab;
        const QString same = QStringLiteral("upgrade start --version 3.4.1.0 --dry-run");
        const Outcome refused = at(lab, same);  // as the start would be, for want of a reason
        QCOMPARE_EQ(refused.code, 5);
        QVERIFY(!refused.error().value(u"checks").toArray().isEmpty());
        const Outcome outcome = at(lab, same + QStringLiteral(" --accept version=again"));
        QCOMPARE_EQ(outcome.code, 0);
        // In the spelling of the server, which marks it.
        QCOMPARE_EQ(outcome.data().toObject().value(u"request").toObject(),
                    (QJsonObject{{QStringLiteral("version"), QStringLiteral("3.4.1.0 EM")},
                                 {QStringLiteral("disableRollback"), true}}));
        QCOMPARE_EQ(posts(lab), 0U);
        QVERIFY(lab.requests("POST", QStringLiteral("/api/backup")).empty());
    }

    void refusalsAreFive_data() {
        QTest::addColumn<QString>("options");
        QTest::newRow("not confirmed") << "--version 3.4.2.0";
        QTest::newRow("another name") << "--version 3.4.2.0 --confirm prod";
        QTest::newRow("a downgrade without its reason") << "--version 3.3.0.0 --no-backup --reason x --confirm %1";
    }
    void refusalsAreFive() {
        QFETCH(QString, options);
        LabFixture lab;
        const QString line = options.contains(u'%') ? options.arg(nameOf(lab)) : options;
        const Outcome outcome = at(lab, QStringLiteral("upgrade start ") + line);
        QCOMPARE_EQ(outcome.code, 5);
        QCOMPARE_EQ(posts(lab), 0U);
        QVERIFY(lab.requests("POST", QStringLiteral("/api/backup")).empty());
    }

    void aDowngradeWithItsReasonIsSent() {
        LabFixture lab({.speed = 50});
        const Outcome outcome =
            upgrade(lab, QStringLiteral("--version 3.3.0.0 --no-backup --reason x --accept version=tested --accept "
                                        "partner=alone --wait"));
        QCOMPARE_EQ(outcome.code, 0);
        QCOMPARE_EQ(lab->state().version(), QStringLiteral("3.3.0.0"));
    }

    void itTakesItsBackupFirstAndWaits() {
        LabFixture lab({.speed = 50});
        const Outcome outcome = upgrade(lab, QStringLiteral("--version 3.4.2.0 --wait"));
        QCOMPARE_EQ(outcome.code, 0);
        const QJsonObject data = outcome.data().toObject();
        QCOMPARE_EQ(data.value(u"ending").toString(), QStringLiteral("upgraded"));
        QCOMPARE_EQ(data.value(u"backup").toString(), lab->state().backups().back().timestamp.text());
        QCOMPARE_EQ(data.value(u"after").toArray().size(), 5);
        QCOMPARE_EQ(posts(lab), 1U);
        QCOMPARE_EQ(lab.requests("POST", QStringLiteral("/api/backup")).size(), 1U);
        // The next one finds it young enough.
        const Outcome next = at(lab, QStringLiteral("upgrade start --version 3.4.2.3 --dry-run"));
        QCOMPARE_EQ(next.data().toObject().value(u"backup").toString(), data.value(u"backup").toString());
        QCOMPARE_EQ(lab.requests("POST", QStringLiteral("/api/backup")).size(), 1U);
    }

    void withoutWaitingItEndsOnceAccepted() {
        LabFixture lab({.speed = 50});
        lab.fault("hang-upgrade");
        const Outcome outcome = upgrade(lab, QStringLiteral("--version 3.4.2.0 --disable-rollback false --no-backup"));
        QCOMPARE_EQ(outcome.code, 0);
        QCOMPARE_EQ(outcome.data().toObject().value(u"state").toString(), QStringLiteral("running"));
        QCOMPARE_EQ(lab.requests("POST", QStringLiteral("/api/upgrade")).front().value(u"body").toString(),
                    QStringLiteral("{\"disableRollback\":false,\"version\":\"3.4.2.0\"}"));
        // And stands in the way of the next.
        QVERIFY(upgrade(lab, QStringLiteral("--version 3.4.2.3 --no-backup --reason x")).code != 0);
        QCOMPARE_EQ(posts(lab), 1U);
        // Nobody says that nothing runs.
        for (const char* command : {"backup status", "restore status"}) {
            const Outcome said = at(lab, QString::fromLatin1(command));
            QCOMPARE_EQ(said.code, 0);
            QCOMPARE_EQ(said.data().toObject().value(u"state").toString(), QStringLiteral("running"));
        }
    }

    void failuresAreOneAndToldApart_data() {
        QTest::addColumn<QString>("toggle");
        QTest::addColumn<QString>("ending");
        QTest::newRow("rolled back") << "false"
                                     << "rolled-back";
        QTest::newRow("stayed") << "true"
                                << "stayed-failed";
    }
    void failuresAreOneAndToldApart() {
        QFETCH(QString, toggle);
        LabFixture lab({.speed = 50});
        lab.fault("fail-upgrade=boom");
        const Outcome outcome = upgrade(
            lab, QStringLiteral("--version 3.4.2.0 --disable-rollback %1 --no-backup --reason x --wait").arg(toggle));
        QCOMPARE_EQ(outcome.code, 1);
        QTEST(outcome.error().value(u"ending").toString(), "ending");
        QVERIFY(outcome.message().contains(QStringLiteral("boom")));
    }

    void aCutAnswerIsLookedUp() {
        LabFixture lab({.speed = 50});
        lab.fault("drop-after-accept@/api/upgrade*1");
        const Outcome outcome = upgrade(lab, QStringLiteral("--version 3.4.2.0 --no-backup --reason x --wait"));
        QCOMPARE_EQ(outcome.code, 0);
        QCOMPARE_EQ(posts(lab), 1U);
    }
    void aLostRequestIsUnknown() {
        LabFixture lab({.speed = 50});
        lab.fault("drop-before-accept@/api/upgrade*1");
        const Outcome outcome = upgrade(lab, QStringLiteral("--version 3.4.2.0 --no-backup --reason x"));
        QCOMPARE_EQ(outcome.code, 6);
        QCOMPARE_EQ(posts(lab), 1U);
    }

    void whereItIsNotOfferedItIsSevenWithTheStepsByHand_data() {
        QTest::addColumn<QString>("command");
        QTest::addColumn<bool>("old");
        for (const bool old : {false, true})
            for (const char* command : {"upgrade versions", "upgrade status", "version",
                                        "upgrade start --version 3.4.2.0 --disable-rollback false"})
                QTest::addRow("%s, old %d", command, old) << QString::fromLatin1(command) << old;
    }
    void whereItIsNotOfferedItIsSevenWithTheStepsByHand() {
        QFETCH(QString, command);
        QFETCH(bool, old);
        lab::LabOptions options{.undocumented = false};
        if (old) options.api = lab::LabOptions::Api::Athena;
        LabFixture lab(options);
        const Outcome outcome = at(lab, command);
        QCOMPARE_EQ(outcome.code, 7);
        const QJsonObject manual = outcome.error().value(u"manual").toObject();
        QCOMPARE_EQ(manual.value(u"url").toString(), lab->url().toString());
        const QJsonArray steps = manual.value(u"steps").toArray();
        QVERIFY(steps.size() >= 3);
        if (command.contains(u"start")) QVERIFY(steps[3].toString().contains(QStringLiteral("off")));
        QCOMPARE_EQ(posts(lab), 0U);
    }

    void aReadOnlyEnvironmentRefuses() {
        LabFixture lab;
        QCOMPARE_EQ(m_robot
                        ->run(QStringLiteral("env add prod --url %1 --role primary --protection read-only")
                                  .arg(lab->url().toString()),
                              lab->key())
                        .code,
                    0);
        const Outcome outcome = m_robot->run(
            QStringLiteral("--env prod upgrade start --version 3.4.2.0 --no-backup --reason x --confirm prod"),
            lab->key());
        QCOMPARE_EQ(outcome.code, 5);
        QCOMPARE_EQ(posts(lab), 0U);
    }

    void capabilitiesAreRememberedWithTheirAge() {
        LabFixture lab;
        const QByteArray key = lab->key();
        QCOMPARE_EQ(m_robot->run(QStringLiteral("env add prod --url %1").arg(lab->url().toString()), key).code, 0);
        const auto offerOf = [&](const char* command) {
            const Outcome outcome = m_robot->run(QStringLiteral("--env prod ") + QString::fromLatin1(command), key);
            return outcome.data().toObject().value(u"capabilities").toObject().value(u"upgrade").toObject();
        };
        QCOMPARE_EQ(offerOf("capabilities").value(u"offer").toString(), QStringLiteral("untried"));
        QVERIFY(offerOf("capabilities").value(u"at").isNull());
        QCOMPARE_EQ(offerOf("capabilities --probe").value(u"offer").toString(), QStringLiteral("offered"));
        QVERIFY(!offerOf("capabilities").value(u"at").toString().isEmpty());
        QCOMPARE_EQ(at(lab, QStringLiteral("capabilities --probe")).code, 0);
        // Of what is not stored nothing is remembered, so that it is asked.
        LabFixture other({.seedBackups = 1});
        const auto asked = at(other, QStringLiteral("capabilities"));
        QCOMPARE_EQ(asked.code, 0);
        QCOMPARE_EQ(asked.data().toObject().value(u"capabilities").toObject().size(), 5);
    }

    void versionSaysWhatThisIs() {
        const Outcome outcome = m_robot->run(QStringLiteral("version"));
        QCOMPARE_EQ(outcome.code, 0);
        QCOMPARE_EQ(outcome.data().toObject().value(u"prophecyctl").toString(), QStringLiteral(PROPHECY_VERSION));
        LabFixture lab;
        QCOMPARE_EQ(at(lab, QStringLiteral("version")).data().toObject().value(u"version").toString(),
                    QStringLiteral("3.4.1.0"));
    }
};

QTEST_GUILESS_MAIN(UpgradeCtlTest)
#include "upgrade_ctl_test.moc"
