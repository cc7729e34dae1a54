#include "words/sentences.h"

#include <QCoreApplication>

namespace prophecy {

static constexpr Sentence kRows[] = {
    {"asking-list", QT_TRANSLATE_NOOP("Evidence", "Asking for the list of backups…")},
    {"list-unread", QT_TRANSLATE_NOOP("Evidence", "The list of backups cannot be read: %1")},
    {"lists-backups", QT_TRANSLATE_N_NOOP("Evidence", "The API answers and lists %n backup(s).")},
    {"asking-schedule", QT_TRANSLATE_NOOP("Evidence", "Asking for the schedule…")},
    {"config-unread", QT_TRANSLATE_NOOP("Evidence", "The schedule cannot be read.")},
    {"config-readable", QT_TRANSLATE_NOOP("Evidence", "The schedule can be read.")},
    {"asking-source-schedule", QT_TRANSLATE_NOOP("Evidence", "Asking the source for its schedule…")},
    {"source-config-hidden",
     QT_TRANSLATE_NOOP("Evidence", "The source does not show its schedule, so it cannot be compared.")},
    {"config-as-source", QT_TRANSLATE_NOOP("Evidence", "backupConfig is equal to the source's.")},
    {"config-differs-from-source", QT_TRANSLATE_NOOP("Evidence", "backupConfig differs from the source's in: %1")},
    {"counting-users", QT_TRANSLATE_NOOP("Evidence", "Counting users…")},
    {"users-uncounted", QT_TRANSLATE_NOOP("Evidence", "The users cannot be counted.")},
    {"users-there", QT_TRANSLATE_N_NOOP("Evidence", "%n user(s) are there.")},
    {"users-before-restore",
     QT_TRANSLATE_N_NOOP("Evidence", "%n user(s) are there; before the restore there were %1.")},
    {"safety-unlisted", QT_TRANSLATE_NOOP("Evidence",
                                          "The safety backup %1 is no longer listed: the restore replaced the list. "
                                          "Nothing can be restored from it here while it is not listed.")},
    {"copy-takes-backups", QT_TRANSLATE_NOOP("Evidence", "The restored side now takes regular backups of its own.")},
    {"asking-version", QT_TRANSLATE_NOOP("Evidence", "Asking for the version…")},
    {"version-now-unread", QT_TRANSLATE_NOOP("Evidence", "The version that runs cannot be read.")},
    {"version-runs", QT_TRANSLATE_NOOP("Evidence", "%1 runs.")},
    {"version-runs-as-said", QT_TRANSLATE_NOOP("Evidence", "%1 runs, as was read in the web app.")},
    {"version-was-wanted", QT_TRANSLATE_NOOP("Evidence", "%1 was wanted.")},
    {"looking-for-way-back", QT_TRANSLATE_NOOP("Evidence", "Looking for the backup from before…")},
    {"way-back-unknown", QT_TRANSLATE_NOOP("Evidence", "Whether the way back is there is not known.")},
    {"way-back-there", QT_TRANSLATE_NOOP("Evidence", "The backup from before, %1, is still there.")},
    {"way-back-gone", QT_TRANSLATE_NOOP("Evidence", "The backup from before, %1, is not listed any more.")},
    {"config-unchanged", QT_TRANSLATE_NOOP("Evidence", "The schedule is what it was.")},
    {"upgrade-changed-config", QT_TRANSLATE_NOOP("Evidence", "The upgrade changed backupConfig in: %1")},
    {"users-before-upgrade",
     QT_TRANSLATE_N_NOOP("Evidence", "%n user(s) are there; before the upgrade there were %1.")},
    {"asking-partner", QT_TRANSLATE_NOOP("Evidence", "Asking %1…")},
    {"partner-silent", QT_TRANSLATE_NOOP("Evidence", "%1 does not tell its version now.")},
    {"partner-equal", QT_TRANSLATE_NOOP("Evidence", "%1 runs %2 as well.")},
    {"partner-behind", QT_TRANSLATE_NOOP("Evidence", "%1 runs %2: the two sites do not match.")},
    {"unwitnessed",
     QT_TRANSLATE_NOOP(
         "Evidence",
         "It was not seen going down and coming back: that it was upgraded rests on what was read in the web app.")},
};
const std::span<const Sentence> kFollowUpSentences(kRows);

}  // namespace prophecy
