#include "ui/wizards/restore/run_step.h"

#include <QLabel>
#include <QVBoxLayout>

#include "ui/dialogs/operation_view.h"
#include "ui/theme/widgets.h"
#include "ui/theme/words.h"

namespace prophecy::ui {

RunStep::RunStep(RestoreState& state)
    : RestoreStep(state), m_told(wrappedLabel({}, "muted")), m_place(new QVBoxLayout) {
    m_told->setObjectName(QStringLiteral("runTold"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(plainLabel(tr("The restore"), "title"));
    layout->addWidget(m_told);
    layout->addLayout(m_place, 1);
    connect(&state.context.tracker, &OperationTracker::changed, this, [this](const Operation& operation) {
        if (operation.id == m_state.draft.operation) Q_EMIT changed();
    });
}

void RunStep::tell(const QString& sentence) {
    m_told->setText(sentence);
    m_told->setVisible(!sentence.isEmpty());
}

void RunStep::enter() {
    const OperationId& id = m_state.draft.operation;
    if (!m_state.operation() || id == m_shown) return;  // kept already, but not recorded yet
    m_shown = id;
    delete m_view;
    m_view = new OperationView(m_state.context, id);
    m_place->addWidget(m_view);
    const EnvironmentSession* session = m_state.context.sessions.find(m_state.draft.destination);
    const qint64 usual = session ? session->facts().summary.usualMs : -1;
    tell(usual < 0 ? QString()
                   : tr("A backup of %1 usually takes %2; a restore takes about as long.")
                         .arg(m_state.destinationName(), Words::duration(usual)));
}

QString RunStep::obstacle() const {
    const auto operation = m_state.operation();
    if (!operation) return tr("Nothing has been sent.");
    return isFinished(operation->state) ? QString() : tr("It is still running.");
}

}  // namespace prophecy::ui
