#pragma once

#include <QString>
#include <QStringList>
#include <QTimeZone>
#include <optional>
#include <vector>

#include "core/ids.h"

namespace prophecy {

/// The key of a backup, opaque to the API: "2023-02-02t16-00-00" in server time, without a zone.
using BackupTimestamp = Id<struct BackupTimestampTag>;

/// Whether the key has the documented form and names a real date and time.
bool isWellFormed(const BackupTimestamp& timestamp);

/// The instant in UTC, invalid for a malformed key. A time inside a spring gap moves forward as QDateTime does.
QDateTime instantOf(const BackupTimestamp& timestamp, const QTimeZone& serverZone);

enum class BackupState { Success, Running, Failed, Unknown };
QString kebabName(BackupState state);

/// What the ongoing sentence tells; the only progress there is (docs/api.md, trap 3).
struct Progress {
    QStringList pendingDbs;
    QStringList pendingVolumes;
    QStringList completedDbs;
    QStringList completedVolumes;

    int completed() const { return static_cast<int>(completedDbs.size() + completedVolumes.size()); }
    int total() const { return completed() + static_cast<int>(pendingDbs.size() + pendingVolumes.size()); }
    bool operator==(const Progress&) const = default;
};

/// Nothing when the text is not the ongoing sentence; a sentence whose lists are missing gives empty lists.
std::optional<Progress> parseOngoing(const QString& status);

/// One entry as the server told it. Every field may be empty: servers omit them.
struct Backup {
    BackupTimestamp timestamp;
    QString status;
    QString nameSpace;
    QString url;
    bool operator==(const Backup&) const = default;
};

/// What the words of a status say beyond "Success" and the ongoing sentence. No documentation lists them, so that only
/// what is known counts (docs/api.md, trap 3).
enum class StatusWords {
    None,
    SaysIdle,  ///< "no ongoing backup"
    SaysBusy,  ///< something goes on, told in other words than the ongoing sentence's
    Failure,   ///< "error copying …: exit status 1"
    Other
};
StatusWords wordsOf(const QString& status);
/// It tells of trouble, or of an end, and goes on all the same: "upload failed, retrying", "3 of 7 ready".
bool goesOn(const QString& status);

/// Exactly "Success" is a success; the ongoing sentence is running; no words, and words that something goes on, are
/// unknown; all else is a failure.
BackupState stateOf(const QString& status);
inline BackupState stateOf(const Backup& backup) {
    return stateOf(backup.status);
}

/// It names a backup, or says something of one.
bool isEntry(const Backup& backup);

struct BackupList {
    std::vector<Backup> backups;
    int malformedEntries = 0;  ///< array members that name no backup and say nothing
    QDateTime serverTime{};    ///< the server's clock when it answered; invalid when it does not tell
    QString peer{};            ///< which machine answered: its certificate, or its address and port; empty: not known

    /// nullptr where it is not listed.
    const Backup* find(const BackupTimestamp& timestamp) const;
};

/// What "latest", "status" and "restore status" say: an entry, an ongoing operation that names nothing, or nothing.
/// Words without a timestamp that are neither the ongoing sentence nor known to say that nothing runs are kept as they
/// are: they mean unknown.
using BackupAnswer = std::optional<Backup>;

/// What an answer to the question what runs says. Idle is only what is known to be.
enum class Activity { Idle, Running, Unknown };
Activity activityOf(const BackupAnswer& answer);

enum class LocationKind { Unknown, Local, S3, Azure, Gcp };

/// Where a backup lies, read from its URL.
struct Location {
    LocationKind kind = LocationKind::Unknown;
    QString container;  ///< bucket or container; the path for local
    bool operator==(const Location&) const = default;
};
Location locationOf(const QString& backupUrl);
/// "s3 · acme-backup"; empty when nothing is known.
QString locationText(const Location& location);

/// The link that may be opened: http and https only, otherwise nothing.
std::optional<QUrl> openableLink(const QString& url);

}  // namespace prophecy
