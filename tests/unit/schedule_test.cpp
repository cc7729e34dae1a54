#include <QJsonDocument>
#include <QTest>

#include "domain/backup/deadline.h"
#include "domain/backup/retention.h"
#include "domain/config/config_change.h"
#include "domain/cron/week.h"
#include "domain/findings.h"

using namespace prophecy;

namespace {

const QDateTime kNow(QDate(2026, 11, 22), QTime(9, 0), Qt::UTC);

BackupConfig config(const char* json) {
    return {QJsonDocument::fromJson(json).object()};
}

BackupRows rows(std::initializer_list<std::pair<const char*, const char*>> entries) {
    std::vector<KnownBackup> known;
    for (const auto& [timestamp, status] : entries)
        known.push_back({Backup{BackupTimestamp(QString::fromLatin1(timestamp)), QString::fromLatin1(status), {}, {}},
                         true, -1, kNow});
    return makeRows(std::move(known), QTimeZone::utc());
}

CronSchedule schedule(const char* text, const char* zone = "UTC") {
    return CronSchedule(*parseCron(QString::fromLatin1(text)), QTimeZone(zone));
}

EnvironmentFacts factsWith(const BackupRows& history, const char* frequency) {
    EnvironmentFacts facts;
    facts.reach = Reach::Online;
    facts.historyKnown = true;
    facts.summary = summarize(history, kNow);
    facts.config = BackupConfig{{{QStringLiteral("backupFrequency"), QString::fromLatin1(frequency)},
                                 {QStringLiteral("enableRegularBackups"), true}}};
    return facts;
}

bool has(const std::vector<Finding>& findings, FindingCode code, Level level) {
    return std::any_of(findings.begin(), findings.end(),
                       [&](const Finding& f) { return f.code == code && f.level == level; });
}

}  // namespace

class ScheduleTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    /// An upgrade that runs makes it go away: no failure yet, and not good either.
    void whatRestartsIsNotCalledUnreachable() {
        EnvironmentFacts facts;
        facts.reach = Reach::Failing;
        QCOMPARE_EQ(verdictOf(findingsOf(facts, kNow)), Level::Bad);
        facts.restartingSince = kNow.addSecs(-60);
        facts.restartingFor = QStringLiteral("upgrade");
        QCOMPARE_EQ(verdictOf(findingsOf(facts, kNow)), Level::Attention);
        QCOMPARE_EQ(findingsOf(facts, kNow).front().code, FindingCode::Restarting);
        facts.reach = Reach::CertificateRefused;  // that does not belong to it
        QCOMPARE_EQ(verdictOf(findingsOf(facts, kNow)), Level::Bad);
        facts.reach = Reach::Online;
        QVERIFY(findingsOf(facts, kNow).empty());
    }

    void theTypeOfTheCountAndUnknownKeysStay() {
        const auto text = config("{\"backupRetentionCount\":\"30\",\"other\":{\"a\":[1,2.5,null]}}");
        const auto number = config("{\"backupRetentionCount\":30}");
        QVERIFY(withChange(text, {{}, 12, true}).raw.value(u"backupRetentionCount") ==
                QJsonValue(QStringLiteral("12")));
        QVERIFY(withChange(number, {{}, 12, {}}).raw.value(u"backupRetentionCount") == QJsonValue(12));
        QCOMPARE_EQ(withChange(text, {{}, 12, true}).raw.value(u"other"), text.raw.value(u"other"));
        QVERIFY(withChange(text, {}) == text);
    }

    void whatMustNotBeSent_data() {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("good");
        const auto row = [](const char* name, const char* json, bool good) {
            QTest::newRow(name) << QByteArray(json) << good;
        };
        row("as documented", "{\"backupFrequency\":\"0 0 0 * * *\",\"backupRetentionCount\":\"30\"}", true);
        row("a blank after it", "{\"backupFrequency\":\"0 0 0 * * *\",\"backupRetentionCount\":\"30 \"}", true);
        row("zero", "{\"backupFrequency\":\"0 0 0 * * *\",\"backupRetentionCount\":0}", false);
        row("negative", "{\"backupFrequency\":\"0 0 0 * * *\",\"backupRetentionCount\":\"-1\"}", false);
        row("absurd", "{\"backupFrequency\":\"0 0 0 * * *\",\"backupRetentionCount\":1000000000000}", false);
        row("null", "{\"backupFrequency\":\"0 0 0 * * *\",\"backupRetentionCount\":null}", false);
        row("fraction", "{\"backupFrequency\":\"0 0 0 * * *\",\"backupRetentionCount\":1.5}", false);
        row("no cron", "{\"backupFrequency\":\"daily\",\"backupRetentionCount\":30}", false);
        row("cron is a number", "{\"backupFrequency\":5,\"backupRetentionCount\":30}", false);
        row("nothing", "{}", false);
    }
    void whatMustNotBeSent() {
        QFETCH(QByteArray, json);
        QFETCH(bool, good);
        QCOMPARE_EQ(checkConfig(config(json.constData())).has_value(), good);
    }

    void maskedSecretsAndStrangeNumbersAreNotWrittenBack() {
        QVERIFY(checkRewritable(config("{\"a\":\"b\",\"n\":1}")));
        QVERIFY(!checkRewritable(config("{\"store\":{\"secretKey\":\"********\"}}")));
        QVERIFY(!checkRewritable(config("{\"list\":[\"***\"]}")));
        for (const char* fine :
             {"{\"a\":12,\"b\":-0.5,\"c\":9223372036854775807,\"d\":1e3,\"e\":\"123456789012345678901\"}", "{}",
              "[0.1,0.30,100000000000000000]"})
            QVERIFY2(numbersSurvive(fine), fine);
        for (const char* lost : {"{\"a\":9223372036854775808}", "[0.1234567890123456789]", "[1e999]", "[1e-999]"})
            QVERIFY2(!numbersSurvive(lost), lost);
    }

    void differencesAreByKey() {
        const auto before = config("{\"a\":1,\"b\":\"x\",\"c\":true}"),
                   after = config("{\"a\":1,\"b\":\"y\",\"d\":null}");
        const auto found = differencesOf(before.raw, after.raw);
        QCOMPARE_EQ(found.size(), 3U);
        QCOMPARE_EQ(found[0].key, QStringLiteral("b"));
        QVERIFY(found[1].after.isUndefined());
        QVERIFY(found[2].before.isUndefined());
        QVERIFY(differencesOf(before.raw, before.raw).empty());
    }

    void onlyHarmlessFieldsOfTheStoreAreShown() {
        const ObjectStore store =
            objectStoreOf(config("{\"locationType\":\"s3\",\"bucket\":\"b\",\"region\":\"eu\",\"secretKey\":\"hush\","
                                 "\"endpoint\":\"https://user:pw@s3.example.com/x?sig=hush\"}")
                              .raw);
        QCOMPARE_EQ(store, (ObjectStore{QStringLiteral("s3"),
                                        QStringLiteral("b"),
                                        QStringLiteral("eu"),
                                        QStringLiteral("https://s3.example.com/x"),
                                        {}}));
    }

    void theWeekAndTheLongestGap() {
        const auto officeHours = *parseCron(QStringLiteral("0 30 2,14 * 1-7,9-12 1-5"));
        const auto week = weekMapOf(officeHours, QDate(2026, 11, 22));
        QVERIFY((*week)[1][2] > 0.8 && (*week)[1][2] < 1);
        QCOMPARE_EQ((*week)[0][2], 0.0);
        QCOMPARE_EQ((*week)[1][3], 0.0);
        const auto gap = longestGapOf(officeHours, QDate(2026, 11, 22));
        QCOMPARE_EQ(gap->begin, QDateTime(QDate(2027, 7, 30), QTime(14, 30), Qt::UTC));
        QCOMPARE_EQ(gap->end, QDateTime(QDate(2027, 9, 1), QTime(2, 30), Qt::UTC));
        QCOMPARE_EQ(longestGapOf(*parseCron(QStringLiteral("* * * * * *")), kNow.date())->seconds, 1);
        QCOMPARE_EQ(longestGapOf(*parseCron(QStringLiteral("0 0,10,50 * * * *")), kNow.date())->seconds, 40 * 60);
        QCOMPARE_EQ(longestGapOf(*parseCron(QStringLiteral("0 0 9-17 * * *")), kNow.date())->seconds, 16 * 3600);
        QCOMPARE_EQ(longestGapOf(*parseCron(QStringLiteral("@every 90m")), kNow.date())->seconds, 5400);
        QVERIFY(!longestGapOf(*parseCron(QStringLiteral("0 0 0 30 2 *")), kNow.date()));
    }

    void retentionCountsEveryBackup() {
        const BackupRows history = rows({{"2026-11-20t00-00-00", "Success"},
                                         {"2026-11-21t00-00-00", "error x"},
                                         {"2026-11-22t00-00-00", "Success"}});
        auto daily = schedule("0 0 0 * * *");
        const auto forecast = forecastRetention(history, daily, 4, 0, kNow, 3);
        QCOMPARE_EQ(forecast.departures.size(), 2U);
        QCOMPARE_EQ(forecast.departures[0].timestamp.text(), QStringLiteral("2026-11-20t00-00-00"));
        QCOMPARE_EQ(forecast.departures[0].at, QDateTime(QDate(2026, 11, 24), QTime(0, 0), Qt::UTC));
        QVERIFY(!forecast.departures[1].good);
        QCOMPARE_EQ(forecast.kept, 4);
        QCOMPARE_EQ(forecast.keptGoodOfNow, 1);
        QCOMPARE_EQ(forecast.oldestGood, QDateTime(QDate(2026, 11, 22), QTime(0, 0), Qt::UTC));
        QCOMPARE_EQ(forecast.reachSeconds, 4 * 86400);
        auto never = schedule("0 0 0 30 2 *");
        QVERIFY(forecastRetention(history, never, 4, 0, kNow, 14).departures.empty());
        QCOMPARE_EQ(forecastRetention(history, never, 4, 7, kNow, 14).departures.size(), 3U);
        auto dense = schedule("* * * * * *");
        QCOMPARE_EQ(forecastRetention(history, dense, 4, 0, kNow, 14).departures.size(), 3U);
        QVERIFY(forecastRetention(history, daily, 0, 0, kNow, 14).departures.empty());
    }

    void deadlinesComeFromTheCron() {
        const BackupRows inTime = rows({{"2026-11-22t06-00-05", "Success"}});
        QVERIFY(has(findingsOf(factsWith(inTime, "0 0 */6 * * *"), kNow), FindingCode::LastGood, Level::Good));
        QCOMPARE_EQ(verdictOf(findingsOf(factsWith(inTime, "0 0 */6 * * *"), kNow)), Level::Good);
        // The six o'clock run failed, the next is due at twelve.
        const BackupRows failed = rows({{"2026-11-22t00-00-05", "Success"}, {"2026-11-22t06-00-05", "error x"}});
        const auto late = findingsOf(factsWith(failed, "0 0 */6 * * *"), kNow);
        QVERIFY(has(late, FindingCode::BehindSchedule, Level::Attention));
        QVERIFY(has(findingsOf(factsWith(failed, "0 0 */3 * * *"), kNow), FindingCode::BehindSchedule, Level::Bad));
        // Weekly: a week without a backup is in time.
        const BackupRows weekly = rows({{"2026-11-16t00-00-05", "Success"}});
        QCOMPARE_EQ(verdictOf(findingsOf(factsWith(weekly, "0 0 0 * * MON"), kNow)), Level::Good);
        QVERIFY(has(findingsOf(factsWith(inTime, "0 0 0 30 2 *"), kNow), FindingCode::NeverRuns, Level::Bad));
        QVERIFY(has(findingsOf(factsWith(inTime, "never"), kNow), FindingCode::ScheduleUnread, Level::Attention));
        QVERIFY(has(findingsOf(factsWith(inTime, "@every 1h"), kNow), FindingCode::BehindSchedule, Level::Bad));
    }

    void theGraceGrowsWithTheUsualDuration() {
        EnvironmentFacts facts = factsWith(rows({{"2026-11-22t05-00-00", "Success"}}), "0 40 8 * * *");
        QVERIFY(has(findingsOf(facts, kNow), FindingCode::BehindSchedule, Level::Attention));
        facts.summary.usualMs = 15 * 60 * 1000;
        QCOMPARE_EQ(verdictOf(findingsOf(facts, kNow)), Level::Good);
    }

    void missedRunsCountOnlySinceTheScheduleIsKnown() {
        EnvironmentFacts facts =
            factsWith(rows({{"2026-11-21t00-00-05", "error x"}, {"2026-11-22t06-00-05", "Success"}}), "0 0 */6 * * *");
        QVERIFY(!has(findingsOf(facts, kNow), FindingCode::MissedRuns, Level::Bad));
        facts.scheduleAge.since = kNow.addDays(-1);  // 12:00, 18:00, 00:00 and 06:00 were planned
        const auto found = findingsOf(facts, kNow);
        QVERIFY(has(found, FindingCode::MissedRuns, Level::Bad));
        QCOMPARE_EQ(found.front().count, 3);
    }

    void aLongGoodHistoryMissesNothing() {
        std::vector<KnownBackup> known;
        known.reserve(60);
        for (int day = 0; day < 60; ++day)
            known.push_back({Backup{BackupTimestamp(kNow.addDays(-day).toString(u"yyyy-MM-dd't'00-00-05")),
                                    QStringLiteral("Success"),
                                    {},
                                    {}},
                             true, -1, kNow});
        EnvironmentFacts facts = factsWith(makeRows(known, QTimeZone::utc()), "0 0 0 * * *");
        facts.scheduleAge.since = kNow.addDays(-45);
        QCOMPARE_EQ(verdictOf(findingsOf(facts, kNow)), Level::Good);
        known.resize(3);  // retention took the rest
        facts.summary = summarize(makeRows(known, QTimeZone::utc()), kNow);
        QCOMPARE_EQ(verdictOf(findingsOf(facts, kNow)), Level::Good);
        known.erase(known.begin() + 1);
        facts.summary = summarize(makeRows(known, QTimeZone::utc()), kNow);
        QVERIFY(has(findingsOf(facts, kNow), FindingCode::MissedRuns, Level::Attention));
    }

    void aChangedScheduleIsJudgedFromItsChange() {
        EnvironmentFacts facts = factsWith(rows({{"2026-11-16t00-00-05", "Success"}}), "0 0 * * * *");
        QVERIFY(has(findingsOf(facts, kNow), FindingCode::BehindSchedule, Level::Bad));
        facts.scheduleAge = {kNow.addSecs(-60), kNow.addSecs(-60)};
        QVERIFY(has(findingsOf(facts, kNow.addSecs(3600)), FindingCode::BehindSchedule, Level::Attention));
    }

    void aServersClockThatIsOffIsSaid() {
        EnvironmentFacts facts = factsWith(rows({{"2026-11-22t05-00-00", "Success"}}), "0 0 0 * * *");
        facts.clockAhead = 100;
        QVERIFY(!has(findingsOf(facts, kNow), FindingCode::ClockOff, Level::Attention));
        facts.clockAhead = -7200;
        QVERIFY(has(findingsOf(facts, kNow), FindingCode::ClockOff, Level::Attention));
    }

    void theLongestGapLooksBeyondLeapYears() {
        const auto gap = longestGapOf(*parseCron(QStringLiteral("0 0 0,12 29 2 *")), QDate(2026, 11, 22));
        QVERIFY(gap && gap->seconds > 3 * 365 * 86400LL);
    }

    void withoutAScheduleTheHistorySetsThePace() {
        EnvironmentFacts facts = factsWith(rows({{"2026-11-16t00-00-00", "Success"},
                                                 {"2026-11-17t00-00-00", "Success"},
                                                 {"2026-11-18t00-00-00", "Success"},
                                                 {"2026-11-19t00-00-00", "Success"}}),
                                           "");
        facts.config.reset();
        QVERIFY(has(findingsOf(facts, kNow), FindingCode::SlowerThanUsual, Level::Attention));
        QVERIFY(has(findingsOf(facts, kNow.addDays(1)), FindingCode::SlowerThanUsual, Level::Bad));
        facts.environment.targetAgeHours = 24;
        QVERIFY(has(findingsOf(facts, kNow), FindingCode::OlderThanTarget, Level::Bad));
    }

    void theZoneInWhichTheServerWrites() {
        std::vector<WatchedStart> watched;
        for (int day = 1; day <= 9; ++day)
            watched.push_back({BackupTimestamp(QStringLiteral("2026-11-0%1t02-00-00").arg(day)),
                               QDateTime(QDate(2026, 11, day), QTime(1, 0, 20), Qt::UTC)});
        QCOMPARE_EQ(*fitZone(watched, {"UTC", "Europe/Berlin", "Asia/Tokyo"}), (ZoneFit{"Europe/Berlin", 9, 9}));
        QCOMPARE_EQ(fitZone(watched, {"UTC"})->matched, 0);
        QVERIFY(!fitZone({}, {"UTC"}));
    }
};

QTEST_GUILESS_MAIN(ScheduleTest)
#include "schedule_test.moc"
