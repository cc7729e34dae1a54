#include "storage/connection.h"

#include <QSqlError>
#include <QUuid>

namespace prophecy {

Result<Connection> Connection::open(const QString& path) {
    const QString name = QUuid::createUuid().toString();
    Connection connection(name);
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(path);
        database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
        if (!database.open())
            return fail(ErrorKind::Storage,
                        QStringLiteral("%1 cannot be opened: %2").arg(path, database.lastError().text()));
    }
    for (const char* pragma : {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA foreign_keys=ON"}) {
        // A read-only file refuses WAL; reading it still works, and writing reports its own error.
        (void)connection.run(QLatin1String(pragma));
    }
    return connection;
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
    const bool unique = error.text().contains(u"UNIQUE constraint failed");
    return fail(unique ? ErrorKind::Conflict : ErrorKind::Storage,
                QStringLiteral("The console's own database refused a statement: %1").arg(error.text()));
}

}  // namespace prophecy
