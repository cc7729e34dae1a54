#include "ui/wizards/upgrade/phase_list.h"

#include <QVBoxLayout>

#include "core/text.h"
#include "ui/theme/widgets.h"
#include "ui/wizards/upgrade/upgrade_procedure.h"
#include "ui/words/words.h"

namespace prophecy::ui {

PhaseList::PhaseList() : m_lines(new QVBoxLayout(this)) {
    setProperty("card", true);
    setObjectName(QStringLiteral("phaseList"));
    m_lines->setContentsMargins(14, 10, 14, 12);
    m_lines->setSpacing(6);
}

void PhaseList::addPhase(Mark mark, const QString& text, const QString& time) {
    auto* pill = new Pill;
    if (mark == Mark::Done)
        pill->set(tr("Seen"), theme::look(Level::Good));
    else if (mark == Mark::Now)
        pill->set(tr("Now"), theme::look(BackupState::Running));
    else
        pill->setQuiet(tr("Ahead"));
    auto* line = new QWidget;
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    auto* cell = new QWidget;
    cell->setFixedWidth(92);
    auto* cellLayout = new QHBoxLayout(cell);
    cellLayout->setContentsMargins(0, 0, 0, 0);
    cellLayout->addWidget(pill);
    cellLayout->addStretch();
    row->addWidget(cell, 0, Qt::AlignTop);
    row->addWidget(wrappedLabel(text, mark == Mark::Ahead ? "muted" : ""), 1);
    row->addWidget(plainLabel(time, "caption"), 0, Qt::AlignTop);
    m_lines->addWidget(line);
}

void PhaseList::show(const Operation& operation, bool guided, const QDateTime& now) {
    clearLayout(m_lines);
    const UpgradeTrace trace = traceOr<UpgradeTrace>(operation);
    const auto at = [](const QDateTime& time) {
        return time.isValid() ? time.toLocalTime().toString(u"HH:mm:ss") : QString();
    };
    const bool over = isFinished(operation.state);
    const bool away = trace.awayAt.isValid() && !trace.backAt.isValid();
    const bool running = trace.runningAt.isValid();
    const bool unknown = operation.state == OperationState::Unknown;
    addPhase(unknown ? Mark::Now : Mark::Done,
             guided                                          ? tr("Begun in the web app, as you said.")
             : operation.state == OperationState::Submitting ? tr("The request is under way.")
             : unknown ? tr("The request was sent once. Nobody can tell yet whether it arrived; it is not sent again.")
                       : tr("The request was sent once and taken."),
             at(operation.startedAt));
    if (!guided)
        addPhase(running && (away || trace.backAt.isValid() || over) ? Mark::Done
                 : running                                           ? Mark::Now
                                                                     : Mark::Ahead,
                 trace.rollingBack ? tr("It failed and is going back to %1.").arg(displayLine(trace.from))
                                   : tr("The server upgrades to %1.").arg(displayLine(trace.request.version)),
                 at(trace.runningAt));
    addPhase(away                     ? Mark::Now
             : trace.awayAt.isValid() ? Mark::Done
                                      : Mark::Ahead,
             away ? tr("It does not answer, for %1 now. That is expected: its services restart.")
                        .arg(Words::span(trace.awayAt.secsTo(now)))
                  : tr("It stops answering while its services restart. That is expected."),
             at(trace.awayAt));
    addPhase(trace.backAt.isValid() ? Mark::Done : Mark::Ahead, tr("It answers again."), at(trace.backAt));
    const QString runs = displayLine(trace.version);
    addPhase(over ? Mark::Done : Mark::Ahead,
             over && !runs.isEmpty() ? tr("It runs %1; %2 was wanted.").arg(runs, displayLine(trace.request.version))
             : guided                ? tr("It runs %1.").arg(displayLine(trace.request.version))
                      : tr("It runs %1, and says that nothing is under way.").arg(displayLine(trace.request.version)),
             at(operation.finishedAt));
}

RunningPhases::RunningPhases(UpgradeProcedure& procedure)
    : m_procedure(procedure),
      m_phases(new PhaseList),
      m_tick(procedure.context.scheduler, std::chrono::seconds(1), [this] { refresh(); }) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_phases);
    connect(&procedure.context.tracker, &OperationTracker::changed, this, [this](const Operation& operation) {
        if (m_procedure.knows(operation.id)) refresh();
    });
}

void RunningPhases::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    refresh();
}

void RunningPhases::refresh() {
    const auto operation = m_procedure.operation();
    if (operation) m_phases->show(*operation, false, m_procedure.context.clock.nowUtc());
    m_tick.run(operation && !isFinished(operation->state) && isVisible());
}

}  // namespace prophecy::ui
