#include "ui/wizards/frame/wizard_manager.h"

#include <algorithm>

#include "ui/wizards/frame/wizard.h"

namespace prophecy::ui {

namespace {

bool isPair(const Procedure& one, const Procedure& other) {
    const auto [from, to] = one.sides();
    return one.kind() == other.kind() && one.sides() == other.sides() && !from.isEmpty() && !to.isEmpty();
}

/// The last point of no return is passed, and what was begun there ended.
bool isEnded(Procedure& procedure) {
    const auto operation = procedure.operation();
    const auto stages = procedure.stages();
    const auto points =
        std::count_if(stages.begin(), stages.end(), [](const Stage& stage) { return stage.irreversible; });
    return operation && isFinished(operation->state) && procedure.begun() >= static_cast<std::size_t>(points);
}

Wizard* raised(Wizard* wizard) {
    wizard->raise();
    wizard->activateWindow();
    return wizard;
}

}  // namespace

WizardManager::WizardManager(UiContext context, std::vector<ProcedureRow> rows, QObject* parent)
    : QObject(parent), m_context(context), m_rows(std::move(rows)) {}

WizardManager::~WizardManager() {
    for (const auto& wizard : m_wizards) delete wizard.data();
}

/// One that was closed is hidden before it is gone.
std::vector<Wizard*> WizardManager::windows() const {
    std::vector<Wizard*> shown;
    for (const auto& wizard : m_wizards)
        if (wizard && wizard->isVisible()) shown.push_back(wizard);
    return shown;
}

Wizard* WizardManager::windowOf(const QString& draft) const {
    for (Wizard* wizard : windows())
        if (wizard->procedure().common().id == draft) return wizard;
    return nullptr;
}

Wizard* WizardManager::begin(std::unique_ptr<Procedure> wanted) {
    for (Wizard* wizard : windows())
        if (isPair(wizard->procedure(), *wanted) && !wizard->isOver()) return raised(wizard);
    auto known = drafts(wanted->kind());
    std::erase_if(known, [&](const auto& draft) { return !isPair(*draft, *wanted) || isEnded(*draft); });
    std::stable_sort(known.begin(), known.end(),
                     [](const auto& a, const auto& b) { return a->isBegun() && !b->isBegun(); });
    if (known.empty()) return open(std::move(wanted));
    if (!known.front()->isBegun()) known.front()->takeOver(*wanted);
    return open(std::move(known.front()));
}

Wizard* WizardManager::openDraft(const QString& kind, const QString& id) {
    if (Wizard* wizard = windowOf(id)) return raised(wizard);
    for (auto& draft : drafts(kind))
        if (draft->common().id == id) return open(std::move(draft));
    return nullptr;
}

Wizard* WizardManager::open(std::unique_ptr<Procedure> procedure) {
    std::erase_if(m_wizards, [](const auto& wizard) { return !wizard || !wizard->isVisible(); });
    if (Wizard* wizard = windowOf(procedure->common().id)) return raised(wizard);
    auto* wizard = new Wizard(std::move(procedure));
    m_wizards.emplace_back(wizard);
    for (const auto signal : {&Wizard::begun, &Wizard::closed})
        connect(wizard, signal, this, &WizardManager::changed, Qt::QueuedConnection);
    wizard->show();
    Q_EMIT changed();
    return wizard;
}

Wizard* WizardManager::openOperation(const OperationId& id) {
    for (Wizard* wizard : windows())
        if (wizard->procedure().knows(id)) return raised(wizard);
    for (const ProcedureRow& row : m_rows)
        for (auto& draft : drafts(QString::fromLatin1(row.kind)))
            if (draft->knows(id)) return open(std::move(draft));
    return nullptr;
}

std::vector<std::unique_ptr<Procedure>> WizardManager::drafts(const QString& kind) const {
    std::vector<std::unique_ptr<Procedure>> found;
    const auto records = m_context.storage.drafts().all(kind);
    if (!records) return found;
    for (const ProcedureRow& row : m_rows) {
        if (kind != QLatin1String(row.kind)) continue;
        for (const QJsonObject& record : *records) {
            auto procedure = row.make(m_context, const_cast<WizardManager&>(*this), record);
            if (!procedure) continue;
            // The console ended between the draft and the record: nothing was sent. What is just being sent is another.
            const Wizard* wizard = windowOf(procedure->common().id);
            if (!wizard || !wizard->isSending())
                std::erase_if(procedure->common().operations,
                              [this](const OperationId& id) { return !m_context.tracker.find(id); });
            found.push_back(std::move(procedure));
        }
    }
    return found;
}

std::unique_ptr<Procedure> WizardManager::twinOf(const Procedure& asking) const {
    for (auto& draft : drafts(asking.kind()))
        if (isPair(*draft, asking) && !draft->isBegun() && draft->common().id != asking.common().id)
            return std::move(draft);
    return nullptr;
}

void WizardManager::discard(const QString& kind, const QString& id) {
    if (Wizard* wizard = windowOf(id)) return wizard->discardAndClose();
    for (const auto& draft : drafts(kind))
        if (draft->common().id == id && !draft->isBegun()) (void)m_context.storage.drafts().remove(id);
    Q_EMIT changed();
}

QString WizardManager::whyTaken(const Procedure& asking) const {
    const Environment* wanted = asking.target();
    for (Wizard* wizard : windows()) {
        const Procedure& other = wizard->procedure();
        const bool same = other.kind() == asking.kind() && wanted && other.sides().second == wanted->id;
        if (&other != &asking && same && !wizard->isOver())
            return tr("Another window prepares or runs the same: %1.").arg(other.title());
    }
    return {};
}

void WizardManager::closeAll() {
    for (Wizard* wizard : windows()) wizard->saveAndClose();
}

}  // namespace prophecy::ui
