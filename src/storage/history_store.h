#pragma once

#include <QThreadPool>

#include "core/call.h"
#include "domain/history.h"
#include "storage/connection.h"

namespace prophecy {

struct SeenHistory {
    std::vector<KnownBackup> entries;
    QDateTime readAt;  ///< when the server's list was read last, invalid when never
};

/// The backups that were ever seen, kept longer than the server keeps them. Reads and writes happen on one thread of
/// its own, in the order in which they were asked for.
class HistoryStore {
public:
    explicit HistoryStore(QString databasePath);
    ~HistoryStore();

    Call load(const EnvironmentId& id, QObject* context, Handler<SeenHistory> handler);
    /// Writes the entries that changed and when the list was read. Failures are logged: history is a convenience.
    void save(const EnvironmentId& id, std::vector<KnownBackup> changed, const QDateTime& readAt);
    void saveDuration(const EnvironmentId& id, const BackupTimestamp& timestamp, qint64 tookMs);

private:
    QString m_path;
    QThreadPool m_pool;
};

}  // namespace prophecy
