#pragma once

#include <map>
#include <memory>

#include "services/environments/environment_registry.h"
#include "services/environments/environment_session.h"
#include "services/operations/operation_tracker.h"

namespace prophecy {

/// One session for each stored environment, in step with the registry and the tracker.
class Sessions final : public QObject {
    Q_OBJECT
public:
    Sessions(EnvironmentRegistry& registry, OperationTracker& tracker, KeyRing& keys, Connector& connector,
             Storage& storage, Scheduler& scheduler, const Clock& clock);

    EnvironmentSession* find(const EnvironmentId& id) const;
    /// Begins to poll; until then sessions only hold what is stored, and nothing is asked.
    void startAll();
    void setAttended(bool attended);
    /// Which one somebody looks at; an id of none for none.
    void setShown(const EnvironmentId& id);
    /// Somebody else read it there.
    void noteConfig(const QUrl& target, const BackupConfig& config);

Q_SIGNALS:
    void sessionAdded(const EnvironmentId& id);
    void factsChanged(const EnvironmentId& id);

private:
    void create(const EnvironmentId& id);
    void follow(const Operation& operation);

    EnvironmentRegistry& m_registry;
    OperationTracker& m_tracker;
    Connector& m_connector;
    Storage& m_storage;
    Scheduler& m_scheduler;
    const Clock& m_clock;
    bool m_isPolling = false;
    std::map<EnvironmentId, std::unique_ptr<EnvironmentSession>> m_sessions;
};

}  // namespace prophecy
