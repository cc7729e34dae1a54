#pragma once

#include "ui/wizards/frame/procedure.h"

namespace prophecy::ui {

/// Every kind of procedure of this console.
std::vector<ProcedureRow> allProcedures();

}  // namespace prophecy::ui
