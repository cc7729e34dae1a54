#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "app/console/single_instance.h"
#include "tests/support/eventually.h"

using namespace prophecy;

/// Two consoles over one profile.
class SingleInstanceTest final : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theSecondBringsTheFirstToTheFront() {
        const QTemporaryDir profile;
        SingleInstance first(profile.path());
        SingleInstance second(profile.path());
        QVERIFY(first.isFirst());
        QVERIFY(!second.isFirst());
        QSignalSpy wanted(&first, &SingleInstance::wanted);
        QSignalSpy answered(&second, &SingleInstance::answered);
        second.callFirst();
        QCOMPARE_EQ(answered.size(), 0);
        EVENTUALLY_EQ(answered.size(), 1);
        QCOMPARE_EQ(answered.front().front().toBool(), true);
        QCOMPARE_EQ(wanted.size(), 1);
    }

    void anotherProfileIsAnotherWindow() {
        const QTemporaryDir one, other;
        const SingleInstance first(one.path());
        const SingleInstance second(other.path());
        QVERIFY(first.isFirst() && second.isFirst());
    }

    void oneThatDoesNotAnswerKeepsNobodyOut() {
        const QTemporaryDir profile;
        QLockFile held(profile.filePath(QStringLiteral("console.lock")));
        QVERIFY(held.tryLock(0));
        SingleInstance second(profile.path());
        QVERIFY(!second.isFirst());
        QSignalSpy answered(&second, &SingleInstance::answered);
        second.callFirst();
        EVENTUALLY_EQ(answered.size(), 1);
        QCOMPARE_EQ(answered.front().front().toBool(), false);
    }

    void whoComesAfterTheFirstIsFirst() {
        const QTemporaryDir profile;
        { const SingleInstance gone(profile.path()); }
        const SingleInstance next(profile.filePath(QStringLiteral(".")));
        QVERIFY(next.isFirst());
    }
};

QTEST_GUILESS_MAIN(SingleInstanceTest)
#include "single_instance_test.moc"
