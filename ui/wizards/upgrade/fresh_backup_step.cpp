#include "ui/wizards/upgrade/fresh_backup_step.h"

#include <QCheckBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include "core/text.h"
#include "ui/dialogs/backup_starter.h"
#include "ui/dialogs/component_chips.h"
#include "ui/theme/widgets.h"
#include "ui/theme/words.h"
#include "words/sentences.h"

namespace prophecy::ui {

namespace {
constexpr int kShortestLimit = 5;
constexpr int kLongestLimit = 4 * 60;
}  // namespace

FreshBackupStep::FreshBackupStep(UpgradeState& state)
    : UpgradeStep(state),
      m_wanted(new QCheckBox(tr("Only with a fresh backup"))),
      m_limit(new QSpinBox),
      m_limitLabel(plainLabel(tr("Fresh is a good backup that began within the last"), "muted")),
      m_outcome(new Pill),
      m_facts(wrappedLabel({})),
      m_chips(new ComponentChips),
      m_start(makeButton({}, "backupStart", "main")),
      m_problem(wrappedLabel({}, "bad")),
      m_whyLabel(plainLabel({}, "heading")),
      m_why(new QLineEdit),
      m_starter(new BackupStarter(state.context.tracker, this)) {
    m_wanted->setObjectName(QStringLiteral("backupWanted"));
    m_limit->setObjectName(QStringLiteral("backupLimit"));
    m_limit->setAccessibleName(tr("How old a backup may be, in minutes"));
    m_limit->setRange(kShortestLimit, kLongestLimit);
    m_limit->setSuffix(tr(" minutes"));
    m_outcome->setObjectName(QStringLiteral("backupOutcome"));
    m_facts->setObjectName(QStringLiteral("backupFacts"));
    m_problem->setObjectName(QStringLiteral("backupProblem"));
    m_why->setObjectName(QStringLiteral("backupReason"));
    m_why->setAccessibleName(tr("Why is there no fresh backup?"));
    m_why->setPlaceholderText(tr("The reason goes into the journal."));
    m_chips->setRows(2);
    auto* limit = new QHBoxLayout;
    limit->addWidget(m_limitLabel);
    limit->addWidget(m_limit);
    limit->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(plainLabel(tr("A fresh backup first"), "title"));
    layout->addWidget(
        wrappedLabel(tr("An upgrade does not touch databases and volumes by intention. If it does all the "
                        "same, this is the way back."),
                     "muted"));
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
    connect(m_wanted, &QCheckBox::toggled, this, [this](bool wanted) {
        m_state.draft.wayBack.wanted = wanted;
        show();
    });
    connect(m_limit, &QSpinBox::valueChanged, this, [this](int minutes) {
        m_state.draft.wayBack.limit = std::chrono::minutes(minutes);
        show();
    });
    connect(m_why, &QLineEdit::textEdited, this, [this](const QString& why) {
        m_state.draft.wayBack.whyNot = why.trimmed();
        Q_EMIT changed();
    });
    connect(m_start, &QPushButton::clicked, this, &FreshBackupStep::start);
    connect(m_starter, &BackupStarter::asked, this, [this](const OperationId& id) {
        m_state.draft.wayBack.made = id;
        Q_EMIT saveWanted();
    });
    connect(m_starter, &BackupStarter::begun, this, &FreshBackupStep::show);
    connect(m_starter, &BackupStarter::refused, this, [this](const Environment&, const Error& error) {
        m_trouble = Words::of(error);
        show();
    });
    connect(&state, &UpgradeState::checksChanged, this, [this] {
        if (isVisible()) show();
    });
    connect(&state.context.tracker, &OperationTracker::changed, this, [this](const Operation& operation) {
        if (operation.id == m_state.draft.wayBack.made) show();
    });
}

void FreshBackupStep::enter() {
    m_wanted->setChecked(m_state.draft.wayBack.wanted);
    m_limit->setValue(static_cast<int>(m_state.draft.wayBack.limit.count()));
    m_why->setText(m_state.draft.wayBack.whyNot);
    m_start->setText(tr("Back up %1 now").arg(onButton(m_state.name())));
    if (UpgradeCheckRun* run = m_state.checks()) run->repeat(CheckId::Retention);
    show();
}

void FreshBackupStep::show() {
    UpgradeCheckRun* run = m_state.checks();
    const bool wanted = m_state.draft.wayBack.wanted;
    const auto made = m_state.madeBackup();
    const bool running = made && !isFinished(made->state);
    const BackupTimestamp fresh = m_state.backup();
    const bool good = !fresh.isEmpty();
    const auto why = run ? whyNoBackupFirst(run->plan(), run->facts()) : std::nullopt;
    const bool mustSay = m_state.draft.disableRollback;
    for (QWidget* widget : std::initializer_list<QWidget*>{m_limitLabel, m_limit}) widget->setVisible(wanted);
    m_wanted->setEnabled(!running && !m_starter->isActive());
    m_whyLabel->setText(mustSay
                            ? tr("Why is there no fresh backup? A failed upgrade would stay where it failed.")
                            : tr("Why is there no fresh backup? You may leave this empty, since a failed upgrade goes "
                                 "back."));
    m_whyLabel->setVisible(!wanted);
    m_why->setVisible(!wanted);
    m_start->setVisible(wanted && !running && !good);
    m_start->setEnabled(run && !why && !m_starter->isActive());
    m_outcome->setVisible(wanted && (made || good));
    m_facts->setVisible(wanted);
    m_chips->setVisible(wanted && running && made->progress.total() > 0);
    const QString problem = !wanted || good ? QString() : why ? sentenceOf(*why) : m_trouble;
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    if (made && (running || !good || fresh == made->timestamp)) {
        showMade(*made);
    } else if (good) {
        const Environment* environment = m_state.environment();
        m_outcome->set(Words::of(BackupState::Success), theme::look(BackupState::Success));
        const QString age = Words::age(instantOf(fresh, environment->timeZone()), m_state.serverTime());
        m_facts->setText(m_state.isZoneProven()
                             ? tr("%1 began %2: young enough.").arg(displayLine(fresh.text()), age)
                             : tr("%1 began %2 if it is written in %3, which no backup that was watched here proves "
                                  "yet: young enough.")
                                   .arg(displayLine(fresh.text()), age, QString::fromUtf8(environment->zone)));
    } else {
        const bool asking = run && !run->facts().list.answer;
        m_facts->setText(asking ? tr("Asking for the list of backups…")
                                : tr("%1 has no good backup that is young enough.").arg(m_state.name()));
    }
    m_tick.run(running || good);
    Q_EMIT changed();
}

void FreshBackupStep::showMade(const Operation& made) {
    const QDateTime end = made.finishedAt.isValid() ? made.finishedAt : m_state.context.clock.nowUtc();
    m_outcome->set(Words::headline(made), operationLook(made));
    const QString took = Words::duration(made.startedAt.msecsTo(end));
    const QString what = displayLine(made.timestamp.text());
    m_facts->setText(made.state == OperationState::Failed ? displayText(made.text)
                     : isFinished(made.state)             ? tr("%1, took %2").arg(what, took)
                                                          : tr("%1, running for %2").arg(what, took));
    m_chips->show(made.progress);
}

void FreshBackupStep::start() {
    const Environment* environment = m_state.environment();
    if (!environment) return;
    m_trouble.clear();
    m_starter->start(*environment);
    show();
}

QString FreshBackupStep::obstacle() const {
    if (QString why = m_state.whyNoEnvironment(); !why.isEmpty()) return why;
    if (!m_state.draft.wayBack.wanted)
        return m_state.draft.disableRollback && m_state.draft.wayBack.whyNot.isEmpty()
                   ? tr("Say why there is no fresh backup.")
                   : QString();
    const auto made = m_state.madeBackup();
    if (made && !isFinished(made->state)) return tr("The backup is still running.");
    return m_state.backup().isEmpty() ? tr("Take a backup, or say why there is none.") : QString();
}

}  // namespace prophecy::ui
