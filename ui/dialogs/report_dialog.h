#pragma once

#include "domain/environment.h"

class QWidget;

namespace prophecy::ui {

/// Opens a report out of the journal, for reading.
void showReportDialog(const Environment& environment, const QString& title, const QString& markdown, QWidget* parent);

}  // namespace prophecy::ui
