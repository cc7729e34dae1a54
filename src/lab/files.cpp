#include "lab/files.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

namespace prophecy::lab {

bool writeFile(const QString& path, const QByteArray& bytes) {
    if (!QDir().mkpath(QFileInfo(path).path())) return false;
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
}

QJsonObject readObject(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

bool copyTree(const QString& from, const QString& to) {
    const QDir source(from);
    if (!source.exists()) return false;
    const QString fresh = to + QStringLiteral(".new");
    QDir(fresh).removeRecursively();
    if (!QDir().mkpath(fresh)) return false;
    QDirIterator files(from, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const QString file = files.next();
        const QString target = fresh + u'/' + source.relativeFilePath(file);
        if (!QDir().mkpath(QFileInfo(target).path()) || !QFile::copy(file, target)) return false;
    }
    return QDir(to).removeRecursively() && QDir().rename(fresh, to);
}

QJsonObject toJson(const Backup& backup) {
    return {{QStringLiteral("backupurl"), backup.url},
            {QStringLiteral("namespace"), backup.nameSpace},
            {QStringLiteral("status"), backup.status},
            {QStringLiteral("timestamp"), backup.timestamp.text()}};
}

std::vector<Backup> readCatalogue(const QString& path) {
    std::vector<Backup> backups;
    for (const QJsonValue value : readObject(path).value(u"backups").toArray()) {
        const QJsonObject entry = value.toObject();
        backups.push_back({BackupTimestamp(entry.value(u"timestamp").toString()), entry.value(u"status").toString(),
                           entry.value(u"namespace").toString(), entry.value(u"backupurl").toString()});
    }
    return backups;
}

bool writeCatalogue(const QString& path, const std::vector<Backup>& backups) {
    QJsonArray array;
    for (const Backup& backup : backups) array.append(toJson(backup));
    return writeFile(path,
                     QJsonDocument(QJsonObject{{QStringLiteral("backups"), array}}).toJson(QJsonDocument::Compact));
}

}  // namespace prophecy::lab
