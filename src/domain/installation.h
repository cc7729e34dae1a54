#pragma once

#include <QStringList>
#include <QUrl>

#include "domain/backup/backup.h"
#include "domain/environment.h"

namespace prophecy {

// By what an installation is recognised, whatever name leads to it.

/// How much two names look like one installation.
enum class Likeness {
    None,
    Lists,  ///< other doors, the same backups: one installation with two ways in, or one that was restored from another
    Same,   ///< the same door, and the same backups as far back as both tell; or nothing known that tells them apart
};

struct Resembling {
    Environment environment;
    Likeness likeness;
};

/// "127.0.0.1:8443" for each address that a name leads to; a machine's own addresses count as one.
QStringList doorsOf(const QUrl& root, const QStringList& addresses);
bool shareDoor(const QStringList& a, const QStringList& b);

/// Whether both lists hold the same backups, but for one that came or went between two looks. Two empty lists tell
/// nothing, and count as the same.
bool listTheSame(const BackupList& a, const BackupList& b);

/// "2026-11-22t06-00-00 app https://…": timestamp, namespace and place, since two installations may write at the same
/// second. In the order of time.
QString entryOf(const Backup& backup);
/// The newest entries, newest first, by which a list is recognised later.
QStringList newestOf(const BackupList& list, qsizetype count);

}  // namespace prophecy
