#pragma once

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>

#include "core/result.h"

namespace prophecy {

/// One SQLite connection, for the thread that opened it: WAL, synchronous=FULL, foreign keys, a busy time-out of five
/// seconds because the window and prophecyctl may run at the same time.
class Connection {
public:
    /// Kind Storage when the file cannot be opened.
    static Result<Connection> open(const QString& path);
    Connection(Connection&& other) noexcept : m_name(std::exchange(other.m_name, {})) {}
    Connection& operator=(Connection&&) = delete;
    ~Connection();

    /// Runs one statement; kind Conflict when a unique index refused it, Storage for the rest.
    Result<QSqlQuery> run(const QString& sql, const QVariantList& values = {}) const;

    /// Runs the body inside BEGIN IMMEDIATE; commits when it succeeds, rolls back otherwise.
    template <class Body>
    Result<void> transaction(Body body) const {
        if (auto begun = run(QStringLiteral("BEGIN IMMEDIATE")); !begun) return fail(begun.error());
        Result<void> done = body();
        const auto ended = run(done ? QStringLiteral("COMMIT") : QStringLiteral("ROLLBACK"));
        if (!done) return done;
        if (ended) return {};
        (void)run(QStringLiteral("ROLLBACK"));
        return fail(ended.error());
    }

    QSqlDatabase handle() const { return QSqlDatabase::database(m_name, false); }

private:
    explicit Connection(QString name) : m_name(std::move(name)) {}
    QString m_name;
};

}  // namespace prophecy
