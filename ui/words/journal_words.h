#pragma once

#include "storage/journal.h"

namespace prophecy::ui {

/// The journal's action as words: "Backup started".
QString actionWords(const QString& action);
/// What an entry says beyond its action, on one line.
QString detailWords(const JournalRow& row);

/// One thing that an entry says, as plain text; a value may have several lines.
struct JournalFact {
    QString label;
    QString value;
};
/// All that it says. What has no words yet stands under the name that it was recorded under.
std::vector<JournalFact> factsOf(const JournalRow& row);

/// RFC 4180 and JSON, for a file.
QByteArray journalCsv(const std::vector<JournalRow>& rows);
QByteArray journalJson(const std::vector<JournalRow>& rows);

}  // namespace prophecy::ui
