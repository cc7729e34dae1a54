#include "ui/wizards/restore/restore_state.h"

#include <QCoreApplication>

namespace prophecy::ui {

std::optional<RestorePlan> RestoreState::plan() const {
    const Environment *from = source(), *to = destination();
    if (!from || !to || draft.request.timestamp.isEmpty()) return std::nullopt;
    return RestorePlan{*from, *to, draft.request, holdsNextKey, nextKeyForThisRun};
}

QString RestoreState::whyNoPlan() const {
    const auto say = [](const char* sentence) { return QCoreApplication::translate("RestoreState", sentence); };
    if (!draft.source.isEmpty() && !source())
        return say("The source %1 was removed from this console. Go back and choose another.").arg(draft.sourceName);
    if (!draft.destination.isEmpty() && !destination())
        return say("The destination %1 was removed from this console. Go back and choose another.")
            .arg(draft.destinationName);
    return plan() ? QString() : say("Source, backup and destination are not chosen yet.");
}

Environment RestoreState::spoken(const Environment& environment) const {
    Environment spoken = environment;
    if (const EnvironmentSession* session = context.sessions.find(environment.id))
        spoken.dialect = session->spokenEnvironment().dialect;
    return spoken;
}

RestoreCheckRun* RestoreState::checks() {
    const auto wanted = plan();
    if (!wanted) {
        m_checks.reset();
        return nullptr;
    }
    const bool same = m_checks && m_checks->plan().source == wanted->source &&
                      m_checks->plan().destination == wanted->destination &&
                      m_checks->plan().request == wanted->request;
    if (same) {
        if (const auto made = safetyBackup()) m_checks->setSafety(made->timestamp);
        return m_checks.get();
    }
    const bool replaced = m_checks != nullptr;
    const EnvironmentSession* session = context.sessions.find(draft.destination);
    m_checks = std::make_unique<RestoreCheckRun>(*wanted, context.connector, &context.storage, context.clock,
                                                 session ? session->facts().summary.usualMs : -1);
    connect(m_checks.get(), &RestoreCheckRun::changed, this, &RestoreState::checksChanged);
    m_checks->start();
    if (replaced) QMetaObject::invokeMethod(this, &RestoreState::planReplaced, Qt::QueuedConnection);
    return m_checks.get();
}

void RestoreState::planChanged() {
    draft.accepted.clear();
    holdsNextKey = nextKeyForThisRun = false;
}

QString RestoreState::reasonFor(const Check& check) const {
    const auto now = plan();
    return now ? draft.accepted.reasonFor(check, Acceptances::sidesOf(now->source, now->destination)) : QString();
}

void RestoreState::accept(const Check& check, const QString& reason) {
    if (const auto now = plan())
        draft.accepted.accept(check, Acceptances::sidesOf(now->source, now->destination), reason);
}

RestoreWish RestoreState::wish() {
    RestoreWish wish;
    wish.operation = draft.operation;
    if (RestoreCheckRun* run = checks()) {
        wish.plan = run->plan();
        wish.checks = run->checks();
        const auto& users = run->facts().destinationUsers;
        if (users.isKnown()) wish.usersBefore = users.value().total;
        if (run->facts().destinationList.isKnown()) wish.seenPeer = run->facts().destinationList.value().peer;
    }
    if (const auto now = plan())
        wish.reasons = draft.accepted.of(wish.checks, Acceptances::sidesOf(now->source, now->destination));
    wish.wayBack = draft.wayBack;
    return wish;
}

}  // namespace prophecy::ui
