#include "app/console/single_instance.h"

#include <QCryptographicHash>
#include <QDir>
#include <QLocalServer>
#include <QLocalSocket>
#include <QTimer>

namespace prophecy {

namespace {

constexpr auto kCame = "came\n";
constexpr int kPatienceMs = 3000;

QString socketName(const QString& profileDir) {
    const QByteArray path = QFileInfo(profileDir).canonicalFilePath().toUtf8() + QDir::homePath().toUtf8();
    const QByteArray hash = QCryptographicHash::hash(path, QCryptographicHash::Sha256).toHex().left(24);
    return QStringLiteral("prophecy-console-") + QString::fromLatin1(hash);
}

/// Its folder has to be there before.
QString lockFileIn(const QString& profileDir) {
    QDir().mkpath(profileDir);
    return QDir(profileDir).filePath(QStringLiteral("console.lock"));
}

}  // namespace

SingleInstance::SingleInstance(const QString& profileDir) : m_lock(lockFileIn(profileDir)) {
    m_name = socketName(profileDir);
    m_lock.setStaleLockTime(0);  // it is held as long as its process lives
    m_isFirst = m_lock.tryLock(0);
    if (!m_isFirst) return;
    QLocalServer::removeServer(m_name);  // of one that crashed: who has the lock is alone
    m_server = new QLocalServer(this);
    m_server->setSocketOptions(QLocalServer::UserAccessOption);
    connect(m_server, &QLocalServer::newConnection, this, &SingleInstance::welcome);
    m_server->listen(m_name);
}

SingleInstance::~SingleInstance() = default;

void SingleInstance::welcome() {
    while (QLocalSocket* caller = m_server->nextPendingConnection()) {
        connect(caller, &QLocalSocket::disconnected, caller, &QObject::deleteLater);
        Q_EMIT wanted();
        caller->write(kCame);
        caller->disconnectFromServer();
    }
}

void SingleInstance::callFirst() {
    m_call = new QLocalSocket(this);
    connect(m_call, &QLocalSocket::readyRead, this, [this] {
        if (m_call->canReadLine()) settle(m_call->readLine() == kCame);
    });
    connect(
        m_call, &QLocalSocket::errorOccurred, this, [this] { settle(false); }, Qt::QueuedConnection);
    QTimer::singleShot(kPatienceMs, m_call, [this] { settle(false); });
    m_call->connectToServer(m_name);
}

void SingleInstance::settle(bool came) {
    if (!m_call) return;
    m_call->disconnect(this);
    m_call->deleteLater();
    m_call = nullptr;
    Q_EMIT answered(came);
}

}  // namespace prophecy
