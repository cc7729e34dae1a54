#include "ui/wizards/restore/restore_host.h"

#include <QUuid>

#include "ui/theme/words.h"
#include "ui/wizards/restore/restore_wizard.h"

namespace prophecy::ui {

RestoreHost::RestoreHost(UiContext context, QObject* parent) : QObject(parent), m_context(context) {}

RestoreHost::~RestoreHost() {
    for (const auto& wizard : m_wizards) delete wizard.data();
}

RestoreWizard* RestoreHost::begin(const EnvironmentId& source, const BackupTimestamp& timestamp,
                                  const QString& sourceNamespace) {
    RestoreDraft draft;
    draft.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    draft.source = source;
    if (const Environment* environment = m_context.registry.find(source)) {
        draft.sourceName = environment->name;
        draft.request.sourceNamespace = sourceNamespace.isEmpty() ? environment->nameSpace : sourceNamespace;
    }
    draft.request.timestamp = timestamp;
    return open(draft);
}

RestoreWizard* RestoreHost::open(const RestoreDraft& draft) {
    // One that was closed is hidden before it is gone.
    std::erase_if(m_wizards, [](const auto& wizard) { return !wizard || !wizard->isVisible(); });
    for (const auto& wizard : m_wizards) {
        if (wizard->draft().id != draft.id) continue;
        wizard->raise();
        wizard->activateWindow();
        return wizard;
    }
    auto self = std::make_shared<QPointer<RestoreWizard>>();
    auto* wizard = new RestoreWizard(
        m_context, draft, [this, self](const Environment& destination) { return whyTaken(self->data(), destination); });
    *self = wizard;
    m_wizards.emplace_back(wizard);
    connect(wizard, &RestoreWizard::safetyRestoreWanted, this, &RestoreHost::restoreSafety);
    for (const auto signal : {&RestoreWizard::begun, &RestoreWizard::closed})
        connect(wizard, signal, this, &RestoreHost::changed, Qt::QueuedConnection);
    wizard->show();
    Q_EMIT changed();
    return wizard;
}

void RestoreHost::closeAll() {
    for (const auto& wizard : m_wizards)
        if (wizard) wizard->close();
}

std::vector<RestoreDraft> RestoreHost::drafts() const {
    std::vector<RestoreDraft> drafts;
    const auto records = m_context.storage.drafts().all(QStringLiteral("restore"));
    if (!records) return drafts;
    for (const QJsonObject& record : *records) {
        auto draft = restoreDraftFrom(record);
        if (!draft) continue;
        // The console ended between the draft and the record: nothing was sent.
        if (!m_context.tracker.find(draft->operation)) draft->operation = {};
        drafts.push_back(std::move(*draft));
    }
    return drafts;
}

RestoreWizard* RestoreHost::openOperation(const OperationId& id) {
    for (const auto& wizard : m_wizards)
        if (wizard && wizard->isVisible() && wizard->draft().operation == id) return open(wizard->draft());
    for (const RestoreDraft& draft : drafts())
        if (draft.operation == id) return open(draft);
    return nullptr;
}

QString RestoreHost::whyTaken(const RestoreWizard* asking, const Environment& destination) const {
    for (const auto& wizard : m_wizards)
        if (wizard && wizard != asking && wizard->draft().destination == destination.id &&
            wizard->step() != RestoreWizard::Outcome)
            return tr("Another restore into %1 is being prepared or runs in a window of its own.")
                .arg(destination.name);
    const auto running = m_context.tracker.unfinishedOn(destination.root, Lane::Data);
    if (running && running->kind == OperationKind::Restore)
        return tr("A restore into %1 is not finished.").arg(destination.name);
    return {};
}

void RestoreHost::restoreSafety(const OperationId& safetyBackup) {
    const auto stored = m_context.storage.operations().find(safetyBackup);
    if (!stored || !*stored) return;
    const Environment* environment = m_context.registry.findByTarget((*stored)->operation.target);
    if (environment) begin(environment->id, (*stored)->operation.timestamp);
}

}  // namespace prophecy::ui
