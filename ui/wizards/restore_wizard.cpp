#include "ui/wizards/restore_wizard.h"

#include <QCloseEvent>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "core/text.h"
#include "ui/dialogs/target_band.h"
#include "ui/theme/widgets.h"
#include "ui/theme/words.h"
#include "ui/wizards/backup_step.h"
#include "ui/wizards/checks_step.h"
#include "ui/wizards/destination_step.h"
#include "ui/wizards/restore_words.h"
#include "ui/wizards/result_step.h"
#include "ui/wizards/review_step.h"
#include "ui/wizards/run_step.h"
#include "ui/wizards/safety_step.h"
#include "ui/wizards/services_step.h"
#include "ui/wizards/step_list.h"

namespace prophecy::ui {

RestoreWizard::RestoreWizard(UiContext context, RestoreDraft draft, RestoreState::WhyTaken whyTaken)
    : m_state(context, std::move(draft), std::move(whyTaken)),
      m_band(new TargetBand),
      m_from(plainLabel({}, "muted")),
      m_backup(new Pill),
      m_list(new StepList({tr("Backup"), tr("Destination"), tr("Services"), tr("Checks"), tr("Safety backup"),
                           tr("Review"), tr("Run"), tr("Result")})),
      m_stack(new QStackedWidget),
      m_review(new ReviewStep(m_state)),
      m_run(new RunStep(m_state)),
      m_result(new ResultStep(m_state)) {
    setObjectName(QStringLiteral("restoreWizard"));
    setAttribute(Qt::WA_DeleteOnClose);
    setMinimumSize(900, 560);
    const QSize room = screen()->availableSize();
    resize(std::min(1120, room.width() - 40), std::min(760, room.height() - 60));
    m_steps = {new BackupStep(m_state),
               new DestinationStep(m_state),
               new ServicesStep(m_state),
               new ChecksStep(m_state),
               new SafetyStep(m_state),
               m_review,
               m_run,
               m_result};
    m_band->extras()->addStretch();
    m_band->extras()->addWidget(m_from);
    m_band->extras()->addWidget(m_backup);
    auto* place = new QWidget;
    auto* placeLayout = new QVBoxLayout(place);
    placeLayout->setContentsMargins(20, 16, 20, 12);
    placeLayout->addWidget(m_stack);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_list);
    middle->addWidget(place, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_band);
    layout->addLayout(middle, 1);
    layout->addWidget(makeFooter());
    for (RestoreStep* step : m_steps) {
        m_stack->addWidget(step);
        connect(step, &RestoreStep::changed, this, &RestoreWizard::refresh);
    }
    connect(m_list, &StepList::wanted, this, &RestoreWizard::go);
    connect(m_result, &ResultStep::safetyRestoreWanted, this, &RestoreWizard::safetyRestoreWanted);
    connect(&context.tracker, &OperationTracker::changed, this, &RestoreWizard::follow);
    connect(&context.registry, &EnvironmentRegistry::removed, this, &RestoreWizard::refresh);
    connect(&context.registry, &EnvironmentRegistry::changed, this, &RestoreWizard::refresh);
    const auto operation = m_state.operation();
    go(operation ? (isFinished(operation->state) ? Outcome : Run) : std::min<int>(m_state.draft.step, Review));
}

QWidget* RestoreWizard::makeFooter() {
    auto* footer = new QFrame;
    footer->setProperty("bar", true);
    m_saved = plainLabel({}, "muted");
    m_saved->setObjectName(QStringLiteral("wizardSaved"));
    m_obstacle = plainLabel({}, "muted");
    m_obstacle->setObjectName(QStringLiteral("wizardObstacle"));
    m_obstacle->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_obstacle->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_close = makeButton(tr("Save and close"), "wizardClose");
    m_back = makeButton(tr("Back"), "wizardBack");
    m_next = makeButton(tr("Next"), "wizardNext", "main");
    auto* layout = new QHBoxLayout(footer);
    layout->setContentsMargins(16, 10, 16, 10);
    layout->setSpacing(10);
    layout->addWidget(m_saved);
    layout->addWidget(m_obstacle, 1);
    for (QPushButton* button : {m_close, m_back, m_next}) layout->addWidget(button);
    connect(m_close, &QPushButton::clicked, this, &QWidget::close);
    connect(m_back, &QPushButton::clicked, this, &RestoreWizard::back);
    connect(m_next, &QPushButton::clicked, this, &RestoreWizard::next);
    return footer;
}

