#include "storage/storage.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QUuid>

#include "core/logging.h"
#include "storage/schema.h"

namespace prophecy {

namespace {

QString databasePath(const QString& profileDir) {
    return profileDir + QStringLiteral("/prophecy.sqlite");
}

QString lockPath(const QString& profileDir, const QString& token) {
    return profileDir + QStringLiteral("/owners/") + token + QStringLiteral(".lock");
}

/// Moves the file and what SQLite keeps beside it; empty when that failed.
QString setCorruptFileAside(const QString& path, const QDateTime& now) {
    QString aside = path + QStringLiteral(".corrupt-") + now.toString(u"yyyyMMdd-HHmmss");
    if (!QFile::rename(path, aside)) return {};
    for (const char* tail : {"-wal", "-shm"})
        if (QFile::exists(path + QLatin1String(tail)))
            QFile::rename(path + QLatin1String(tail), aside + QLatin1String(tail));
    return aside;
}

/// Before SQLite opens it: what it keeps beside the file takes over the permissions.
void makePrivate(const QString& path) {
    constexpr auto kOwnerOnly = QFile::ReadOwner | QFile::WriteOwner;
    QFile file(path);
    if (!file.exists() && file.open(QIODevice::NewOnly)) file.close();
    file.setPermissions(kOwnerOnly);
}

bool looksDamaged(const QString& path) {
    if (!QFile::exists(path)) return false;
    const auto connection = Connection::open(path);
    return connection && isDamaged(*connection);
}

/// Readable by their owner alone, whatever the umask says; a folder that was there before keeps its own rights.
bool makePrivateFolders(const QString& profileDir) {
    const bool isNew = !QFileInfo::exists(profileDir);
    const QString owners = profileDir + QStringLiteral("/owners");
    if (!QDir().mkpath(owners)) return false;
    constexpr auto kPrivate = QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner;
    QFile::setPermissions(owners, kPrivate);
    if (isNew) QFile::setPermissions(profileDir, kPrivate);
    return true;
}

constexpr qint64 kSilentSeconds = 180;
constexpr std::chrono::seconds kBetweenSigns{60};
const QString kLostRecord = QStringLiteral("lost-record");

/// Beside the lock, which its owner alone may open on some systems.
QString signPath(const QString& profileDir, const QString& token) {
    return profileDir + QStringLiteral("/owners/") + token + QStringLiteral(".alive");
}

/// Writing lets the file system stamp the time, which is one clock for all who share the folder.
bool writeSign(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(".") == 1;
}

/// Held by a process of this machine that runs, or by one that cannot be asked.
bool isHeld(const QString& path) {
    if (!QFileInfo::exists(path)) return false;
    QLockFile lock(path);
    lock.setStaleLockTime(0);
    return !lock.tryLock(0);  // taking it proves that its owner is gone; it is released right away
}

/// Whether another process of this profile runs; it may still write to the file.
bool anybodyAlive(const QString& profileDir) {
    const QStringList locks =
        QDir(profileDir + QStringLiteral("/owners")).entryList({QStringLiteral("*.lock")}, QDir::Files);
    return std::any_of(locks.begin(), locks.end(),
                       [&](const QString& name) { return isHeld(profileDir + QStringLiteral("/owners/") + name); });
}

}  // namespace

Result<std::unique_ptr<Storage>> Storage::open(const QString& profileDir, const Clock& clock) {
    if (!makePrivateFolders(profileDir) && !QDir(profileDir).exists())
        return fail(ErrorKind::Storage, QStringLiteral("The profile folder %1 cannot be made.").arg(profileDir));
    const QString path = databasePath(profileDir);
    QString setAside;
    if (looksDamaged(path)) {
        if (anybodyAlive(profileDir))
            return fail(
                ErrorKind::Storage,
                QStringLiteral("%1 is corrupt, and another console still uses it. Close that one first.").arg(path));
        setAside = setCorruptFileAside(path, clock.nowUtc());
        if (setAside.isEmpty())
            return fail(ErrorKind::Storage, QStringLiteral("%1 is corrupt and cannot be set aside.").arg(path));
        qCWarning(logStorage) << "The database was corrupt and was set aside as" << setAside;
    }
    makePrivate(path);
    auto connection = Connection::open(path);
    if (!connection) return fail(connection.error());
    if (const auto migrated = migrate(*connection); !migrated) return fail(migrated.error());
    auto storage = std::unique_ptr<Storage>(new Storage(std::move(*connection), profileDir, clock, setAside));
    if (!setAside.isEmpty()) {
        // The new file begins anew; what was known of the old one stands in its first entry.
        const auto known = storage->journal().anchor().read();
        storage->journal().anchor().forget();
        storage->setSetting(kLostRecord, setAside.toUtf8());
        (void)storage->journal().append(
            {{},
             {},
             QStringLiteral("database-set-aside"),
             {{QStringLiteral("text"), setAside}, {QStringLiteral("lastKnown"), known ? known->seq : qint64{0}}}});
        if (const auto proven = storage->proveRecorded(); !proven) qCWarning(logStorage) << proven.error().message;
    }
    return storage;
}

Storage::Storage(Connection connection, QString profileDir, const Clock& clock, QString setAside)
    : m_profileDir(std::move(profileDir)),
      m_clock(clock),
      m_connection(std::move(connection)),
      m_journal(m_connection, clock, JournalAnchor(databasePath(m_profileDir))),
      m_environments(m_connection, m_journal),
      m_operations(m_connection, m_journal),
      m_drafts(m_connection),
      m_history(databasePath(m_profileDir)),
      m_setAside(std::move(setAside)) {}

Storage::~Storage() {
    if (m_lock) QFile::remove(signPath(m_profileDir, m_token));
}

Result<void> Storage::proveRecorded() const {
    const auto& written = m_journal.written();
    if (!written) return {};
    const QString path = databasePath(m_profileDir);
    const auto gone = [&](const QString& why) {
        return fail(
            ErrorKind::Storage,
            QStringLiteral("The console's own database at %1 is not the one that was opened (%2): what is recorded "
                           "now would be lost. Start the console again.")
                .arg(path, why));
    };
    if (!QFileInfo(path).isFile()) return gone(QStringLiteral("it was removed"));
    const auto other = Connection::open(path);
    if (!other) return gone(other.error().message);
    auto row = other->run(QStringLiteral("SELECT hash FROM journal WHERE seq = ?"), {written->seq});
    if (!row) return gone(row.error().message);
    if (!row->next() || row->value(0).toString() != written->hash)
        return gone(QStringLiteral("its journal lacks the last entry"));
    m_journal.anchor().write(*written);
    return {};
}

QString Storage::lostRecord(const QUrl& target) const {
    const QByteArray lost = setting(kLostRecord);
    const bool accepted = !lost.isEmpty() && setting(kLostRecord + u' ' + targetKey(target)) == lost;
    return accepted ? QString() : QString::fromUtf8(lost);
}

void Storage::acceptLostRecord(const QUrl& target) {
    setSetting(kLostRecord + u' ' + targetKey(target), setting(kLostRecord));
}

QByteArray Storage::setting(const QString& name) const {
    auto query = m_connection.run(QStringLiteral("SELECT value FROM settings WHERE name = ?"), {name});
    return query && query->next() ? query->value(0).toByteArray() : QByteArray();
}

void Storage::setSetting(const QString& name, const QByteArray& value) {
    if (auto saved = m_connection.run(QStringLiteral("INSERT OR REPLACE INTO settings VALUES(?,?)"), {name, value});
        !saved)
        qCWarning(logStorage) << saved.error().message;
}

Result<QString> Storage::ownerToken() {
    if (m_lock) return m_token;
    m_token = QUuid::createUuid().toString(QUuid::WithoutBraces);
    auto lock = std::make_unique<QLockFile>(lockPath(m_profileDir, m_token));
    lock->setStaleLockTime(0);
    if (!lock->tryLock(0))
        return fail(ErrorKind::Storage,
                    QStringLiteral("The lock file %1 cannot be made.").arg(lockPath(m_profileDir, m_token)));
    m_lock = std::move(lock);
    giveSignOfLife();
    return m_token;
}

bool Storage::isAlive(const QString& token) const {
    if (m_lock && token == m_token) return true;
    return isHeld(lockPath(m_profileDir, token)) && !isSilent(token);
}

/// A clock that jumps here makes nobody silent who gave a sign a moment ago.
bool Storage::isSilent(const QString& token) const {
    const QString own = signPath(m_profileDir, QStringLiteral("now"));
    const QFileInfo sign(signPath(m_profileDir, token)), lock(lockPath(m_profileDir, token));
    if (!writeSign(own)) return false;
    const QDateTime last = sign.exists() ? sign.lastModified() : lock.lastModified();
    if (std::abs(last.secsTo(QFileInfo(own).lastModified())) < kSilentSeconds) {
        m_signSeen.insert(token, m_clock.steady());
        return false;
    }
    const auto seen = m_signSeen.constFind(token);
    return seen == m_signSeen.constEnd() || m_clock.steady() - *seen > kBetweenSigns;
}

void Storage::giveSignOfLife() {
    if (!m_lock) return;
    if (!writeSign(signPath(m_profileDir, m_token)))
        qCWarning(logStorage) << "No sign of life could be written; another console may take over.";
}

QString Storage::describeOwner(const QString& token) const {
    const QString path = lockPath(m_profileDir, token);
    QLockFile lock(path);
    qint64 process = 0;
    QString workstation, program;
    if (!lock.getLockInfo(&process, &workstation, &program)) return {};
    const QFileInfo sign(signPath(m_profileDir, token)), info(sign.exists() ? sign.filePath() : path);
    return QStringLiteral("%1 on %2 (process %3), last sign of life %4")
        .arg(info.owner(), workstation)
        .arg(process)
        .arg(info.lastModified().toUTC().toString(u"yyyy-MM-dd HH:mm:ss 'UTC'"));
}

}  // namespace prophecy
