#include "ui/words/kind_words.h"
#include "ui/words/words.h"

namespace prophecy::ui {

const KindWords kBackupWords{.kind = OperationKind::Backup,
                             .noun = [] { return Words::tr("Backup"); },
                             .subject = &wording::backupOf,
                             .facts = &wording::noFacts,
                             .awayNote = &wording::noAwayNote,
                             .keyNote = &wording::noKeyNote};

}  // namespace prophecy::ui
