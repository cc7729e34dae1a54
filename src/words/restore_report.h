#pragma once

#include "domain/operation/operation.h"
#include "words/report_text.h"

namespace prophecy {

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
