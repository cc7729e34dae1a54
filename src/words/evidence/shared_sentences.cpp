#include "words/sentences.h"

#include <QCoreApplication>

namespace prophecy {

static constexpr Sentence kRows[] = {
    {"asking", QT_TRANSLATE_NOOP("Evidence", "Asking…")},
    {"answers", QT_TRANSLATE_NOOP("Evidence", "%1 answers.")},
    {"answers-wrongly", QT_TRANSLATE_NOOP("Evidence", "%1 does not answer as it should: %2")},
    {"key-valid", QT_TRANSLATE_NOOP("Evidence", "The key of %1 is valid.")},
    {"key-refused", QT_TRANSLATE_NOOP("Evidence", "%1 refuses the key.")},
    {"keychain-locked", QT_TRANSLATE_NOOP("Evidence", "The keychain is locked, so that the key could not be tried.")},
    {"no-key", QT_TRANSLATE_NOOP("Evidence", "There is no key of %1.")},
    {"key-untried", QT_TRANSLATE_NOOP("Evidence", "The key could not be tried.")},
    {"upgrade-unread", QT_TRANSLATE_NOOP("Evidence", "Whether an upgrade runs on %1 could not be read: %2")},
    {"upgrade-running", QT_TRANSLATE_NOOP("Evidence", "An upgrade is running on %1: %2")},
    {"upgrade-unclear",
     QT_TRANSLATE_NOOP("Evidence", "The last upgrade of %1 stands as \"%2\"; whether it still runs is not clear.")},
    {"busy", QT_TRANSLATE_NOOP("Evidence", "A backup or a restore is running on %1.")},
    {"status-unknown",
     QT_TRANSLATE_NOOP("Evidence", "%1 says \"%2\", which is not known to mean that nothing is running.")},
    {"idle", QT_TRANSLATE_NOOP("Evidence", "Nothing is running on %1.")},
    {"status-not-offered", QT_TRANSLATE_NOOP("Evidence", "%1 does not tell whether something is running.")},
    {"status-unread", QT_TRANSLATE_NOOP("Evidence", "Whether something is running could not be read: %1")},
    {"schedule-hidden", QT_TRANSLATE_NOOP("Evidence", "%1 does not show its schedule.")},
    {"schedule-off", QT_TRANSLATE_NOOP("Evidence", "Regular backups of %1 are off.")},
    {"schedule-unread", QT_TRANSLATE_NOOP("Evidence", "The schedule of %1 cannot be read.")},
    {"schedule-never", QT_TRANSLATE_NOOP("Evidence", "The schedule of %1 never runs.")},
    {"schedule-in-between",
     QT_TRANSLATE_NOOP("Evidence", "A scheduled backup of %1 begins at %2 UTC, in the middle of it.")},
    {"schedule-later", QT_TRANSLATE_NOOP("Evidence", "The next scheduled backup of %1 is at %2 UTC.")},
    {"read-only", QT_TRANSLATE_NOOP("Evidence", "%1 is read-only in this console.")},
    {"name-typed", QT_TRANSLATE_NOOP("Evidence", "The name of %1 must be typed.")},
    {"record-whole", QT_TRANSLATE_NOOP("Evidence", "The console's record is whole.")},
    {"record-set-aside", QT_TRANSLATE_NOOP("Evidence", "The console's own record was damaged and set aside as %1.")},
    {"record-lacks-entry", QT_TRANSLATE_NOOP("Evidence",
                                             "The console's own record lacks entry %1, which it once held: the file "
                                             "was removed, or replaced by an older copy.")},
    {"unknown-may-run", QT_TRANSLATE_NOOP("Evidence",
                                          "Something that was started on %1 before may still run, and nobody here "
                                          "knows of it. Look at the installation first.")},
    {"asking-what-is-kept", QT_TRANSLATE_NOOP("Evidence", "Asking %1 what it keeps…")},
    {"changes-primary",
     QT_TRANSLATE_NOOP(
         "Evidence",
         "%1 leads to the installation that is stored here as the primary %2: this would change the primary.")},
    {"lists-as-read-only", QT_TRANSLATE_NOOP("Evidence",
                                             "%1 lists the same backups as %2 at another address, and %2 is read-only. "
                                             "Either both are one installation, or one was restored from the other.")},
    {"lists-as-unfinished",
     QT_TRANSLATE_NOOP("Evidence",
                       "%1 lists the same backups as %2 at another address, and a %3 is not finished there. Either "
                       "both are one installation, or one was restored from the other.")},
};
const std::span<const Sentence> kSharedSentences(kRows);

}  // namespace prophecy
