#pragma once

#include <QJsonArray>

#include "words/report_text.h"

namespace prophecy {

/// Checks as the journal holds them, with the reasons for which they were accepted; and back, for a report.
QJsonArray notesOf(const std::vector<Check>& checks, const AcceptedReasons& accepted);
QJsonArray notesOf(const AcceptedReasons& accepted);
std::vector<ReportedCheck> reportedChecks(const QJsonArray& notes);

}  // namespace prophecy
