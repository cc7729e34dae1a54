#pragma once

#include <QJsonObject>
#include <QUrl>
#include <functional>
#include <vector>

#include "core/clock.h"
#include "core/ids.h"
#include "storage/connection.h"
#include "storage/journal_anchor.h"

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

/// Whether the end of a journal is the one that was written last. Unknown: nothing outside the file knows.
enum class JournalTail { Unknown, Holds, Cut, Rewritten };

struct JournalCheck {
    qint64 rows = 0;
    std::optional<qint64> firstBroken;  ///< sequence number of the first row whose hash or chain does not fit
    JournalTail tail = JournalTail::Unknown;
    qint64 lastKnown = 0;     ///< the entry that is known outside the file; 0 for none
    QStringList unaccounted;  ///< operations in the same file of which the journal has no beginning, or no end
    bool isIntact() const {
        return !firstBroken && tail != JournalTail::Cut && tail != JournalTail::Rewritten && unaccounted.isEmpty();
    }
};

/// The insert-only record: each row holds the SHA-256 of its content and of the row before, which proves changes
/// inside. Against rows that were cut off at the end, or a chain that was written anew, stand the operations of the
/// same file and the anchor outside of it.
class Journal {
public:
    Journal(const Connection& connection, const Clock& clock, JournalAnchor anchor)
        : m_connection(connection), m_clock(clock), m_anchor(std::move(anchor)) {}

    /// What must hold in the transaction that records; its error is the outcome, and nothing is recorded.
    using Guard = std::function<Result<void>()>;
    Result<void> append(const JournalNote& note, const Guard& guard = {}) const;
    /// For use inside a transaction that the caller holds.
    Result<void> appendWithin(const JournalNote& note) const;
    /// Newest first.
    Result<std::vector<JournalRow>> read(int limit) const;
    /// What was noted about one operation, oldest first.
    Result<std::vector<JournalRow>> about(const OperationId& operation) const;
    /// What was noted of one installation under actions that begin like this, newest first.
    Result<std::vector<JournalRow>> actionsLike(const QString& prefix, const QUrl& target, int limit) const;
    Result<JournalCheck> verify() const;
    /// The entry that this process wrote last; nothing before the first.
    const std::optional<JournalAnchor::Tip>& written() const { return m_written; }
    const JournalAnchor& anchor() const { return m_anchor; }
    /// To the entry that this process wrote last, once it is committed.
    void moveAnchor() const;

private:
    Result<std::vector<JournalRow>> select(const QString& rest, const QVariantList& values) const;

    Result<QStringList> unaccounted() const;

    const Connection& m_connection;
    const Clock& m_clock;
    JournalAnchor m_anchor;
    mutable std::optional<JournalAnchor::Tip> m_written;
};

}  // namespace prophecy
