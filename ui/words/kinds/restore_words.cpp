#include "core/text.h"
#include "ui/words/kind_words.h"
#include "ui/words/words.h"

namespace prophecy::ui {

namespace {

QString sourceOf(const Operation& operation) {
    return displayLine(traceOr<RestoreTrace>(operation).sourceName);
}

QStringList facts(const Operation& operation) {
    return {Words::tr("From %1").arg(sourceOf(operation))};
}

QString awayNote(const Operation& operation, const QString& seen) {
    const bool page = operation.trouble == ErrorKind::NotTheApi || operation.trouble == ErrorKind::Http;
    if (!page) return {};
    return Words::tr(
               "Services are restarting: a gateway answers in their place; last seen %1. That belongs to a "
               "restore.")
        .arg(seen);
}

QString keyNote(const Operation& operation) {
    return Words::tr("The keys were replaced by the restore: sign in again with a key of %1.").arg(sourceOf(operation));
}

}  // namespace

const KindWords kRestoreWords{.kind = OperationKind::Restore,
                              .noun = [] { return Words::tr("Restore"); },
                              .subject = &wording::backupOf,
                              .facts = &facts,
                              .awayNote = &awayNote,
                              .keyNote = &keyNote};

}  // namespace prophecy::ui
