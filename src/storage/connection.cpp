#include "storage/connection.h"

#include <QFileInfo>
#include <QSqlError>
#include <QUuid>

#include "storage/file_identity.h"

namespace prophecy {

namespace {

constexpr std::chrono::seconds kPatience{5};

/// SQLite's result code, without its extension, as a sentence's end.
QString reasonOf(int native) {
    switch (native & 0xff) {
        case 5:
        case 6: return QStringLiteral("is held by another program.");
        case 8: return QStringLiteral("is read-only.");
        case 10: return QStringLiteral("cannot be read or written; the disk may be full.");
        case 13: return QStringLiteral("cannot grow; the disk is full.");
        case 14: return QStringLiteral("cannot be opened; its folder may be read-only.");
        default: return QStringLiteral("refused a statement.");
    }
}

/// Why the file at the path is not the one that is meant; empty when it is.
QString displacement(const QString& path, const QByteArray& identity) {
    if (!QFileInfo(path).isFile()) return QStringLiteral("it was removed");
    return fileIdentity(path) == identity ? QString() : QStringLiteral("it was replaced");
}

Result<void> inPlace(const QString& path, const QByteArray& identity) {
    const QString why = displacement(path, identity);
    if (why.isEmpty()) return {};
    return fail(ErrorKind::Storage,
                QStringLiteral("The console's own database at %1 is not the one that was opened (%2): what is recorded "
                               "now would be lost. Start the console again.")
                    .arg(path, why));
}

}  // namespace

Result<Connection> Connection::open(const QString& path, const QByteArray& expected) {
    if (!QFileInfo(path).isFile()) return fail(ErrorKind::Storage, QStringLiteral("%1 is not there.").arg(path));
    const QString name = QUuid::createUuid().toString();
    Connection connection(name);
    connection.m_identity = fileIdentity(path);
    if (!expected.isEmpty())
        if (auto same = inPlace(path, expected); !same) return fail(same.error());
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(path);
        if (!database.open())
            return fail(ErrorKind::Storage,
                        QStringLiteral("%1 cannot be opened: %2").arg(path, database.lastError().text()));
    }
    connection.setPatience(kPatience);
    for (const char* pragma : {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON"}) {
        // A read-only file refuses WAL; reading it still works, and writing reports its own error.
        (void)connection.run(QLatin1String(pragma));
    }
    return connection;
}

void Connection::setPatience(std::chrono::milliseconds patience) const {
    (void)run(QStringLiteral("PRAGMA busy_timeout=%1").arg(patience.count()));
}

Result<void> Connection::isInPlace() const {
    return inPlace(handle().databaseName(), m_identity);
}

Connection::~Connection() {
    if (!m_name.isEmpty()) QSqlDatabase::removeDatabase(m_name);
}

Result<QSqlQuery> Connection::run(const QString& sql, const QVariantList& values) const {
    QSqlQuery query(handle());
    query.setForwardOnly(true);
    bool ok = query.prepare(sql);
    for (const QVariant& value : values) query.addBindValue(value);
    ok = ok && query.exec();
    if (ok) return query;
    const QSqlError error = query.lastError();
    const QString native = error.nativeErrorCode();
    if (native == u"2067" || native == u"1555" || error.text().contains(u"UNIQUE constraint failed"))
        return fail(ErrorKind::Conflict, QStringLiteral("The console's own database has this already."));
    return fail(ErrorKind::Storage,
                QStringLiteral("The console's own database %1 %2 (%3)")
                    .arg(handle().databaseName(), reasonOf(native.toInt()), error.text().trimmed()));
}

}  // namespace prophecy
