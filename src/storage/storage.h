#pragma once

#include <QHash>
#include <memory>
#include <optional>

#include "domain/checks/checks.h"
#include "storage/draft_store.h"
#include "storage/environment_store.h"
#include "storage/history_store.h"
#include "storage/journal.h"
#include "storage/operation_store.h"

class QLockFile;

namespace prophecy {

/// The one SQLite file of a profile and what is kept in it. The file holds no key and no password.
class Storage {
public:
    /// Opens or makes <profile>/prophecy.sqlite. A file that SQLite finds corrupt, or a log whose file is gone, is set
    /// aside under another name, and foundLost() tells of it; nothing is replaced in silence. Kind Storage when nothing
    /// can be opened, or a console that runs has another file open under this name.
    static Result<std::unique_ptr<Storage>> open(const QString& profileDir, const Clock& clock);
    ~Storage();

    /// For a thread that must not stand still while another program holds the file; what fails is tried again later or
    /// told. See Connection.
    void setPatience(std::chrono::milliseconds patience) const { m_connection.setPatience(patience); }

    EnvironmentStore& environments() { return m_environments; }
    OperationStore& operations() { return m_operations; }
    DraftStore& drafts() { return m_drafts; }
    HistoryStore& history() { return m_history; }
    const Journal& journal() const { return m_journal; }
    /// What this opening found to be lost, and none before it.
    const std::optional<LostRecord>& foundLost() const { return m_foundLost; }

    /// Whether what was just recorded stands in the file at its path, and not in one that was removed or replaced under
    /// this program: read back over a connection of its own. Kind Storage otherwise. The journal's anchor moves with
    /// it.
    Result<void> proveRecorded() const;
    /// What is lost of the record, while nobody accepted that for this installation.
    std::optional<LostRecord> lostRecord(const QUrl& target) const;
    void acceptLostRecord(const QUrl& target);

    QByteArray setting(const QString& name) const;
    void setSetting(const QString& name, const QByteArray& value);

    /// This process's token as an owner of operations, backed by a lock file that dies with the process.
    Result<QString> ownerToken();
    /// Renews this process's sign of life. To be called at least once a minute while it owns something.
    void giveSignOfLife();
    /// Whether the process behind a token still runs: its lock is held, and it gave a sign of life in the last minutes.
    /// A lock alone does not tell where the profile is shared between machines or containers.
    bool isAlive(const QString& token) const;
    /// Whose token it is: "anna on ws1 (process 12), last sign of life 2026-11-22 09:00:00 UTC"; empty where its lock
    /// is gone.
    QString describeOwner(const QString& token) const;

private:
    Storage(Connection connection, QString profileDir, const Clock& clock);

    void beginAnew(const QString& setAside);
    void findLost();
    void lose(const LostRecord& lost);
    bool isSilent(const QString& token) const;

    QString m_profileDir;
    const Clock& m_clock;
    mutable QHash<QString, std::chrono::milliseconds> m_signSeen;  ///< by the steady clock, for each other owner
    Connection m_connection;
    Journal m_journal;
    EnvironmentStore m_environments;
    OperationStore m_operations;
    DraftStore m_drafts;
    HistoryStore m_history;
    std::optional<LostRecord> m_foundLost;
    QString m_token;
    std::unique_ptr<QLockFile> m_lock;
};

}  // namespace prophecy
