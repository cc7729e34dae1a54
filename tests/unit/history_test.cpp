#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTest>
#include <QTimeZone>

#include "domain/backup/history.h"
#include "domain/findings.h"
#include "domain/row_patch.h"

using namespace prophecy;

namespace {

const QDateTime kNow(QDate(2026, 11, 22), QTime(9, 0), Qt::UTC);

KnownBackup known(const char* timestamp, const char* status, const char* url = "") {
    return {{BackupTimestamp(QString::fromLatin1(timestamp)), QString::fromUtf8(status), QStringLiteral("app"),
             QString::fromLatin1(url)},
            true,
            -1,
            kNow};
}

BackupRows rows(std::vector<KnownBackup> entries) {
    return makeRows(std::move(entries), QTimeZone::utc());
}

QStringList keys(const BackupRows& all, const std::vector<int>& order) {
    QStringList list;
    for (const int i : order) list << all[static_cast<std::size_t>(i)].key;
    return list;
}

std::vector<QString> apply(const RowPatch& patch, std::vector<QString> before, const std::vector<QString>& after) {
    for (const RowRun& run : patch.removed)
        before.erase(before.begin() + run.first, before.begin() + run.first + run.count);
    for (const RowRun& run : patch.inserted)
        before.insert(before.begin() + run.first, after.begin() + run.first, after.begin() + run.first + run.count);
    return before;
}

const char* const kOngoing = "backup/restore operation ongoing with pending DBs: [a]";

}  // namespace

class HistoryTest final : public QObject {
    Q_OBJECT
    static BackupConfig daily() {
        return BackupConfig{{{QStringLiteral("enableRegularBackups"), true},
                             {QStringLiteral("backupRetentionCount"), 2},
                             {QStringLiteral("backupFrequency"), QStringLiteral("0 0 0 * * *")}}};
    }
    /// What the findings of this code count in all.
    static qint64 countOf(FindingCode code, const EnvironmentFacts& facts, const QDateTime& now = kNow) {
        qint64 count = 0;
        for (const Finding& finding : findingsOf(facts, now)) count += finding.code == code ? finding.count : 0;
        return count;
    }
    static Level levelOf(FindingCode code, const EnvironmentFacts& facts) {
        for (const Finding& finding : findingsOf(facts, kNow))
            if (finding.code == code) return finding.level;
        return Level::Unknown;
    }

private Q_SLOTS:
    void newestFirstAndMalformedLast() {
        const BackupRows all = rows({known("2026-01-01t00-00-00", "Success"), known("../../etc", "Success"),
                                     known("2026-01-03t00-00-00", "x"), known("", "Success")});
        const QStringList newest = keys(all, arrange(all, {}));
        QCOMPARE_EQ(newest, (QStringList{QStringLiteral("2026-01-03t00-00-00"), QStringLiteral("2026-01-01t00-00-00"),
                                         QStringLiteral("../../etc"), QString()}));
        BackupQuery oldest;
        oldest.descending = false;
        QCOMPARE_EQ(keys(all, arrange(all, oldest)).first(), QStringLiteral("2026-01-01t00-00-00"));
        QCOMPARE_EQ(keys(all, arrange(all, oldest)).last(), QString());
    }

    void filters() {
        const BackupRows all =
            rows({known("2026-01-01t00-00-00", "Success"), known("2026-01-02t00-00-00", "error: Disk full"),
                  known("2026-01-03t00-00-00", kOngoing)});
        BackupQuery query;
        query.state = StateFilter::Failed;
        QCOMPARE_EQ(arrange(all, query), std::vector<int>{1});
        query.state = StateFilter::All;
        query.text = QStringLiteral("disk");
        QCOMPARE_EQ(arrange(all, query), std::vector<int>{1});
        query.text = QStringLiteral("2026-01-03 00");
        QCOMPARE_EQ(arrange(all, query), std::vector<int>{2});
        query.text = QStringLiteral("nowhere");
        QVERIFY(arrange(all, query).empty());
    }

    void everyRowIsInOneSegment() {
        BackupRows all =
            rows({known("2026-01-01t00-00-00", "Success"), known("2026-01-02t00-00-00", "error: Disk full"),
                  known("2026-01-03t00-00-00", "error: Disk full"), known("2026-01-04t00-00-00", kOngoing),
                  known("2026-01-05t00-00-00", "Success")});
        all[2].known.listed = all[4].known.listed = false;
        BackupQuery query;
        std::vector<int> found;
        for (const StateFilter filter : {StateFilter::Usable, StateFilter::Failed, StateFilter::Other}) {
            query.state = filter;
            for (const int row : arrange(all, query)) found.push_back(row);
        }
        std::sort(found.begin(), found.end());
        QCOMPARE_EQ(found, (std::vector<int>{0, 1, 2, 3, 4}));
        const StateCounts counts = countStates(all);
        QCOMPARE_EQ(counts.usable, 1);
        QCOMPARE_EQ(counts.listedFailed, 1);  // what is gone did not fail a second time
        QCOMPARE_EQ(counts.others(), 3);
    }

