#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <vector>

#include "domain/backup/backup.h"

namespace prophecy::lab {

/// Writes a file whole or not at all, making its folder; false when that failed.
bool writeFile(const QString& path, const QByteArray& bytes);

/// An empty object when the file is missing or no JSON object.
QJsonObject readObject(const QString& path);

/// Copies a folder beside its destination and then swaps it in; false when the source is missing or a copy failed.
bool copyTree(const QString& from, const QString& to);

std::vector<Backup> readCatalogue(const QString& path);
bool writeCatalogue(const QString& path, const std::vector<Backup>& backups);

QJsonObject toJson(const Backup& backup);

}  // namespace prophecy::lab
