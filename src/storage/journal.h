#pragma once

#include <QJsonObject>
#include <QUrl>
#include <vector>

#include "core/clock.h"
#include "core/ids.h"
#include "storage/connection.h"

namespace prophecy {

/// What is to be recorded: an action on an environment. Values of keys that look secret are masked on the way in.
struct JournalNote {
    QString environment;
    QUrl target;
    QString action;  ///< stable and kebab-case, "backup-start"
    QJsonObject detail;
};

struct JournalRow {
    qint64 seq = 0;
    QDateTime at;
    QString who;
    QString workstation;
    QString environment;
    QString target;
    QString action;
    QJsonObject detail;
    QString hash;
};

struct JournalCheck {
    qint64 rows = 0;
    std::optional<qint64> firstBroken;  ///< sequence number of the first row whose hash or chain does not fit
};

/// The insert-only record: each row holds the SHA-256 of its content and of the row before. It proves changes inside,
/// not that rows at the end were cut off.
class Journal {
public:
    Journal(const Connection& connection, const Clock& clock) : m_connection(connection), m_clock(clock) {}

    Result<void> append(const JournalNote& note) const;
    /// For use inside a transaction that the caller holds.
    Result<void> appendWithin(const JournalNote& note) const;
    /// Newest first.
    Result<std::vector<JournalRow>> read(int limit) const;
    /// What was noted about one operation, oldest first.
    Result<std::vector<JournalRow>> about(const OperationId& operation) const;
    /// What was noted of one installation under actions that begin like this, newest first.
    Result<std::vector<JournalRow>> actionsLike(const QString& prefix, const QUrl& target, int limit) const;
    Result<JournalCheck> verify() const;

private:
    Result<std::vector<JournalRow>> select(const QString& rest, const QVariantList& values) const;

    const Connection& m_connection;
    const Clock& m_clock;
};

}  // namespace prophecy