    void duplicatesKeepKeysOfTheirOwn() {
        const BackupRows all = rows({known("2026-01-01t00-00-00", "Success"), known("2026-01-01t00-00-00", "error")});
        QCOMPARE_EQ(all[0].key, QStringLiteral("2026-01-01t00-00-00"));
        QCOMPARE_EQ(all[1].key, QStringLiteral("2026-01-01t00-00-00#2"));
    }

    void whatTheServerForgotStaysAsNotListed() {
        auto seen = std::vector{known("2026-01-01t00-00-00", "Success"), known("2026-01-02t00-00-00", "Success")};
        seen[1].tookMs = 5000;
        const auto merged =
            mergeHistory(seen,
                         {seen[1].backup,
                          {BackupTimestamp(QStringLiteral("2026-01-03t00-00-00")), QStringLiteral("Success"), {}, {}}},
                         kNow.addDays(1));
        QCOMPARE_EQ(merged.size(), 3U);
        QCOMPARE_EQ(merged[0].tookMs, 5000);
        QCOMPARE_EQ(merged[0].firstSeen, kNow);
        QCOMPARE_EQ(merged[1].firstSeen, kNow.addDays(1));
        QVERIFY(!merged[2].listed);
    }

    void theSameListAgainChangesNothing() {
        const auto seen = std::vector{known("2026-01-02t00-00-00", "Success"), known("2026-01-01t00-00-00", "error")};
        QCOMPARE_EQ(mergeHistory(seen, {seen[0].backup, seen[1].backup}, kNow.addDays(1)), seen);
    }

    void daysAreCounted() {
        const BackupRows all = rows({known("2026-11-22t00-00-00", "Success"), known("2026-11-22t06-00-00", "error"),
                                     known("2026-11-20t06-00-00", "Success"), known("2026-01-01t00-00-00", "Success")});
        const auto days = countByDay(all, kNow.date(), 3);
        QCOMPARE_EQ(days.size(), 3U);
        QCOMPARE_EQ(days[0].success, 1);
        QCOMPARE_EQ(days[1].success + days[1].failed, 0);
        QCOMPARE_EQ(days[2].success, 1);
        QCOMPARE_EQ(days[2].failed, 1);
    }

    void usualIsTheMedianOfWhatWasSeen() {
        auto entries = std::vector{known("2026-01-01t00-00-00", "Success"), known("2026-01-02t00-00-00", "Success"),
                                   known("2026-01-03t00-00-00", "Success"), known("2026-01-04t00-00-00", "error")};
        QCOMPARE_EQ(usualDurationMs(rows(entries)), -1);
        entries[0].tookMs = 1000;
        entries[1].tookMs = 90000;
        QCOMPARE_EQ(usualDurationMs(rows(entries)), -1);
        entries[2].tookMs = 3000;
        entries[3].tookMs = 1;
        QCOMPARE_EQ(usualDurationMs(rows(entries)), 3000);
    }

    void spreadsheetsRunNothing() {
        const BackupRows all = rows({known("2026-01-01t00-00-00", "=HYPERLINK(\"x\")"), known("@x", "-1+1", "+y")});
        const QByteArray csv = toCsv(all, {0, 1});
        QVERIFY(csv.contains("\"'=HYPERLINK(\"\"x\"\")\""));
        QVERIFY(csv.contains("\"'@x\""));
        QVERIFY(csv.contains("\"'-1+1\""));
        QVERIFY(csv.contains("\"'+y\""));
        QCOMPARE_EQ(csv.count("\r\n"), 3);
        for (const char* odd : {"\uff1dx", " =y", "\u00a0\uff0bz"})
            QVERIFY(toCsv(rows({known("2026-01-01t00-00-00", odd)}), {0}).contains(QByteArray("\"'") + odd + '"'));
        const QJsonArray json = QJsonDocument::fromJson(toJson(all, {0})).array();
        QCOMPARE_EQ(json.at(0).toObject().value(u"status").toString(), QStringLiteral("=HYPERLINK(\"x\")"));
    }

