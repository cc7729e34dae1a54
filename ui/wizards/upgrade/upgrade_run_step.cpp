#include "ui/wizards/upgrade/upgrade_run_step.h"

#include <QLabel>
#include <QVBoxLayout>

#include "ui/dialogs/operation_view.h"
#include "ui/theme/widgets.h"
#include "ui/wizards/upgrade/phase_list.h"

namespace prophecy::ui {

UpgradeRunStep::UpgradeRunStep(UpgradeState& state)
    : UpgradeStep(state), m_told(wrappedLabel({}, "muted")), m_phases(new PhaseList), m_place(new QVBoxLayout) {
    m_told->setObjectName(QStringLiteral("runTold"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(plainLabel(tr("The upgrade"), "title"));
    layout->addWidget(m_told);
    layout->addWidget(m_phases);
    layout->addLayout(m_place, 1);
    m_phases->hide();
    connect(&state.context.tracker, &OperationTracker::changed, this, [this](const Operation& operation) {
        if (operation.id != m_state.draft.operation) return;
        show();
        Q_EMIT changed();
    });
}

void UpgradeRunStep::tell(const QString& sentence) {
    m_told->setText(sentence);
    m_told->setVisible(!sentence.isEmpty());
}

void UpgradeRunStep::enter() {
    const OperationId& id = m_state.draft.operation;
    if (!m_state.operation()) return;  // kept already, but not recorded yet
    if (id != m_shown) {
        m_shown = id;
        delete m_view;
        m_view = new OperationView(m_state.context, id);
        m_place->addWidget(m_view);
        tell({});
    }
    show();
}

void UpgradeRunStep::show() {
    const auto operation = m_state.operation();
    m_phases->setVisible(operation.has_value());
    if (!operation) return;
    m_phases->show(*operation, false, m_state.context.clock.nowUtc());
    m_tick.run(!isFinished(operation->state) && isVisible());
}

QString UpgradeRunStep::obstacle() const {
    const auto operation = m_state.operation();
    if (!operation) return tr("Nothing has been sent.");
    return isFinished(operation->state) ? QString() : tr("It is still running.");
}

}  // namespace prophecy::ui
