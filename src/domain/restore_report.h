#pragma once

#include "domain/operation.h"
#include "domain/report_text.h"
#include "domain/restore_checks.h"

namespace prophecy {

/// What the destination says once the server called the restore a success.
struct FollowUpFacts {
    Fact<BackupList> list;
    Fact<BackupConfig> config;
    Fact<BackupConfig> sourceConfig;  ///< never answered in place
    Fact<Users> users;
    std::optional<qint64> usersBefore;
    BackupTimestamp safety;  ///< the destination's backup that was made before; empty for none
};

/// The API answers, the list is readable, the schedule is the source's, users are there, and whether the safety backup
/// is still listed and a copy would now take backups of its own.
std::vector<AfterCheck> afterChecks(RestoreKind kind, const FollowUpFacts& facts);
/// Whether a copy takes regular backups now, which the admin may want to switch off.
bool copyTakesBackups(RestoreKind kind, const FollowUpFacts& facts);

/// Everything that a reader needs who was not there.
struct RestoreReport {
    Operation operation;
    QString sourceUrl;
    QString who;
    QString workstation;
    QString safety;  ///< the safety backup, or why there is none
    std::vector<ReportedCheck> checks;
    std::vector<AfterCheck> after;
    QString journalHash;  ///< of the row that records the end
};

/// English and translated, as Markdown without HTML; a server's words stand in code blocks.
QString toMarkdown(const RestoreReport& report);

}  // namespace prophecy