    void patchesLeadFromOneListToTheOther() {
        QRandomGenerator random(7);
        for (int round = 0; round < 500; ++round) {
            std::vector<QString> all, before, after;
            for (int i = 0; i < 40; ++i) all.push_back(QString::number(i));
            for (const QString& key : all) {
                if (random.bounded(10) < 7) before.push_back(key);
                if (random.bounded(10) < 7) after.push_back(key);
            }
            const RowPatch patch = patchBetween(before, after);
            QVERIFY(!patch.reset);
            QCOMPARE_EQ(apply(patch, before, after), after);
        }
        QVERIFY(
            patchBetween({QStringLiteral("a"), QStringLiteral("b")}, {QStringLiteral("b"), QStringLiteral("a")}).reset);
        QCOMPARE_EQ(patchBetween({QStringLiteral("a")}, {QStringLiteral("a")}), RowPatch());
    }

    void findings() {
        EnvironmentFacts facts;
        facts.environment.role = Role::Primary;
        facts.reach = Reach::Online;
        QCOMPARE_EQ(verdictOf(findingsOf(facts, kNow)), Level::Unknown);
        facts.historyKnown = true;
        QCOMPARE_EQ(findingsOf(facts, kNow).front().code, FindingCode::NoBackups);
        EnvironmentFacts dr = facts;  // it lives from its primary's
        dr.environment.role = Role::Dr;
        const auto ofDr = [&] {
            const auto findings = findingsOf(dr, kNow);
            const auto it = std::find_if(findings.begin(), findings.end(), [](const Finding& finding) {
                return finding.code == FindingCode::LivesFromPrimary;
            });
            return it == findings.end() ? Level::Unknown : it->level;
        };
        QCOMPARE_EQ(ofDr(), Level::Attention);
        dr.reach = Reach::Standby;
        QCOMPARE_EQ(ofDr(), Level::Good);
        facts.summary =
            summarize(rows({known("2026-11-22t00-00-00", "error: a"), known("2026-11-22t06-00-00", "error: b")}), kNow);
        QCOMPARE_EQ(findingsOf(facts, kNow).front().code, FindingCode::NoneEverGood);
        QCOMPARE_EQ(verdictOf(findingsOf(facts, kNow)), Level::Bad);
        facts.summary =
            summarize(rows({known("2026-11-21t00-00-00", "Success", "/backup"),
                            known("2026-11-22t06-00-00", "error: b"), known("2026-11-20t06-00-00", "error: old")}),
                      kNow);
        const auto found = findingsOf(facts, kNow);
        QCOMPARE_EQ(found[0].code, FindingCode::FailedSince);
        QCOMPARE_EQ(found[0].count, 1);
        QCOMPARE_EQ(found[0].text, QStringLiteral("error: b"));
        QCOMPARE_EQ(found[1].code, FindingCode::LocationLocal);
        facts.environment.keyExpires = kNow.date().addDays(-1);
        QCOMPARE_EQ(findingsOf(facts, kNow).front().code, FindingCode::KeyExpires);
    }

    void aStandbyIsNotUnreachable() {
        Environment dr;
        dr.role = Role::Dr;
        dr.standbyExpected = true;
        Error page = makeError(ErrorKind::NotTheApi, {});
        page.httpStatus = 503;
        QCOMPARE_EQ(reachAfter(makeError(ErrorKind::Offline, {}), dr), Reach::Standby);
        QCOMPARE_EQ(reachAfter(page, dr), Reach::Standby);
        QCOMPARE_EQ(reachAfter(makeError(ErrorKind::Auth, {}), dr), Reach::KeyRefused);
        dr.standbyExpected = false;
        QCOMPARE_EQ(reachAfter(makeError(ErrorKind::Offline, {}), dr), Reach::Unreachable);
        QCOMPARE_EQ(reachAfter(page, dr), Reach::Failing);
        page.httpStatus = 404;  // the gateway has no way to it
        QCOMPARE_EQ(reachAfter(page, dr), Reach::NotTheApi);
        dr.standbyExpected = true;
        QCOMPARE_EQ(reachAfter(page, dr), Reach::Standby);
        page.httpStatus = 200;
        QCOMPARE_EQ(reachAfter(page, dr), Reach::NotTheApi);
        Error misspelt = makeError(ErrorKind::Offline, {});
        misspelt.noSuchHost = true;
        QCOMPARE_EQ(reachAfter(misspelt, dr), Reach::Unreachable);
    }

