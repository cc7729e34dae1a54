#pragma once

#include "domain/operation/operation.h"
#include "words/report_text.h"

namespace prophecy {

/// Everything that a reader needs who was not there.
struct UpgradeReport {
    Operation operation;
    bool guided = false;  ///< done by hand in the web app
    QString who;
    QString workstation;
    QString backup;  ///< the way back, or why there is none
    std::vector<ReportedCheck> checks;
    std::vector<AfterCheck> after;
    QString journalHash;  ///< of the row that records the end
};

QString toMarkdown(const UpgradeReport& made);

}  // namespace prophecy
