#include "words/sentences.h"

#include <QCoreApplication>

namespace prophecy {

static constexpr Sentence kRows[] = {
    {"retention-no-number",
     QT_TRANSLATE_NOOP("Evidence",
                       "%1 says no number of backups that it keeps; nobody can tell what the next one removes.")},
    {"removes-nothing", QT_TRANSLATE_NOOP("Evidence", "The next backup of %1 removes nothing.")},
    {"retention-unread",
     QT_TRANSLATE_NOOP("Evidence",
                       "What %1 keeps cannot be read, so nobody can tell whether the next backup removes others: %2")},
    {"removes-one",
     QT_TRANSLATE_NOOP("Evidence", "%1 keeps the last %2: with the next backup the one of %3 is removed.")},
    {"removes-several",
     QT_TRANSLATE_N_NOOP("Evidence", "%1 keeps the last %2: with the next backup %n are removed, from %3 to %4.")},
    {"no-restore-point-stays",
     QT_TRANSLATE_NOOP("Evidence", "No restore point of today stays: only the new backup will be there.")},
    {"oldest-then", QT_TRANSLATE_NOOP("Evidence", "The oldest restore point will be of %1; now it is of %2.")},
    {"never-a-backup", QT_TRANSLATE_NOOP("Evidence", "By this schedule no backup is ever taken.")},
    {"more-than-once-a-minute",
     QT_TRANSLATE_NOOP("Evidence", "By this schedule backups begin more than once a minute.")},
};
const std::span<const Sentence> kScheduleSentences(kRows);

}  // namespace prophecy
