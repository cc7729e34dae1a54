#include "app/app_context.h"

#include <QStandardPaths>

#include "services/stored_request_forms.h"

namespace prophecy {

namespace {

template <class T>
T& either(T* injected, T& own) {
    return injected ? *injected : own;
}

}  // namespace

QString AppContext::standardProfile() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/prophecy-console");
}

AppContext::AppContext(const QString& profileDir, const Injected& injected)
    : clock(either<const Clock>(injected.clock, m_systemClock)),
      scheduler(either<Scheduler>(injected.scheduler, m_systemScheduler)),
      transport(either<Transport>(injected.transport, m_network)),
      keychain(either<SecretStore>(injected.keychain, m_systemKeychain)) {
    auto opened = Storage::open(profileDir, clock);
    if (!opened) {
        m_storageState = fail(opened.error());
        return;
    }
    m_storage = std::move(*opened);
    connector.keepFormsIn(std::make_shared<StoredRequestForms>(*m_storage));
    m_registry = std::make_unique<EnvironmentRegistry>(*m_storage, keys);
    m_storageState = m_registry->load();
    m_tracker =
        std::make_unique<OperationTracker>(*m_storage, connector, scheduler, clock,
                                           [this](const Operation& operation) { return environmentOf(operation); });
    m_sessions = std::make_unique<Sessions>(*m_registry, *m_tracker, keys, connector, *m_storage, scheduler, clock);
    m_configWriter = std::make_unique<ConfigWriter>(*m_storage, connector, *m_tracker, clock);
    m_restores = std::make_unique<Restores>(*m_storage, connector, keys, *m_tracker, clock,
                                            [this](const Operation& operation) { return environmentOf(operation); });
    m_upgrades = std::make_unique<Upgrades>(*m_storage, *m_tracker, clock);
    QObject::connect(m_configWriter.get(), &ConfigWriter::seen, m_sessions.get(), &Sessions::noteConfig);
}

void AppContext::useKeyFolder(const KeyFolder& folder) {
    if (!m_registry) return;
    keyFiles.use(folder, [this](const QString& entry) {
        for (const Environment& environment : m_registry->all())
            if (KeyRing::isKeyOf(environment, entry)) return environment.name;
        return QString();
    });
}

std::optional<Environment> AppContext::environmentOf(const Operation& operation) const {
    for (const Environment& environment : m_introduced)
        if (targetKey(environment.root) == targetKey(operation.target)) return environment;
    const Environment* stored = m_registry->findByTarget(operation.target);
    return stored ? std::optional(*stored) : std::nullopt;
}

}  // namespace prophecy
