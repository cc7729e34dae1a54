#pragma once

#include "services/environments/protection.h"
#include "storage/storage.h"

namespace prophecy {

/// By what an installation is recognised under its other names, as it was seen right before.
struct SeenInstallation {
    QStringList doors;
    BackupList list;
};

/// Whether something may be recorded and then sent, as the records stand in the transaction that records it: another
/// console may have removed, moved or protected the environment since it was read here. Kind Refused with the reason.
/// asked is the environment as the admin saw it; one that was never stored is judged by what is stored of its address.
/// Protection, and the rule of one operation, hold for the installation under all its names.
Result<void> admit(Storage& storage, const Environment& asked, OperationKind kind, Action action,
                   const Consent& consent, const SeenInstallation& seen);

}  // namespace prophecy
