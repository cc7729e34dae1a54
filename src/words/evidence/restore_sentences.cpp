#include "words/sentences.h"

#include <QCoreApplication>

namespace prophecy {

static constexpr Sentence kRows[] = {
    {"source-away-seen-good",
     QT_TRANSLATE_NOOP("Evidence", "%1 cannot be asked now. This console saw the backup succeed before.")},
    {"source-away", QT_TRANSLATE_NOOP("Evidence", "%1 cannot be asked whether the backup is complete: %2")},
    {"listed-no-more",
     QT_TRANSLATE_NOOP("Evidence", "%1 does not list %2 any more. This console saw it succeed before.")},
    {"not-listed", QT_TRANSLATE_NOOP("Evidence", "%1 lists no backup %2.")},
    {"other-namespace", QT_TRANSLATE_NOOP("Evidence",
                                          "%1 took this backup in the namespace %2, not in %3. In a shared store "
                                          "another installation may have one of the same name.")},
    {"backup-complete", QT_TRANSLATE_NOOP("Evidence", "The backup is complete, and %1 lists it.")},
    {"backup-failed", QT_TRANSLATE_NOOP("Evidence", "The backup did not succeed: %1")},
    {"deleted-here", QT_TRANSLATE_NOOP("Evidence", "%1 was deleted from %2 by this console: its data is gone.")},
    {"deletion-unknown", QT_TRANSLATE_NOOP("Evidence",
                                           "%1 does not list %2 any more, and this console sent a delete of it whose "
                                           "outcome it does not know: its data is to be taken for gone.")},
    {"deletion-unread",
     QT_TRANSLATE_NOOP(
         "Evidence",
         "This console sent %1 a delete of %2 and does not know its outcome, and the list cannot be read.")},
    {"own-backup", QT_TRANSLATE_NOOP("Evidence", "%1 gets its own backup.")},
    {"source-primary", QT_TRANSLATE_NOOP("Evidence", "%1 is a primary, too.")},
    {"dr-over-primary",
     QT_TRANSLATE_NOOP("Evidence", "The DR site %1 would overwrite the primary %2, with what users did there.")},
    {"test-over-primary",
     QT_TRANSLATE_NOOP("Evidence",
                       "The test environment %1 would overwrite the primary %2, with what users did there.")},
    {"other-names-unread",
     QT_TRANSLATE_NOOP("Evidence", "Whether %1 is stored here as a primary, too, cannot be told: %2")},
    {"leads-to-primary", QT_TRANSLATE_NOOP("Evidence",
                                           "%1 leads to the installation that is stored here as the primary %2, too: "
                                           "the primary would be overwritten, with what users did there.")},
    {"lists-as-primary", QT_TRANSLATE_NOOP("Evidence",
                                           "%1 lists the same backups as the primary %2. If both are one installation, "
                                           "the primary would be overwritten, with what users did there.")},
    {"no-primary", QT_TRANSLATE_NOOP("Evidence", "%1 is not stored as a primary.")},
    {"one-as-intended", QT_TRANSLATE_NOOP("Evidence", "It is one installation, as intended.")},
    {"same-address-unlisted",
     QT_TRANSLATE_NOOP(
         "Evidence",
         "%1 and %2 lead to the same address, and not both list their backups, by which they could be told apart.")},
    {"not-both-list",
     QT_TRANSLATE_NOOP("Evidence", "Not both sides list their backups, by which they could be told apart.")},
    {"lists-safety-backup",
     QT_TRANSLATE_NOOP("Evidence", "%1 lists the backup %2 that was just taken of %3: they are one installation.")},
    {"same-address-same-list",
     QT_TRANSLATE_NOOP("Evidence",
                       "%1 and %2 lead to the same address and list the same backups: they are one installation. Two "
                       "behind one address would differ once one of them has taken a backup.")},
    {"same-certificate-same-list",
     QT_TRANSLATE_NOOP("Evidence", "%1 and %2 show the same certificate and list the same backups.")},
    {"same-list", QT_TRANSLATE_NOOP("Evidence", "%1 and %2 list the same backups.")},
    {"one-or-restored",
     QT_TRANSLATE_NOOP("Evidence",
                       "They are one installation, or one was restored from the other and has taken no backup since.")},
    {"lists-differ", QT_TRANSLATE_NOOP("Evidence", "Both sides list backups of their own.")},
    {"version-stays", QT_TRANSLATE_NOOP("Evidence", "It stays on the same installation.")},
    {"versions-untold", QT_TRANSLATE_NOOP("Evidence", "Not both sides tell their version.")},
    {"versions-equal", QT_TRANSLATE_NOOP("Evidence", "Both sides run %1.")},
    {"versions-differ",
     QT_TRANSLATE_NOOP("Evidence",
                       "%1 runs %2, %3 runs %4. The restore may also move the destination to the source's version.")},
    {"backup-stays", QT_TRANSLATE_NOOP("Evidence", "The backup stays where it is.")},
    {"backup-on-volume",
     QT_TRANSLATE_NOOP("Evidence",
                       "The backup lies on a volume of %1. Its files must be copied to %2 before the restore.")},
    {"destination-reads-volume",
     QT_TRANSLATE_NOOP("Evidence", "The backup lies in an object store, but %1 reads from its own volume.")},
    {"location-untold", QT_TRANSLATE_NOOP("Evidence", "Nothing tells where the backup lies.")},
    {"stores-untold",
     QT_TRANSLATE_NOOP("Evidence", "The backup lies in an object store; not both sides tell which one they use.")},
    {"stores-differ", QT_TRANSLATE_NOOP("Evidence", "%1 reads from %2, but the backup lies in %3.")},
    {"same-store", QT_TRANSLATE_NOOP("Evidence", "Both sides use the same object store.")},
    {"one-installation", QT_TRANSLATE_NOOP("Evidence", "There is only one installation.")},
    {"writing-untold", QT_TRANSLATE_NOOP("Evidence", "Not both sides tell where they write their backups.")},
    {"write-apart", QT_TRANSLATE_NOOP("Evidence", "Both sides write their backups to different places.")},
    {"same-bucket-namespace-unknown",
     QT_TRANSLATE_NOOP("Evidence", "Both sides write to the same bucket, and the namespace of %1 is not known.")},
    {"same-bucket-same-namespace",
     QT_TRANSLATE_NOOP(
         "Evidence",
         "Both sides write to the same bucket and namespace: once restored, %1 would write into the backups of %2.")},
    {"same-bucket-other-namespace",
     QT_TRANSLATE_NOOP("Evidence", "Both sides write to the same bucket, under different namespaces.")},
    {"keys-stay", QT_TRANSLATE_NOOP("Evidence", "The keys stay those of this installation.")},
    {"key-held-for-this-run",
     QT_TRANSLATE_NOOP(
         "Evidence",
         "The restore may replace the keys of %1; a key of %2 is held ready, for as long as this program runs.")},
    {"key-held", QT_TRANSLATE_NOOP("Evidence", "The restore may replace the keys of %1; a key of %2 is held ready.")},
    {"key-missing",
     QT_TRANSLATE_NOOP("Evidence",
                       "The restore may replace the keys of %1. Without a key of %2 it cannot be watched to its end.")},
    {"would-push-out-backup",
     QT_TRANSLATE_NOOP(
         "Evidence", "One more backup of %1 would push out %2, which is to be restored: retention keeps the last %3.")},
};
const std::span<const Sentence> kRestoreSentences(kRows);

}  // namespace prophecy
