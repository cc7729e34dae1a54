#include <QDBusArgument>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusMetaType>
#include <QElapsedTimer>
#include <QTest>
#include <QUuid>

#include "secrets/keychain_store.h"
#include "tests/support/eventually.h"
#include "tests/support/lab_fixture.h"

using namespace prophecy;
using namespace prophecy::test;

/// A secret as the Secret Service takes it.
struct Password {
    QDBusObjectPath session;
    QByteArray parameters;
    QByteArray value;
    QString contentType;
};
Q_DECLARE_METATYPE(Password)

QDBusArgument& operator<<(QDBusArgument& argument, const Password& password) {
    argument.beginStructure();
    argument << password.session << password.parameters << password.value << password.contentType;
    argument.endStructure();
    return argument;
}
const QDBusArgument& operator>>(const QDBusArgument& argument, Password& password) {
    argument.beginStructure();
    argument >> password.session >> password.parameters >> password.value >> password.contentType;
    argument.endStructure();
    return argument;
}

/// Against a real keychain: started by support/with_keychain.sh in a session of its own.
class KeychainTest final : public QObject {
    Q_OBJECT

    QtScheduler m_scheduler;

    static QDBusMessage ask(const char* interface, const char* method, const QVariantList& arguments) {
        QDBusMessage call = QDBusMessage::createMethodCall(QStringLiteral("org.freedesktop.secrets"),
                                                           QStringLiteral("/org/freedesktop/secrets"),
                                                           QString::fromLatin1(interface), QString::fromLatin1(method));
        call.setArguments(arguments);
        return QDBusConnection::sessionBus().call(call);
    }

    /// As its owner does it elsewhere, without a prompt, which a test cannot answer.
    static bool setLocked(bool locked) {
        const QDBusObjectPath keychain(QStringLiteral("/org/freedesktop/secrets/aliases/default"));
        if (locked)
            return ask("org.freedesktop.Secret.Service", "Lock", {QVariant::fromValue(QList{keychain})}).type() ==
                   QDBusMessage::ReplyMessage;
        const QDBusMessage session = ask("org.freedesktop.Secret.Service", "OpenSession",
                                         {QStringLiteral("plain"), QVariant::fromValue(QDBusVariant(QString()))});
        const Password password{
            session.arguments().value(1).value<QDBusObjectPath>(), {}, "test", QStringLiteral("text/plain")};
        const QDBusMessage unlocked =
            ask("org.gnome.keyring.InternalUnsupportedGuiltRiddenInterface", "UnlockWithMasterPassword",
                {QVariant::fromValue(keychain), QVariant::fromValue(password)});
        if (unlocked.type() != QDBusMessage::ReplyMessage) qWarning() << unlocked.errorMessage();
        return unlocked.type() == QDBusMessage::ReplyMessage;
    }

private Q_SLOTS:
    void initTestCase() { qDBusRegisterMetaType<Password>(); }

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

    /// Locked is no word for "none": it is asked again, without a prompt at each look, until somebody unlocked it.
    void aLockedKeychainIsAskedAgain() {
        KeychainStore store(m_scheduler, std::chrono::seconds(5));
        Environment environment;
        environment.id = EnvironmentId(QUuid::createUuid().toString());
        environment.root = QUrl(QStringLiteral("https://p.example.com"));
        KeyRing(store)
            .setKey(environment, Secret(QByteArray("key-key-key")), this, [](Result<KeyRing::Kept>) {})
            .release();
        const auto readWith = [&](KeyRing& ring) {
            Awaited<Secret> key;
            Call call = ring.keyOf(environment, this, key.handler());
            return QTest::qWaitFor([&] { return key.isReady(); }, 20'000) ? key.result()
                                                                          : fail(ErrorKind::Canceled, QString());
        };
        KeyRing before(store);
        EVENTUALLY(readWith(before).has_value());
        QVERIFY(setLocked(true));
        KeyRing ring(store);
        QCOMPARE_EQ(readWith(ring).error().kind, ErrorKind::KeychainLocked);
        QElapsedTimer taken;
        taken.start();
        QCOMPARE_EQ(readWith(ring).error().kind, ErrorKind::KeychainLocked);
        QVERIFY(taken.elapsed() < 4'000);  // no prompt is waited for
        QVERIFY(setLocked(false));
        const auto found = readWith(ring);
        QVERIFY2(found, found ? "" : qPrintable(found.error().message));
        QCOMPARE_EQ(found->reveal(), QByteArray("key-key-key"));
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
