#include "core/text.h"
#include "ui/words/kind_words.h"
#include "ui/words/words.h"

namespace prophecy::ui {

namespace {

QString subject(const Operation& operation) {
    const auto trace = traceOr<UpgradeTrace>(operation);
    return Words::tr("%1 to %2").arg(displayLine(trace.from), displayLine(trace.request.version));
}

QStringList facts(const Operation& operation) {
    const auto trace = traceOr<UpgradeTrace>(operation);
    return {Words::tr("From %1 to %2").arg(displayLine(trace.from), displayLine(trace.request.version))};
}

QString awayNote(const Operation& operation, const QString& seen) {
    const bool away = traceOr<UpgradeTrace>(operation).awayAt.isValid() && !concernsKey(*operation.trouble);
    if (!away) return {};
    return Words::tr("Not there right now: its services restart, as an upgrade makes them. Last seen %1.").arg(seen);
}

}  // namespace

const KindWords kUpgradeWords{.kind = OperationKind::Upgrade,
                              .noun = [] { return Words::tr("Upgrade"); },
                              .subject = &subject,
                              .facts = &facts,
                              .awayNote = &awayNote,
                              .keyNote = &wording::noKeyNote};

}  // namespace prophecy::ui
