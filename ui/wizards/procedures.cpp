#include "ui/wizards/procedures.h"

#include "ui/wizards/restore/restore_procedure.h"
#include "ui/wizards/upgrade/upgrade_procedure.h"

namespace prophecy::ui {

std::vector<ProcedureRow> allProcedures() {
    return {{"restore", &RestoreProcedure::read}, {"upgrade", &UpgradeProcedure::read}};
}

}  // namespace prophecy::ui
