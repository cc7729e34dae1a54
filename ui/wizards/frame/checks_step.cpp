#include "ui/wizards/frame/checks_step.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/theme/widgets.h"
#include "ui/wizards/frame/checks_card.h"

namespace prophecy::ui {

ChecksStep::ChecksStep(Procedure& procedure, std::span<const CheckId> ids, QWidget* above)
    : m_procedure(procedure),
      m_ids(ids),
      m_summary(wrappedLabel({}, "muted")),
      m_card(new ChecksCard(ids)),
      m_all(makeButton(tr("Check all again"), "checkAll")) {
    auto* content = new QWidget;
    auto* inside = new QVBoxLayout(content);
    inside->setContentsMargins(0, 0, 6, 0);
    inside->setSpacing(10);
    if (above) inside->addWidget(above);
    inside->addWidget(m_card);
    inside->addStretch();
    auto* head = new QHBoxLayout;
    head->addWidget(plainLabel(tr("Checks"), "title"));
    head->addStretch();
    head->addWidget(m_all);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addLayout(head);
    layout->addWidget(m_summary);
    layout->addWidget(makeInnerScroll(content), 1);
    connect(m_all, &QPushButton::clicked, this, [this] {
        if (CheckRun* run = m_procedure.checks()) run->start();
    });
    connect(m_card, &ChecksCard::repeatWanted, this, [this](CheckId id) {
        if (CheckRun* run = m_procedure.checks()) run->repeat(id);
    });
    connect(m_card, &ChecksCard::reasonEdited, this, [this](CheckId id, const QString& reason) {
        CheckRun* run = m_procedure.checks();
        if (!run) return;
        for (const Check& check : run->checks())
            if (check.id == id) m_procedure.accept(check, reason);
        Q_EMIT changed();
    });
    connect(&procedure, &Procedure::checksChanged, this, &ChecksStep::show);
}

/// What was read a while ago is asked for anew; what was asked for just now is not asked for twice.
void ChecksStep::enter() {
    CheckRun* run = m_procedure.checks();
    if (!run) return;
    if (!run->isWaiting()) run->start();
    m_awaited = true;
    show();
}

/// It may be entered before its window is there.
void ChecksStep::showEvent(QShowEvent* event) {
    WizardStep::showEvent(event);
    show();
}

void ChecksStep::show() {
    CheckRun* run = m_procedure.checks();
    m_tick.run(run && isVisible());
    if (!run || !isVisible()) return Q_EMIT changed();
    const auto checks = run->checks();
    m_card->show(
        checks, [this](const Check& check) { return m_procedure.reasonFor(check); },
        m_procedure.context.clock.nowUtc());
    m_summary->setText(ChecksCard::summaryOf(checks));
    focusWhenAnswered(*run);
    Q_EMIT changed();
}

/// The rows change their places when all are answered; until then the focus waits outside of them.
void ChecksStep::focusWhenAnswered(const CheckRun& run) {
    if (run.isWaiting() || !std::exchange(m_awaited, false) || !m_all->hasFocus()) return;
    if (QWidget* first = m_card->firstMissingReason()) first->setFocus(Qt::OtherFocusReason);
}

QWidget* ChecksStep::firstFocus() const {
    return m_all;
}

QString ChecksStep::obstacle() const {
    if (QString why = m_procedure.whyNoPlan(); !why.isEmpty()) return why;
    CheckRun* run = m_procedure.checks();
    if (!run) return tr("Some checks are not answered yet.");
    const auto checks = run->checks();
    return ChecksCard::obstacleIn(m_ids, checks, m_procedure.reasonsFor(checks));
}

}  // namespace prophecy::ui
