#include "services/operations/order.h"

#include <QUuid>

namespace prophecy {

OperationId newOperationId() {
    return OperationId(QUuid::createUuid().toString(QUuid::WithoutBraces));
}

Order backupOrder(const Environment& environment, const Consent& consent) {
    return {.id = newOperationId(), .kind = OperationKind::Backup, .environment = environment, .consent = consent};
}

Order deleteOrder(const Environment& environment, const BackupTimestamp& timestamp, const Consent& consent) {
    return {.id = newOperationId(),
            .kind = OperationKind::Delete,
            .environment = environment,
            .consent = consent,
            .what = DeleteOrder{timestamp}};
}

Order configOrder(const Environment& environment, const BackupConfig& seen, const BackupConfig& wanted,
                  const Consent& consent) {
    return {.id = newOperationId(),
            .kind = OperationKind::Config,
            .environment = environment,
            .consent = consent,
            .what = ConfigOrder{seen, wanted}};
}

}  // namespace prophecy
