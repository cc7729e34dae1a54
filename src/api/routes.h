#pragma once

#include <QByteArray>
#include <QString>
#include <optional>

#include "domain/environment.h"

namespace prophecy {

/// The calls of the contract (prophecy-api.md, "Calls").
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

/// The route in this dialect, with the environment's override of the path applied; nothing when the dialect has no
/// such call. Auto counts as platform.
std::optional<Route> routeOf(ApiCall call, const Environment& environment);

}  // namespace prophecy
