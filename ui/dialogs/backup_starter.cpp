#include "ui/dialogs/backup_starter.h"

#include "ui/dialogs/accept_dialog.h"
#include "words/refusal.h"

namespace prophecy::ui {

void BackupStarter::start(const Environment& environment, const Consent& consent) {
    const Order order = backupOrder(environment, consent);
    Q_EMIT asked(order.id);
    m_call = m_tracker.start(order, this, [this, environment, consent](Result<Operation> answer) {
        if (answer) return Q_EMIT begun(*answer);
        if (objectionIn(answer.error())) return ask(environment, consent, answer.error());
        Q_EMIT refused(environment, answer.error());
    });
}

void BackupStarter::ask(const Environment& environment, const Consent& consent, const Error& objection) {
    auto* dialog = new AcceptDialog(environment, tr("Back up %1").arg(environment.name), *objectionIn(objection),
                                    tr("Back up all the same"), m_window);
    connect(dialog, &AcceptDialog::objectionAccepted, this,
            [this, environment, consent](CheckId id, const AcceptedReason& reason) {
                Consent complete = consent;
                complete.accepted[id] = reason;
                start(environment, complete);
            });
    connect(dialog, &QDialog::rejected, this, [this, environment] {
        Q_EMIT refused(environment, makeError(ErrorKind::Canceled, QStringLiteral("Nothing was sent.")));
    });
    dialog->open();
}

}  // namespace prophecy::ui
