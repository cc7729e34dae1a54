#include <QDateTime>
#include <QRandomGenerator>
#include <QTest>

#include "domain/cron/describe.h"
#include "domain/cron/warnings.h"
#include "translations/catalogues.h"

using namespace prophecy;

namespace {

CronExpression parsed(const char* text) {
    auto expression = parseCron(QString::fromUtf8(text));
    if (!expression) qFatal("%s: %s", text, qPrintable(expression.error().message));
    return *expression;
}

qint64 utc(const char* iso) {
    return QDateTime::fromString(QString::fromLatin1(iso), Qt::ISODate).toSecsSinceEpoch();
}

QString iso(qint64 at, const QTimeZone& zone) {
    return QDateTime::fromSecsSinceEpoch(at, zone)
        .toOffsetFromUtc(zone.offsetFromUtc(QDateTime::fromSecsSinceEpoch(at)))
        .toString(Qt::ISODate);
}

/// The pure rule, told by Qt's calendar instead of ours.
bool matches(const CronExpression& e, qint64 at, const QTimeZone& zone) {
    const QDateTime wall = QDateTime::fromSecsSinceEpoch(at, zone);
    const bool day = e[CronField::DayOfMonth].has(wall.date().day());
    const bool weekday = e[CronField::DayOfWeek].has(wall.date().dayOfWeek() % 7);
    return e[CronField::Second].has(wall.time().second()) && e[CronField::Minute].has(wall.time().minute()) &&
           e[CronField::Hour].has(wall.time().hour()) && e[CronField::Month].has(wall.date().month()) &&
           (e.daysJoinedByAnd() ? day && weekday : day || weekday);
}

/// An expression that runs often enough for a checker that tries every second.
QString randomExpression(QRandomGenerator& random, bool anyDay = false) {
    const auto item = [&](CronField field) {
        const CronBounds b = boundsOf(field);
        const int low = random.bounded(b.min, b.max + 1), high = random.bounded(low, b.max + 1);
        switch (random.bounded(6)) {
            case 0: return QStringLiteral("*");
            case 1: return QStringLiteral("*/%1").arg(random.bounded(1, 9));
            case 2: return QStringLiteral("%1-%2").arg(low).arg(high);
            case 3: return QStringLiteral("%1/%2").arg(low).arg(random.bounded(1, 9));
            case 4: return QStringLiteral("?");
            default: return QString::number(low);
        }
    };
    QStringList fields;
    for (const CronField field : kCronFields) {
        QString text = item(field);
        if (random.bounded(3) == 0) text += u',' + item(field);
        if (anyDay && field > CronField::Hour && random.bounded(8) > 0) text = QStringLiteral("*");
        fields << text;
    }
    return fields.join(u' ');
}

const QList<QByteArray> kOddZones{
    "UTC",           "Europe/Berlin",   "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Kolkata",
    "Europe/Dublin", "Atlantic/Azores", "America/New_York",    "Asia/Kathmandu",    "Pacific/Apia"};

}  // namespace

