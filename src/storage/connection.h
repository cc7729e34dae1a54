#pragma once

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariant>
#include <chrono>

#include "core/result.h"

namespace prophecy {

/// One SQLite connection, for the thread that opened it: WAL, synchronous=FULL, foreign keys. While another program
/// writes it waits up to five seconds; see setPatience.
class Connection {
public:
    /// Opens a file that is there. Kind Storage when it is not, or is another than the one expected, or cannot be
    /// opened: SQLite would mix another file with the log of the first one. expected: empty for whichever stands there.
    static Result<Connection> open(const QString& path, const QByteArray& expected = {});
    Connection(Connection&& other) noexcept
        : m_name(std::exchange(other.m_name, {})), m_identity(std::move(other.m_identity)) {}
    Connection& operator=(Connection&&) = delete;
    ~Connection();

    /// Runs one statement; kind Conflict when a unique index refused it, Storage for the rest.
    Result<QSqlQuery> run(const QString& sql, const QVariantList& values = {}) const;

    /// How long a statement waits for another program's lock before it fails with kind Storage.
    void setPatience(std::chrono::milliseconds patience) const;

    /// Kind Storage where the file that was opened no longer stands at its path: what is written is lost.
    Result<void> isInPlace() const;
    /// See fileIdentity.
    const QByteArray& identity() const { return m_identity; }

    /// Runs the body inside BEGIN IMMEDIATE; commits when it succeeds, rolls back otherwise. Nothing is begun in a file
    /// that is not in its place.
    template <class Body>
    Result<void> transaction(Body body) const {
        if (auto inPlace = isInPlace(); !inPlace) return inPlace;
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
    QByteArray m_identity;
};

}  // namespace prophecy
