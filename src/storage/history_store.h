#pragma once

#include <QThreadPool>

#include "core/call.h"
#include "domain/backup/history.h"
#include "storage/connection.h"

namespace prophecy {

struct SeenHistory {
    std::vector<KnownBackup> entries;
    QDateTime readAt;  ///< when the server's list was read last, invalid when never
};

/// The backups that were ever seen at an installation (see targetKey), kept longer than the server keeps them. Reads
/// and writes happen on one thread of its own, in the order in which they were asked for.
class HistoryStore {
public:
    /// identity: of the file that is meant, see fileIdentity.
    HistoryStore(QString databasePath, QByteArray identity);
    ~HistoryStore();

    Call load(const QString& installation, QObject* context, Handler<SeenHistory> handler);
    /// Writes the entries that changed and when the list was read. Failures are logged: history is a convenience.
    void save(const QString& installation, std::vector<KnownBackup> changed, const QDateTime& readAt);

private:
    QString m_path;
    QByteArray m_identity;
    QThreadPool m_pool;
};

}  // namespace prophecy
