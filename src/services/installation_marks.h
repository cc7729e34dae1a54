#pragma once

#include "domain/environment.h"
#include "domain/installation.h"
#include "storage/storage.h"

namespace prophecy {

/// What one stored environment showed when it was asked last: where its name led, and the newest backups listed there.
struct InstallationMarks {
    QStringList doors;
    std::vector<BackupTimestamp> newest;
};

InstallationMarks marksOf(const QStringList& doors, const BackupList& list);
void keepMarks(Storage& storage, const EnvironmentId& id, const InstallationMarks& marks);

/// The other stored environments that lead to the same installation: through the same door, and with a backup that was
/// listed there; or with nothing known by which they could be told apart.
Result<std::vector<Environment>> otherNamesOf(Storage& storage, const Environment& environment,
                                              const QStringList& doors, const BackupList& list);

}  // namespace prophecy
