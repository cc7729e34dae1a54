#include "app/ctl/kind_report.h"

#include <algorithm>
#include <array>

namespace prophecy::ctl {

KindReports allKindReports() {
    static const std::array kTable{kBackupReport, kRestoreReport, kUpgradeReport, kConfigReport};
    return kTable;
}

KindReport reportFor(OperationKind kind, KindReports table) {
    const auto row =
        std::find_if(table.begin(), table.end(), [&](const KindReport& report) { return report.kind == kind; });
    if (row != table.end()) return *row;
    return {.kind = kind};
}

namespace reporting {

QJsonObject describe(const Operation& operation, BackupState state) {
    const QString& timestamp = operation.timestamp.text();
    QJsonObject told{{QStringLiteral("timestamp"), timestamp.isEmpty() ? QJsonValue() : QJsonValue(timestamp)},
                     {QStringLiteral("state"), kebabName(state)}};
    if (operation.neverSeenRunning) told.insert(QStringLiteral("seenRunning"), false);
    return told;
}

QString runningText(const Operation& operation) {
    return QStringLiteral("The %1 of %2 is running.").arg(kebabName(operation.kind), operation.environmentName);
}

QString doneText(const Operation& operation) {
    return QStringLiteral("The %1 of %2 succeeded.").arg(kebabName(operation.kind), operation.environmentName);
}

QString backupOf(const Operation& operation) {
    return operation.timestamp.text();
}

Error failure(const Operation& operation) {
    Error error = makeError(ErrorKind::OperationFailed, operation.text);
    if (operation.neverSeenRunning) error.detail.insert(QStringLiteral("seenRunning"), false);
    return error;
}

bool never(const Operation&) {
    return false;
}

}  // namespace reporting

}  // namespace prophecy::ctl
