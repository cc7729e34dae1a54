#pragma once

#include <QJsonObject>

#include "domain/operation.h"
#include "domain/restore.h"
#include "services/connector.h"
#include "services/protection.h"

namespace prophecy {

/// Something that cannot be undone, as the admin asked for it.
struct DangerousRequest {
    Environment environment;
    OperationKind kind = OperationKind::Backup;
    BackupTimestamp timestamp;
    Consent consent;
    RestoreRequest restore;             ///< of a restore only
    bool nextKeyHeld = false;           ///< of a restore only
    QString sourceName;                 ///< of a restore only
    BackupTimestamp safety;             ///< the backup of the destination made before a restore; empty for none
    std::optional<Environment> source;  ///< where a restore's backup must be listed; empty where that was waived
    QJsonObject note;                   ///< what else goes into the journal
};

/// What the server said right before the request left.
struct Baseline {
    Endpoint endpoint;
    BackupList list;
    std::optional<QString> restoreStatus;  ///< of a restore only (prophecy-api.md, trap 16)
};

/// The last look before something irreversible: the server answers, the key is good, nothing runs there, and what the
/// request is about is still as the admin saw it. An error means that nothing may be sent.
Call lookBefore(Connector& connector, const DangerousRequest& request, QObject* context, Handler<Baseline> handler);

}  // namespace prophecy
