#pragma once

#include "storage/journal.h"

class QTimeZone;
class QWidget;

namespace prophecy::ui {

/// Opens one entry of the journal, in words and as it was recorded. zone: of the server that it is about.
void showJournalDialog(const JournalRow& row, const QTimeZone& zone, QWidget* parent);

}  // namespace prophecy::ui
