#include "api/routes.h"

#include <array>

namespace prophecy {

namespace {

struct Entry {
    ApiCall call;
    const char* name;
    const char* method;
    const char* platform;
    const char* athena;  ///< nullptr: not offered there
    const char* query;
    bool once;
};

constexpr std::array kRoutes{
    Entry{ApiCall::StartBackup, "start-backup", "POST", "/api/backup", "/ondemandbackup", "", true},
    Entry{ApiCall::LatestBackup, "latest-backup", "GET", "/api/backup/latest", "/backup/latest", "", false},
    Entry{ApiCall::BackupStatus, "backup-status", "GET", "/api/backup/status", "/backup/status", "", false},
    Entry{ApiCall::ListBackups, "list-backups", "GET", "/api/backup/list", "/backup/list", "", false},
    Entry{ApiCall::DeleteBackup, "delete-backup", "GET", "/api/backup/delete", "/backup/delete", "", true},
    Entry{ApiCall::StartRestore, "start-restore", "POST", "/api/restore", "/ondemandrestore", "", true},
    Entry{ApiCall::RestoreStatus, "restore-status", "GET", "/api/restore/status", "/restore/status", "", false},
    Entry{ApiCall::ReadBackupConfig, "read-backup-config", "GET", "/api/feature/getConfig", nullptr,
          "configType=backup", false},
    Entry{ApiCall::ReadObjectStoreConfig, "read-object-store-config", "GET", "/api/feature/getConfig", nullptr,
          "configType=objectStore", false},
    Entry{ApiCall::WriteBackupConfig, "write-backup-config", "POST", "/api/feature/setConfig", nullptr, "", true},
    Entry{ApiCall::Users, "users", "GET", "/api/auth/userDetails", nullptr, "", false},
    Entry{ApiCall::Versions, "versions", "GET", "/api/upgrade/versions", nullptr, "", false},
    Entry{ApiCall::StartUpgrade, "start-upgrade", "POST", "/api/upgrade", nullptr, "", true},
    Entry{ApiCall::UpgradeStatus, "upgrade-status", "GET", "/api/upgrade/status", nullptr, "", false},
};

const Entry& entryOf(ApiCall call) {
    return kRoutes[static_cast<std::size_t>(call)];
}

}  // namespace

QString kebabName(ApiCall call) {
    return QString::fromLatin1(entryOf(call).name);
}

std::optional<Route> routeOf(ApiCall call, const Environment& environment) {
    const Entry& entry = entryOf(call);
    Route route{entry.method, {}, QString::fromLatin1(entry.query), entry.once};
    const QString overridden = environment.pathOverrides.value(kebabName(call));
    if (!overridden.isEmpty()) {
        route.path = overridden;
        return route;
    }
    if (environment.dialect != Dialect::Athena) {
        route.path = QString::fromLatin1(entry.platform);
        return route;
    }
    if (!entry.athena) return std::nullopt;
    route.path = QStringLiteral("/athena/api/v1") + QString::fromLatin1(entry.athena);
    return route;
}

}  // namespace prophecy