    void aStandbyThatNobodySawIsNotGood_data() {
        QTest::addColumn<int>("days");  // since it answered; -1: never
        QTest::addColumn<Level>("verdict");
        QTest::newRow("never") << -1 << Level::Unknown;
        QTest::newRow("yesterday") << 1 << Level::Good;
        QTest::newRow("a month") << 29 << Level::Good;
        QTest::newRow("two months") << 60 << Level::Attention;
    }
    void aStandbyThatNobodySawIsNotGood() {
        QFETCH(int, days);
        EnvironmentFacts facts;
        facts.environment.role = Role::Dr;
        facts.environment.standbyExpected = true;
        facts.reach = Reach::Standby;
        if (days >= 0) facts.answeredAt = kNow.addDays(-days);
        QTEST(verdictOf(findingsOf(facts, kNow)), "verdict");
    }

    void theRateCountsFinishedRunsOnly() {
        const BackupRows all = rows({known("2026-11-22t00-00-00", "Success"), known("2026-11-21t06-00-00", "error"),
                                     known("2026-11-20t06-00-00", "Success"),
                                     known("2026-11-22t06-00-00", "backup/restore operation ongoing"),
                                     known("2025-11-20t06-00-00", "error")});
        QCOMPARE_EQ(successRate(all, kNow, 30), std::optional(66));
        QCOMPARE_EQ(successRate({}, kNow, 30), std::nullopt);
    }

    /// After a restore from elsewhere the other's history is listed too, and vouches for nothing.
    void anotherInstallationsBackupsAreNotItsOwn() {
        std::vector<KnownBackup> entries{known("2026-11-20t00-00-00", "Success"),
                                         known("2026-11-21t00-00-00", "Success"),
                                         known("2026-11-22t00-00-00", "Success")};
        entries[1].backup.nameSpace = QStringLiteral("app-dr");
        const QDateTime restored(QDate(2026, 11, 21), QTime(12, 0), Qt::UTC);
        const auto of = [&](const std::vector<KnownBackup>& all) {
            return summarize(makeRows(all, QTimeZone::utc(), {QStringLiteral("app-dr"), restored}), kNow, restored);
        };
        const HistorySummary others = of(entries);
        QCOMPARE_EQ(others.listed, 3);
        QCOMPARE_EQ(others.listedOfOthers, 3);
        QCOMPARE_EQ(others.otherNamespaces, QStringList{QStringLiteral("app")});
        QVERIFY(!others.lastGood.isValid() && !others.oldestGood.isValid() && !others.rate);
        QCOMPARE_EQ(others.counts.total(), 0);
        QVERIFY(others.recentRuns.empty());
        QVERIFY(std::none_of(others.days.begin(), others.days.end(), [](const DayCount& day) { return day.success; }));
        EnvironmentFacts facts;
        facts.reach = Reach::Online;
        facts.historyKnown = true;
        facts.summary = others;
        QCOMPARE_EQ(findingsOf(facts, kNow).front().code, FindingCode::NoOwnBackup);
        QCOMPARE_EQ(verdictOf(findingsOf(facts, kNow)), Level::Bad);
        entries.push_back(known("2026-11-22t01-00-00", "Success"));
        entries.back().backup.nameSpace = QStringLiteral("app-dr");
        const HistorySummary own = of(entries);
        QCOMPARE_EQ(own.lastGood, QDateTime(QDate(2026, 11, 22), QTime(1, 0), Qt::UTC));
        QCOMPARE_EQ(own.oldestGood, own.lastGood);
        QCOMPARE_EQ(own.counts.total(), 1);
    }

    void whatDisappearedIsToldForEachList() {
        const std::vector<KnownBackup> before{known("2026-11-19t00-00-00", "Success"),
                                              known("2026-11-20t00-00-00", "Success"),
                                              known("2026-11-21t00-00-00", "Success")};
        const std::vector<Backup> listed{before[2].backup, known("2026-11-22t00-00-00", "Success").backup};
        const auto later = mergeHistory(before, listed, kNow.addSecs(60));
        const auto told = summarize(rows(later), kNow.addSecs(120)).disappeared;
        QCOMPARE_EQ(told.size(), 1U);
        QCOMPARE_EQ(told[0].count, 2);
        QCOMPARE_EQ(told[0].came, 1);
        QVERIFY(told[0].oldest);
        QCOMPARE_EQ(told[0].to, QDateTime(QDate(2026, 11, 20), QTime(0, 0), Qt::UTC));
        QCOMPARE_EQ(mergeHistory(later, listed, kNow.addSecs(600)).back().goneAt, kNow.addSecs(60));
        QVERIFY(summarize(rows(later), kNow.addDays(8)).disappeared.empty());

        const auto last = mergeHistory(later, {listed[1]}, kNow.addSecs(600));
        const auto both = summarize(rows(last), kNow.addSecs(700)).disappeared;
        QCOMPARE_EQ(both.size(), 2U);
        QCOMPARE_EQ(both[0].at, kNow.addSecs(600));
        QCOMPARE_EQ(both[1].at, kNow.addSecs(60));

        const auto deleted = summarize(rows(later), kNow, {}, {before[0].backup.timestamp}).disappeared;
        QCOMPARE_EQ(deleted.size(), 2U);
        QVERIFY(deleted[0].byConsole != deleted[1].byConsole);
    }

