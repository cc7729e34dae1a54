#include "ui/wizards/restore/safety_step.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/text.h"
#include "ui/dialogs/backup_starter.h"
#include "ui/dialogs/component_chips.h"
#include "ui/theme/widgets.h"
#include "ui/theme/words.h"
#include "words/sentences.h"

namespace prophecy::ui {

SafetyStep::SafetyStep(RestoreState& state)
    : RestoreStep(state),
      m_wanted(new QCheckBox),
      m_explain(wrappedLabel({}, "muted")),
      m_problem(wrappedLabel({}, "bad")),
      m_start(makeButton({}, "safetyStart", "main")),
      m_outcome(new Pill),
      m_facts(wrappedLabel({}, "muted")),
      m_chips(new ComponentChips),
      m_whyLabel(plainLabel(tr("Why is there no safety backup?"), "heading")),
      m_why(new QLineEdit),
      m_starter(new BackupStarter(state.context.tracker, this)) {
    m_wanted->setObjectName(QStringLiteral("safetyWanted"));
    m_why->setObjectName(QStringLiteral("safetyReason"));
    m_why->setAccessibleName(tr("Why is there no safety backup?"));
    m_why->setPlaceholderText(tr("The reason goes into the journal."));
    m_problem->setObjectName(QStringLiteral("safetyProblem"));
    m_outcome->setObjectName(QStringLiteral("safetyOutcome"));
    m_chips->setRows(2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(plainLabel(tr("A safety backup first"), "title"));
    layout->addWidget(m_explain);
    layout->addWidget(m_wanted);
    layout->addWidget(m_whyLabel);
    layout->addWidget(m_why);
    layout->addWidget(m_start, 0, Qt::AlignLeft);
    layout->addWidget(m_outcome);
    layout->addWidget(m_facts);
    layout->addWidget(m_chips);
    layout->addWidget(m_problem);
    layout->addStretch();
    connect(m_wanted, &QCheckBox::toggled, this, [this](bool wanted) {
        m_state.draft.wayBack.wanted = wanted;
        show();
        Q_EMIT changed();
    });
    connect(m_why, &QLineEdit::textEdited, this, [this](const QString& why) {
        m_state.draft.wayBack.whyNot = why.trimmed();
        Q_EMIT changed();
    });
    connect(m_start, &QPushButton::clicked, this, &SafetyStep::start);
    connect(m_starter, &BackupStarter::asked, this, [this](const OperationId& id) {
        m_state.draft.wayBack.made = id;
        Q_EMIT saveWanted();
    });
    connect(m_starter, &BackupStarter::begun, this, &SafetyStep::show);
    connect(m_starter, &BackupStarter::refused, this, [this](const Environment&, const Error& error) {
        m_trouble = Words::of(error);
        show();
    });
    connect(&state, &RestoreState::checksChanged, this, [this] {
        if (isVisible()) show();
    });
    connect(&state.context.tracker, &OperationTracker::changed, this, [this](const Operation& operation) {
        if (operation.id == m_state.draft.wayBack.made) show();
    });
}

void SafetyStep::enter() {
    m_wanted->setChecked(m_state.draft.wayBack.wanted);
    m_wanted->setText(tr("Back up %1 before it is overwritten").arg(onButton(m_state.destinationName())));
    m_explain->setText(
        tr("If the restore is not what you wanted, this is the way back. It must succeed before you can "
           "go on."));
    m_start->setText(tr("Back up %1 now").arg(onButton(m_state.destinationName())));
    m_why->setText(m_state.draft.wayBack.whyNot);
    show();
}

/// Whether retention would push out what is to be restored, as far as the destination tells.
QString SafetyStep::whyNotStart() const {
    RestoreCheckRun* run = m_state.checks();
    if (!run) return m_state.whyNoPlan();
    const auto why = whyNoSafetyBackup(run->plan(), run->facts());
    return why ? sentenceOf(*why) : QString();
}

void SafetyStep::show() {
    const bool wanted = m_state.draft.wayBack.wanted;
    const auto made = m_state.safetyBackup();
    const bool running = made && !isFinished(made->state);
    const Environment* destination = m_state.destination();
    const bool good = made && destination && m_state.context.restores.checkSafety(m_state.draft.wayBack, *destination);
    const QString why = whyNotStart();
    m_whyLabel->setVisible(!wanted);
    m_why->setVisible(!wanted);
    m_wanted->setEnabled(!running && !m_starter->isActive());
    m_start->setVisible(wanted && !running && !good);
    m_start->setEnabled(why.isEmpty() && !m_starter->isActive());
    m_outcome->setVisible(wanted && made);
    m_facts->setVisible(wanted && made);
    m_chips->setVisible(wanted && running && made->progress.total() > 0);
    const QString problem = !wanted ? QString() : !why.isEmpty() ? why : m_trouble;
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    if (made) {
        const QDateTime end = made->finishedAt.isValid() ? made->finishedAt : m_state.context.clock.nowUtc();
        m_outcome->set(Words::headline(*made), operationLook(*made));
        const QString took = Words::duration(made->startedAt.msecsTo(end));
        const QString what = displayLine(made->timestamp.text());
        m_facts->setText(made->state == OperationState::Failed ? displayText(made->text)
                         : running                             ? tr("%1, running for %2").arg(what, took)
                                                               : tr("%1, took %2").arg(what, took));
        m_chips->show(made->progress);
    }
    m_tick.run(running);
    Q_EMIT changed();
}

void SafetyStep::start() {
    const Environment* destination = m_state.destination();
    if (!destination || !whyNotStart().isEmpty()) return;
    m_trouble.clear();
    m_starter->start(*destination);
    show();
}

QString SafetyStep::obstacle() const {
    if (QString why = m_state.whyNoPlan(); !why.isEmpty()) return why;
    if (!m_state.draft.wayBack.wanted)
        return m_state.draft.wayBack.whyNot.isEmpty() ? tr("Say why there is no safety backup.") : QString();
    const auto made = m_state.safetyBackup();
    if (!made) return tr("Take the safety backup, or say why there is none.");
    if (!isFinished(made->state)) return tr("The safety backup is still running.");
    const auto holds = m_state.context.restores.checkSafety(m_state.draft.wayBack, *m_state.destination());
    return holds ? QString() : Words::of(holds.error());
}

}  // namespace prophecy::ui
