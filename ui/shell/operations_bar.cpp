#include "ui/shell/operations_bar.h"

#include <QVBoxLayout>
#include <algorithm>

#include "core/text.h"
#include "domain/operation/kind_policy.h"
#include "ui/parts/component_chips.h"
#include "ui/shell/ended_line.h"
#include "ui/theme/widgets.h"
#include "ui/words/words.h"

namespace prophecy::ui {

namespace {
constexpr std::size_t kMostEnded = 20, kMostUnfolded = 4;
}

OperationsBar::OperationsBar(UiContext context, QWidget* parent)
    : QFrame(parent), m_context(context), m_layout(new QVBoxLayout(this)), m_ended(new EndedLine(context.kindWords)) {
    setObjectName(QStringLiteral("operationsBar"));
    setProperty("bar", true);
    m_layout->setContentsMargins(14, 6, 14, 6);
    m_layout->setSpacing(4);
    m_layout->addWidget(m_ended);
    hide();
    connect(m_ended, &EndedLine::unfolded, this, &OperationsBar::refresh);
    connect(m_ended, &EndedLine::allPutAway, this, &OperationsBar::putAllAway);
    connect(&context.tracker, &OperationTracker::changed, this, &OperationsBar::refresh);
    refresh();
}

OperationsBar::Line& OperationsBar::lineFor(const OperationId& id) {
    if (const auto it = m_lines.find(id); it != m_lines.end()) return it->second;
    Line line{new QWidget,
              new Pill,
              plainLabel({}, "heading"),
              plainLabel({}, "muted"),
              new ComponentChips,
              plainLabel({}, "muted"),
              makeButton(tr("Open"), "openOperation"),
              makeButton(tr("Put away"), "dismissOperation")};
    auto* layout = new QHBoxLayout(line.widget);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    line.timestamp->setFont(theme::fixedFont());
    for (QWidget* widget : std::initializer_list<QWidget*>{line.state, line.name, line.timestamp})
        layout->addWidget(widget);
    layout->addWidget(line.chips, 1);
    for (QWidget* widget : std::initializer_list<QWidget*>{line.progress, line.dismiss, line.open})
        layout->addWidget(widget);
    line.progress->setObjectName(QStringLiteral("operationProgress"));
    m_layout->insertWidget(m_layout->count() - 1, line.widget);  // those that ended stand last
    connect(line.open, &QPushButton::clicked, this, [this, id] { Q_EMIT openWanted(id); });
    connect(line.dismiss, &QPushButton::clicked, this, [this, id] {
        m_dismissed.push_back(id);
        refresh();
    });
    return m_lines.emplace(id, line).first->second;
}

qint64 OperationsBar::usualFor(const Operation& operation) const {
    const Environment* environment = m_context.registry.findByTarget(operation.target);
    const EnvironmentSession* session = environment ? m_context.sessions.find(environment->id) : nullptr;
    return session && operation.kind->teachesDuration ? session->facts().summary.usualMs : -1;
}

void OperationsBar::show(Line& line, const Operation& operation) {
    const bool finished = isFinished(operation.state);
    line.state->set(Words::headline(operation, m_context.kindWords), operationLook(operation));
    line.name->setText(operation.environmentName);
    line.timestamp->setText(wordsFor(operation.kind, m_context.kindWords).subject(operation));
    line.chips->show(finished ? Progress() : operation.progress);
    const QDateTime end = finished ? operation.finishedAt : m_context.clock.nowUtc();
    const QString elapsed = Words::duration(operation.startedAt.msecsTo(end));
    QStringList parts;
    if (operation.trouble && !finished) parts << Words::trouble(*operation.trouble);
    if (operation.progress.total() > 0 && !finished)
        parts << tr("%1 of %2").arg(operation.progress.completed()).arg(operation.progress.total());
    const qint64 usual = usualFor(operation);
    parts << (usual > 0 && !finished ? tr("%1 of usually %2").arg(elapsed, Words::duration(usual)) : elapsed);
    line.progress->setText(parts.join(QStringLiteral(" · ")));
    line.dismiss->setVisible(finished);
}

bool OperationsBar::isPutAway(const OperationId& id) const {
    return std::find(m_dismissed.begin(), m_dismissed.end(), id) != m_dismissed.end();
}

void OperationsBar::putAllAway() {
    for (const Operation& operation : m_context.tracker.operations())
        if (isFinished(operation.state) && !isPutAway(operation.id)) m_dismissed.push_back(operation.id);
    refresh();
}

void OperationsBar::refresh() {
    const auto all = m_context.tracker.operations();
    std::vector<OperationId> shown;
    std::vector<Operation> ended;
    for (auto it = all.rbegin(); it != all.rend(); ++it) {
        if (isQuiet(*it, m_context.kindWords)) continue;
        if (isFinished(it->state)) {
            if (!isPutAway(it->id) && ended.size() < kMostEnded) ended.push_back(*it);
            continue;
        }
        shown.push_back(it->id);
        show(lineFor(it->id), *it);
    }
    m_tick.run(!shown.empty());
    showEnded(ended, shown);
    forgetAllBut(shown);
    setVisible(!shown.empty() || !ended.empty());
}

/// One has a line of its own; several share one, which can be unfolded.
void OperationsBar::showEnded(const std::vector<Operation>& ended, std::vector<OperationId>& shown) {
    const bool several = ended.size() > 1;
    m_ended->setVisible(several);
    if (several) m_ended->show(ended, m_context.clock.nowUtc());
    if (several && !m_ended->isUnfolded()) return;
    for (std::size_t i = 0; i < std::min(ended.size(), kMostUnfolded); ++i) {
        shown.push_back(ended[i].id);
        show(lineFor(ended[i].id), ended[i]);
    }
}

void OperationsBar::forgetAllBut(const std::vector<OperationId>& shown) {
    std::erase_if(m_lines, [&](const auto& entry) {
        if (std::find(shown.begin(), shown.end(), entry.first) != shown.end()) return false;
        entry.second.widget->hide();
        entry.second.widget->deleteLater();
        return true;
    });
}

}  // namespace prophecy::ui