void RestoreWizard::go(int step) {
    if (step != Review && step != Run) m_trouble.clear();
    m_step = step;
    m_stack->setCurrentWidget(current());
    current()->enter();
    refresh();
}

void RestoreWizard::next() {
    if (!current()->obstacle().isEmpty()) return refresh();  // it came up since the button was lit
    if (m_step == Review) return overwrite();
    if (m_step == Outcome) return (void)close();
    m_state.draft.step = std::max(m_state.draft.step, m_step + 1);
    save();
    go(m_step + 1);
}

void RestoreWizard::back() {
    if (m_step > 0 && !isBegun()) go(m_step - 1);
}

/// The one place in the window that overwrites an installation.
void RestoreWizard::overwrite() {
    const Consent consent{true, m_review->typedName(), false, false};
    m_trouble.clear();
    m_beginning = m_state.context.restores.begin(m_state.wish(), consent, this, [this](Result<Operation> operation) {
        if (operation) adopt(*operation);
        const bool recorded = !m_state.draft.operation.isEmpty();
        if (!operation) m_trouble = tr("Not begun: %1").arg(Words::of(operation.error()));
        const auto now = m_state.operation();
        go(!recorded ? Review : now && isFinished(now->state) ? Outcome : Run);
    });
    m_run->tell(tr("Looking once more, then sending…"));
    go(Run);
}

/// At once, so that a console that dies in the middle of sending finds it again.
void RestoreWizard::adopt(const Operation& operation) {
    m_state.draft.operation = operation.id;
    m_state.draft.step = Run;
    save();
    Q_EMIT begun();
}

void RestoreWizard::follow(const Operation& operation) {
    const bool ours = m_beginning.isActive() && m_state.draft.operation.isEmpty() &&
                      operation.kind == OperationKind::Restore && m_state.destination() &&
                      targetKey(operation.target) == targetKey(m_state.destination()->root) &&
                      operation.state == OperationState::Submitting;
    if (ours) adopt(operation);
    if (operation.id != m_state.draft.operation || m_beginning.isActive()) return;
    if (isFinished(operation.state) && m_step == Run) go(Outcome);
}

void RestoreWizard::refresh() {
    refreshBand();
    const QString obstacle = current()->obstacle();
    const bool begun = isBegun();
    m_list->show(m_step, m_state.draft.step, begun);
    const QString shown = m_step == Run ? QString() : m_step == Review && !m_trouble.isEmpty() ? m_trouble : obstacle;
    m_obstacle->setText(m_obstacle->fontMetrics().elidedText(displayLine(shown), Qt::ElideRight, m_obstacle->width()));
    m_obstacle->setToolTip(plainTip(shown));
    m_next->setEnabled(obstacle.isEmpty());
    m_next->setVisible(m_step != Run);
    const Environment* destination = m_state.destination();
    m_next->setText(m_step == Review    ? tr("Overwrite %1").arg(destination ? destination->name : QString())
                    : m_step == Outcome ? tr("Done")
                                        : tr("Next"));
    m_next->setObjectName(m_step == Review ? QStringLiteral("wizardOverwrite") : QStringLiteral("wizardNext"));
    setKind(m_next, m_step == Review ? "overwrite" : "main");
    m_back->setVisible(m_step > 0 && !begun);
    m_close->setText(begun ? tr("Close") : tr("Save and close"));
    m_close->setVisible(m_step != Outcome);
    const QString saved = m_state.draft.savedAt.isValid()
                              ? tr("Draft saved %1").arg(m_state.draft.savedAt.toLocalTime().toString(u"HH:mm"))
                              : tr("Not saved yet");
    m_saved->setText(begun ? tr("Recorded in the journal")
                           : tr("%1 · nothing has been sent to a restore call yet").arg(saved));
}

void RestoreWizard::refreshBand() {
    const Environment* destination = m_state.destination();
    if (destination)
        m_band->show(*destination, tr("Restore into %1").arg(destination->name));
    else
        m_band->showNobody(tr("Restore: no destination yet"));
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
    if (!saved) m_saved->setText(Words::of(saved.error()));
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
