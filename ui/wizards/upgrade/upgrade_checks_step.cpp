#include "ui/wizards/upgrade/upgrade_checks_step.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/theme/widgets.h"
#include "ui/wizards/frame/checks_card.h"

namespace prophecy::ui {

UpgradeChecksStep::UpgradeChecksStep(UpgradeState& state)
    : UpgradeStep(state), m_summary(wrappedLabel({}, "muted")), m_card(new ChecksCard(upgradeChecks())) {
    auto* content = new QWidget;
    auto* inside = new QVBoxLayout(content);
    inside->setContentsMargins(0, 0, 6, 0);
    inside->addWidget(m_card);
    inside->addStretch();
    auto* all = makeButton(tr("Check all again"), "checkAll");
    auto* head = new QHBoxLayout;
    head->addWidget(plainLabel(tr("Checks"), "title"));
    head->addStretch();
    head->addWidget(all);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addLayout(head);
    layout->addWidget(m_summary);
    layout->addWidget(makeScroll(content), 1);
    connect(all, &QPushButton::clicked, this, [this] {
        if (UpgradeCheckRun* run = m_state.checks()) run->start();
    });
    connect(m_card, &ChecksCard::repeatWanted, this, [this](CheckId id) {
        if (UpgradeCheckRun* run = m_state.checks()) run->repeat(id);
    });
    connect(m_card, &ChecksCard::reasonEdited, this, [this](CheckId id, const QString& reason) {
        UpgradeCheckRun* run = m_state.checks();
        if (!run) return;
        for (const Check& check : run->checks())
            if (check.id == id) m_state.accept(check, reason);
        Q_EMIT changed();
    });
    connect(&state, &UpgradeState::checksChanged, this, [this] {
        if (isVisible()) show();
    });
}

void UpgradeChecksStep::enter() {
    UpgradeCheckRun* run = m_state.checks();
    if (!run) return;
    m_card->fillReasons(run->checks(), [this](const Check& check) { return m_state.reasonFor(check); });
    run->start();
    show();
}

void UpgradeChecksStep::show() {
    UpgradeCheckRun* run = m_state.checks();
    m_tick.run(run && isVisible());
    if (!run || !isVisible()) return Q_EMIT changed();
    const auto checks = run->checks();
    m_card->show(
        checks, [this](const Check& check) { return m_state.reasonFor(check); }, m_state.context.clock.nowUtc());
    m_summary->setText(ChecksCard::summaryOf(checks));
    Q_EMIT changed();
}

QString UpgradeChecksStep::obstacle() const {
    if (QString why = m_state.whyNoEnvironment(); !why.isEmpty()) return why;
    const UpgradeWish wish = m_state.wish();
    return ChecksCard::obstacleIn(upgradeChecks(), wish.checks, wish.reasons);
}

}  // namespace prophecy::ui
