#include "ui/words/kind_words.h"
#include "ui/words/words.h"

namespace prophecy::ui {

const KindWords kDeleteWords{.kind = OperationKind::Delete,
                             .noun = [] { return Words::tr("Delete"); },
                             .subject = &wording::backupOf,
                             .facts = &wording::noFacts,
                             .awayNote = &wording::noAwayNote,
                             .keyNote = &wording::noKeyNote,
                             .endsQuietly = true};

}  // namespace prophecy::ui
