#include "ui/wizards/upgrade/upgrade_host.h"

#include <QUuid>

#include "ui/theme/words.h"
#include "ui/wizards/upgrade/upgrade_wizard.h"

namespace prophecy::ui {

UpgradeHost::UpgradeHost(UiContext context, QObject* parent) : QObject(parent), m_context(context) {}

UpgradeHost::~UpgradeHost() {
    for (const auto& wizard : m_wizards) delete wizard.data();
}

UpgradeWizard* UpgradeHost::begin(const EnvironmentId& id, const UpgradeDraft& choices) {
    const Environment* environment = m_context.registry.find(id);
    if (!environment) return nullptr;
    for (const auto& wizard : m_wizards)
        if (wizard && wizard->isVisible() && wizard->draft().environment == id &&
            wizard->step() != UpgradeWizard::Outcome)
            return open(wizard->draft());
    const auto running = m_context.tracker.unfinishedOn(environment->root, Lane::Data);
    if (running && running->kind == OperationKind::Upgrade)
        if (UpgradeWizard* known = openOperation(running->id)) return known;
    for (const UpgradeDraft& draft : drafts())  // begun in the web app, and not over as far as anybody said
        if (draft.environment == id && draft.guided.startedAt.isValid() && draft.guided.ending == UpgradeEnding::None)
            return open(draft);
    UpgradeDraft draft;
    draft.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    draft.environment = id;
    draft.environmentName = environment->name;
    draft.version = choices.version;
    draft.disableRollback = choices.disableRollback;
    draft.wayBack.limit = choices.wayBack.limit;
    return open(draft);
}

UpgradeWizard* UpgradeHost::open(const UpgradeDraft& draft) {
    // One that was closed is hidden before it is gone.
    std::erase_if(m_wizards, [](const auto& wizard) { return !wizard || !wizard->isVisible(); });
    for (const auto& wizard : m_wizards) {
        if (wizard->draft().id != draft.id) continue;
        wizard->raise();
        wizard->activateWindow();
        return wizard;
    }
    auto self = std::make_shared<QPointer<UpgradeWizard>>();
    auto* wizard = new UpgradeWizard(m_context, draft, [this, self] { return whyTaken(self->data()); });
    *self = wizard;
    m_wizards.emplace_back(wizard);
    connect(wizard, &UpgradeWizard::partnerWanted, this,
            [this, wizard](const EnvironmentId& partner) { beginPartner(wizard, partner); });
    connect(wizard, &UpgradeWizard::restoreWanted, this, [this, wizard](const BackupTimestamp& backup) {
        Q_EMIT restoreWanted(wizard->draft().environment, backup);
    });
    for (const auto signal : {&UpgradeWizard::begun, &UpgradeWizard::closed})
        connect(wizard, signal, this, &UpgradeHost::changed, Qt::QueuedConnection);
    wizard->show();
    Q_EMIT changed();
    return wizard;
}

void UpgradeHost::beginPartner(const UpgradeWizard* after, const EnvironmentId& partner) {
    begin(partner, after->draft());
}

void UpgradeHost::closeAll() {
    for (const auto& wizard : m_wizards)
        if (wizard) wizard->close();
}

std::vector<UpgradeDraft> UpgradeHost::drafts() const {
    std::vector<UpgradeDraft> drafts;
    const auto records = m_context.storage.drafts().all(QStringLiteral("upgrade"));
    if (!records) return drafts;
    for (const QJsonObject& record : *records) {
        auto draft = upgradeDraftFrom(record);
        if (!draft) continue;
        // The console ended between the draft and the record: nothing was sent.
        if (!m_context.tracker.find(draft->operation)) draft->operation = {};
        drafts.push_back(std::move(*draft));
    }
    return drafts;
}

UpgradeWizard* UpgradeHost::openOperation(const OperationId& id) {
    const auto knows = [&](const UpgradeDraft& draft) { return draft.operation == id || draft.guided.id == id; };
    for (const auto& wizard : m_wizards)
        if (wizard && wizard->isVisible() && knows(wizard->draft())) return open(wizard->draft());
    for (const UpgradeDraft& draft : drafts())
        if (knows(draft)) return open(draft);
    return nullptr;
}

QString UpgradeHost::whyTaken(const UpgradeWizard* asking) const {
    if (!asking) return {};
    const UpgradeDraft& wanted = asking->draft();
    for (const auto& wizard : m_wizards)
        if (wizard && wizard != asking && wizard->draft().environment == wanted.environment &&
            wizard->draft().isBegun() && wizard->step() != UpgradeWizard::Outcome)
            return tr("Another upgrade of %1 runs in a window of its own.").arg(wanted.environmentName);
    const Environment* environment = m_context.registry.find(wanted.environment);
    const auto running = environment ? m_context.tracker.unfinishedOn(environment->root) : std::nullopt;
    if (running) return tr("Something that was started on %1 is not finished.").arg(wanted.environmentName);
    return {};
}

}  // namespace prophecy::ui
