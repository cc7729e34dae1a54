#include "ui/wizards/restore/restore_wizard.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QLabel>

#include "ui/dialogs/accept_dialog.h"
#include "ui/dialogs/target_band.h"
#include "ui/theme/widgets.h"
#include "ui/theme/words.h"
#include "ui/wizards/restore/backup_step.h"
#include "ui/wizards/restore/checks_step.h"
#include "ui/wizards/restore/destination_step.h"
#include "ui/wizards/restore/restore_words.h"
#include "ui/wizards/restore/result_step.h"
#include "ui/wizards/restore/review_step.h"
#include "ui/wizards/restore/run_step.h"
#include "ui/wizards/restore/safety_step.h"
#include "ui/wizards/restore/services_step.h"
#include "words/refusal.h"

namespace prophecy::ui {

RestoreWizard::RestoreWizard(UiContext context, RestoreDraft draft, RestoreState::WhyTaken whyTaken)
    : WizardFrame("restoreWizard", {tr("Backup"), tr("Destination"), tr("Services"), tr("Checks"), tr("Safety backup"),
                                    tr("Review"), tr("Run"), tr("Result")}),
      m_state(context, std::move(draft), std::move(whyTaken)),
      m_from(plainLabel({}, "muted")),
      m_backup(new Pill),
      m_review(new ReviewStep(m_state)),
      m_run(new RunStep(m_state)),
      m_result(new ResultStep(m_state)) {
    band()->extras()->addStretch();
    band()->extras()->addWidget(m_from);
    band()->extras()->addWidget(m_backup);
    setSteps({new BackupStep(m_state), new DestinationStep(m_state), new ServicesStep(m_state), new ChecksStep(m_state),
              new SafetyStep(m_state), m_review, m_run, m_result});
    connect(m_result, &ResultStep::safetyRestoreWanted, this, &RestoreWizard::safetyRestoreWanted);
    connect(&context.tracker, &OperationTracker::changed, this, &RestoreWizard::follow);
    connect(&context.registry, &EnvironmentRegistry::removed, this, &RestoreWizard::refresh);
    connect(&context.registry, &EnvironmentRegistry::changed, this, &RestoreWizard::refresh);
    const auto operation = m_state.operation();
    go(operation ? (isFinished(operation->state) ? Outcome : Run) : std::min<int>(m_state.draft.step, Review));
}

void RestoreWizard::go(int step) {
    if (step != Review && step != Run) m_trouble.clear();
    WizardFrame::go(step);
}

void RestoreWizard::next() {
    if (step() == Review) return overwrite();
    if (step() == Outcome) return (void)close();
    m_state.draft.step = std::max(m_state.draft.step, step() + 1);
    save();
    go(step() + 1);
}

/// What stands in the way is accepted here; to go on is for the admin to say again.
void RestoreWizard::ask(const Check& objection) {
    const Environment* environment = m_state.destination();
    if (!environment) return;
    auto* dialog = new AcceptDialog(*environment, environment->name, objection, tr("Accept"), this);
    connect(dialog, &AcceptDialog::objectionAccepted, this,
            [this](CheckId id, const AcceptedReason& reason) { m_accepted[id] = reason; });
    dialog->open();
}

/// The one place in the window that overwrites an installation.
void RestoreWizard::overwrite() {
    Consent consent{true, m_review->typedName(), false, false};
    consent.accepted = m_accepted;
    m_trouble.clear();
    keep(newOperationId(), Run);
    m_beginning = m_state.context.restores.begin(m_state.wish(), consent, this, [this](Result<Operation> operation) {
        const auto now = m_state.operation();
        if (!now) keep({}, Review);
        if (!operation) m_trouble = tr("Not begun: %1").arg(Words::of(operation.error()));
        go(!now ? Review : isFinished(now->state) ? Outcome : Run);
        if (operation || now) return;
        if (const auto objection = objectionIn(operation.error())) ask(*objection);
    });
    m_run->tell(tr("Looking once more, then sending…"));
    go(Run);
}

/// Before anything is sent, so that a console that dies in the middle finds it again; none once nothing was.
void RestoreWizard::keep(const OperationId& id, int step) {
    m_state.draft.operation = id;
    m_state.draft.step = step;
    save();
}

void RestoreWizard::follow(const Operation& operation) {
    if (operation.id != m_state.draft.operation) return;
    if (operation.state == OperationState::Submitting) Q_EMIT begun();
    if (m_beginning.isActive()) return;
    if (isFinished(operation.state) && step() == Run) go(Outcome);
}

WizardFrame::Foot RestoreWizard::foot() const {
    const bool begun = isBegun();
    const Environment* destination = m_state.destination();
    const QString saved = m_state.draft.savedAt.isValid()
                              ? tr("Draft saved %1").arg(m_state.draft.savedAt.toLocalTime().toString(u"HH:mm"))
                              : tr("Not saved yet");
    Foot shown;
    shown.next = step() == Review    ? tr("Overwrite %1").arg(destination ? onButton(destination->name) : QString())
                 : step() == Outcome ? tr("Done")
                                     : tr("Next");
    shown.nextShown = step() != Run;
    shown.dangerous = step() == Review;
    shown.backShown = step() > 0 && !begun;
    shown.close = step() == Outcome ? QString() : begun ? tr("Close") : tr("Save and close");
    shown.obstacle = current()->obstacle();
    shown.told = step() == Review ? m_trouble : QString();
    shown.saved = begun                 ? tr("Recorded in the journal")
                  : m_unsaved.isEmpty() ? tr("%1 · nothing has been sent to a restore call yet").arg(saved)
                                        : m_unsaved;
    shown.reached = m_state.draft.step;
    shown.locked = begun;
    return shown;
}

void RestoreWizard::refreshBand() {
    const Environment* destination = m_state.destination();
    if (destination)
        band()->show(*destination, tr("Restore into %1").arg(destination->name));
    else
        band()->showNobody(tr("Restore: no destination yet"));
    const QString title = destination ? tr("Restore into %1").arg(destination->name) : tr("Restore");
    setWindowTitle(tr("%1 – Prophecy Console").arg(title));
    const auto plan = m_state.plan();
    const Environment* source = m_state.source();
    m_from->setText(source ? tr("from %1").arg(source->name) : QString());
    m_backup->setQuiet(plan ? RestoreWords::asOf(*plan) : QString());
    m_backup->setVisible(plan.has_value());
}

void RestoreWizard::save() {
    m_state.draft.savedAt = m_state.context.clock.nowUtc();
    const auto saved =
        m_state.context.storage.drafts().save(m_state.draft.id, QStringLiteral("restore"), toRecord(m_state.draft));
    m_unsaved = saved ? QString() : Words::of(saved.error());
}

/// A restore that is over is in the journal, and a draft without a backup is not worth keeping.
void RestoreWizard::closeEvent(QCloseEvent* event) {
    if (m_beginning.isActive()) return event->ignore();  // what is being sent cannot be left alone yet
    const auto operation = m_state.operation();
    const bool over = operation && isFinished(operation->state);
    if (over || m_state.draft.request.timestamp.isEmpty())
        (void)m_state.context.storage.drafts().remove(m_state.draft.id);
    else
        save();
    Q_EMIT closed();
    QWidget::closeEvent(event);
}

}  // namespace prophecy::ui
