#include "ui/pages/schedule/store_card.h"

#include <QVBoxLayout>

#include "core/text.h"
#include "ui/theme/widgets.h"

namespace prophecy::ui {

StoreCard::StoreCard(const EnvironmentRegistry& registry, const Sessions& sessions)
    : m_registry(registry), m_sessions(sessions), m_text(wrappedLabel({}, "muted")) {
    m_text->setObjectName(QStringLiteral("scheduleStore"));
    setProperty("card", true);
    headCard(this, tr("Where backups go"))->addWidget(m_text);
}

void StoreCard::show(const EnvironmentSession& session) {
    m_text->setText(textOf(session));
}

QString StoreCard::textOf(const EnvironmentSession& session) const {
    const auto& store = session.facts().store;
    if (!store) return tr("This environment does not show its object store.");
    QStringList parts;
    for (const QString& part : {store->provider, store->container, store->region, store->endpoint, store->path})
        if (!part.isEmpty()) parts << displayLine(part);
    if (parts.isEmpty()) return tr("No object store is configured.");
    QString text = parts.join(QStringLiteral(" · "));
    if (store->provider == u"local") text += u'\n' + tr("Local backups do not survive the cluster.");
    for (const Environment& theirs : m_registry.all()) {
        const EnvironmentSession* other = m_sessions.find(theirs.id);
        const bool known = other && other != &session && other->facts().store;
        const bool sameName = !theirs.nameSpace.isEmpty() && theirs.nameSpace == session.environment().nameSpace;
        if (known && sameName && writeToSamePlace(*other->facts().store, *store))
            text += u'\n' + tr("%1 writes into the same place under the same namespace.").arg(theirs.name);
    }
    return text;
}

}  // namespace prophecy::ui
