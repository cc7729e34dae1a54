#include <QTest>

#include "core/background.h"
#include "core/backoff.h"
#include "core/call.h"
#include "core/secret.h"
#include "core/text.h"
#include "core/ticker.h"
#include "tests/support/eventually.h"
#include "tests/support/manual_time.h"

using namespace prophecy;
using namespace std::chrono_literals;

class CoreTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aBackoffDoublesUpToTheLongest() {
        using namespace std::chrono_literals;
        QCOMPARE_EQ(backoff(2s, 0, 60s), std::chrono::milliseconds(2s));
        QCOMPARE_EQ(backoff(2s, 4, 60s), std::chrono::milliseconds(32s));
        QCOMPARE_EQ(backoff(2s, 5, 60s), std::chrono::milliseconds(60s));
        QCOMPARE_EQ(backoff(2s, 1'000'000, 60s), std::chrono::milliseconds(60s));
    }

    void aTickerKeepsItsPaceUntilItIsSwitchedOff() {
        using namespace std::chrono_literals;
        test::ManualTime time;
        int ticks = 0;
        Ticker ticker(time, 10s, [&] {
            ++ticks;
            ticker.run(ticks < 3);
        });
        time.advance(60s);
        QCOMPARE_EQ(ticks, 0);
        ticker.run();
        time.advance(9s);
        ticker.run();
        time.advance(1s);
        QCOMPARE_EQ(ticks, 1);
        time.advance(60s);
        QCOMPARE_EQ(ticks, 3);
        QVERIFY(!ticker.isRunning());
    }

    void aTickMayEndItsTicker() {
        test::ManualTime time;
        int ticks = 0;
        std::unique_ptr<Ticker> ticker;
        ticker = std::make_unique<Ticker>(time, std::chrono::seconds(1), [&] {
            ++ticks;
            ticker.reset();
            ++ticks;
        });
        ticker->run();
        time.advance(std::chrono::seconds(5));
        QCOMPARE_EQ(ticks, 2);
    }

    void kindsAreKebabCase() {
        QCOMPARE_EQ(kebabName(ErrorKind::NotTheApi), QStringLiteral("not-the-api"));
        QCOMPARE_EQ(kebabName(ErrorKind::OperationFailed), QStringLiteral("operation-failed"));
        QCOMPARE_EQ(kebabName(ErrorKind::UnknownOutcome), QStringLiteral("unknown-outcome"));
        QCOMPARE_EQ(kebabName(ErrorKind::Usage), QStringLiteral("usage"));
    }

    void aCallDeliversOnceAndNeverInsideItsStart() {
        int calls = 0;
        Promise<int> promise(this, [&](Result<int> r) { calls += *r; });
        Call call = promise.call();
        promise.settle(1);
        promise.settle(10);
        QCOMPARE_EQ(calls, 0);
        QCoreApplication::processEvents();
        QCOMPARE_EQ(calls, 1);
        QVERIFY(!call.isActive());
    }

    void aDroppedCallIsSilentEvenWhenItsAnswerIsQueued() {
        int calls = 0, aborts = 0;
        Promise<int> promise(this, [&](Result<int>) { ++calls; });
        promise.onDrop([&] { ++aborts; });
        { Call call = promise.call(); }
        QCOMPARE_EQ(aborts, 1);
        promise.settle(1);
        Promise<int> queued(this, [&](Result<int>) { ++calls; });
        Call call = queued.call();
        queued.settle(1);
        call.drop();
        QCoreApplication::processEvents();
        QCOMPARE_EQ(calls, 0);
    }

    void aReleasedCallIsDelivered() {
        int calls = 0;
        Promise<int> promise(this, [&](Result<int>) { ++calls; });
        promise.call().release();
        promise.settle(1);
        QCoreApplication::processEvents();
        QCOMPARE_EQ(calls, 1);
    }

    void aCallIsSilentAfterItsContextDied() {
        int calls = 0;
        auto context = std::make_unique<QObject>();
        Promise<int> early(context.get(), [&](Result<int>) { ++calls; });
        Promise<int> late(context.get(), [&](Result<int>) { ++calls; });
        early.settle(1);
        context.reset();
        late.settle(2);
        QCoreApplication::processEvents();
        QCOMPARE_EQ(calls, 0);
    }

    void assigningAgainDropsTheFirst() {
        QStringList seen;
        Call call;
        Promise<int> first(this, [&](Result<int>) { seen << QStringLiteral("first"); });
        Promise<int> second(this, [&](Result<int>) { seen << QStringLiteral("second"); });
        call = first.call();
        call = second.call();
        first.settle(1);
        second.settle(1);
        QCoreApplication::processEvents();
        QCOMPARE_EQ(seen, QStringList{QStringLiteral("second")});
    }

    void backgroundWorkComesBackToThisThread() {
        QThread* thread = nullptr;
        int value = 0;
        Call call = runInBackground<int>(
            QThreadPool::globalInstance(), this, [] { return Result<int>(42); },
            [&](Result<int> r) {
                thread = QThread::currentThread();
                value = *r;
            });
        EVENTUALLY_EQ(value, 42);
        QCOMPARE_EQ(thread, QThread::currentThread());
    }

    void aKeyIsTakenOutOfWhatStandsAroundIt_data() {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<QByteArray>("key");
        QTest::newRow("plain") << QByteArray("abc") << QByteArray("abc");
        QTest::newRow("line feed") << QByteArray("abc\n") << QByteArray("abc");
        QTest::newRow("carriage return") << QByteArray("abc\r\n") << QByteArray("abc");
        QTest::newRow("two lines") << QByteArray("\n abc\n\n") << QByteArray("abc");
        QTest::newRow("byte-order mark") << QByteArray(
                                                "\xef\xbb\xbf"
                                                "abc")
                                         << QByteArray("abc");
        QTest::newRow("no-break space") << QByteArray(
                                               "\xc2\xa0"
                                               "abc\xc2\xa0")
                                        << QByteArray("abc");
        QTest::newRow("zero width") << QByteArray(
                                           "\xe2\x80\x8b"
                                           "abc")
                                    << QByteArray("abc");
        QTest::newRow("quoted") << QByteArray("\"abc\"\n") << QByteArray("abc");
        QTest::newRow("single quotes") << QByteArray("' abc '") << QByteArray("abc");
        QTest::newRow("cookie") << QByteArray("prophecy-token=abc") << QByteArray("abc");
        QTest::newRow("cookies") << QByteArray("a=b; prophecy-token=abc; c=d") << QByteArray("abc");
        QTest::newRow("cookie header") << QByteArray("Cookie: prophecy-token=abc\r\n") << QByteArray("abc");
        QTest::newRow("set-cookie") << QByteArray("Set-Cookie: prophecy-token=abc; Path=/") << QByteArray("abc");
        QTest::newRow("quoted header") << QByteArray("'Cookie: prophecy-token=abc'") << QByteArray("abc");
        QTest::newRow("authorization") << QByteArray("Authorization: abc") << QByteArray("abc");
        QTest::newRow("bearer") << QByteArray("authorization: Bearer abc") << QByteArray("abc");
        QTest::newRow("with signs") << QByteArray("a:b=c/d+e==") << QByteArray("a:b=c/d+e==");
        QTest::newRow("other header") << QByteArray("X-Api-Key: abc") << QByteArray();
        QTest::newRow("other cookie") << QByteArray("Cookie: session=abc") << QByteArray();
        QTest::newRow("two words") << QByteArray("abc def") << QByteArray();
        QTest::newRow("curl") << QByteArray("curl -H 'Cookie: prophecy-token=abc'") << QByteArray();
        QTest::newRow("dash of a web page") << QByteArray(
                                                   "ab\xe2\x80\x93"
                                                   "c")
                                            << QByteArray();
        QTest::newRow("no text") << QByteArray(
                                        "ab\xff"
                                        "c")
                                 << QByteArray();
        QTest::newRow("end of a cookie") << QByteArray("ab;c") << QByteArray();
        QTest::newRow("inside") << QByteArray("ab\nc") << QByteArray();
        QTest::newRow("header injection") << QByteArray("abc\r\nX: y") << QByteArray();
        QTest::newRow("tab") << QByteArray("a\tb") << QByteArray();
        QTest::newRow("nul") << QByteArray("a\0b", 3) << QByteArray();
        QTest::newRow("delete") << QByteArray("a\x7f") << QByteArray();
        QTest::newRow("empty") << QByteArray("\n") << QByteArray();
    }
    void aKeyIsTakenOutOfWhatStandsAroundIt() {
        QFETCH(QByteArray, raw);
        QFETCH(QByteArray, key);
        const auto parsed = parseKey(raw);
        QCOMPARE_EQ(parsed.has_value(), !key.isEmpty());
        if (parsed) QCOMPARE_EQ(parsed->reveal(), key);
        if (!parsed) QCOMPARE_EQ(parsed.error().kind, ErrorKind::Usage);
    }

    void whatIsNoKeyIsNamedWithItsPlace() {
        const auto sentence = [](const QByteArray& raw) { return parseKey(raw).error().message; };
        QVERIFY(sentence("ab\xe2\x80\x93"
                         "c")
                    .contains(QStringLiteral("U+2013 at position 3")));
        QVERIFY(sentence("ab\nc").contains(QStringLiteral("a line break at position 3")));
        QVERIFY(sentence("a\xe2\x80\x8b"
                         "c")
                    .contains(QStringLiteral("zero-width space (U+200B) at position 2")));
        QVERIFY(sentence("X-Api-Key: abc").contains(QStringLiteral("x-api-key")));
        QVERIFY(!sentence("top-secret\tkey").contains(QStringLiteral("secret")));
    }

    void unsafeCharactersBecomeVisible() {
        QCOMPARE_EQ(displayText(QStringLiteral("a\u202Eb\x07"
                                               "c\r\nd")),
                    QStringLiteral("a\uFFFDb\uFFFDc\nd"));
        QCOMPARE_EQ(displayLine(QStringLiteral("a\n\n b\t")), QStringLiteral("a b"));
    }

    void theKeyIsScrubbed() {
        const Secret key(QByteArray("s3cr/t key"));
        QCOMPARE_EQ(scrub(QStringLiteral("bad s3cr/t key!"), key), QStringLiteral("bad ********!"));
        QCOMPARE_EQ(scrub(QStringLiteral("?k=s3cr%2Ft%20key"), key), QStringLiteral("?k=********"));
        QCOMPARE_EQ(scrub(QStringLiteral("abc"), Secret(QByteArray("b"))), QStringLiteral("abc"));
    }

    void aDroppedTimerDoesNotRun() {
        test::ManualTime time;
        int runs = 0;
        Timer timer = time.after(10ms, [&] { ++runs; });
        Timer other = time.after(5ms, [&] { ++runs; });
        timer.reset();
        time.advance(20ms);
        QCOMPARE_EQ(runs, 1);
    }

    void aTimerMayReplaceItselfWhileItRuns() {
        QtScheduler scheduler;
        int runs = 0;
        Timer timer;
        std::function<void()> tick = [&] {
            if (++runs < 3) timer = scheduler.after(0ms, tick);
        };
        timer = scheduler.after(0ms, tick);
        EVENTUALLY_EQ(runs, 3);
    }
};

QTEST_GUILESS_MAIN(CoreTest)
#include "core_test.moc"
