#include "ui/shell/operations_bar.h"

#include <QVBoxLayout>
#include <algorithm>

#include "core/text.h"
#include "domain/operation/kind_policy.h"
#include "ui/parts/component_chips.h"
#include "ui/theme/widgets.h"
#include "ui/words/words.h"

namespace prophecy::ui {

namespace {
constexpr std::size_t kMostLines = 4;
}

OperationsBar::OperationsBar(UiContext context, QWidget* parent)
    : QFrame(parent), m_context(context), m_layout(new QVBoxLayout(this)) {
    setObjectName(QStringLiteral("operationsBar"));
    setProperty("bar", true);
    m_layout->setContentsMargins(14, 6, 14, 6);
    m_layout->setSpacing(4);
    hide();
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
    m_layout->addWidget(line.widget);
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

void OperationsBar::refresh() {
    const auto all = m_context.tracker.operations();
    bool anyRunning = false;
    std::vector<OperationId> shown;
    // Newest last; when there are too many, the oldest finished ones give way.
    for (auto it = all.rbegin(); it != all.rend(); ++it) {
        const bool running = !isFinished(it->state);
        const bool dismissed = std::find(m_dismissed.begin(), m_dismissed.end(), it->id) != m_dismissed.end();
        if (isQuiet(*it, m_context.kindWords)) continue;
        if (!running && (dismissed || shown.size() >= kMostLines)) continue;
        anyRunning = anyRunning || running;
        shown.push_back(it->id);
        show(lineFor(it->id), *it);
    }
    std::erase_if(m_lines, [&](const auto& entry) {
        const bool stays = std::find(shown.begin(), shown.end(), entry.first) != shown.end();
        if (!stays) {
            entry.second.widget->hide();
            entry.second.widget->deleteLater();
        }
        return !stays;
    });
    setVisible(!shown.empty());
    m_tick.run(anyRunning);
}

}  // namespace prophecy::ui
