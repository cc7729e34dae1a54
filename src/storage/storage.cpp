#include "storage/storage.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLockFile>
#include <QUuid>

#include "core/logging.h"
#include "storage/file_identity.h"
#include "storage/schema.h"

namespace prophecy {

namespace {

QString databasePath(const QString& profileDir) {
    return profileDir + QStringLiteral("/prophecy.sqlite");
}

QString lockPath(const QString& profileDir, const QString& token) {
    return profileDir + QStringLiteral("/owners/") + token + QStringLiteral(".lock");
}

/// Moves the file and what SQLite keeps beside it, as far as they are there; empty when that failed.
QString moveAside(const QString& path, const QDateTime& now) {
    QString aside = path + QStringLiteral(".corrupt-") + now.toString(u"yyyyMMdd-HHmmss");
    for (const char* tail : {"", "-wal", "-shm"})
        if (QFile::exists(path + QLatin1String(tail)) &&
            !QFile::rename(path + QLatin1String(tail), aside + QLatin1String(tail)))
            return {};
    return aside;
}

/// Before SQLite opens it: what it keeps beside the file takes over the permissions.
void makePrivate(const QString& path) {
    constexpr auto kOwnerOnly = QFile::ReadOwner | QFile::WriteOwner;
    QFile file(path);
    if (!file.exists() && file.open(QIODevice::NewOnly)) file.close();
    file.setPermissions(kOwnerOnly);
}

/// Also a log alone, which a console leaves that was killed: the file that it belongs to is gone.
bool looksDamaged(const QString& path) {
    if (!QFile::exists(path)) return QFileInfo(path + QStringLiteral("-wal")).size() > 0;
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

const QByteArray kNoIdentity = ".";

/// Writing lets the file system stamp the time, which is one clock for all who share the folder. identity: of the
/// database that the process has open.
bool writeSign(const QString& path, const QByteArray& identity = {}) {
    const QByteArray text = identity.isEmpty() ? kNoIdentity : identity;
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(text) == text.size();
}

/// Held by a process of this machine that runs, or by one that cannot be asked.
bool isHeld(const QString& path) {
    if (!QFileInfo::exists(path)) return false;
    QLockFile lock(path);
    lock.setStaleLockTime(0);
    return !lock.tryLock(0);  // taking it proves that its owner is gone; it is released right away
}

/// The lock files of the processes of this profile that run; they may still write to the file.
QStringList heldLocks(const QString& profileDir) {
    QStringList held;
    const QDir owners(profileDir + QStringLiteral("/owners"));
    for (const QString& name : owners.entryList({QStringLiteral("*.lock")}, QDir::Files))
        if (isHeld(owners.filePath(name))) held << owners.filePath(name);
    return held;
}

/// The lock of a process that has another file open than the one that stands at the path now; empty for none. Its log
/// lies beside this one, and SQLite would mix them.
QString lockOnAnother(const QStringList& locks, const QString& path) {
    for (const QString& lock : locks) {
        QFile sign(lock.chopped(5) + QStringLiteral(".alive"));
        const QByteArray open = sign.open(QIODevice::ReadOnly) ? sign.readAll() : kNoIdentity;
        if (open != kNoIdentity && !open.isEmpty() && open != fileIdentity(path)) return lock;
    }
    return {};
}

/// Where a file was set aside; empty where none had to be.
Result<QString> makeWay(const QString& profileDir, const QDateTime& now) {
    const QString path = databasePath(profileDir);
    const QStringList locks = heldLocks(profileDir);
    if (const QString lock = lockOnAnother(locks, path); !lock.isEmpty())
        return fail(ErrorKind::Storage,
                    QStringLiteral("%1 was removed or replaced while another console uses it. Close that one first; if "
                                   "none runs, remove %2.")
                        .arg(path, lock));
    if (!looksDamaged(path)) return QString();
    if (!locks.isEmpty())
        return fail(
            ErrorKind::Storage,
            QStringLiteral("%1 is corrupt, and another console still uses it. Close that one first.").arg(path));
    QString setAside = moveAside(path, now);
    if (setAside.isEmpty())
        return fail(ErrorKind::Storage, QStringLiteral("%1 is corrupt and cannot be set aside.").arg(path));
    qCWarning(logStorage) << "The database was corrupt and was set aside as" << setAside;
    return setAside;
}

}  // namespace

Result<std::unique_ptr<Storage>> Storage::open(const QString& profileDir, const Clock& clock) {
    const QString path = databasePath(profileDir);
    const bool isNew = !QFileInfo::exists(path) && !QFileInfo::exists(profileDir + QStringLiteral("/owners"));
    if (!makePrivateFolders(profileDir) && !QDir(profileDir).exists())
        return fail(ErrorKind::Storage, QStringLiteral("The profile folder %1 cannot be made.").arg(profileDir));
    const auto setAside = makeWay(profileDir, clock.nowUtc());
    if (!setAside) return fail(setAside.error());
    makePrivate(path);
    auto connection = Connection::open(path);
    if (!connection) return fail(connection.error());
    if (const auto migrated = migrate(*connection); !migrated) return fail(migrated.error());
    auto storage = std::unique_ptr<Storage>(new Storage(std::move(*connection), profileDir, clock));
    (void)storage->ownerToken();
    if (isNew) storage->journal().anchor().forget();  // of a profile that was removed as a whole
    if (setAside->isEmpty())
        storage->findLost();
    else
        storage->beginAnew(*setAside);
    return storage;
}

/// What was known of the file that was set aside stands in the first entry of the new one.
void Storage::beginAnew(const QString& setAside) {
    const auto known = m_journal.anchor().read();
    const LostRecord lost{setAside, known ? known->seq : 0};
    m_journal.anchor().forget();
    lose(lost);
    (void)m_journal.append({{},
                            {},
                            QStringLiteral("database-set-aside"),
                            {{QStringLiteral("text"), setAside}, {QStringLiteral("lastKnown"), lost.lastKnown}}});
    if (const auto proven = proveRecorded(); !proven) qCWarning(logStorage) << proven.error().message;
}

/// A file that lacks what is known outside of it is not the one that was written last.
void Storage::findLost() {
    const auto known = m_journal.anchor().read();
    if (!known) return;
    auto row = m_connection.run(QStringLiteral("SELECT hash FROM journal WHERE seq = ?"), {known->seq});
    if (row && (!row->next() || row->value(0).toString() != known->hash)) lose({{}, known->seq});
}

void Storage::lose(const LostRecord& lost) {
    const QByteArray text = lost.setAside.isEmpty() ? QByteArray::number(lost.lastKnown) : lost.setAside.toUtf8();
    if (setting(kLostRecord) == text) return;  // told before
    setSetting(kLostRecord, text);
    m_foundLost = lost;
}

Storage::Storage(Connection connection, QString profileDir, const Clock& clock)
    : m_profileDir(std::move(profileDir)),
      m_clock(clock),
      m_connection(std::move(connection)),
      m_journal(m_connection, clock, JournalAnchor(databasePath(m_profileDir))),
      m_environments(m_connection, m_journal),
      m_operations(m_connection, m_journal),
      m_drafts(m_connection),
      m_history(databasePath(m_profileDir), m_connection.identity()) {}

Storage::~Storage() {
    if (m_lock) QFile::remove(signPath(m_profileDir, m_token));
}

Result<void> Storage::proveRecorded() const {
    if (auto inPlace = m_connection.isInPlace(); !inPlace) return inPlace;
    const auto& written = m_journal.written();
    if (!written) return {};
    const auto other = Connection::open(databasePath(m_profileDir), m_connection.identity());
    if (!other) return fail(other.error());
    auto row = other->run(QStringLiteral("SELECT hash FROM journal WHERE seq = ?"), {written->seq});
    if (!row) return fail(row.error());
    if (!row->next() || row->value(0).toString() != written->hash)
        return fail(ErrorKind::Storage,
                    QStringLiteral("The console's own database at %1 lacks what was just recorded. Start the console "
                                   "again.")
                        .arg(databasePath(m_profileDir)));
    m_journal.moveAnchor();
    return {};
}

std::optional<LostRecord> Storage::lostRecord(const QUrl& target) const {
    const QByteArray lost = setting(kLostRecord);
    if (lost.isEmpty() || setting(kLostRecord + u' ' + targetKey(target)) == lost) return std::nullopt;
    bool isEntry = false;
    const qint64 entry = lost.toLongLong(&isEntry);
    return isEntry ? LostRecord{{}, entry} : LostRecord{QString::fromUtf8(lost), 0};
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
    if (!writeSign(signPath(m_profileDir, m_token), m_connection.identity()))
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
