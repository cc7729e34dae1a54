#pragma once

#include <QJsonObject>
#include <QStringList>

#include "core/result.h"
#include "domain/backup/backup.h"
#include "domain/config/config.h"
#include "domain/environment.h"

namespace prophecy {

/// What a restore is asked to do. The backup is named by its timestamp and by the namespace of the installation that
/// took it; a skipped service keeps what the destination has.
struct RestoreRequest {
    BackupTimestamp timestamp;
    QString sourceNamespace;
    QStringList skipped;
    bool operator==(const RestoreRequest&) const = default;
};

/// The services that can be skipped; older installs also have postgres.
QStringList restorableServices(Dialect dialect);

/// The body as it is sent: both "disable" and "disabled" for a skipped service, nothing for the others
/// (docs/api.md, trap 4).
QJsonObject bodyOf(const RestoreRequest& request);

/// Kind Usage for a malformed timestamp, a missing namespace or a service that does not exist; Refused where nothing
/// would be restored.
Result<void> checkRequest(const RestoreRequest& request);

enum class RestoreKind { InPlace, ToDr, Copy };

/// A whole restore: from where, to where, and what the admin decided on the way.
struct RestorePlan {
    Environment source;  ///< where the backup is looked up
    Environment destination;
    RestoreRequest request;
    bool nextKeyHeld = false;  ///< a key of the source is ready for when the destination's keys are replaced (trap 7)
    bool nextKeyForThisRun = false;  ///< in memory alone: gone with the program

    bool inPlace() const { return targetKey(source.root) == targetKey(destination.root); }
    RestoreKind kind() const;
};

/// Copies one local backup from the source's volume to the destination's (trap 12); quoted for a POSIX shell.
QStringList copyCommands(const RestorePlan& plan);

}  // namespace prophecy
