#include "services/installation_marks.h"

#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>

namespace prophecy {

namespace {

constexpr std::size_t kKeptEntries = 12;

QString nameOf(const EnvironmentId& id) {
    return QStringLiteral("marks ") + id.text();
}

/// What can be said without asking anybody.
QStringList plainDoors(const Environment& environment) {
    const QString host = environment.root.host();
    if (host == u"localhost") return doorsOf(environment.root, {QStringLiteral("127.0.0.1")});
    return QHostAddress(host).isNull() ? QStringList() : doorsOf(environment.root, {host});
}

bool isSame(Storage& storage, const Environment& other, const QStringList& doors, const BackupList& list) {
    const QJsonObject kept = QJsonDocument::fromJson(storage.setting(nameOf(other.id))).object();
    QStringList known = plainDoors(other);
    for (const QJsonValue door : kept.value(u"doors").toArray()) known << door.toString();
    if (!shareDoor(known, doors)) return false;
    const QJsonArray newest = kept.value(u"newest").toArray();
    if (newest.isEmpty()) return !kept.contains(u"newest") || list.backups.empty();
    return std::any_of(list.backups.begin(), list.backups.end(),
                       [&](const Backup& backup) { return newest.contains(backup.timestamp.text()); });
}

}  // namespace

InstallationMarks marksOf(const QStringList& doors, const BackupList& list) {
    return {doors, newestOf(list, kKeptEntries)};
}

void keepMarks(Storage& storage, const EnvironmentId& id, const InstallationMarks& marks) {
    QJsonArray newest;
    for (const BackupTimestamp& timestamp : marks.newest) newest.append(timestamp.text());
    const QJsonObject kept{{QStringLiteral("doors"), QJsonArray::fromStringList(marks.doors)},
                           {QStringLiteral("newest"), newest}};
    const QByteArray json = QJsonDocument(kept).toJson(QJsonDocument::Compact);
    if (storage.setting(nameOf(id)) != json) storage.setSetting(nameOf(id), json);
}

Result<std::vector<Environment>> otherNamesOf(Storage& storage, const Environment& environment,
                                              const QStringList& doors, const BackupList& list) {
    auto all = storage.environments().all();
    if (!all) return fail(all.error());
    std::erase_if(*all, [&](const Environment& other) {
        return other.id == environment.id || !isSame(storage, other, doors, list);
    });
    return all;
}

}  // namespace prophecy
