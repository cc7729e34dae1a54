#pragma once

#include <memory>

#include "api/network_transport.h"
#include "core/clock.h"
#include "core/scheduler.h"
#include "secrets/key_folder_store.h"
#include "secrets/keychain_store.h"
#include "services/config_writer.h"
#include "services/environments/sessions.h"
#include "services/restore/restores.h"
#include "services/upgrade/upgrades.h"

namespace prophecy {

/// What stands in the place of the system's own; outlives the context. nullptr: the system's.
struct Injected {
    const Clock* clock = nullptr;
    Scheduler* scheduler = nullptr;
    Transport* transport = nullptr;
    SecretStore* keychain = nullptr;
};

/// Makes the concrete services and owns them, for window, prophecyctl and tests. Nobody else does.
class AppContext {
    SystemClock m_systemClock;
    QtScheduler m_systemScheduler;
    NetworkTransport m_network;
    KeychainStore m_systemKeychain{m_systemScheduler};

public:
    /// Where the profile lies when the command line does not say.
    static QString standardProfile();

    /// Kind Storage when the profile cannot be used; the context then works for reads without it (see storage()).
    explicit AppContext(const QString& profileDir, const Injected& injected = {});

    const Result<void>& storageState() const { return m_storageState; }
    /// nullptr when the profile cannot be used.
    Storage* storage() { return m_storage.get(); }

    const Clock& clock;
    Scheduler& scheduler;
    Transport& transport;
    SecretStore& keychain;
    KeyFolderStore keyFiles{keychain};
    KeyRing keys{keyFiles};
    Connector connector{transport, scheduler, keys};

    // Only with storage:
    EnvironmentRegistry& registry() { return *m_registry; }
    OperationTracker& tracker() { return *m_tracker; }
    Sessions& sessions() { return *m_sessions; }
    ConfigWriter& configWriter() { return *m_configWriter; }
    Restores& restores() { return *m_restores; }
    Upgrades& upgrades() { return *m_upgrades; }

    /// Keys that lie there go before those in the keychain.
    void useKeyFolder(const KeyFolder& folder);
    /// An environment that is not stored but that operations may belong to.
    void introduce(const Environment& environment) { m_introduced.push_back(environment); }

private:
    std::optional<Environment> environmentOf(const Operation& operation) const;

    Result<void> m_storageState;
    std::vector<Environment> m_introduced;
    std::unique_ptr<Storage> m_storage;
    std::unique_ptr<EnvironmentRegistry> m_registry;
    std::unique_ptr<OperationTracker> m_tracker;
    std::unique_ptr<Sessions> m_sessions;
    std::unique_ptr<ConfigWriter> m_configWriter;
    std::unique_ptr<Restores> m_restores;
    std::unique_ptr<Upgrades> m_upgrades;
};

}  // namespace prophecy
