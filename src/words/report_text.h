#pragma once

#include <vector>

#include "domain/checks/checks.h"

namespace prophecy {

/// A check as the journal holds it.
struct ReportedCheck {
    QString id;
    QString state;
    QString evidence;
    QString reason;
};

/// The parts of a report, as Markdown without HTML. What comes from elsewhere is escaped; a server's words stand in a
/// code block.
namespace report {

/// With everything escaped that Markdown would take for markup.
QString plain(const QString& text);
QString when(const QDateTime& time);
QString fact(const QString& name, const QString& value);
QString serverWords(const QString& text);
QString checksBefore(const std::vector<ReportedCheck>& checks);
QString checksAfter(const std::vector<AfterCheck>& checks);
QString recordedUnder(const QString& journalHash);

}  // namespace report

}  // namespace prophecy
