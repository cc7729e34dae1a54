#include "words/sentences.h"

#include <QCoreApplication>

namespace prophecy {

static constexpr Sentence kRows[] = {
    {"no-version", QT_TRANSLATE_NOOP("Evidence", "No version is chosen.")},
    {"version-unread", QT_TRANSLATE_NOOP("Evidence", "The version of %1 could not be read: %2")},
    {"version-step", QT_TRANSLATE_NOOP("Evidence", "%1 goes from %2 to %3.")},
    {"same-version", QT_TRANSLATE_NOOP("Evidence", "%1 is the version that runs already.")},
    {"downgrade", QT_TRANSLATE_NOOP("Evidence", "%1 is older than %2, which runs now: a downgrade.")},
    {"skips-em-lines", QT_TRANSLATE_NOOP("Evidence",
                                         "From %1 to %2 more than one Extended Maintenance line is crossed; a direct "
                                         "way leads only from one to the next.")},
    {"may-skip-em-lines", QT_TRANSLATE_NOOP("Evidence",
                                            "From %1 to %2 more than one release line is crossed, and no list tells "
                                            "which of them are Extended Maintenance.")},
    {"not-on-offer", QT_TRANSLATE_NOOP("Evidence", "%1 is not among the versions on offer.")},
    {"current-untold",
     QT_TRANSLATE_NOOP("Evidence", "Nobody tells which version runs now, so that %1 cannot be compared.")},
    {"current-no-version",
     QT_TRANSLATE_NOOP("Evidence", "What runs now, \"%1\", is no version that %2 can be compared with.")},
    {"last-upgrade-failed",
     QT_TRANSLATE_NOOP("Evidence", "The last upgrade of %1 failed, and it may still stand where it failed: %2")},
    {"no-partner", QT_TRANSLATE_NOOP("Evidence", "No single other site of %1 is stored here.")},
    {"partner-untold",
     QT_TRANSLATE_NOOP("Evidence", "%1 does not tell its version now. It should run %2 afterwards, as %3.")},
    {"partner-matches-then", QT_TRANSLATE_NOOP("Evidence", "%1 runs %2 already; both will match.")},
    {"partner-matches-now",
     QT_TRANSLATE_NOOP("Evidence", "%1 runs %2 as well. Upgrade it afterwards, so that both match again.")},
    {"partner-never-matches",
     QT_TRANSLATE_NOOP("Evidence", "%1 runs %2, which will match neither now nor afterwards.")},
    {"backups-on-volume",
     QT_TRANSLATE_NOOP("Evidence", "Backups of %1 lie on a volume of its own cluster, which the upgrade works on.")},
    {"backups-location-untold", QT_TRANSLATE_NOOP("Evidence", "Nothing tells where backups of %1 lie.")},
    {"backups-in-store", QT_TRANSLATE_NOOP("Evidence", "Backups of %1 lie in an object store.")},
    {"retention-hidden", QT_TRANSLATE_NOOP("Evidence", "%1 does not show what it keeps.")},
    {"retention-off", QT_TRANSLATE_NOOP("Evidence", "Regular backups of %1 are off: nothing is removed.")},
    {"way-back-removed", QT_TRANSLATE_NOOP("Evidence",
                                           "%1 keeps the last %2, and takes one more when its services restart: the "
                                           "backup to go back to would be removed.")},
    {"needed-removed",
     QT_TRANSLATE_NOOP("Evidence",
                       "%1 keeps the last %2: the backup %3, from which a restore is prepared, would be removed.")},
    {"backlog-removed",
     QT_TRANSLATE_N_NOOP("Evidence",
                         "%1 keeps the last %2, and takes one more when its services restart: %n older backup(s) are "
                         "removed by that.")},
    {"nothing-needed-removed",
     QT_TRANSLATE_NOOP("Evidence", "%1 keeps the last %2; nothing that is needed is removed.")},
    {"would-push-out-needed",
     QT_TRANSLATE_NOOP("Evidence", "One more backup of %1 would push out %2, from which a restore is prepared.")},
};
const std::span<const Sentence> kUpgradeSentences(kRows);

}  // namespace prophecy
