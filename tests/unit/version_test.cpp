#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>
#include <algorithm>

#include "domain/upgrade/upgrade.h"

using namespace prophecy;

namespace {

Version version(const char* text) {
    const auto parsed = parseVersion(QString::fromUtf8(text));
    if (!parsed) qFatal("%s", text);
    return *parsed;
}

/// Few different numbers, so that equal ones and shared beginnings occur.
Version anyVersion(QRandomGenerator& random) {
    Version made;
    for (int& number : made.numbers) number = static_cast<int>(random.bounded(4));
    if (random.bounded(5) == 0) made.numbers[random.bounded(4)] = static_cast<int>(random.bounded(1'000'000));
    made.extendedMaintenance = random.bounded(2) == 1;
    return made;
}

const QStringList kOffer{QStringLiteral("3.4.1.0 EM"), QStringLiteral("3.4.2.0"), QStringLiteral("3.5.1.0 EM"),
                         QStringLiteral("4.0.1.0 EM")};

}  // namespace

class VersionTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void parses_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("canonical");
        QTest::newRow("plain") << "3.4.1.0"
                               << "3.4.1.0";
        QTest::newRow("marked") << "3.4.1.0 EM"
                                << "3.4.1.0 EM";
        QTest::newRow("small letters") << "3.4.1.0 em"
                                       << "3.4.1.0 EM";
        QTest::newRow("blanks") << "  3.4.1.0   EM "
                                << "3.4.1.0 EM";
        QTest::newRow("zeros") << "0.0.0.0"
                               << "0.0.0.0";
        QTest::newRow("large") << "999999.0.10.123456"
                               << "999999.0.10.123456";
    }
    void parses() {
        QFETCH(QString, text);
        const auto parsed = parseVersion(text);
        QVERIFY(parsed);
        QTEST(parsed->text(), "canonical");
        QCOMPARE_EQ(parseVersion(parsed->text())->text(), parsed->text());
    }

    void junkIsRefusedWithItsPosition_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("position");
        QTest::newRow("empty") << "" << 1;
        QTest::newRow("blank") << "  " << 3;
        QTest::newRow("word") << "latest" << 1;
        QTest::newRow("v") << "v3.4.1.0" << 1;
        QTest::newRow("three numbers") << "3.4.1" << 6;
        QTest::newRow("five numbers") << "3.4.1.0.1" << 8;
        QTest::newRow("trailing dot") << "3.4.1." << 7;
        QTest::newRow("two dots") << "3..4.1" << 3;
        QTest::newRow("comma") << "3,4.1.0" << 2;
        QTest::newRow("negative") << "3.-4.1.0" << 3;
        QTest::newRow("leading zero") << "3.04.1.0" << 3;
        QTest::newRow("blank inside") << "3.4. 1.0" << 5;
        QTest::newRow("suffix") << "3.4.1.0-rc1" << 8;
        QTest::newRow("EM without a blank") << "3.4.1.0EM" << 8;
        QTest::newRow("other mark") << "3.4.1.0 LTS" << 9;
        QTest::newRow("EM twice") << "3.4.1.0 EM EM" << 9;
        QTest::newRow("too long") << "3.4.1.12345678901234567890" << 13;
        QTest::newRow("Arabic digits") << QString::fromUtf8("٣.4.1.0") << 1;
        QTest::newRow("markup") << "<b>3.4.1.0</b>" << 1;
        QTest::newRow("NUL") << QStringLiteral("3.4.1.0") + QChar(0) << 8;
    }
    void junkIsRefusedWithItsPosition() {
        QFETCH(QString, text);
        const auto parsed = parseVersion(text);
        QVERIFY(!parsed);
        QCOMPARE_EQ(parsed.error().kind, ErrorKind::Usage);
        QTEST(parsed.error().detail.value(u"position").toInt(), "position");
        QVERIFY(!checkRequest({text, true}));
    }

    void theOrderIsAnOrder() {
        QRandomGenerator random(20261125);
        for (int i = 0; i < 20'000; ++i) {
            const Version a = anyVersion(random), b = anyVersion(random), c = anyVersion(random);
            QVERIFY(a == a && !(a < a));
            QCOMPARE_EQ(a<b, b> a);
            QCOMPARE_EQ(a == b, !(a < b) && !(b < a));
            if (a < b && b < c) QVERIFY(a < c);
            if (a == b && b == c) QVERIFY(a == c);
            if (a == b) QCOMPARE_EQ(a < c, b < c);
            QCOMPARE_EQ(a < b, a.numbers < b.numbers);
            QCOMPARE_EQ(*parseVersion(a.text()), a);
        }
    }
    void comparesNumbersAndNotLetters() {
        QVERIFY(version("3.4.10.0") > version("3.4.9.9"));
        QVERIFY(version("10.0.0.0") > version("9.9.9.9"));
        QVERIFY(version("3.4.1.0 EM") == version("3.4.1.0"));
        QVERIFY(sameVersion(QStringLiteral("3.4.1.0"), QStringLiteral(" 3.4.1.0 EM")));
        QVERIFY(!sameVersion(QStringLiteral("3.4.1.0"), QStringLiteral("3.4.1.00")));
        QVERIFY(sameVersion(QStringLiteral("nightly"), QStringLiteral("nightly ")));
    }

    void groupsWhatIsOnOffer() {
        const auto lines =
            linesOf({QStringLiteral("3.4.2.0"), QStringLiteral("3.10.0.0"), QStringLiteral("junk"),
                     QStringLiteral("3.4.10.0"), QStringLiteral("3.4.1.0"), QStringLiteral("3.4.1.0 EM")});
        QCOMPARE_EQ(lines.size(), 2U);
        QCOMPARE_EQ(lines[0].name, QStringLiteral("3.10"));
        QVERIFY(!lines[0].extendedMaintenance);
        QCOMPARE_EQ(lines[1].name, QStringLiteral("3.4"));
        QVERIFY(lines[1].extendedMaintenance);
        QCOMPARE_EQ(lines[1].versions.size(), 3U);
        QCOMPARE_EQ(lines[1].versions[0].text(), QStringLiteral("3.4.10.0"));
        QCOMPARE_EQ(lines[1].versions[2].text(), QStringLiteral("3.4.1.0 EM"));
        QCOMPARE_EQ(unreadableVersions({QStringLiteral("junk"), QStringLiteral("3.4.2.0")}),
                    QStringList{QStringLiteral("junk")});
    }

    void sendsWhatTheServerOffers() {
        QCOMPARE_EQ(asOffered(version("3.4.1.0"), kOffer), QStringLiteral("3.4.1.0 EM"));
        QCOMPARE_EQ(asOffered(version("3.4.3.0"), kOffer), QStringLiteral("3.4.3.0"));
        QCOMPARE_EQ(bodyOf({QStringLiteral("3.4.2.0"), true}),
                    (QJsonObject{{QStringLiteral("version"), QStringLiteral("3.4.2.0")},
                                 {QStringLiteral("disableRollback"), true}}));
        QCOMPARE_EQ(UpgradeRequest().disableRollback, true);
    }

    void remarks_data() {
        using R = VersionRemark;
        QTest::addColumn<QString>("current");
        QTest::addColumn<QStringList>("available");
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<QList<int>>("remarks");
        const auto row = [](const char* name, const char* current, const QStringList& available, const char* wanted,
                            std::initializer_list<R> remarks) {
            QList<int> list;
            for (const R remark : remarks) list << static_cast<int>(remark);
            QTest::newRow(name) << QString::fromLatin1(current) << available << QString::fromLatin1(wanted) << list;
        };
        row("next", "3.4.1.0", kOffer, "3.4.2.0", {});
        row("same", "3.4.1.0", kOffer, "3.4.1.0", {R::Same});
        row("same, marked there only", "3.4.1.0", kOffer, "3.4.1.0 EM", {R::Same});
        row("same and not on offer", "3.4.5.0", kOffer, "3.4.5.0", {R::Same});
        row("down, on offer", "3.4.3.0", kOffer, "3.4.2.0", {R::Downgrade});
        row("down, not on offer", "3.4.1.0", kOffer, "3.3.9.0", {R::Downgrade, R::NotOnOffer});
        row("one EM line", "3.4.1.0 EM", kOffer, "3.5.1.0", {});
        row("two EM lines", "3.4.1.0 EM", kOffer, "4.0.1.0", {R::SkipsEmLines});
        row("two EM lines from before", "3.3.0.0", kOffer, "3.5.1.0", {R::SkipsEmLines});
        row("from before into the first", "3.3.0.0", kOffer, "3.4.2.0", {});
        row("not on offer", "3.4.1.0", kOffer, "3.4.9.0", {R::NotOnOffer});
        row("far and not on offer", "3.4.1.0", kOffer, "4.0.2.0", {R::SkipsEmLines, R::NotOnOffer});
        row("dark, same line", "3.4.1.0", {}, "3.4.9.0", {});
        row("dark, next line", "3.4.1.0", {}, "3.5.0.0", {});
        row("dark, further", "3.4.1.0", {}, "3.6.0.0", {R::MaySkipEmLines});
        row("dark, next major", "3.9.1.0", {}, "4.0.0.0", {R::MaySkipEmLines});
        row("dark, down", "3.4.1.0", {}, "3.3.0.0", {R::Downgrade});
        row("current is junk", "nightly", kOffer, "3.4.2.0", {R::CurrentUnknown});
    }
    void remarks() {
        QFETCH(QString, current);
        QFETCH(QStringList, available);
        QFETCH(QString, wanted);
        const Versions versions{current, available, available.isEmpty()};
        QList<int> found;
        for (const VersionRemark remark : remarksOn(*parseVersion(wanted), versions)) found << static_cast<int>(remark);
        QTEST(found, "remarks");
    }
    void nothingIsKnownWhereNothingIsTold() {
        QCOMPARE_EQ(remarksOn(version("3.4.2.0"), std::nullopt), std::vector{VersionRemark::CurrentUnknown});
    }

    void statusWords_data() {
        using P = UpgradePhase;
        QTest::addColumn<QString>("status");
        QTest::addColumn<int>("phase");
        const auto row = [](const char* status, P phase) {
            QTest::newRow(status) << QString::fromLatin1(status) << static_cast<int>(phase);
        };
        row("", P::NotTold);
        row("idle", P::Idle);
        row("No upgrade in progress", P::Idle);
        row("not running", P::Idle);
        row("Success", P::Succeeded);
        row("SUCCEEDED", P::Succeeded);
        row("completed", P::Succeeded);
        row("not completed", P::Unclear);
        row("not yet finished", P::Unclear);
        row("Not all services are up yet", P::Unclear);
        row("upgrade in progress (0 failed, 7 completed)", P::Running);
        row("running, retrying after error", P::Running);
        row("failed: pods are still running", P::Failed);
        row("No space left on device: aborted", P::Failed);
        row("Cancelled", P::Failed);
        row("Timed out", P::Failed);
        row("failed, will be rolled back", P::RollingBack);
        row("rolling back failed", P::Failed);
        row("incomplete", P::Unclear);
        row("running", P::Running);
        row("IN_PROGRESS", P::Running);
        row("in-progress", P::Running);
        row("upgrade ongoing: 3 of 7 services", P::Running);
        row("upgrade in progress (rollback disabled)", P::Running);
        row("Upgrade failed, rolling back", P::RollingBack);
        row("rolling back to 3.4.1.0", P::RollingBack);
        row("ROLLED_BACK", P::RolledBack);
        row("upgrade failed and was rolled back to 3.4.1.0", P::RolledBack);
        row("rollback failed", P::Failed);
        row("upgrade failed; it could not be rolled back", P::Failed);
        row("Failed", P::Failed);
        row("error: helm upgrade timed out", P::Failed);
        row("not enough disk space: upgrade failed", P::Failed);
        row("finished with errors", P::Failed);
        row("stable", P::Unclear);
        row("failed to pull image, retrying in 10s", P::Unclear);
        row("failed 1 of 7 pods, retrying", P::Unclear);
        row("Failed probes: 2, still waiting", P::Unclear);
        row("rolled back step 2, continuing", P::Unclear);
        row("no upgrade errors, 3 of 7 services ready", P::Unclear);
    }
    void statusWords() {
        QFETCH(QString, status);
        QTEST(static_cast<int>(phaseOf(status)), "phase");
    }

    void thePartnerIsTheOneOtherSite() {
        const auto site = [](const char* name, Role role) {
            Environment environment;
            environment.name = QString::fromLatin1(name);
            environment.role = role;
            return environment;
        };
        const Environment prod = site("prod", Role::Primary), dr = site("dr", Role::Dr), test = site("t", Role::Test);
        QCOMPARE_EQ(partnerOf(prod, {prod, dr, test})->name, QStringLiteral("dr"));
        QCOMPARE_EQ(partnerOf(dr, {prod, dr})->name, QStringLiteral("prod"));
        QVERIFY(!partnerOf(test, {prod, dr, test}));
        QVERIFY(!partnerOf(prod, {prod, test}));
        QVERIFY(!partnerOf(prod, {prod, dr, site("dr2", Role::Dr)}));
    }
};

QTEST_GUILESS_MAIN(VersionTest)
#include "version_test.moc"
