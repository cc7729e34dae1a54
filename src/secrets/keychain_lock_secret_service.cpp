#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusPendingCallWatcher>
#include <QDBusPendingReply>
#include <QDBusVariant>
#include <QPointer>

#include "secrets/keychain_lock.h"

namespace prophecy {

/// The Secret Service's default collection tells it (org.freedesktop.Secret.Collection, property Locked).
Call isKeychainLocked(QObject* context, Handler<bool> handler) {
    const Promise<bool> promise(context, std::move(handler));
    constexpr int kPatienceMs = 5'000;
    QDBusMessage get = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.secrets"), QStringLiteral("/org/freedesktop/secrets/aliases/default"),
        QStringLiteral("org.freedesktop.DBus.Properties"), QStringLiteral("Get"));
    get << QStringLiteral("org.freedesktop.Secret.Collection") << QStringLiteral("Locked");
    const QDBusConnection bus = QDBusConnection::sessionBus();
    if (!bus.isConnected()) {  // Qt would never finish the call
        promise.settle(false);
        return promise.call();
    }
    auto* watcher = new QDBusPendingCallWatcher(bus.asyncCall(get, kPatienceMs));
    QObject::connect(watcher, &QDBusPendingCallWatcher::finished, watcher, [promise](QDBusPendingCallWatcher* done) {
        const QDBusPendingReply<QDBusVariant> reply = *done;
        done->deleteLater();
        promise.settle(reply.isValid() && reply.value().variant().toBool());
    });
    promise.onDrop([watcher = QPointer<QDBusPendingCallWatcher>(watcher)] { delete watcher; });
    return promise.call();
}

}  // namespace prophecy
