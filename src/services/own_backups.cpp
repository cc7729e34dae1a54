#include "services/own_backups.h"

#include "core/logging.h"
#include "domain/backup/history.h"
#include "services/environments/installation_marks.h"

namespace prophecy {

namespace {

/// Which operations went into an environment, under whatever name of it; each place is compared once.
class Places {
public:
    Places(Storage& storage, const Environment& environment) : m_storage(storage), m_environment(environment) {}

    bool isHere(const Operation& operation) {
        const QString place = operation.environment.text() + u' ' + targetKey(operation.target);
        const auto known = m_known.constFind(place);
        return known != m_known.constEnd() ? *known : *m_known.insert(place, compare(operation));
    }

private:
    bool compare(const Operation& operation) const {
        if (targetKey(operation.target) == targetKey(m_environment.root)) return true;
        if (!m_environment.id.isEmpty() && operation.environment == m_environment.id) return true;
        Environment destination;
        destination.id = operation.environment;
        destination.root = operation.target;
        return areSame(m_storage, destination, m_environment);
    }

    Storage& m_storage;
    const Environment& m_environment;
    QHash<QString, bool> m_known;
};

/// Its own, or the one that another name of it was stored with.
QString namespaceOf(Storage& storage, const Environment& environment) {
    if (!environment.nameSpace.isEmpty()) return environment.nameSpace;
    const auto all = storage.environments().all();
    if (!all) return {};
    for (const Environment& other : *all)
        if (!other.nameSpace.isEmpty() && areSame(storage, environment, other)) return other.nameSpace;
    return {};
}

}  // namespace

Ownership ownershipOf(Storage& storage, const Environment& environment) {
    const QString nameSpace = namespaceOf(storage, environment);
    const auto restores = storage.operations().restores();
    if (!restores) {
        qCWarning(logStorage) << restores.error().message;
        return {nameSpace, QDateTime(QDate(9999, 1, 1), QTime(0, 0), Qt::UTC)};  // nothing is known to be own
    }
    Places places(storage, environment);
    for (const Operation& restore : *restores)
        if (places.isHere(restore))
            return {nameSpace, restore.startedThere.isValid() ? restore.startedThere : restore.startedAt};
    return {nameSpace, {}};
}

QSet<BackupTimestamp> deletedFrom(Storage& storage, const Environment& environment, const QDateTime& now) {
    const auto deletions = storage.operations().deletionsSince(now.addDays(-kDisappearanceDays));
    if (!deletions) qCWarning(logStorage) << deletions.error().message;
    QSet<BackupTimestamp> deleted;
    Places places(storage, environment);
    for (const Operation& operation : deletions.value_or(std::vector<Operation>()))
        if (places.isHere(operation)) deleted << operation.timestamp;
    return deleted;
}

Result<std::optional<OperationState>> deletionOf(Storage& storage, const Environment& environment,
                                                 const BackupTimestamp& timestamp) {
    const auto deletions = storage.operations().deletionsOf(timestamp);
    if (!deletions) return fail(deletions.error());
    Places places(storage, environment);
    std::optional<OperationState> state;
    for (const Operation& operation : *deletions)
        if (places.isHere(operation)) state = operation.state;
    return state;
}

}  // namespace prophecy
