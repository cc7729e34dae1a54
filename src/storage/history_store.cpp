#include "storage/history_store.h"

#include "core/background.h"
#include "core/logging.h"

namespace prophecy {

namespace {

QString readAtName(const EnvironmentId& id) {
    return QStringLiteral("history-read/") + id.text();
}

Result<SeenHistory> loadNow(const QString& path, const EnvironmentId& id) {
    auto connection = Connection::open(path);
    if (!connection) return fail(connection.error());
    SeenHistory seen;
    auto query = connection->run(
        QStringLiteral("SELECT timestamp, status, namespace, url, listed, took, first_seen FROM history "
                       "WHERE environment = ? ORDER BY timestamp DESC"),
        {id.text()});
    if (!query) return fail(query.error());
    while (query->next())
        seen.entries.push_back({{BackupTimestamp(query->value(0).toString()), query->value(1).toString(),
                                 query->value(2).toString(), query->value(3).toString()},
                                query->value(4).toBool(),
                                query->value(5).toLongLong(),
                                QDateTime::fromString(query->value(6).toString(), Qt::ISODate)});
    auto read = connection->run(QStringLiteral("SELECT value FROM settings WHERE name = ?"), {readAtName(id)});
    if (read && read->next()) seen.readAt = QDateTime::fromString(read->value(0).toString(), Qt::ISODate);
    return seen;
}

Result<void> saveNow(const QString& path, const EnvironmentId& id, const std::vector<KnownBackup>& changed,
                     const QDateTime& readAt) {
    auto connection = Connection::open(path);
    if (!connection) return fail(connection.error());
    return connection->transaction([&]() -> Result<void> {
        QSqlQuery insert(connection->handle());
        if (!insert.prepare(QStringLiteral(
                "INSERT INTO history VALUES(?,?,?,?,?,?,?,?) ON CONFLICT(environment, timestamp) DO UPDATE SET "
                "status = excluded.status, namespace = excluded.namespace, url = excluded.url, "
                "listed = excluded.listed, took = max(took, excluded.took)")))
            return fail(ErrorKind::Storage, QStringLiteral("The history cannot be written."));
        for (const KnownBackup& entry : changed) {
            const Backup& b = entry.backup;
            const QVariantList values{
                id.text(), b.timestamp.text(), b.status,     b.nameSpace,
                b.url,     entry.listed,       entry.tookMs, entry.firstSeen.toString(Qt::ISODate)};
            for (int i = 0; i < values.size(); ++i)
                insert.bindValue(i, values[i].toString().isNull() ? QVariant(QStringLiteral("")) : values[i]);
            if (!insert.exec()) return fail(ErrorKind::Storage, QStringLiteral("The history cannot be written."));
        }
        auto noted = connection->run(QStringLiteral("INSERT OR REPLACE INTO settings VALUES(?,?)"),
                                     {readAtName(id), readAt.toString(Qt::ISODate)});
        if (!noted) return fail(noted.error());
        return {};
    });
}

void logFailure(const Result<void>& result) {
    if (!result) qCWarning(logStorage) << result.error().message;
}

}  // namespace

HistoryStore::HistoryStore(QString databasePath) : m_path(std::move(databasePath)) {
    m_pool.setMaxThreadCount(1);
}
HistoryStore::~HistoryStore() {
    m_pool.waitForDone();
}

Call HistoryStore::load(const EnvironmentId& id, QObject* context, Handler<SeenHistory> handler) {
    return runInBackground<SeenHistory>(
        &m_pool, context, [path = m_path, id] { return loadNow(path, id); }, std::move(handler));
}

void HistoryStore::save(const EnvironmentId& id, std::vector<KnownBackup> changed, const QDateTime& readAt) {
    m_pool.start(
        [path = m_path, id, changed = std::move(changed), readAt] { logFailure(saveNow(path, id, changed, readAt)); });
}

void HistoryStore::saveDuration(const EnvironmentId& id, const BackupTimestamp& timestamp, qint64 tookMs) {
    m_pool.start([path = m_path, id, timestamp, tookMs] {
        auto connection = Connection::open(path);
        if (!connection) return;
        (void)connection->run(
            QStringLiteral("INSERT INTO history VALUES(?,?,'','','',1,?,'') ON CONFLICT(environment, timestamp) "
                           "DO UPDATE SET took = excluded.took"),
            {id.text(), timestamp.text(), tookMs});
    });
}

}  // namespace prophecy
