#include <QTest>
#include <QUuid>

#include "secrets/keychain_store.h"
#include "tests/support/eventually.h"
#include "tests/support/lab_fixture.h"

using namespace prophecy;
using namespace prophecy::test;

/// Against a real keychain: started by support/with_keychain.sh in a session of its own.
class KeychainTest final : public QObject {
    Q_OBJECT

    QtScheduler m_scheduler;

private Q_SLOTS:
    void whatIsWrittenIsReadAndRemoved() {
        KeychainStore store(m_scheduler);
        const QString name = QUuid::createUuid().toString();
        Awaited<Secret> missing;
        Call a = store.read(name, this, missing.handler());
        EVENTUALLY(missing.isReady());
        QCOMPARE_EQ(missing.result().error().kind, ErrorKind::NotFound);
        Awaited<void> written;
        Call b = store.write(name, Secret(QByteArray("k\xc3\xa4y")), this, written.handler());
        EVENTUALLY(written.isReady());
        QVERIFY2(written.result(), written.result() ? "" : qPrintable(written.result().error().message));
        Awaited<Secret> read;
        Call c = store.read(name, this, read.handler());
        EVENTUALLY(read.isReady());
        QCOMPARE_EQ(read.result()->reveal(), QByteArray("k\xc3\xa4y"));
        Awaited<void> removed;
        Call d = store.remove(name, this, removed.handler());
        EVENTUALLY(removed.isReady());
        Awaited<Secret> gone;
        Call e = store.read(name, this, gone.handler());
        EVENTUALLY(gone.isReady());
        QVERIFY(!gone.result());
    }

    void aKeyRingFindsItsKeyAgain() {
        KeychainStore store(m_scheduler);
        Environment environment;
        environment.id = EnvironmentId(QUuid::createUuid().toString());
        environment.root = QUrl(QStringLiteral("https://p.example.com"));
        {
            KeyRing ring(store);
            Awaited<KeyRing::Kept> kept;
            Call call = ring.setKey(environment, Secret(QByteArray("key-key-key")), this, kept.handler());
            EVENTUALLY(kept.isReady());
            QCOMPARE_EQ(*kept.result(), KeyRing::Kept::InKeychain);
        }
        KeyRing ring(store);
        Awaited<Secret> key;
        Call call = ring.keyOf(environment, this, key.handler());
        EVENTUALLY(key.isReady());
        QCOMPARE_EQ(key.result()->reveal(), QByteArray("key-key-key"));
        ring.forget(environment);
        Awaited<Secret> gone;
        Call last = ring.keyOf(environment, this, gone.handler());
        EVENTUALLY(gone.isReady());
        QVERIFY(!gone.result());
    }
};

QTEST_GUILESS_MAIN(KeychainTest)
#include "keychain_test.moc"
