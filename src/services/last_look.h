#pragma once

#include <QJsonObject>

#include "domain/operation.h"
#include "domain/ownership.h"
#include "domain/restore.h"
#include "services/connector.h"
#include "services/protection.h"

namespace prophecy {

/// Something that cannot be undone, as the admin asked for it.
struct DangerousRequest {
    Environment environment;
    OperationKind kind = OperationKind::Backup;
    BackupTimestamp timestamp{};
    Consent consent{};
    RestoreRequest restore{};             ///< of a restore only
    bool nextKeyHeld = false;             ///< of a restore only
    QString sourceName{};                 ///< of a restore only
    BackupTimestamp safety{};             ///< the way back, which must still be listed; empty for none
    std::optional<Environment> source{};  ///< where a restore's backup must be listed; empty where that was waived
    UpgradeRequest upgrade{};             ///< of an upgrade only
    QString seenVersion{};                ///< of an upgrade only: what must still run there
    QString seenPeer{};                   ///< the machine that the checks saw; empty for any
    Ownership ownership{};                ///< which listed backups are the environment's own
    QJsonObject note{};                   ///< what else goes into the journal
};

/// What the server said right before the request left.
struct Baseline {
    Endpoint endpoint;  ///< what is sent once through it reaches the machine that was looked at, and no other
    BackupList list;
    QStringList doors;                     ///< where the name led; empty where that could not be found out
    std::optional<QString> restoreStatus;  ///< of a restore only (prophecy-api.md, trap 16)
    std::optional<QString> upgradeStatus;  ///< of an upgrade only; nothing where the call is not offered
};

/// Whether something else than an upgrade may go on although the status of upgrades was not read: where the API does
/// not tell it, or with a reason where a page stands in the way; never where the installation is away.
Result<void> mayGoOnUntold(const Environment& environment, const Error& error, const AcceptedReasons& accepted);

/// The last look before something irreversible: the server answers, the key is good, nothing runs there, and what the
/// request is about is still as the admin saw it. An error means that nothing may be sent.
Call lookBefore(Connector& connector, const DangerousRequest& request, QObject* context, Handler<Baseline> handler);

}  // namespace prophecy