class CronTest final : public QObject {
    Q_OBJECT
    static void row(const char* text, const char* field, int position, const char* item, const char* mend) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromLatin1(field) << position
                            << QString::fromUtf8(item) << QString::fromUtf8(mend);
    }
    static void rowsOfShape() {
        row("", "", 0, "", "");
        row("   ", "", 0, "   ", "");
        row("0 0 0 *", "", 0, "0 0 0 *", "");
        row("0 0 0 * * * 2026", "", 12, "2026", "0 0 0 * * *");
        row("TZ=UTC 0 0 0 * * *", "", 0, "TZ=UTC", "0 0 0 * * *");
        row(" @daily", "", 0, " @daily", "@daily");
        row("@daily ", "", 0, "@daily ", "@daily");
        row("@Daily", "", 0, "@Daily", "@daily");
        row("@reboot", "", 0, "@reboot", "");
        row("@every", "", 0, "@every", "");
        row("@every 5", "", 7, "5", "");
        row("@every  1h", "", 7, " 1h", "");
        row("@every 1d", "", 7, "1d", "");
        row("@every 1H", "", 7, "1H", "");
        row("@every .", "", 7, ".", "");
        row("@every 2562048h", "", 7, "2562048h", "");
    }
    static void rowsOfFields() {
        row("60 0 0 * * *", "second", 0, "60", "");
        row("0 0 0,25 * * *", "hour", 6, "25", "");
        row("0 0 22-6 * * *", "hour", 4, "22-6", "0 0 22-23,0-6 * * *");
        row("0 0 0 0 * *", "day-of-month", 6, "0", "");
        row("0 0 0 1-32 * *", "day-of-month", 6, "1-32", "");
        row("0 0 0 * 13 *", "month", 8, "13", "");
        row("0 0 0 * NOV-FEB *", "month", 8, "NOV-FEB", "0 0 0 * NOV-DEC,JAN,FEB *");
        row("0 0 0 * SEPT *", "month", 8, "SEPT", "0 0 0 * SEP *");
        row("0 0 0 * * 7", "day-of-week", 10, "7", "0 0 0 * * 0");
        row("0 0 0 * * 1-7", "day-of-week", 10, "1-7", "0 0 0 * * 1-6,0");
        row("0 0 0 * * FRI-MON", "day-of-week", 10, "FRI-MON", "0 0 0 * * FRI-SAT,SUN,MON");
        row("0 0 0 * * SAT-SUN", "day-of-week", 10, "SAT-SUN", "0 0 0 * * SAT,SUN");
        row("0 0 0 * * SUNDAY", "day-of-week", 10, "SUNDAY", "0 0 0 * * SUN");
        row("0 0 0 * * MON\u2013FRI", "day-of-week", 10, "MON\u2013FRI", "0 0 0 * * MON-FRI");
        row("0 0 0 * * 1\u22125", "day-of-week", 10, "1\u22125", "0 0 0 * * 1-5");
        row("0 0 0 * * \uff11\uff0d\uff15", "day-of-week", 10, "\uff11\uff0d\uff15", "0 0 0 * * 1-5");
        row("*/\uff15 0 0 * * *", "second", 0, "*/\uff15", "*/5 0 0 * * *");
        row("0 0 0 * * MON\u2013FRY", "day-of-week", 10, "MON\u2013FRY", "");
        row("0 0 0 * * MONFRI", "day-of-week", 10, "MONFRI", "");
        row("0 0 0 * SEPT 9", "month", 8, "SEPT", "");
        row("0 0 0 L * *", "day-of-month", 6, "L", "");
        row("0 0 0 * * 5#2", "day-of-week", 10, "5#2", "");
        row("0 0 MON * * *", "hour", 4, "MON", "");
        row("0 2 13 * FRI", "month", 9, "FRI", "0 0 2 13 * FRI");
        row("30 2 1 * 99", "month", 9, "99", "");
        row("0 0 0 * * 1-2-3", "day-of-week", 10, "1-2-3", "");
        row("*/2/3 0 0 * * *", "second", 0, "*/2/3", "");
        row("*/0 0 0 * * *", "second", 0, "*/0", "");
        row("*/-1 0 0 * * *", "second", 0, "*/-1", "");
        row("*/MON 0 0 * * *", "second", 0, "*/MON", "");
        row("60/5 0 0 * * *", "second", 0, "60/5", "");
        row("5- 0 0 * * *", "second", 0, "5-", "");
        row("-5 0 0 * * *", "second", 0, "-5", "");
        row("9223372036854775808 0 0 * * *", "second", 0, "9223372036854775808", "");
        row("0 0 \u200b5 * * *", "hour", 4, "\u200b5", "0 0 5 * * *");
        row("0 0 \U0001F4A9,99 * * *", "hour", 4, "\U0001F4A9", "");
        row("0 0 1,\U0001F4A9 * * *", "hour", 6, "\U0001F4A9", "");
    }

