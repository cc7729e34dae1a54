#pragma once

#include <QJsonObject>
#include <functional>
#include <optional>

#include "domain/operation/operation.h"
#include "domain/restore/restore.h"
#include "services/environments/protection.h"

namespace prophecy {

struct DeleteOrder {
    BackupTimestamp timestamp;
};

struct RestoreOrder {
    RestoreRequest request;
    QString sourceName;
    std::optional<Environment> source{};  ///< where the backup must be listed; empty where that was waived
    bool nextKeyHeld = false;             ///< a key of the source is at hand for when the destination's are replaced
};

struct UpgradeOrder {
    UpgradeRequest request;
    QString from;  ///< the version that the checks saw; must still run
};

struct ConfigOrder {
    BackupConfig seen;  ///< what the admin decided on; must still stand there
    BackupConfig wanted;
    bool offered = true;                                      ///< false where it is known that there is no such call
    std::function<void(const BackupConfig& onServer)> met{};  ///< told what stands there right before
};

/// Something that cannot be undone, as the admin agreed to it. Whoever asks makes the id and keeps it before, so that
/// nobody has to guess later which operation is theirs.
struct Order {
    OperationId id;
    OperationKind kind = OperationKind::Backup;
    Environment environment;
    Consent consent{};
    BackupTimestamp wayBack{};  ///< must still be listed, as one of the environment's own; empty for none
    QString seenPeer{};         ///< the machine that the checks saw; empty for any
    QJsonObject note{};         ///< what else goes into the journal
    std::variant<std::monostate, DeleteOrder, RestoreOrder, UpgradeOrder, ConfigOrder> what{};
};

OperationId newOperationId();
Order backupOrder(const Environment& environment, const Consent& consent);
Order deleteOrder(const Environment& environment, const BackupTimestamp& timestamp, const Consent& consent);

Order configOrder(const Environment& environment, const BackupConfig& seen, const BackupConfig& wanted,
                  const Consent& consent);

}  // namespace prophecy
