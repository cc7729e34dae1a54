#include "core/text.h"
#include "domain/config/config_change.h"
#include "ui/words/kind_words.h"
#include "ui/words/words.h"

namespace prophecy::ui {

namespace {

/// The keys that change; their values may be long.
QString subject(const Operation& operation) {
    const auto trace = traceOr<ConfigTrace>(operation);
    return displayLine(changedKeys(trace.before, trace.wanted).join(QStringLiteral(", ")));
}

QStringList facts(const Operation& operation) {
    switch (traceOr<ConfigTrace>(operation).ending) {
        case ConfigEnding::NotOffered: return {Words::tr("There is no call to write it: it is to be done by hand.")};
        case ConfigEnding::DidNotStick:
            return {Words::tr("The server said yes, but still shows another configuration.")};
        case ConfigEnding::None:
        case ConfigEnding::Saved:
        case ConfigEnding::Refused: break;
    }
    return {};
}

}  // namespace

const KindWords kConfigWords{.kind = OperationKind::Config,
                             .noun = [] { return Words::tr("Schedule change"); },
                             .subject = &subject,
                             .facts = &facts,
                             .awayNote = &wording::noAwayNote,
                             .keyNote = &wording::noKeyNote,
                             .endsQuietly = true,
                             .runsQuietly = true};

}  // namespace prophecy::ui
