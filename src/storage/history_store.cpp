#include "storage/history_store.h"

#include "core/background.h"
#include "core/logging.h"

namespace prophecy {

namespace {

QString readAtName(const QString& installation) {
    return QStringLiteral("history-read/") + installation;
}

Result<SeenHistory> loadNow(const QString& path, const QByteArray& identity, const QString& installation) {
    auto connection = Connection::open(path, identity);
    if (!connection) return fail(connection.error());
    SeenHistory seen;
    auto query = connection->run(
        QStringLiteral("SELECT timestamp, status, namespace, url, listed, took, first_seen, gone FROM history "
                       "WHERE installation = ? ORDER BY timestamp DESC"),
        {installation});
    if (!query) return fail(query.error());
    while (query->next())
        seen.entries.push_back({{BackupTimestamp(query->value(0).toString()), query->value(1).toString(),
                                 query->value(2).toString(), query->value(3).toString()},
                                query->value(4).toBool(),
                                query->value(5).toLongLong(),
                                QDateTime::fromString(query->value(6).toString(), Qt::ISODate),
                                QDateTime::fromString(query->value(7).toString(), Qt::ISODate)});
    auto read =
        connection->run(QStringLiteral("SELECT value FROM settings WHERE name = ?"), {readAtName(installation)});
    if (read && read->next()) seen.readAt = QDateTime::fromString(read->value(0).toString(), Qt::ISODate);
    return seen;
}

Result<void> insertChunk(const Connection& connection, const QString& installation,
                         const std::vector<KnownBackup>& changed, std::size_t from, std::size_t to) {
    QSqlQuery insert(connection.handle());
    const bool prepared = insert.prepare(QStringLiteral(
        "INSERT INTO history VALUES(?,?,?,?,?,?,?,?,?) ON CONFLICT(installation, "
        "timestamp) DO UPDATE SET status = excluded.status, "
        "namespace = excluded.namespace, url = excluded.url, listed = excluded.listed, gone = excluded.gone, "
        "took = max(took, excluded.took)"));
    if (!prepared) return fail(ErrorKind::Storage, QStringLiteral("The history cannot be written."));
    for (std::size_t at = from; at < to; ++at) {
        const KnownBackup& entry = changed[at];
        const Backup& b = entry.backup;
        const QVariantList values{installation,
                                  b.timestamp.text(),
                                  b.status,
                                  b.nameSpace,
                                  b.url,
                                  entry.listed,
                                  entry.tookMs,
                                  entry.firstSeen.toString(Qt::ISODate),
                                  entry.goneAt.toString(Qt::ISODate)};
        for (int i = 0; i < values.size(); ++i)
            insert.bindValue(i, values[i].toString().isNull() ? QVariant(QStringLiteral("")) : values[i]);
        if (!insert.exec()) return fail(ErrorKind::Storage, QStringLiteral("The history cannot be written."));
    }
    return {};
}

/// In short transactions, since the window writes its journal between them.
Result<void> saveNow(const QString& path, const QByteArray& identity, const QString& installation,
                     const std::vector<KnownBackup>& changed, const QDateTime& readAt) {
    constexpr std::size_t kChunk = 2000;
    auto connection = Connection::open(path, identity);
    if (!connection) return fail(connection.error());
    for (std::size_t from = 0; from < changed.size(); from += kChunk) {
        const std::size_t to = std::min(changed.size(), from + kChunk);
        auto written =
            connection->transaction([&] { return insertChunk(*connection, installation, changed, from, to); });
        if (!written) return written;
    }
    auto noted = connection->run(QStringLiteral("INSERT OR REPLACE INTO settings VALUES(?,?)"),
                                 {readAtName(installation), readAt.toString(Qt::ISODate)});
    if (!noted) return fail(noted.error());
    return {};
}

void logFailure(const Result<void>& result) {
    if (!result) qCWarning(logStorage) << result.error().message;
}

}  // namespace

HistoryStore::HistoryStore(QString databasePath, QByteArray identity)
    : m_path(std::move(databasePath)), m_identity(std::move(identity)) {
    m_pool.setMaxThreadCount(1);
}
HistoryStore::~HistoryStore() {
    m_pool.waitForDone();
}

Call HistoryStore::load(const QString& installation, QObject* context, Handler<SeenHistory> handler) {
    return runInBackground<SeenHistory>(
        &m_pool, context,
        [path = m_path, identity = m_identity, installation] { return loadNow(path, identity, installation); },
        std::move(handler));
}

void HistoryStore::save(const QString& installation, std::vector<KnownBackup> changed, const QDateTime& readAt) {
    m_pool.start([path = m_path, identity = m_identity, installation, changed = std::move(changed), readAt] {
        logFailure(saveNow(path, identity, installation, changed, readAt));
    });
}

}  // namespace prophecy
