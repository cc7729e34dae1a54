#pragma once

#include <QSet>
#include <QSqlQuery>
#include <vector>

#include "domain/operation/operation.h"
#include "storage/journal.h"

namespace prophecy {

struct StoredOperation {
    Operation operation;
    QString owner;  ///< token of the process that acts on it; the others only watch
};

/// Operations that may still be under way. A unique index allows one unfinished operation per installation and lane,
/// whatever process or environment name it is asked from; kinds that exclude each other across lanes are told in the
/// same transaction.
class OperationStore {
public:
    OperationStore(const Connection& connection, const Journal& journal)
        : m_connection(connection), m_journal(journal) {}
    /// Those of the console, unless a test brings its own.
    void useKinds(std::span<const OperationKind> kinds) { m_kinds = kinds; }

    /// The row and its journal note in one commit; kind Conflict when another one is unfinished there.
    Result<void> begin(const Operation& operation, const QString& owner, const JournalNote& note,
                       const Journal::Guard& guard = {}) const;
    /// Both are of kind Conflict when the operation has ended already, or was never begun.
    Result<void> update(const Operation& operation) const;
    Result<void> finish(const Operation& operation, const JournalNote& note) const;
    Result<std::vector<StoredOperation>> unfinished() const;
    /// Finished ones whose end is owed another look.
    Result<std::vector<StoredOperation>> toBeConfirmed() const;
    /// What that look came to: the same end, or an unfinished operation again, which is then owner's; kind Conflict
    /// where another one is unfinished there by now. note is written only where it is given.
    Result<void> amend(const Operation& operation, const QString& owner, const std::optional<JournalNote>& note) const;
    Result<std::optional<StoredOperation>> find(const OperationId& id) const;
    /// Restores that may have changed what they went into, newest first.
    Result<std::vector<Operation>> restores() const;
    /// Deletions of backups that were not refused, begun since then; of one backup, whenever it was.
    Result<std::vector<Operation>> deletionsSince(const QDateTime& time) const;
    Result<std::vector<Operation>> deletionsOf(const BackupTimestamp& timestamp) const;
    /// Takes over from a dead owner; false when somebody else was faster.
    Result<bool> adopt(const OperationId& id, const QString& from, const QString& to) const;

private:
    Result<void> checkAlone(const Operation& operation) const;
    StoredOperation rowOf(const QSqlQuery& query) const;
    Result<std::vector<Operation>> deletionsWhere(const QString& condition, const QString& value) const;

    const Connection& m_connection;
    const Journal& m_journal;
    std::span<const OperationKind> m_kinds = allKinds();
};

}  // namespace prophecy
