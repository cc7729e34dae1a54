#pragma once

#include <span>

#include "app/ctl/output.h"
#include "domain/operation/operation.h"

namespace prophecy::ctl {

// What is told of an operation of any kind.
namespace reporting {
QJsonObject describe(const Operation& operation, BackupState state);
QString runningText(const Operation& operation);
QString doneText(const Operation& operation);
QString backupOf(const Operation& operation);
Error failure(const Operation& operation);
bool never(const Operation& operation);
}  // namespace reporting

/// How a command tells of one kind of operation. One row a kind, with the commands of that kind; what it
/// does not name is told as of any.
struct KindReport {
    OperationKind kind;
    QJsonObject (*describe)(const Operation& operation, BackupState state) = &reporting::describe;
    QString (*runningText)(const Operation& operation) = &reporting::runningText;
    QString (*doneText)(const Operation& operation) = &reporting::doneText;
    /// What it is about: a backup, or versions.
    QString (*aim)(const Operation& operation) = &reporting::backupOf;
    Error (*failure)(const Operation& operation) = &reporting::failure;
    /// That the server does not answer belongs to it, so that nobody gives up meanwhile.
    bool goesAway = false;
    /// That is so now.
    bool (*isAway)(const Operation& operation) = &reporting::never;
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

}  // namespace prophecy::ctl
