#include "api/routes.h"

#include <QUrl>
#include <algorithm>
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

QString athenaPath(const Entry& entry) {
    return QStringLiteral("/athena/api/v1") + QString::fromLatin1(entry.athena);
}

/// As a careless gateway may read it: decoded, without parameters, empty and "." segments, in lower case.
QString normalised(QString path) {
    for (QString before; before != path;) {
        before = path;
        path = QUrl::fromPercentEncoding(path.toUtf8());
    }
    QStringList segments;
    for (const QString& segment : path.normalized(QString::NormalizationForm_KC).toLower().split(u'/')) {
        const QString name = segment.section(u';', 0, 0).section(u'?', 0, 0).section(u'#', 0, 0).trimmed();
        if (name == u"..") {
            if (!segments.isEmpty()) segments.removeLast();
        } else if (!name.isEmpty() && name != u".") {
            segments << name;
        }
    }
    return segments.join(u'/');
}

/// Where a call may lead; one that changes something keeps its own places even where it is led elsewhere.
QStringList placesOf(const Entry& entry, const Environment& environment) {
    const QString overridden = environment.pathOverrides.value(QString::fromLatin1(entry.name));
    QStringList places;
    if (!overridden.isEmpty()) places << normalised(overridden);
    if (!overridden.isEmpty() && !entry.once) return places;
    places << normalised(QString::fromLatin1(entry.platform));
    if (entry.athena) places << normalised(athenaPath(entry));
    return places;
}

Result<void> checkApart(const Entry& call, const Environment& environment) {
    const QStringList places = placesOf(call, environment);
    const bool overridden = environment.pathOverrides.contains(QLatin1String(call.name));
    // A gateway may take away what stands before the path.
    const auto leadsTo = [&](const QStringList& all, const QString& place) {
        return all.contains(place) || (overridden && std::any_of(all.begin(), all.end(), [&](const QString& path) {
                                           return path.endsWith(u'/' + place);
                                       }));
    };
    for (const Entry& other : kRoutes) {
        if (!other.once || other.call == call.call) continue;
        for (const QString& place : placesOf(other, environment))
            if (leadsTo(places, place))
                return fail(ErrorKind::Refused,
                            QStringLiteral("The path of the call %1 is that of %2, which changes "
                                           "the installation.")
                                .arg(QString::fromLatin1(call.name), QString::fromLatin1(other.name)));
    }
    return {};
}

}  // namespace

Result<void> checkOverrides(const Environment& environment) {
    for (auto it = environment.pathOverrides.begin(); it != environment.pathOverrides.end(); ++it) {
        const bool known = std::any_of(kRoutes.begin(), kRoutes.end(),
                                       [&](const Entry& entry) { return it.key() == QLatin1String(entry.name); });
        if (!known) return fail(ErrorKind::Usage, QStringLiteral("There is no call \"%1\".").arg(it.key()));
        if (auto good = checkPathOverride(it.value()); !good) return good;
    }
    if (environment.pathOverrides.isEmpty()) return {};
    for (const Entry& entry : kRoutes)
        if (auto apart = checkApart(entry, environment); !apart) return apart;
    return {};
}

Result<void> checkRoute(ApiCall call, const Environment& environment) {
    if (environment.pathOverrides.isEmpty()) return {};
    const QString overridden = environment.pathOverrides.value(kebabName(call));
    if (!overridden.isEmpty())
        if (auto good = checkPathOverride(overridden); !good) return good;
    return checkApart(entryOf(call), environment);
}

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
    route.path = athenaPath(entry);
    return route;
}

}  // namespace prophecy
