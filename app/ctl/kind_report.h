#pragma once

#include <span>

#include "app/ctl/output.h"
#include "domain/operation.h"

namespace prophecy::ctl {

/// How a command tells of one kind of operation. One row a kind, with the commands of that kind; one without a row is
/// told as any is.
struct KindReport {
    OperationKind kind;
    QJsonObject (*describe)(const Operation& operation, BackupState state);
    QString (*runningText)(const Operation& operation);
    QString (*doneText)(const Operation& operation);
    /// What it is about: a backup, or versions.
    QString (*aim)(const Operation& operation);
    Error (*failure)(const Operation& operation);
    /// That the server does not answer belongs to it, so that nobody gives up meanwhile.
    bool goesAway = false;
    /// That is so now.
    bool (*isAway)(const Operation& operation);
    /// The server's words are its progress.
    bool tellsItsText = false;
};

using KindReports = std::span<const KindReport>;

KindReports allKindReports();
KindReport reportFor(OperationKind kind, KindReports table);

extern const KindReport kBackupReport;
extern const KindReport kRestoreReport;
extern const KindReport kUpgradeReport;
extern const KindReport kConfigReport;

// What the rows of several kinds share.
namespace reporting {
QJsonObject describe(const Operation& operation, BackupState state);
QString backupOf(const Operation& operation);
Error failure(const Operation& operation);
bool never(const Operation& operation);
}  // namespace reporting

}  // namespace prophecy::ctl