    void whoTookABackupIsTold() {
        EnvironmentFacts facts;
        facts.reach = Reach::Online;
        facts.historyKnown = true;
        const Disappearance gone{.count = 2,
                                 .came = 1,
                                 .at = kNow,
                                 .from = kNow.addDays(-9),
                                 .to = kNow.addDays(-8),
                                 .oldest = true,
                                 .byConsole = false};
        facts.summary.disappeared = {gone};
        QCOMPARE_EQ(countOf(FindingCode::Disappeared, facts), 2);
        facts.config = daily();
        QCOMPARE_EQ(countOf(FindingCode::Removed, facts), 2);
        QCOMPARE_EQ(countOf(FindingCode::Disappeared, facts), 0);
        facts.summary.disappeared[0].oldest = false;
        facts.summary.disappeared[0].came = 5;
        QCOMPARE_EQ(countOf(FindingCode::Disappeared, facts), 2);
        facts.summary.restoredAt = kNow.addSecs(-30);
        QCOMPARE_EQ(countOf(FindingCode::Replaced, facts), 2);
        facts.summary.disappeared[0].byConsole = true;
        QCOMPARE_EQ(countOf(FindingCode::Deleted, facts), 2);
        QCOMPARE_EQ(levelOf(FindingCode::Deleted, facts), Level::Good);
    }

    void whatRetentionTakesDayByDayIsToldOnce() {
        EnvironmentFacts facts;
        facts.reach = Reach::Online;
        facts.historyKnown = true;
        facts.config = daily();
        for (int day = 0; day < 5; ++day)
            facts.summary.disappeared.push_back({.count = 1,
                                                 .came = 1,
                                                 .at = kNow.addDays(-day),
                                                 .from = kNow.addDays(-30 - day),
                                                 .to = kNow.addDays(-30 - day),
                                                 .oldest = true,
                                                 .byConsole = false});
        QCOMPARE_EQ(countOf(FindingCode::Rotated, facts), 5);
        QCOMPARE_EQ(levelOf(FindingCode::Rotated, facts), Level::Good);
        QCOMPARE_EQ(countOf(FindingCode::Removed, facts), 0);
        facts.summary.disappeared.push_back({.count = 3,
                                             .came = 1,
                                             .at = kNow.addDays(-6),
                                             .from = kNow.addDays(-40),
                                             .to = kNow.addDays(-38),
                                             .oldest = true,
                                             .byConsole = false});
        QCOMPARE_EQ(countOf(FindingCode::Rotated, facts), 5);
        QCOMPARE_EQ(countOf(FindingCode::Removed, facts), 3);
    }

    void aFailedNightIsToldEvenWhenALaterRunSucceeded() {
        EnvironmentFacts facts;
        facts.reach = Reach::Online;
        facts.historyKnown = true;
        const auto of = [](const std::vector<KnownBackup>& all, const QDateTime& now) {
            return summarize(rows(all), now);
        };
        const QDateTime noon(QDate(2026, 11, 22), QTime(12, 0), Qt::UTC);
        const std::vector<KnownBackup> night{known("2026-11-22t02-00-00", "edweb-ext is locked"),
                                             known("2026-11-22t09-00-00", "Success")};
        facts.summary = of(night, noon);
        QCOMPARE_EQ(countOf(FindingCode::FailedBefore, facts, noon), 1);
        QCOMPARE_EQ(countOf(FindingCode::FailedSince, facts, noon), 0);
        QCOMPARE_EQ(verdictOf(findingsOf(facts, noon)), Level::Attention);
        QCOMPARE_EQ(countOf(FindingCode::FailedBefore, facts, noon.addSecs(86400)), 0);
        facts.clockAhead = 86400;  // by the server's clock it is a day ago
        QCOMPARE_EQ(countOf(FindingCode::FailedBefore, facts, noon), 0);
        facts.clockAhead = 0;
        facts.summary = of({night[0]}, noon);
        QCOMPARE_EQ(countOf(FindingCode::FailedBefore, facts, noon), 0);
    }
};

QTEST_GUILESS_MAIN(HistoryTest)
#include "history_test.moc"
