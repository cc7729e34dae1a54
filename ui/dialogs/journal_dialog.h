#pragma once

#include "storage/journal.h"

class QWidget;

namespace prophecy::ui {

/// Opens one entry of the journal, whole.
void showJournalDialog(const JournalRow& row, QWidget* parent);

}  // namespace prophecy::ui