private Q_SLOTS:
    void initTestCase() { installTranslations(*QCoreApplication::instance()); }

    void whatIsAccepted_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("canonical");
        const auto row = [](const char* text, const char* canonical) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(canonical);
        };
        row("0 0 0 * * *", "0 0 0 * * *");
        row("  0\t0 \u00a0 0 * * *\n", "0 0 0 * * *");
        row("0 0 * * *", "0 0 * * * *");
        row("* * * * *", "* * * * * *");
        row("*/5 * * * *", "0,5,10,15,20,25,30,35,40,45,50,55 * * * * *");
        row("0 0 0 1-7 * ?", "0 0 0 1-7 * *");
        row("0 0 0 ? * mon-FRI", "0 0 0 * * 1-5");
        row("0 0 0 * jan,FEB-3 *", "0 0 0 * 1-3 *");
        row("0 0 0 * * MON/2", "0 0 0 * * 1,3,5");
        row("0 0 0 * * MON-5", "0 0 0 * * 1-5");
        row("0,,30, 0 0 * * *", "0,30 0 0 * * *");
        row("0 0 0 * * ,", "0 0 0 30 2 *");
        row("0 0 0 13 * ,", "0 0 0 13 * *");
        row("0 0 0 , * MON", "0 0 0 * * 1");
        row(", * * * * *", "0 0 0 30 2 *");
        row("0 0 0 31 4,6 *", "0 0 0 30 2 *");
        row("*/60 0 0 * * *", "0 0 0 * * *");
        row("0 0 0 */40 * *", "0 0 0 1 * *");
        row("0 0 0 13 * 0-6", "0 0 0 * * *");
        row("0 0 0 1-31 * MON", "0 0 0 * * *");
        row("0 0 0 13,* * FRI", "0 0 0 * * 5");
        row("0 0 0 */2 * MON", "0 0 0 */2 * 1");
        row("0 0 0 */2,4 * MON", "0 0 0 */2,4 * 1");
        row("0 0 0 2,3 * */3", "0 0 0 2,3 * */3");
        row("0 0 0 *-junk * *", "0 0 0 * * *");
        row("0 0 0 *-2/10 * *", "0 0 0 1,11,21,31 * *");
        row("+5 007 0 * * *", "5 7 0 * * *");
        row("0 0 0/9223372036854775807 * * *", "0 0 0 * * *");
        row("0 0 0 */9223372036854775807 * *", "0 0 0 1 * *");
        row("5/9223372036854775807 0 0 * * *", "5 0 0 * * *");
        row("@daily", "0 0 0 * * *");
        row("@annually", "0 0 0 1 1 *");
        row("@weekly", "0 0 0 * * 0");
        row("@every 90m", "@every 1h30m0s");
        row("@every .5h1.5m", "@every 31m30s");
        row("@every 1.h", "@every 1h0m0s");
        row("@every -5m", "@every 1s");
        row("@every 0", "@every 1s");
        row("@every 2501ms", "@every 2s");
        row("@every 1µs", "@every 1s");
        row("@every 1h1h", "@every 2h0m0s");
    }
    void whatIsAccepted() {
        QFETCH(QString, text);
        QFETCH(QString, canonical);
        const auto expression = parseCron(text);
        QVERIFY2(expression, expression ? "" : qPrintable(expression.error().message));
        QCOMPARE_EQ(canonicalText(*expression), canonical);
        const auto again = parseCron(canonical);
        QVERIFY(again && meansTheSame(*again, *expression));
        QVERIFY(!describeCron(*expression).isEmpty());
    }

    void whatIsRefused_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("field");
        QTest::addColumn<int>("position");
        QTest::addColumn<QString>("item");
        QTest::addColumn<QString>("mend");
        rowsOfShape();
        rowsOfFields();
    }
    void whatIsRefused() {
        QFETCH(QString, text);
        QFETCH(QString, field);
        QFETCH(int, position);
        QFETCH(QString, item);
        QFETCH(QString, mend);
        const auto expression = parseCron(text);
        QVERIFY(!expression);
        const CronError& error = expression.error();
        QCOMPARE_EQ(error.field ? kebabName(*error.field) : QString(), field);
        QCOMPARE_EQ(error.position, position);
        QCOMPARE_EQ(error.item, item);
        QCOMPARE_EQ(error.mend, mend);
        QVERIFY(!error.message.isEmpty());
    }

    void positionsCountCodePoints() {
        const auto wrong = parseCron(QStringLiteral("0 0 0 *-\U0001F4A9 * 9"));
        QCOMPARE_EQ(wrong.error().position, 12);
        QCOMPARE_EQ(wrong.error().length, 1);
    }

    void hugeInputIsOrdinaryInput() {
        QVERIFY(!parseCron(QString(10'000, u'*')));
        QVERIFY(!parseCron(QString(10'000, u' ')));
        QVERIFY(!parseCron(QString(10, QChar(0))));
        QVERIFY(parseCron(QString(10'000, u',') + QStringLiteral(" 0 0 * * *")));
        QString many = QStringLiteral("0");
        for (int i = 0; i < 4'000; ++i) many += QStringLiteral(",5");
        QCOMPARE_EQ(canonicalText(*parseCron(many + QStringLiteral(" 0 0 * * *"))), QStringLiteral("0,5 0 0 * * *"));
    }

    void nextRuns_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QByteArray>("from");
        QTest::addColumn<QStringList>("expected");
        const auto row = [](const char* name, const char* text, const char* zone, const char* from,
                            const QStringList& expected) {
            QTest::newRow(name) << QByteArray(text) << QByteArray(zone) << QByteArray(from) << expected;
        };
        row("daily", "0 0 0 * * *", "UTC", "2026-11-22T00:00:00Z",
            {QStringLiteral("2026-11-23T00:00:00Z"), QStringLiteral("2026-11-24T00:00:00Z")});
        row("leap day", "0 0 0 29 2 *", "UTC", "2023-03-01T00:00:00Z",
            {QStringLiteral("2024-02-29T00:00:00Z"), QStringLiteral("2028-02-29T00:00:00Z")});
        row("no leap day for eight years", "0 0 0 29 2 *", "UTC", "2096-03-01T00:00:00Z", {});
        row("the limit counts whole years", "0 0 0 29 2 */7", "UTC", "2026-12-31T23:59:59Z",
            {QStringLiteral("2032-02-29T00:00:00Z")});
        row("and begins a second later", "0 0 0 29 2 */7", "UTC", "2026-12-31T23:59:58Z", {});
        row("a gap is skipped", "0 30 2 * * *", "America/New_York", "2026-03-07T12:00:00Z",
            {QStringLiteral("2026-03-09T02:30:00-04:00")});
        row("an overlap comes twice", "0 30 1 * * *", "America/New_York", "2026-11-01T00:00:00-04:00",
            {QStringLiteral("2026-11-01T01:30:00-04:00"), QStringLiteral("2026-11-01T01:30:00-05:00"),
             QStringLiteral("2026-11-02T01:30:00-05:00")});
        row("half an hour", "0 0 12 * * *", "Australia/Lord_Howe", "2024-10-05T13:00:00+10:30",
            {QStringLiteral("2024-10-06T12:00:00+11:00")});
        row("midnight gap", "0 0 12 * * *", "America/Sao_Paulo", "2018-11-03T13:00:00-03:00",
            {QStringLiteral("2018-11-04T12:00:00-02:00"), QStringLiteral("2018-11-05T12:00:00-02:00")});
        row("a day that never was", "0 0 12 30 12 *", "Pacific/Apia", "2011-12-01T00:00:00Z",
            {QStringLiteral("2012-12-30T12:00:00+14:00")});
        row("13th or Friday", "0 0 0 13 * FRI", "UTC", "2026-11-10T00:00:00Z",
            {QStringLiteral("2026-11-13T00:00:00Z"), QStringLiteral("2026-11-20T00:00:00Z")});
        row("odd Mondays", "0 0 0 */2 * MON", "UTC", "2026-11-01T00:00:00Z",
            {QStringLiteral("2026-11-09T00:00:00Z"), QStringLiteral("2026-11-23T00:00:00Z")});
        row("every counts from here", "@every 1h", "Europe/Berlin", "2026-10-25T02:34:56+02:00",
            {QStringLiteral("2026-10-25T02:34:56+01:00"), QStringLiteral("2026-10-25T03:34:56+01:00")});
    }
    void nextRuns() {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, zone);
        QFETCH(QByteArray, from);
        QFETCH(QStringList, expected);
        CronSchedule schedule(parsed(text.constData()), QTimeZone(zone));
        const auto runs = schedule.nextRuns(utc(from.constData()), std::max<int>(1, static_cast<int>(expected.size())));
        QStringList seen;
        for (const qint64 run : runs) seen << iso(run, QTimeZone(zone));
        QCOMPARE_EQ(seen, expected);
    }

    void searchingForNothingEnds() {
        for (const char* text : {", * * * * *", "0 0 0 31 2 *", "0 0 0 30 2 *", "* * * , * ,"})
            for (const QByteArray& zone : kOddZones) {
                CronSchedule schedule(parsed(text), QTimeZone(zone));
                QVERIFY2(!schedule.next(utc("2011-12-20T00:00:00Z")), text);
            }
        CronSchedule far(parsed("0 0 0 * * *"), QTimeZone("Europe/Berlin"));
        QVERIFY(far.next(utc("9999-12-31T00:00:00Z")));
        CronSchedule old(parsed("0 0 0 * * *"), QTimeZone("Europe/Berlin"));
        QVERIFY(old.previous(utc("0002-01-01T00:00:00Z")));
    }

    /// Ours against a checker that tries every second with Qt's own calendar.
    void nextIsWhatTryingEverySecondFinds() {
        QRandomGenerator random(20261122);
        const std::pair<const char*, const char*> changes[] = {
            {"Europe/Berlin", "2026-03-29T00:30:00Z"},       {"Europe/Berlin", "2026-10-25T00:10:00Z"},
            {"Australia/Lord_Howe", "2024-10-05T15:00:00Z"}, {"Australia/Lord_Howe", "2025-04-05T14:40:00Z"},
            {"America/Sao_Paulo", "2018-11-04T02:30:00Z"},   {"America/Sao_Paulo", "2018-02-18T01:20:00Z"},
            {"Europe/Dublin", "2026-10-25T00:30:00Z"},       {"Atlantic/Azores", "2026-03-29T00:30:00Z"},
            {"Asia/Kolkata", "2026-12-31T18:00:00Z"},        {"Pacific/Apia", "2011-12-30T09:30:00Z"}};
        int found = 0;
        for (int round = 0; round < 120; ++round) {
            const auto& [zoneName, around] = changes[round % std::size(changes)];
            const QTimeZone zone(zoneName);
            const CronExpression e = *parseCron(randomExpression(random, true));
            CronSchedule schedule(e, zone);
            const qint64 from = utc(around) + random.bounded(3600), until = from + 2 * 3600;
            const auto next = schedule.next(from);
            qint64 tried = from + 1;
            while (tried < until && !matches(e, tried, zone)) ++tried;
            if (tried == until) {
                QVERIFY2(!next || *next >= until, qPrintable(e.text));
                continue;
            }
            ++found;
            QVERIFY2(next && *next == tried, qPrintable(e.text + u' ' + iso(tried, zone)));
        }
        QVERIFY(found > 20);
    }

    void previousInvertsNext() {
        QRandomGenerator random(7);
        for (int round = 0; round < 600; ++round) {
            const QTimeZone zone(kOddZones[round % kOddZones.size()]);
            CronSchedule schedule(*parseCron(randomExpression(random)), zone);
            const qint64 from = utc("2009-01-01T00:00:00Z") + random.bounded(500'000'000);
            const auto next = schedule.next(from);
            if (!next) continue;
            QVERIFY(*next > from);
            QVERIFY2(matches(schedule.expression(), *next, zone), qPrintable(schedule.expression().text));
            const auto after = schedule.next(*next);
            QVERIFY(!after || schedule.previous(*after) == next);
            const auto before = schedule.previous(*next);
            QVERIFY2(!before || (*before <= from && schedule.next(*before) == next),
                     qPrintable(schedule.expression().text));
        }
        QVERIFY(!CronSchedule(parsed("@every 1h"), QTimeZone::utc()).previous(0));
    }

    void theCanonicalFormMeansTheSame() {
        QRandomGenerator random(11);
        for (int round = 0; round < 400; ++round) {
            const CronExpression e = *parseCron(randomExpression(random));
            const auto canonical = parseCron(canonicalText(e));
            QVERIFY2(canonical, qPrintable(canonicalText(e)));
            QCOMPARE_EQ(canonicalText(*canonical), canonicalText(e));
            QVERIFY(!describeCron(e).isEmpty());
            CronSchedule one(e, QTimeZone::utc()), other(*canonical, QTimeZone::utc());
            const qint64 from = utc("2026-01-01T00:00:00Z") + random.bounded(90'000'000);
            QVERIFY2(one.nextRuns(from, 20) == other.nextRuns(from, 20), qPrintable(e.text));
        }
        QVERIFY(!meansTheSame(parsed("0 0 0 */2 * MON"), parsed("0 0 0 1-31/2 * MON")));
        QVERIFY(meansTheSame(parsed("0 0 0 */2 * *"), parsed("0 0 0 1-31/2 * ?")));
    }

    void sentences_data() {
        QTest::addColumn<QString>("sentence");
        const auto row = [](const char* text, const char* sentence) {
            QTest::newRow(text) << QString::fromUtf8(sentence);
        };
        row("0 0 0 * * *", "At 00:00, every day");
        row("* * * * *", "Every second");
        row("0 * * * * *", "Every minute");
        row("0 */15 * * * *", "Every 15 minutes");
        row("0 */40 * * * *", "At :00 and :40 of every hour");
        row("0 0 * * * *", "At :00 of every hour");
        row("*/5 * * * *", "Every 5 seconds");
        row("0 30 2,14 * 1-7,9-12 1-5", "At 02:30 and 14:30, Monday to Friday, except in August");
        row("0 0 0 13 * FRI", "At 00:00, on the 13th or on Fridays");
        row("0 0 0 */10 * MON", "At 00:00, on Mondays, but only on the 1st, the 11th, the 21st and the 31st");
        row("0 0 0 1,2,3,22 * ?", "At 00:00, on the 1st, the 2nd, the 3rd and the 22nd");
        row("0 0 0 29 2 *", "At 00:00, on the 29th, in February");
        row("0 0 0 */2 * *", "At 00:00, every 2 days from the 1st on");
        row("0 0 0 30 2 *", "Never");
        row("15 30 2 * * 0,6", "At 02:30:15, on Saturdays and Sundays");
        row("0 0 9-17 * * MON", "At :00 of each hour from 09:00 to 17:59, on Mondays");
        row("0 0 0 * * 1-6", "At 00:00, every day but Sunday");
        row("0 0 0 13 * 0-6", "At 00:00, every day");
        row("@every 90m", "Every 1 hour and 30 minutes, counted from the start of the server");
        row("0 0 */2 * * *", "At :00 of every 2 hours");
    }
    void sentences() {
        QFETCH(QString, sentence);
        QCOMPARE_EQ(
            describeCron(parsed(QTest::currentDataTag())).replace(QStringLiteral("hour(s)"), QStringLiteral("hours")),
            sentence);
    }

    void warnings_data() {
        QTest::addColumn<QByteArray>("zone");
        QTest::addColumn<QStringList>("codes");
        const auto row = [](const char* text, const char* zone, const QStringList& codes) {
            QTest::newRow(text) << QByteArray(zone) << codes;
        };
        row("0 0 0 * * *", "UTC", {});
        row("0 0 * * *", "UTC", {QStringLiteral("five-fields")});
        row("0 */15 * * * *", "UTC", {QStringLiteral("more-than-hourly")});
        row("0 0 0 30 2 *", "UTC", {QStringLiteral("never-runs")});
        row("0 0 0 31 * *", "UTC", {QStringLiteral("skips-months")});
        row("0 0 0 15,31 * *", "UTC", {});
        row("0 0 0 31 * MON", "UTC", {});
        row("0 0 0 29 2 *", "UTC", {QStringLiteral("skips-months")});
        row("0 30 2 * * *", "Europe/Berlin", {QStringLiteral("skipped-at-clock-change")});
        row("0 30 1 * * *", "America/New_York", {QStringLiteral("twice-at-clock-change")});
        row("0 30 12 * * *", "America/New_York", {});
        row("0 30 * * * *", "America/New_York", {});
        row("0 0 0 */2 * MON", "UTC", {QStringLiteral("differs-in-v3"), QStringLiteral("uneven-step")});
        row("0 0 0 */1 * MON", "UTC", {});
        row("0 0 */7 * * *", "UTC", {QStringLiteral("uneven-step")});
        row("0 0 5/8 * * *", "UTC", {});
        row("0 */90 2 * * *", "UTC", {QStringLiteral("uneven-step")});
        row("0 0 */48 * * *", "UTC", {QStringLiteral("uneven-step")});
        row("0 0 9/8 * * *", "UTC", {QStringLiteral("uneven-step")});
        row("@every 30m", "UTC", {QStringLiteral("more-than-hourly")});
    }
    void warnings() {
        QFETCH(QByteArray, zone);
        QFETCH(QStringList, codes);
        CronSchedule schedule(parsed(QTest::currentDataTag()), QTimeZone(zone));
        QStringList seen;
        for (const CronWarning& warning : warningsOf(schedule, utc("2026-11-22T00:00:00Z"))) {
            seen << kebabName(warning.code);
            QVERIFY(!warning.message.isEmpty());
        }
        QCOMPARE_EQ(seen, codes);
    }

    void theNextChangeOfTheClocksIsNamed() {
        CronSchedule schedule(parsed("0 30 2 * * *"), QTimeZone("Europe/Berlin"));
        const auto warnings = warningsOf(schedule, utc("2026-11-22T00:00:00Z"));
        QVERIFY2(warnings.front().message.contains(QStringLiteral("2027")), qPrintable(warnings.front().message));
        QVERIFY(warnings.front().message.contains(QStringLiteral("28")));
        const auto five = parsed("0 2 * * *");
        CronSchedule minuteFirst(five, QTimeZone::utc());
        QCOMPARE_EQ(warningsOf(minuteFirst, 0).front().mend, QStringLiteral("0 0 2 * * *"));
    }
};

QTEST_GUILESS_MAIN(CronTest)
#include "cron_test.moc"
