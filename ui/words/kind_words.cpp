#include "ui/words/kind_words.h"

#include <algorithm>
#include <array>

#include "core/text.h"

namespace prophecy::ui {

KindWordsTable allKindWords() {
    static const std::array kTable{kBackupWords, kDeleteWords, kRestoreWords, kUpgradeWords, kConfigWords};
    return kTable;
}

KindWords wordsFor(OperationKind kind, KindWordsTable table) {
    const auto row =
        std::find_if(table.begin(), table.end(), [&](const KindWords& words) { return words.kind == kind; });
    if (row != table.end()) return *row;
    return {.kind = kind,
            .noun = nullptr,
            .subject = &wording::backupOf,
            .facts = &wording::noFacts,
            .awayNote = &wording::noAwayNote,
            .keyNote = &wording::noKeyNote};
}

bool isQuiet(const Operation& operation, KindWordsTable table) {
    const KindWords words = wordsFor(operation.kind, table);
    if (operation.state == OperationState::Succeeded) return words.endsQuietly;
    const bool runs = operation.state == OperationState::Submitting || operation.state == OperationState::Running;
    return runs && words.runsQuietly && !operation.trouble;
}

namespace wording {

QString backupOf(const Operation& operation) {
    return displayLine(operation.timestamp.text());
}
QStringList noFacts(const Operation&) {
    return {};
}
QString noAwayNote(const Operation&, const QString&) {
    return {};
}
QString noKeyNote(const Operation&) {
    return {};
}

}  // namespace wording

}  // namespace prophecy::ui
