#include "ui/pages/page.h"

#include <QCoreApplication>

#include "ui/words/words.h"

namespace prophecy::ui {

void Page::setSession(EnvironmentSession* session) {
    if (m_session == session) return;
    if (m_session) {
        sessionLeaving();
        m_session->disconnect(this);
    }
    m_session = session;
    if (session) {
        connect(session, &EnvironmentSession::factsChanged, this, [this] {
            if (isVisible()) refresh();
        });
        connect(session, &EnvironmentSession::rowsChanged, this, [this] { rowsChanged(); });
    }
    sessionChanged();
    if (isVisible()) refresh();
}

QString staleness(const EnvironmentSession& session, const QDateTime& now) {
    const SessionFacts& facts = session.facts();
    if (!facts.error) return {};
    QString reason = facts.reach == Reach::Standby ? Words::of(facts.reach) : Words::of(*facts.error);
    if (!facts.listedAt.isValid()) return reason;
    return QCoreApplication::translate("Page", "What is shown is %1 old. %2")
        .arg(Words::span(facts.listedAt.secsTo(now)), reason);
}

}  // namespace prophecy::ui
