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

QString PhaseList::sentText(const Operation& operation, bool guided) {
    if (guided) return tr("Begun in the web app, as you said.");
    switch (operation.state) {
        case OperationState::Submitting: return tr("The request is under way.");
        case OperationState::Unknown:
            return tr("The request was sent once. Nobody can tell yet whether it arrived; it is not sent again.");
        default: return tr("The request was sent once and taken.");
    }
}

QString PhaseList::endText(const UpgradeTrace& trace, bool guided, bool over) {
    const QString runs = displayLine(trace.version), wanted = displayLine(trace.request.version);
    if (over && !runs.isEmpty()) return tr("It runs %1; %2 was wanted.").arg(runs, wanted);
    return guided ? tr("It runs %1.").arg(wanted) : tr("It runs %1, and says that nothing is under way.").arg(wanted);
}

void PhaseList::show(const Operation& operation, bool guided, const QDateTime& now, const QTimeZone& zone) {
    clearLayout(m_lines);
    const auto trace = traceOr<UpgradeTrace>(operation);
    const auto add = [&](Mark mark, const QString& text, const QDateTime& at) {
        addPhase(mark, text, Words::clock(at, zone));
    };
    const auto seen = [](bool isDone, bool isNow) {
        if (isDone) return Mark::Done;
        return isNow ? Mark::Now : Mark::Ahead;
    };
    const bool over = isFinished(operation.state);
    const bool back = trace.backAt.isValid();
    const bool away = trace.awayAt.isValid() && !back;
    const bool running = trace.runningAt.isValid();
    add(seen(operation.state != OperationState::Unknown, true), sentText(operation, guided), operation.startedAt);
    if (!guided)
        add(seen(running && (away || back || over), running),
            trace.rollingBack ? tr("It failed and is going back to %1.").arg(displayLine(trace.from))
                              : tr("The server upgrades to %1.").arg(displayLine(trace.request.version)),
            trace.runningAt);
    add(seen(trace.awayAt.isValid() && !away, away),
        away ? tr("It does not answer, for %1 now. That is expected: its services restart.")
                   .arg(Words::span(trace.awayAt.secsTo(now)))
             : tr("It stops answering while its services restart. That is expected."),
        trace.awayAt);
    add(seen(back, false), tr("It answers again."), trace.backAt);
    add(seen(over, false), endText(trace, guided, over), operation.finishedAt);
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
    if (operation) m_phases->show(*operation, false, m_procedure.context.clock.nowUtc(), m_procedure.zone());
    m_tick.run(operation && !isFinished(operation->state) && isVisible());
}

}  // namespace prophecy::ui
