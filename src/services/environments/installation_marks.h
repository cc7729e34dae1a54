#pragma once

#include "domain/environment.h"
#include "domain/installation.h"
#include "storage/storage.h"

namespace prophecy {

/// What one stored environment showed when it was asked last: where its name led, and the newest backups listed there.
struct InstallationMarks {
    QStringList doors;
    QStringList newest;  ///< see entryOf
};

InstallationMarks marksOf(const QStringList& doors, const BackupList& list);
/// Doors that are not known now do not replace those that were.
void keepMarks(Storage& storage, const Environment& environment, InstallationMarks marks);

/// Whether both lead to one installation, as far as what was kept of them tells.
bool areSame(Storage& storage, const Environment& a, const Environment& b);

/// The other stored environments that are, or may be, the same installation. Where a way leads is not always known, as
/// behind a proxy: then the lists decide.
Result<std::vector<Resembling>> resembling(Storage& storage, const Environment& environment, const QStringList& doors,
                                           const BackupList& list);

}  // namespace prophecy
