#include "ui/wizards/upgrade/upgrade_wizard.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QLabel>

#include "core/text.h"
#include "domain/probe_report.h"
#include "ui/dialogs/accept_dialog.h"
#include "ui/dialogs/target_band.h"
#include "ui/theme/widgets.h"
#include "ui/theme/words.h"
#include "ui/wizards/upgrade/fresh_backup_step.h"
#include "ui/wizards/upgrade/guide_step.h"
#include "ui/wizards/upgrade/rollback_step.h"
#include "ui/wizards/upgrade/upgrade_checks_step.h"
#include "ui/wizards/upgrade/upgrade_result_step.h"
#include "ui/wizards/upgrade/upgrade_review_step.h"
#include "ui/wizards/upgrade/upgrade_run_step.h"
#include "ui/wizards/upgrade/version_step.h"
#include "ui/wizards/upgrade/watch_step.h"
#include "words/refusal.h"

namespace prophecy::ui {

UpgradeWizard::UpgradeWizard(UiContext context, UpgradeDraft draft, UpgradeState::WhyTaken whyTaken)
    : WizardFrame("upgradeWizard",
                  {tr("Version"), tr("Rollback"), tr("Backup"), tr("Checks"), tr("Review"), tr("Run"), tr("Result")}),
      m_state(context, std::move(draft), std::move(whyTaken)),
      m_from(plainLabel({}, "muted")),
      m_to(new Pill),
      m_review(new UpgradeReviewStep(m_state)),
      m_guide(new GuideStep(m_state)),
      m_run(new UpgradeRunStep(m_state)),
      m_watch(new WatchStep(m_state)),
      m_result(new UpgradeResultStep(m_state)) {
    band()->extras()->addStretch();
    band()->extras()->addWidget(m_from);
    band()->extras()->addWidget(m_to);
    setSteps({new VersionStep(m_state), new RollbackStep(m_state), new FreshBackupStep(m_state),
              new UpgradeChecksStep(m_state), m_review, m_run, m_result});
    m_guide->setParent(this);
    m_watch->setParent(this);
    m_guide->hide();
    m_watch->hide();
    connect(m_result, &UpgradeResultStep::partnerWanted, this, &UpgradeWizard::partnerWanted);
    connect(m_result, &UpgradeResultStep::restoreWanted, this, &UpgradeWizard::restoreWanted);
    connect(m_watch, &WatchStep::seen, this, &UpgradeWizard::save);
    connect(&m_state, &UpgradeState::checksChanged, this, &UpgradeWizard::chooseWay);
    connect(&context.tracker, &OperationTracker::changed, this, &UpgradeWizard::follow);
    connect(&context.registry, &EnvironmentRegistry::removed, this, [this] { refresh(); });
    connect(&context.registry, &EnvironmentRegistry::changed, this, [this] { refresh(); });
    const bool started = m_state.draft.isBegun();
    chooseWay();
    go(started ? (isOver() ? Outcome : Run) : std::min<int>(m_state.draft.step, Checks));
}

bool UpgradeWizard::isOver() const {
    const auto operation = m_state.operation();
    return operation && isFinished(operation->state);
}

/// By the API or by hand. Once begun, it stays as it was begun.
void UpgradeWizard::chooseWay() {
    if (m_beginning.isActive()) return;
    const bool byHand = m_state.draft.operation.isEmpty() && m_state.isGuided();
    replaceStep(Review, byHand ? static_cast<WizardStep*>(m_guide) : m_review, byHand ? tr("By hand") : tr("Review"));
    replaceStep(Run, byHand ? static_cast<WizardStep*>(m_watch) : m_run, byHand ? tr("Watch") : tr("Run"));
    refresh();
}

void UpgradeWizard::go(int step) {
    if (step != Review && step != Run) m_trouble.clear();
    WizardFrame::go(step);
}

void UpgradeWizard::next() {
    const bool byHand = current() == m_guide || current() == m_watch;
    if (step() == Review) return byHand ? beginByHand() : upgrade();
    if (step() == Run && byHand) return finishByHand();
    if (step() == Outcome) return (void)close();
    m_state.draft.step = std::max(m_state.draft.step, step() + 1);
    save();
    go(step() + 1);
}

/// What stands in the way is accepted here; to go on is for the admin to say again.
void UpgradeWizard::ask(const Check& objection) {
    const Environment* environment = m_state.environment();
    if (!environment) return;
    auto* dialog = new AcceptDialog(*environment, environment->name, objection, tr("Accept"), this);
    connect(dialog, &AcceptDialog::objectionAccepted, this,
            [this](CheckId id, const AcceptedReason& reason) { m_accepted[id] = reason; });
    dialog->open();
}

/// The one place in the window that upgrades an installation.
void UpgradeWizard::upgrade() {
    Consent consent{true, m_review->typedName(), false, false};
    consent.accepted = m_accepted;
    m_trouble.clear();
    keep(newOperationId(), Run);
    m_beginning = m_state.context.upgrades.begin(m_state.wish(), consent, this, [this](Result<Operation> operation) {
        if (operation) return go(isOver() ? Outcome : Run);
        const bool sent = m_state.operation().has_value();
        if (!sent) keep({}, Review);
        m_trouble = tr("Not begun: %1").arg(Words::of(operation.error()));
        if (const auto objection = objectionIn(operation.error())) ask(*objection);
        // It was sent, and the call is not there although the versions are told: nothing changed.
        if (sent && meansNotOffered(operation.error()) && operation.error().serverText.isEmpty()) {
            keep({}, Run);
            m_trouble = tr("The API has no call for it after all. Upgrade by hand.");
            m_beginning = {};
            m_state.guideFromNow();
        }
        go(m_state.draft.operation.isEmpty() ? Review : isOver() ? Outcome : Run);
    });
    m_run->tell(tr("Looking once more, then sending…"));
    go(Run);
}

void UpgradeWizard::beginByHand() {
    const UpgradeWish wish = m_state.wish();
    const auto id = m_state.context.upgrades.beginGuided(wish);
    m_trouble = id ? QString() : Words::of(id.error());
    if (!id) return refresh();
    m_state.draft.guided.id = *id;
    m_state.draft.guided.from = wish.from;
    m_state.draft.guided.startedAt = m_state.draft.guided.stepsDone.back();
    m_state.draft.step = Run;
    save();
    Q_EMIT begun();
    go(Run);
}

void UpgradeWizard::finishByHand() {
    const GuidedUpgrade outcome = m_watch->outcome();
    const auto noted = m_state.context.upgrades.endGuided(outcome, m_state.spoken());
    m_trouble = noted ? QString() : Words::of(noted.error());
    if (!noted) return refresh();
    m_watch->stop();
    m_state.draft.guided = outcome;
    save();
    if (EnvironmentSession* session = m_state.context.sessions.find(m_state.draft.environment)) session->refresh();
    go(Outcome);
}

/// Before anything is sent, so that a console that dies in the middle finds it again; none once nothing was.
void UpgradeWizard::keep(const OperationId& id, int step) {
    m_state.draft.operation = id;
    m_state.draft.step = step;
    save();
}

void UpgradeWizard::follow(const Operation& operation) {
    if (operation.id != m_state.draft.operation) return;
    if (operation.state == OperationState::Submitting) Q_EMIT begun();
    if (m_beginning.isActive()) return;
    if (isFinished(operation.state) && step() == Run) go(Outcome);
}

QString UpgradeWizard::sendText() const {
    if (current() == m_guide) return tr("I started it there");
    return tr("Upgrade %1").arg(m_state.name());
}

WizardFrame::Foot UpgradeWizard::foot() const {
    const bool begun = isBegun();
    const bool byHand = current() == m_guide || current() == m_watch;
    const QString saved = m_state.draft.savedAt.isValid()
                              ? tr("Draft saved %1").arg(m_state.draft.savedAt.toLocalTime().toString(u"HH:mm"))
                              : tr("Not saved yet");
    Foot shown;
    shown.next = step() == Review    ? sendText()
                 : step() == Run     ? tr("It is over")
                 : step() == Outcome ? tr("Done")
                                     : tr("Next");
    shown.nextShown = step() != Run || byHand;
    shown.dangerous = step() == Review && !byHand;
    shown.backShown = step() > 0 && !begun;
    shown.close = step() == Outcome ? QString() : begun ? tr("Close") : tr("Save and close");
    shown.obstacle = current()->obstacle();
    shown.told = step() == Review || step() == Run ? m_trouble : QString();
    shown.saved = begun                 ? tr("Recorded in the journal")
                  : m_unsaved.isEmpty() ? tr("%1 · nothing has been sent to an upgrade call yet").arg(saved)
                                        : m_unsaved;
    shown.reached = m_state.draft.step;
    shown.locked = begun;
    return shown;
}

void UpgradeWizard::refreshBand() {
    const Environment* environment = m_state.environment();
    const QString title = tr("Upgrade of %1").arg(m_state.name());
    if (environment)
        band()->show(*environment, title);
    else
        band()->showNobody(title);
    setWindowTitle(tr("%1 – Prophecy Console").arg(title));
    const auto& versions = m_state.versions();
    const auto begun = m_state.operation();
    const QString from = begun && begun->traceOf<UpgradeTrace>() ? begun->traceOf<UpgradeTrace>()->from
                         : versions                              ? versions->current
                                                                 : QString();
    m_from->setText(from.isEmpty() ? QString() : tr("from %1").arg(displayLine(from)));
    const auto version = parseVersion(m_state.draft.version);
    m_to->setQuiet(version ? tr("to %1").arg(version->text()) : QString());
    m_to->setVisible(version.has_value());
}

void UpgradeWizard::save() {
    m_state.draft.savedAt = m_state.context.clock.nowUtc();
    const auto saved =
        m_state.context.storage.drafts().save(m_state.draft.id, QStringLiteral("upgrade"), toRecord(m_state.draft));
    m_unsaved = saved ? QString() : Words::of(saved.error());
}

/// An upgrade that is over is in the journal, and a draft without a version is not worth keeping.
void UpgradeWizard::closeEvent(QCloseEvent* event) {
    if (m_beginning.isActive()) return event->ignore();  // what is being sent cannot be left alone yet
    if (isOver() || m_state.draft.version.isEmpty())
        (void)m_state.context.storage.drafts().remove(m_state.draft.id);
    else
        save();
    Q_EMIT closed();
    QWidget::closeEvent(event);
}

}  // namespace prophecy::ui
