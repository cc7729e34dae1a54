#include "ui/wizards/restore/destination_step.h"

#include <QButtonGroup>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QVBoxLayout>

#include "ui/theme/widgets.h"
#include "ui/theme/words.h"
#include "ui/wizards/restore/restore_words.h"

namespace prophecy::ui {

DestinationStep::DestinationStep(RestoreState& state)
    : RestoreStep(state),
      m_choices(new QVBoxLayout),
      m_group(new QButtonGroup(this)),
      m_namespace(new QLineEdit),
      m_kind(wrappedLabel({}, "heading")),
      m_loss(wrappedLabel({})),
      m_taken(wrappedLabel({}, "bad")) {
    m_namespace->setObjectName(QStringLiteral("restoreNamespace"));
    m_namespace->setAccessibleName(tr("Namespace of the source"));
    m_namespace->setMaximumWidth(280);
    m_loss->setObjectName(QStringLiteral("restoreLoss"));
    m_taken->setObjectName(QStringLiteral("restoreTaken"));
    auto* card = makeCard();
    m_choices->setContentsMargins(14, 10, 14, 10);
    m_choices->setSpacing(8);
    card->setLayout(m_choices);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(plainLabel(tr("Where is it restored to?"), "title"));
    layout->addWidget(wrappedLabel(tr("The destination must be running. It is overwritten."), "muted"));
    layout->addWidget(card);
    layout->addWidget(plainLabel(tr("Namespace of the installation that took the backup"), "heading"));
    layout->addWidget(m_namespace);
    layout->addWidget(m_taken);
    layout->addSpacing(6);
    layout->addWidget(m_kind);
    layout->addWidget(m_loss);
    layout->addStretch();
    connect(m_namespace, &QLineEdit::textEdited, this, [this](const QString& text) {
        m_state.draft.request.sourceNamespace = text.trimmed();
        m_state.planChanged();
        Q_EMIT changed();
    });
}

void DestinationStep::enter() {
    clearLayout(m_choices);
    for (QAbstractButton* button : m_group->buttons()) m_group->removeButton(button);
    for (const Environment& environment : m_state.context.registry.all()) addChoice(environment);
    m_namespace->setText(m_state.draft.request.sourceNamespace);
    showConsequence();
}

void DestinationStep::addChoice(const Environment& environment) {
    auto* choice = new QRadioButton(onButton(environment.name));
    choice->setObjectName(QStringLiteral("destination-") + environment.name);
    choice->setChecked(environment.id == m_state.draft.destination);
    m_group->addButton(choice);
    auto* role = new Pill;
    role->setOutlined(Words::of(environment.role), theme::roleColor(environment.role));
    const bool same = environment.id == m_state.draft.source;
    auto* roleCell = new QWidget;
    roleCell->setFixedWidth(84);
    auto* roleLayout = new QHBoxLayout(roleCell);
    roleLayout->setContentsMargins(0, 0, 0, 0);
    roleLayout->addWidget(role);
    roleLayout->addStretch();
    auto* row = new QHBoxLayout;
    row->addWidget(roleCell);
    row->addWidget(choice);
    row->addWidget(plainLabel(shownAddress(environment.root), "muted"));
    if (same) row->addWidget(plainLabel(tr("the source itself"), "caption"));
    row->addStretch();
    m_choices->addLayout(row);
    connect(choice, &QRadioButton::clicked, this, [this, id = environment.id, name = environment.name] {
        if (m_state.draft.destination != id) {
            m_state.planChanged();
            m_state.draft.wayBack.made = {};
        }
        m_state.draft.destination = id;
        m_state.draft.destinationName = name;
        showConsequence();
        Q_EMIT changed();
    });
}

void DestinationStep::showConsequence() {
    const auto plan = m_state.plan();
    const Environment* destination = m_state.destination();
    const QString taken = destination ? m_state.whyTaken(*destination) : QString();
    m_taken->setText(taken);
    m_taken->setVisible(!taken.isEmpty());
    m_kind->setVisible(plan.has_value());
    m_loss->setVisible(plan.has_value());
    if (!plan) return;
    m_kind->setText(RestoreWords::kind(*plan));
    m_loss->setText(RestoreWords::loss(*plan));
}

QString DestinationStep::obstacle() const {
    const Environment* destination = m_state.destination();
    if (!m_state.source()) return m_state.whyNoPlan();
    if (!destination) return tr("Choose the destination.");
    if (QString taken = m_state.whyTaken(*destination); !taken.isEmpty()) return taken;
    if (destination->protection == Protection::ReadOnly)
        return tr("%1 is read-only in this console.").arg(destination->name);
    if (m_state.draft.request.sourceNamespace.isEmpty()) return tr("Enter the namespace of the source.");
    const auto good = checkRequest(m_state.draft.request);
    return good || good.error().kind == ErrorKind::Refused ? QString() : Words::of(good.error());
}

}  // namespace prophecy::ui
