#include "storage/schema.h"

#include <QSqlError>
#include <array>

namespace prophecy {

namespace {

/// Statement lists by version; never edit one that was released, append the next.
const std::array<QStringList, 4> kMigrations{
    QStringList{
        QStringLiteral(
            "CREATE TABLE environments(id TEXT PRIMARY KEY, skeleton TEXT NOT NULL UNIQUE, data TEXT NOT NULL)"),
        QStringLiteral(
            "CREATE TABLE capabilities(environment TEXT NOT NULL, capability TEXT NOT NULL, offer TEXT NOT NULL, "
            "at TEXT NOT NULL, PRIMARY KEY(environment, capability)) WITHOUT ROWID"),
        QStringLiteral("CREATE TABLE journal(seq INTEGER PRIMARY KEY, at TEXT NOT NULL, who TEXT NOT NULL, workstation "
                       "TEXT NOT NULL, "
                       "environment TEXT NOT NULL, target TEXT NOT NULL, action TEXT NOT NULL, detail TEXT NOT NULL, "
                       "previous TEXT NOT NULL, hash TEXT NOT NULL)"),
        QStringLiteral(
            "CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal "
            "is insert-only'); END"),
        QStringLiteral(
            "CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal "
            "is insert-only'); END"),
        QStringLiteral("CREATE TABLE operations(id TEXT PRIMARY KEY, target TEXT NOT NULL, owner TEXT NOT NULL, "
                       "finished INTEGER NOT NULL, started TEXT NOT NULL, data TEXT NOT NULL)"),
        QStringLiteral("CREATE UNIQUE INDEX one_unfinished ON operations(target) WHERE finished = 0"),
        QStringLiteral(
            "CREATE TABLE history(installation TEXT NOT NULL, timestamp TEXT NOT NULL, status TEXT NOT NULL, "
            "namespace TEXT NOT NULL, url TEXT NOT NULL, listed INTEGER NOT NULL, took INTEGER NOT NULL, "
            "first_seen TEXT NOT NULL, PRIMARY KEY(installation, timestamp)) WITHOUT ROWID"),
        QStringLiteral("CREATE TABLE settings(name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID")},
    QStringList{QStringLiteral("CREATE TABLE drafts(id TEXT PRIMARY KEY, kind TEXT NOT NULL, data TEXT NOT NULL)")},
    QStringList{QStringLiteral("ALTER TABLE history ADD COLUMN gone TEXT NOT NULL DEFAULT ''")},
    QStringList{QStringLiteral("ALTER TABLE operations ADD COLUMN lane TEXT NOT NULL DEFAULT 'data'"),
                QStringLiteral("DROP INDEX one_unfinished"),
                QStringLiteral("CREATE UNIQUE INDEX one_unfinished ON operations(target, lane) WHERE finished = 0")}};

Result<int> versionOf(const Connection& connection) {
    auto query = connection.run(QStringLiteral("PRAGMA user_version"));
    if (!query) return fail(query.error());
    return query->next() ? query->value(0).toInt() : 0;
}

}  // namespace

Result<void> migrate(const Connection& connection) {
    const int newest = static_cast<int>(kMigrations.size());
    auto version = versionOf(connection);
    if (!version) return fail(version.error());
    if (*version > newest)
        return fail(ErrorKind::Storage,
                    QStringLiteral("The console's database was written by a newer version of the console."));
    if (*version == newest) return {};
    return connection.transaction([&]() -> Result<void> {
        version = versionOf(connection);  // another process may have migrated while this one waited
        if (!version) return fail(version.error());
        for (int i = *version; i < newest; ++i)
            for (const QString& statement : kMigrations[static_cast<std::size_t>(i)])
                if (auto run = connection.run(statement); !run) return fail(run.error());
        if (auto set = connection.run(QStringLiteral("PRAGMA user_version = %1").arg(newest)); !set)
            return fail(set.error());
        return {};
    });
}

bool isDamaged(const Connection& connection) {
    constexpr const char* kCorrupt = "11";
    constexpr const char* kNotADatabase = "26";
    for (const char* sql :
         {"SELECT count(*) FROM sqlite_master", "SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1",
          "SELECT data FROM operations WHERE finished = 0", "SELECT data FROM environments"}) {
        QSqlQuery query(connection.handle());
        bool ok = query.exec(QLatin1String(sql));
        while (ok && query.next()) {
        }
        const QString code = query.lastError().nativeErrorCode();
        if (code == QLatin1String(kCorrupt) || code == QLatin1String(kNotADatabase)) return true;
    }
    return false;
}

}  // namespace prophecy
