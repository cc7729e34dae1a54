#include "ui/wizards/upgrade/rollback_step.h"

#include <QButtonGroup>
#include <QLabel>
#include <QRadioButton>
#include <QVBoxLayout>

#include "ui/theme/widgets.h"
#include "ui/wizards/frame/choice_row.h"
#include "ui/wizards/upgrade/upgrade_words.h"

namespace prophecy::ui {

RollbackStep::RollbackStep(UpgradeProcedure& procedure)
    : UpgradeStep(procedure),
      m_on(new QRadioButton(tr("Disable Rollback on"))),
      m_off(new QRadioButton(tr("Disable Rollback off"))) {
    m_on->setObjectName(QStringLiteral("rollbackDisabled"));
    m_off->setObjectName(QStringLiteral("rollbackAllowed"));
    m_on->setAccessibleDescription(UpgradeWords::rollback(true));
    m_off->setAccessibleDescription(UpgradeWords::rollback(false));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(plainLabel(tr("Disable Rollback: what happens when it fails?"), "title"));
    layout->addWidget(wrappedLabel(
        tr("The name of the switch is easily misread: it is on when nothing goes back by itself."), "muted"));
    auto* group = new QButtonGroup(this);
    for (QRadioButton* button : {m_on, m_off}) {
        group->addButton(button);
        auto* card = new ChoiceRow(button);
        card->setProperty("card", true);
        auto* inside = new QVBoxLayout(card);
        inside->setContentsMargins(14, 10, 14, 12);
        inside->setSpacing(4);
        inside->addWidget(button);
        inside->addWidget(wrappedLabel(UpgradeWords::rollback(button == m_on)));
        layout->addWidget(card);
    }
    layout->addWidget(wrappedLabel(
        tr("It is on here because the product's current page asks for that. An older page of the product says the "
           "opposite: it calls switching rollback off a means for troubleshooting and advises against it."),
        "muted"));
    layout->addStretch();
    connect(m_on, &QRadioButton::toggled, this, [this](bool on) {
        if (m_procedure.draft.disableRollback == on) return;
        m_procedure.draft.disableRollback = on;
        m_procedure.planChanged(UpgradeProcedure::Rollback);
        Q_EMIT changed();
    });
}

void RollbackStep::enter() {
    m_on->setChecked(m_procedure.draft.disableRollback);
    m_off->setChecked(!m_procedure.draft.disableRollback);
}

}  // namespace prophecy::ui
