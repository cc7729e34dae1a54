#include "services/environments/sessions.h"

#include "domain/operation/kind_policy.h"

namespace prophecy {

Sessions::Sessions(EnvironmentRegistry& registry, OperationTracker& tracker, KeyRing& keys, Connector& connector,
                   Storage& storage, Scheduler& scheduler, const Clock& clock)
    : m_registry(registry),
      m_tracker(tracker),
      m_connector(connector),
      m_storage(storage),
      m_scheduler(scheduler),
      m_clock(clock) {
    connect(&registry, &EnvironmentRegistry::added, this, [this](const EnvironmentId& id) {
        create(id);
        if (m_isPolling) find(id)->start();
        Q_EMIT sessionAdded(id);
    });
    connect(&registry, &EnvironmentRegistry::changed, this, [this](const EnvironmentId& id) {
        const Environment* environment = m_registry.find(id);
        if (EnvironmentSession* session = find(id); session && environment) session->setEnvironment(*environment);
    });
    connect(&registry, &EnvironmentRegistry::removed, this, [this](const EnvironmentId& id) { m_sessions.erase(id); });
    connect(&keys, &KeyRing::keyChanged, this, [this](const EnvironmentId& id) {
        EnvironmentSession* session = find(id);
        if (m_isPolling && session) session->refresh();
    });
    connect(&tracker, &OperationTracker::changed, this, &Sessions::follow);
    connect(&tracker, &OperationTracker::timed, this, [this](const Operation& operation, qint64 tookMs) {
        const Environment* environment = m_registry.findByTarget(operation.target);
        EnvironmentSession* session = environment ? find(environment->id) : nullptr;
        if (session) session->noteDuration(operation.timestamp, tookMs);
    });
    for (const Environment& environment : m_registry.all()) create(environment.id);
}

void Sessions::startAll() {
    m_isPolling = true;
    for (const auto& [id, session] : m_sessions) session->start();
}

void Sessions::create(const EnvironmentId& id) {
    auto session =
        std::make_unique<EnvironmentSession>(*m_registry.find(id), m_connector, m_storage, m_scheduler, m_clock);
    connect(session.get(), &EnvironmentSession::factsChanged, this, [this, id] { Q_EMIT factsChanged(id); });
    m_sessions[id] = std::move(session);
}

EnvironmentSession* Sessions::find(const EnvironmentId& id) const {
    const auto it = m_sessions.find(id);
    return it == m_sessions.end() ? nullptr : it->second.get();
}

void Sessions::setAttended(bool attended) {
    for (const auto& [id, session] : m_sessions) session->setAttended(attended);
}

void Sessions::setShown(const EnvironmentId& shown) {
    for (const auto& [id, session] : m_sessions) session->setShown(id == shown);
}

void Sessions::noteConfig(const QUrl& target, const BackupConfig& config) {
    const Environment* environment = m_registry.findByTarget(target);
    EnvironmentSession* session = environment ? find(environment->id) : nullptr;
    if (session) session->noteConfig(config);
}

void Sessions::follow(const Operation& operation) {
    if (!m_isPolling) return;
    const Environment* environment = m_registry.findByTarget(operation.target);
    EnvironmentSession* session = environment ? find(environment->id) : nullptr;
    const auto unfinished = m_tracker.unfinishedOn(operation.target, Lane::Data);
    // One of unknown outcome may stay so for days.
    if (session) session->setBusy(unfinished && unfinished->state != OperationState::Unknown);
    if (session) session->setRestarting(unfinished && unfinished->kind->restartsServices ? unfinished : std::nullopt);
    if (session && operation.kind->changesSlowFacts && isFinished(operation.state)) session->refresh();
}

}  // namespace prophecy
