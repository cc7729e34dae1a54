#include "ui/wizards/frame/way_back_step.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include "core/text.h"
#include "ui/dialogs/backup_starter.h"
#include "ui/parts/component_chips.h"
#include "ui/theme/widgets.h"
#include "ui/words/words.h"

namespace prophecy::ui {

namespace {
constexpr int kShortestLimit = 5;
constexpr int kLongestLimit = 4 * 60;
}  // namespace

WayBackStep::WayBackStep(Procedure& procedure)
    : m_procedure(procedure),
      m_title(plainLabel({}, "title")),
      m_explain(wrappedLabel({}, "muted")),
      m_wanted(new QCheckBox),
      m_limitLabel(plainLabel({}, "muted")),
      m_limit(new QSpinBox),
      m_outcome(new Pill),
      m_facts(wrappedLabel({})),
      m_chips(new ComponentChips),
      m_start(makeButton({}, "wayBackStart", "main")),
      m_whyLabel(plainLabel({}, "heading")),
      m_why(new QLineEdit),
      m_problem(wrappedLabel({}, "bad")),
      m_starter(new BackupStarter(procedure.context.tracker, this)) {
    build();
    listen();
}

void WayBackStep::build() {
    m_wanted->setObjectName(QStringLiteral("wayBackWanted"));
    m_limit->setObjectName(QStringLiteral("wayBackLimit"));
    m_limit->setAccessibleName(tr("How old a backup may be, in minutes"));
    m_limit->setRange(kShortestLimit, kLongestLimit);
    m_limit->setSuffix(tr(" minutes"));
    m_outcome->setObjectName(QStringLiteral("wayBackOutcome"));
    m_facts->setObjectName(QStringLiteral("wayBackFacts"));
    m_problem->setObjectName(QStringLiteral("wayBackProblem"));
    m_why->setObjectName(QStringLiteral("wayBackReason"));
    m_why->setPlaceholderText(tr("The reason goes into the journal."));
    m_chips->setRows(2);
    auto* limit = new QHBoxLayout;
    limit->addWidget(m_limitLabel);
    limit->addWidget(m_limit);
    limit->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(m_title);
    layout->addWidget(m_explain);
    layout->addWidget(m_wanted);
    layout->addLayout(limit);
    layout->addWidget(m_outcome);
    layout->addWidget(m_facts);
    layout->addWidget(m_chips);
    layout->addWidget(m_start, 0, Qt::AlignLeft);
    layout->addWidget(m_whyLabel);
    layout->addWidget(m_why);
    layout->addWidget(m_problem);
    layout->addStretch();
}

void WayBackStep::listen() {
    connect(m_wanted, &QCheckBox::toggled, this, [this](bool wanted) {
        wayBack().wanted = wanted;
        show();
    });
    connect(m_limit, &QSpinBox::valueChanged, this, [this](int minutes) {
        wayBack().limit = std::chrono::minutes(minutes);
        show();
    });
    connect(m_why, &QLineEdit::textEdited, this, [this](const QString& why) {
        wayBack().whyNot = why.trimmed();
        Q_EMIT changed();
    });
    connect(m_start, &QPushButton::clicked, this, &WayBackStep::start);
    connect(m_starter, &BackupStarter::asked, this, [this](const OperationId& id) {
        wayBack().made = id;
        Q_EMIT saveWanted();
    });
    connect(m_starter, &BackupStarter::begun, this, &WayBackStep::show);
    connect(m_starter, &BackupStarter::refused, this, [this](const Environment&, const Error& error) {
        m_lastError = Words::of(error);
        show();
    });
    connect(&m_procedure, &Procedure::checksChanged, this, [this] {
        if (isVisible()) show();
    });
    connect(&m_procedure.context.tracker, &OperationTracker::changed, this, [this](const Operation& operation) {
        if (operation.id == wayBack().made) show();
    });
}

void WayBackStep::enter() {
    const WayBackWords words = m_procedure.wayBackWords();
    const Environment* target = m_procedure.target();
    m_title->setText(words.title);
    m_explain->setText(words.explain);
    m_wanted->setText(words.wanted);
    m_wanted->setChecked(wayBack().wanted);
    m_limitLabel->setText(words.limit);
    m_limit->setValue(static_cast<int>(wayBack().limit.count()));
    m_start->setText(target ? tr("Back up %1 now").arg(onButton(target->name)) : QString());
    m_why->setText(wayBack().whyNot);
    if (CheckRun* run = m_procedure.checks()) run->repeat(CheckId::Retention);
    show();
}

void WayBackStep::show() {
    const WayBackNow now = m_procedure.wayBackNow();
    const bool wanted = wayBack().wanted;
    const bool running = now.made && !isFinished(now.made->state);
    const bool good = !now.found.isEmpty();
    const bool limited = wanted && !m_limitLabel->text().isEmpty();
    m_limitLabel->setVisible(limited);
    m_limit->setVisible(limited);
    m_wanted->setEnabled(!running && !m_starter->isActive());
    m_whyLabel->setText(now.whyQuestion);
    m_why->setAccessibleName(now.whyQuestion);
    m_whyLabel->setVisible(!wanted);
    m_why->setVisible(!wanted);
    const bool offers = wanted && !running && !good;
    if (!offers) m_start->clearFocus();  // Qt would hand it to the steps at the side
    m_start->setVisible(offers);
    m_start->setEnabled(now.mayStart && now.whyNotStart.isEmpty() && !m_starter->isActive());
    m_outcome->setVisible(wanted && (now.made || good));
    m_facts->setVisible(wanted);
    m_chips->setVisible(wanted && running && now.made->progress.total() > 0);
    const QString problem = !wanted || good ? QString() : now.whyNotStart.isEmpty() ? m_lastError : now.whyNotStart;
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    showBackup(now);
    m_tick.run(running || good);
    Q_EMIT changed();
}

/// The one that is made here, unless it ended and another one is what counts.
void WayBackStep::showBackup(const WayBackNow& now) {
    const bool running = now.made && !isFinished(now.made->state);
    const bool counts = now.made && (running || now.found.isEmpty() || now.found == now.made->timestamp);
    if (!counts) {
        m_outcome->set(Words::of(BackupState::Success), theme::look(BackupState::Success));
        return m_facts->setText(now.facts);
    }
    const Operation& made = *now.made;
    const QDateTime end = made.finishedAt.isValid() ? made.finishedAt : m_procedure.context.clock.nowUtc();
    m_outcome->set(Words::headline(made), operationLook(made));
    m_chips->show(made.progress);
    if (made.state == OperationState::Failed) return m_facts->setText(displayText(made.text));
    const QString took = Words::duration(made.startedAt.msecsTo(end));
    const QString what = displayLine(made.timestamp.text());
    m_facts->setText((isFinished(made.state) ? tr("%1, took %2") : tr("%1, running for %2")).arg(what, took));
}

void WayBackStep::start() {
    const Environment* target = m_procedure.target();
    if (!target || !m_procedure.wayBackNow().whyNotStart.isEmpty()) return;
    m_lastError.clear();
    m_starter->start(*target);
    show();
}

QString WayBackStep::obstacle() const {
    if (QString why = m_procedure.whyNoPlan(); !why.isEmpty()) return why;
    const WayBackNow now = m_procedure.wayBackNow();
    if (!wayBack().wanted)
        return now.needsWhy && wayBack().whyNot.isEmpty() ? tr("Say why there is no backup to go back to.") : QString();
    if (now.made && !isFinished(now.made->state)) return tr("The backup is still running.");
    return now.found.isEmpty() ? now.missing : QString();
}

}  // namespace prophecy::ui
