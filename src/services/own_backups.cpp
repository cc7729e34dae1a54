#include "services/own_backups.h"

#include "core/logging.h"
#include "services/installation_marks.h"

namespace prophecy {

Ownership ownershipOf(Storage& storage, const Environment& environment) {
    const auto restores = storage.operations().restores();
    if (!restores) {
        qCWarning(logStorage) << restores.error().message;
        return {environment.nameSpace,
                QDateTime(QDate(9999, 1, 1), QTime(0, 0), Qt::UTC)};  // nothing is known to be own
    }
    QSet<QString> elsewhere;
    for (const Operation& restore : *restores) {
        const QString place = restore.environment.text() + u' ' + targetKey(restore.target);
        if (elsewhere.contains(place)) continue;
        Environment destination;
        destination.id = restore.environment;
        destination.root = restore.target;
        const bool here = targetKey(restore.target) == targetKey(environment.root) ||
                          (!environment.id.isEmpty() && restore.environment == environment.id) ||
                          areSame(storage, destination, environment);
        if (here)
            return {environment.nameSpace, restore.startedThere.isValid() ? restore.startedThere : restore.startedAt};
        elsewhere << place;
    }
    return {environment.nameSpace, {}};
}

QSet<BackupTimestamp> deletedFrom(Storage& storage, const Environment& environment) {
    const auto deleted = storage.operations().deletedFrom(environment.root);
    if (!deleted) qCWarning(logStorage) << deleted.error().message;
    return deleted.value_or(QSet<BackupTimestamp>());
}

}  // namespace prophecy
