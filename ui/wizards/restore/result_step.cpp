#include "ui/wizards/restore/result_step.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include "core/text.h"
#include "ui/dialogs/check_words.h"
#include "ui/dialogs/component_chips.h"
#include "ui/dialogs/config_dialog.h"
#include "ui/theme/widgets.h"
#include "ui/theme/words.h"
#include "ui/wizards/frame/report_saver.h"

namespace prophecy::ui {

ResultStep::ResultStep(RestoreState& state)
    : RestoreStep(state),
      m_title(wrappedLabel({}, "title")),
      m_explain(wrappedLabel({}, "muted")),
      m_server(makeTextBox("resultServerText", "server", 4)),
      m_chips(new ComponentChips),
      m_after(new QVBoxLayout),
      m_again(makeButton(tr("Check again"), "resultAgain")),
      m_schedule(makeButton(tr("Switch its schedule off…"), "resultSchedule")),
      m_wayBack(makeButton(tr("Restore the safety backup…"), "resultWayBack")),
      m_told(wrappedLabel({}, "muted")) {
    m_title->setObjectName(QStringLiteral("resultTitle"));
    m_explain->setObjectName(QStringLiteral("resultExplain"));
    m_chips->setRows(2);
    auto* card = makeCard();
    card->setObjectName(QStringLiteral("resultAfter"));
    m_after->setContentsMargins(14, 10, 14, 10);
    m_after->setSpacing(6);
    card->setLayout(m_after);
    auto* saver = new ReportSaver(
        this, [this] { return report(); }, [this](const QString& sentence) { tell(sentence); });
    saver->setFileName([this] {
        const auto operation = m_state.operation();
        return tr("restore-%1").arg(operation ? operation->environmentName : m_state.destinationName());
    });
    auto* actions = new QHBoxLayout;
    for (QPushButton* button : {saver->markdownButton(), saver->pdfButton(), m_again, m_schedule, m_wayBack})
        actions->addWidget(button);
    actions->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(m_title);
    layout->addWidget(m_explain);
    layout->addWidget(m_server);
    layout->addWidget(m_chips);
    layout->addWidget(plainLabel(tr("Checks afterwards"), "heading"));
    layout->addWidget(card);
    layout->addLayout(actions);
    layout->addWidget(m_told);
    layout->addStretch();
    connect(m_again, &QPushButton::clicked, this, [this] {
        if (m_run) m_run->start();
    });
    connect(m_schedule, &QPushButton::clicked, this, &ResultStep::switchScheduleOff);
    connect(m_wayBack, &QPushButton::clicked, this, [this] { Q_EMIT safetyRestoreWanted(m_state.draft.wayBack.made); });
}

void ResultStep::enter() {
    const auto operation = m_state.operation();
    if (!operation || operation->id == m_shown) return;
    m_shown = operation->id;
    m_kept = false;
    auto plan = m_state.plan();
    const Environment* destination = m_state.destination();
    // Without its source there is nothing to compare with, but still something to look at.
    if (!plan && destination) plan = RestorePlan{*destination, *destination, m_state.draft.request};
    if (plan && operation->state != OperationState::Failed) {
        const Restores& restores = m_state.context.restores;
        m_run = std::make_unique<FollowUpRun>(*plan, restores.usersBefore(operation->id),
                                              restores.safetyOf(m_state.draft.wayBack), m_state.context.connector,
                                              m_state.context.clock);
        connect(m_run.get(), &FollowUpRun::changed, this, &ResultStep::show);
        m_run->start();
    }
    show();
}

void ResultStep::show() {
    const auto operation = m_state.operation();
    if (!operation) return;
    const bool good = operation->state == OperationState::Succeeded;
    const bool checked = !m_run || !m_run->isWaiting();
    const QString& target = operation->environmentName;
    const bool answers = m_run && m_run->checks().front().state == CheckState::Pass;
    m_title->setText(good && !checked  ? tr("The server says that %1 is restored; checking…").arg(target)
                     : good && answers ? tr("%1 is restored").arg(target)
                     : good            ? tr("The server says that %1 is restored, but it cannot be read").arg(target)
                     : operation->state == OperationState::Failed
                         ? tr("The restore into %1 failed").arg(target)
                         : tr("The restore into %1 left no trace").arg(target));
    m_explain->setText(
        good ? tr("It took %1.").arg(Words::duration(operation->startedAt.msecsTo(operation->finishedAt)))
        : operation->state == OperationState::Failed
            ? (operation->progress.total() > 0
                   ? tr("%1 may be half restored: what is marked done was overwritten, the rest was not.").arg(target)
                   : tr("%1 may be half restored: what was overwritten before it failed was not seen.").arg(target)) +
                  u' ' +
                  (m_state.draft.wayBack.made.isEmpty()
                       ? tr("Mend the cause and restore again.")
                       : tr("Mend the cause and restore again, or restore the safety backup."))
            : tr("The server took the request, but shows nothing of it any more. Look at %1 before anything is sent "
                 "again.")
                  .arg(target));
    m_server->setVisible(!good && !operation->text.isEmpty());
    m_server->setPlainText(displayText(operation->text));
    m_chips->show(operation->progress);
    m_chips->setVisible(!good && operation->progress.total() > 0);
    m_again->setVisible(m_run != nullptr);
    m_wayBack->setVisible(!m_state.draft.wayBack.made.isEmpty());
    m_schedule->setVisible(m_run && copyTakesBackups(m_run->plan().kind(), m_run->facts()));
    showAfterChecks();
    if (checked && !m_kept) keepReport();
    Q_EMIT changed();
}

void ResultStep::showAfterChecks() {
    if (m_run) return fillAfterChecks(m_after, m_run->checks());
    clearLayout(m_after);
    m_after->addWidget(wrappedLabel(tr("None: the restore did not succeed."), "muted"));
}

QString ResultStep::report() const {
    const auto operation = m_state.operation();
    auto made = operation ? m_state.context.restores.reportOf(*operation) : fail(ErrorKind::NotFound, QString());
    if (!made) return {};
    if (m_run) made->after = m_run->checks();
    return toMarkdown(*made);
}

void ResultStep::keepReport() {
    const auto operation = m_state.operation();
    m_kept = operation && m_state.context.restores.keepReport(*operation, report()).has_value();
    tell(m_kept ? tr("The report is in the journal.") : tr("The report could not be written to the journal."));
}

/// A copy that takes backups of its own is seldom wanted.
void ResultStep::switchScheduleOff() {
    if (!m_run || !m_run->facts().config.isKnown()) return;
    const BackupConfig& seen = m_run->facts().config.value();
    auto* dialog = new ConfigDialog(m_state.context, m_run->plan().destination, seen,
                                    withChange(seen, ConfigChange{{}, {}, false}), this);
    connect(dialog, &ConfigDialog::settled, this, [this] { m_run->start(); });
    dialog->open();
}

void ResultStep::tell(const QString& sentence) {
    m_told->setText(sentence);
}

}  // namespace prophecy::ui
