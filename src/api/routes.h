#pragma once

#include <QByteArray>
#include <QString>
#include <optional>

#include "domain/environment.h"

namespace prophecy {

/// The calls of the contract (docs/api.md, "Calls").
enum class ApiCall {
    StartBackup,
    LatestBackup,
    BackupStatus,
    ListBackups,
    DeleteBackup,
    StartRestore,
    RestoreStatus,
    ReadBackupConfig,
    ReadObjectStoreConfig,
    WriteBackupConfig,
    Users,
    Versions,
    StartUpgrade,
    UpgradeStatus
};

struct Route {
    QByteArray method;
    QString path;
    QString query;      ///< fixed query such as configType=backup; empty for most
    bool once = false;  ///< starts, changes or deletes something: sent once, never repeated
};

QString kebabName(ApiCall call);

/// Kind Usage for an override of a call that does not exist or with a malformed path; Refused where one call would
/// reach the path of another that starts, changes or deletes something, however it is spelt.
Result<void> checkOverrides(const Environment& environment);

/// The same for one call, before each request: a record may hold what was never checked.
Result<void> checkRoute(ApiCall call, const Environment& environment);

/// The route in this dialect, with the environment's override of the path applied; nothing when the dialect has no
/// such call. Auto counts as platform.
std::optional<Route> routeOf(ApiCall call, const Environment& environment);

}  // namespace prophecy
