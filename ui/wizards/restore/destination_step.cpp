#include "ui/wizards/restore/destination_step.h"

#include <QButtonGroup>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

#include "ui/theme/widgets.h"
#include "ui/wizards/frame/choice_row.h"
#include "ui/wizards/frame/draft_line.h"
#include "ui/wizards/restore/restore_words.h"
#include "ui/words/words.h"

namespace prophecy::ui {

DestinationStep::DestinationStep(RestoreProcedure& procedure)
    : RestoreStep(procedure),
      m_choices(new QVBoxLayout),
      m_group(new QButtonGroup(this)),
      m_namespace(new QLineEdit),
      m_kind(wrappedLabel({}, "heading")),
      m_loss(wrappedLabel({}, "bad")),
      m_taken(wrappedLabel({}, "bad")),
      m_twin(makeTwin()) {
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
    layout->addWidget(m_twin);
    layout->addSpacing(6);
    layout->addWidget(m_kind);
    layout->addWidget(m_loss);
    layout->addStretch();
    connect(m_namespace, &QLineEdit::textEdited, this, [this](const QString& text) {
        m_procedure.draft.request.sourceNamespace = text.trimmed();
        m_procedure.planChanged(RestoreProcedure::Destination);
        Q_EMIT changed();
    });
}

/// There is one draft for a pair: the one from before is continued, or discarded first.
QWidget* DestinationStep::makeTwin() {
    auto* frame = new QFrame;
    frame->setProperty("notice", true);
    frame->setObjectName(QStringLiteral("restoreTwin"));
    m_twinText = wrappedLabel({});
    auto* go = makeButton(tr("Continue that one"), "twinContinue");
    auto* drop = makeButton(tr("Discard that one…"), "twinDiscard");
    auto* layout = new QHBoxLayout(frame);
    layout->addWidget(m_twinText, 1);
    layout->addWidget(go);
    layout->addWidget(drop);
    connect(go, &QPushButton::clicked, this, [this] {
        if (auto twin = m_procedure.manager.twinOf(m_procedure))
            m_procedure.manager.openDraft(twin->kind(), twin->common().id);
    });
    connect(drop, &QPushButton::clicked, this, [this] {
        if (const auto twin = m_procedure.manager.twinOf(m_procedure))
            askToDiscard(m_procedure.manager, *twin, window());
    });
    connect(&m_procedure.manager, &WizardManager::changed, this, [this] {
        showConsequence();
        Q_EMIT changed();
    });
    return frame;
}

void DestinationStep::enter() {
    clearLayout(m_choices);
    for (QAbstractButton* button : m_group->buttons()) m_group->removeButton(button);
    for (const Environment& environment : m_procedure.context.registry.all()) addChoice(environment);
    m_namespace->setText(m_procedure.draft.request.sourceNamespace);
    showConsequence();
}

void DestinationStep::addChoice(const Environment& environment) {
    auto* choice = new QRadioButton(onButton(environment.name));
    choice->setObjectName(QStringLiteral("destination-") + environment.name);
    choice->setChecked(environment.id == m_procedure.draft.destination);
    m_group->addButton(choice);
    auto* role = new Pill;
    role->setOutlined(Words::of(environment.role), theme::roleColor(environment.role));
    const bool same = environment.id == m_procedure.draft.source;
    auto* roleCell = new QWidget;
    roleCell->setFixedWidth(84);
    auto* roleLayout = new QHBoxLayout(roleCell);
    roleLayout->setContentsMargins(0, 0, 0, 0);
    roleLayout->addWidget(role);
    roleLayout->addStretch();
    auto* line = new ChoiceRow(choice);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(roleCell);
    row->addWidget(choice);
    row->addWidget(plainLabel(shownAddress(environment.root), "muted"));
    if (same) row->addWidget(plainLabel(tr("the source itself"), "caption"));
    row->addStretch();
    m_choices->addWidget(line);
    connect(choice, &QRadioButton::clicked, this, [this, id = environment.id, name = environment.name] {
        if (m_procedure.draft.destination != id) {
            m_procedure.planChanged(RestoreProcedure::Destination);
            m_procedure.draft.wayBack.made = {};
        }
        m_procedure.draft.destination = id;
        m_procedure.draft.destinationName = name;
        showConsequence();
        Q_EMIT changed();
    });
}

void DestinationStep::showConsequence() {
    const auto plan = m_procedure.plan();
    const Environment* destination = m_procedure.destination();
    const QString taken = destination ? m_procedure.whyTaken() : QString();
    m_taken->setText(taken);
    m_taken->setVisible(!taken.isEmpty());
    const auto twin = m_procedure.manager.twinOf(m_procedure);
    m_hasTwin = twin != nullptr;
    m_twin->setVisible(m_hasTwin);
    if (twin)
        m_twinText->setText(
            tr("A restore between these two is prepared already, saved %1: %2.")
                .arg(Words::age(twin->common().savedAt, m_procedure.context.clock.nowUtc()), twin->summary()));
    m_kind->setVisible(plan.has_value());
    m_loss->setVisible(plan.has_value());
    if (!plan) return;
    m_kind->setText(RestoreWords::kind(*plan));
    m_loss->setText(RestoreWords::loss(*plan));
}

QString DestinationStep::obstacle() const {
    const Environment* destination = m_procedure.destination();
    if (!m_procedure.source()) return m_procedure.whyNoPlan();
    if (!destination) return tr("Choose the destination.");
    if (QString taken = m_procedure.whyTaken(); !taken.isEmpty()) return taken;
    if (m_hasTwin) return tr("Continue or discard what is prepared between these two.");
    if (destination->protection == Protection::ReadOnly)
        return tr("%1 is read-only in this console.").arg(destination->name);
    if (m_procedure.draft.request.sourceNamespace.isEmpty()) return tr("Enter the namespace of the source.");
    const auto good = checkRequest(m_procedure.draft.request);
    return good || good.error().kind == ErrorKind::Refused ? QString() : Words::of(good.error());
}

}  // namespace prophecy::ui
