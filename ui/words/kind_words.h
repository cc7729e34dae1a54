#pragma once

#include <span>

#include "domain/operation/operation.h"

namespace prophecy::ui {

/// The translated words in which one kind of operation differs from the others. One row a kind, each in a file of its
/// own; a kind without a row is called by its name.
struct KindWords {
    OperationKind kind;
    /// "Restore"
    QString (*noun)();
    /// What it is about, beside the environment's name: a backup, or versions.
    QString (*subject)(const Operation& operation);
    /// What only this kind tells of itself, a line each.
    QStringList (*facts)(const Operation& operation);
    /// While the last look failed for reasons that belong to this kind; empty for any other. seen: when there was an
    /// answer last, "3 m ago".
    QString (*awayNote)(const Operation& operation, const QString& seen);
    /// While the key is refused; empty where that is as anywhere.
    QString (*keyNote)(const Operation& operation);
    /// Nobody needs to be told that it succeeded.
    bool endsQuietly = false;
    /// It is over in a moment, and the window that asked for it tells of it.
    bool runsQuietly = false;
};

using KindWordsTable = std::span<const KindWords>;

KindWordsTable allKindWords();
/// The kind's row, or one that says what is true of all.
KindWords wordsFor(OperationKind kind, KindWordsTable table);
/// Nothing of it needs to be told now.
bool isQuiet(const Operation& operation, KindWordsTable table);

extern const KindWords kBackupWords;
extern const KindWords kDeleteWords;
extern const KindWords kRestoreWords;
extern const KindWords kUpgradeWords;
extern const KindWords kConfigWords;

// What the rows of several kinds share.
namespace wording {
QString backupOf(const Operation& operation);
QStringList noFacts(const Operation& operation);
QString noAwayNote(const Operation& operation, const QString& seen);
QString noKeyNote(const Operation& operation);
}  // namespace wording

}  // namespace prophecy::ui
