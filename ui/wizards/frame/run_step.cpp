#include "ui/wizards/frame/run_step.h"

#include <QLabel>
#include <QVBoxLayout>

#include "ui/parts/operation_view.h"
#include "ui/theme/widgets.h"

namespace prophecy::ui {

RunStep::RunStep(Procedure& procedure, QWidget* progress)
    : m_procedure(procedure),
      m_title(plainLabel({}, "title")),
      m_told(wrappedLabel({}, "muted")),
      m_progress(progress),
      m_place(new QVBoxLayout) {
    m_told->setObjectName(QStringLiteral("runTold"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(m_title);
    layout->addWidget(m_told);
    if (progress) layout->addWidget(progress);
    layout->addLayout(m_place, 1);
    if (progress) progress->hide();
    connect(&procedure.context.tracker, &OperationTracker::changed, this, [this](const Operation& operation) {
        if (operation.id == m_procedure.common().operation()) Q_EMIT changed();
    });
}

void RunStep::tell(const QString& sentence) {
    m_told->setText(sentence);
    m_told->setVisible(!sentence.isEmpty());
}

void RunStep::enter() {
    m_title->setText(m_procedure.title());
    const OperationId id = m_procedure.common().operation();
    if (!m_procedure.operation()) return;  // kept already, but not recorded yet
    if (m_progress) m_progress->show();
    if (id == m_shown) return;
    m_shown = id;
    delete m_view;
    m_view = new OperationView(m_procedure.context, id);
    m_place->addWidget(m_view);
    tell(m_procedure.runNote());
}

QString RunStep::obstacle() const {
    const auto operation = m_procedure.operation();
    if (!operation) return tr("Nothing has been sent.");
    return isFinished(operation->state) ? QString() : tr("It is still running.");
}

}  // namespace prophecy::ui
