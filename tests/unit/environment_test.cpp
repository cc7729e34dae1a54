#include <QTest>

#include "domain/environment.h"
#include "services/environments/protection.h"

using namespace prophecy;

class EnvironmentTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void addresses_data() {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("root");
        const auto row = [](const char* name, const char* typed, const char* root) {
            QTest::newRow(name) << QString::fromUtf8(typed) << QString::fromUtf8(root);
        };
        row("plain", "https://prophecy.example.com", "https://prophecy.example.com");
        row("no scheme", "prophecy.example.com", "https://prophecy.example.com");
        row("no scheme, port", "prophecy.example.com:8443", "https://prophecy.example.com:8443");
        row("slashes", " https://Prophecy.Example.com// ", "https://prophecy.example.com");
        row("pasted call", "https://p.example.com/api/backup/list?x=1#y", "https://p.example.com");
        row("pasted old call", "https://p.example.com/athena/api/v1/backup/list", "https://p.example.com");
        row("pasted page", "https://p.example.com/metadata/settings?tab=admin#x", "https://p.example.com");
        row("standard port", "https://p.example.com:443", "https://p.example.com");
        row("loopback", "http://127.0.0.1:8080", "http://127.0.0.1:8080");
        row("user info", "https://me:pw@p.example.com", "");
        row("user only", "https://me@p.example.com", "");
        row("other scheme", "ftp://p.example.com", "");
        row("script", "javascript:alert(1)", "");
        row("empty", "   ", "");
        row("no host", "https:///api", "");
        row("space", "https://p example.com", "");
        row("port", "https://p.example.com:99999", "");
    }
    void addresses() {
        QFETCH(QString, typed);
        QFETCH(QString, root);
        const auto parsed = parseRootUrl(typed);
        QCOMPARE_EQ(parsed ? parsed->toString() : QString(), root);
        if (!parsed) QCOMPARE_EQ(parsed.error().kind, ErrorKind::Usage);
    }

    void theOriginHasItsPort() {
        QCOMPARE_EQ(originOf(QUrl(QStringLiteral("https://A.example.com/x"))),
                    QStringLiteral("https://a.example.com:443"));
        QVERIFY(originOf(QUrl(QStringLiteral("http://a:443"))) != originOf(QUrl(QStringLiteral("https://a:443"))));
        const auto shown = [](const char* url) { return shownAddress(QUrl(QString::fromUtf8(url))); };
        QCOMPARE_EQ(shown("https://a.example.com:8443"), QStringLiteral("https://a.example.com:8443"));
        QCOMPARE_EQ(shown("https://\xD0\xB0.example.com:8443"),  // Cyrillic
                    QStringLiteral("https://\u0430.example.com:8443 (xn--80a.example.com)"));
        QCOMPARE_EQ(shown("https://xn--80a.example.com"),
                    QStringLiteral("https://\u0430.example.com (xn--80a.example.com)"));
        QCOMPARE_EQ(nameFromUrl(QUrl(QStringLiteral("https://a.example.com"))), QStringLiteral("a.example.com"));
        QCOMPARE_EQ(nameFromUrl(QUrl(QStringLiteral("http://127.0.0.1:81"))), QStringLiteral("127.0.0.1:81"));
    }

    void plainHttpNeedsAnAcknowledgement() {
        Environment environment;
        environment.root = QUrl(QStringLiteral("http://10.0.0.1"));
        QCOMPARE_EQ(checkPlainHttp(environment).error().kind, ErrorKind::Refused);
        environment.plainHttpAccepted = true;
        QVERIFY(checkPlainHttp(environment));
        for (const char* here : {"http://localhost", "http://127.9.9.9:1", "http://[::1]:2"}) {
            Environment local;
            local.root = QUrl(QString::fromLatin1(here));
            QVERIFY2(checkPlainHttp(local), here);
        }
        Environment tricky;
        tricky.root = QUrl(QStringLiteral("http://127.0.0.1.example.com"));
        QVERIFY(!checkPlainHttp(tricky));
        tricky.root = QUrl(QStringLiteral("http://x.localhost"));
        QVERIFY(!checkPlainHttp(tricky));
    }

    void pathOverrides() {
        QVERIFY(checkPathOverride(QStringLiteral("/x/list")));
        for (const char* bad : {"x", "//host/x", "/a/../b", "/a?b", "/a#b", "http://h/x", "/a b", "", "/a\\b"})
            QVERIFY2(!checkPathOverride(QString::fromLatin1(bad)), bad);
    }

    void lookAlikeNamesHaveOneSkeleton() {
        QCOMPARE_EQ(nameSkeleton(QStringLiteral("acme-Prod")), nameSkeleton(QStringLiteral("ACME-prod ")));
        QCOMPARE_EQ(nameSkeleton(QStringLiteral("acme-pr0d")), nameSkeleton(QStringLiteral("acme-prod")));
        QCOMPARE_EQ(nameSkeleton(QStringLiteral("аcme")), nameSkeleton(QStringLiteral("acme")));  // Cyrillic
        QCOMPARE_EQ(nameSkeleton(QStringLiteral("acmé")), nameSkeleton(QStringLiteral("acme")));
        QVERIFY(nameSkeleton(QStringLiteral("acme-prod")) != nameSkeleton(QStringLiteral("acme-dr")));
    }

    void namesThatLookAlikeAreOne_data() {
        QTest::addColumn<QString>("other");
        for (const char* other : {"acme\u2212prod", "acme\u2012prod", "acme\u2014prod", "acme\u2010prod",
                                  "acme\u2015prod", "acme\uff0dprod", "acme prod", "acme_prod", "acme-pr\u03bfd",
                                  "acme-\u0440rod", "\u0410\u0421\u041c\u0415-prod", "acrne-prod", "ac\u043ce-prod",
                                  "acme-procl", "\uff41cme-prod", "acme-pr\u00f6d"})
            QTest::newRow(other) << QString::fromUtf8(other);
    }
    void namesThatLookAlikeAreOne() {
        QFETCH(QString, other);
        QCOMPARE_EQ(nameSkeleton(other), nameSkeleton(QStringLiteral("acme-prod")));
    }
    void pairsOfLettersLookLikeOne() {
        QCOMPARE_EQ(nameSkeleton(QStringLiteral("vvest")), nameSkeleton(QStringLiteral("west")));
        QCOMPARE_EQ(nameSkeleton(QStringLiteral("clr")), nameSkeleton(QStringLiteral("dr")));
    }

    void whatIsNoName_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("good");
        for (const char* name :
             {"  ", "a\u200bb", "a\u00adb", "a\u3164b", "a\u115fb", "a\u2800b", "a\ufe0fb", "a\u00a0b", "a\u2003b",
              "a\u202eb", "\u0430cme", "acme-pr\u03bfd", "acme \u65e5\u672c"})
            QTest::addRow("no: %s", name) << QString::fromUtf8(name) << false;
        for (const char* name : {"acme-prod", "Acme R&D 2", "\u0430\u043a\u043c\u0435", "\u65e5\u672c\u306e\u30b5",
                                 "Z\u00fcrich", "\u0391\u03b8\u03ae\u03bd\u03b1"})
            QTest::addRow("yes: %s", name) << QString::fromUtf8(name) << true;
    }
    void whatIsNoName() {
        QFETCH(QString, name);
        QFETCH(bool, good);
        QCOMPARE_EQ(checkName(name).has_value(), good);
    }

    void protection_data() {
        QTest::addColumn<int>("level");
        QTest::addColumn<int>("action");
        QTest::addColumn<bool>("confirmed");
        QTest::addColumn<QString>("typed");
        QTest::addColumn<bool>("allowed");
        const auto row = [](const char* name, Protection level, Action action, bool confirmed, const char* typed,
                            bool allowed) {
            QTest::newRow(name) << static_cast<int>(level) << static_cast<int>(action) << confirmed
                                << QString::fromLatin1(typed) << allowed;
        };
        row("read-only backup", Protection::ReadOnly, Action::StartBackup, true, "prod", false);
        row("read-only delete", Protection::ReadOnly, Action::DeleteBackup, true, "prod", false);
        row("typed backup", Protection::Typed, Action::StartBackup, false, "", true);
        row("typed delete, only confirmed", Protection::Typed, Action::DeleteBackup, true, "", false);
        row("typed delete, wrong name", Protection::Typed, Action::DeleteBackup, true, "Prod", false);
        row("typed delete, right name", Protection::Typed, Action::DeleteBackup, false, "prod", true);
        row("confirm delete, silent", Protection::Confirm, Action::DeleteBackup, false, "", false);
        row("confirm delete, yes", Protection::Confirm, Action::DeleteBackup, true, "", true);
    }
    void protection() {
        QFETCH(int, level);
        QFETCH(int, action);
        QFETCH(bool, confirmed);
        QFETCH(QString, typed);
        QFETCH(bool, allowed);
        Environment environment;
        environment.name = QStringLiteral("prod");
        environment.protection = static_cast<Protection>(level);
        const auto result = checkProtection(environment, static_cast<Action>(action), {confirmed, typed, false});
        QCOMPARE_EQ(result.has_value(), allowed);
        if (!result) QCOMPARE_EQ(result.error().kind, ErrorKind::Refused);
    }

    void aTimestampOnTheCommandLineDoesNotOpenReadOnly() {
        Environment environment;
        environment.protection = Protection::ReadOnly;
        Consent consent;
        consent.keyedByTimestamp = true;
        QVERIFY(!checkProtection(environment, Action::DeleteBackup, consent));
        environment.protection = Protection::Typed;
        QVERIFY(checkProtection(environment, Action::DeleteBackup, consent));
    }
};

QTEST_GUILESS_MAIN(EnvironmentTest)
#include "environment_test.moc"
