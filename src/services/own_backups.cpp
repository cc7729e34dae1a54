#include "services/own_backups.h"

#include "core/logging.h"

namespace prophecy {

Ownership ownershipOf(Storage& storage, const Environment& environment) {
    const auto since = storage.operations().lastRestoreInto(environment.root);
    if (!since) qCWarning(logStorage) << since.error().message;
    return {environment.nameSpace, since.value_or(QDateTime())};
}

QSet<BackupTimestamp> deletedFrom(Storage& storage, const Environment& environment) {
    const auto deleted = storage.operations().deletedFrom(environment.root);
    if (!deleted) qCWarning(logStorage) << deleted.error().message;
    return deleted.value_or(QSet<BackupTimestamp>());
}

}  // namespace prophecy
