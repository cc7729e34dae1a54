#pragma once

#include <QObject>

#include "core/scheduler.h"
#include "secrets/secret_store.h"

namespace prophecy {

/// The operating system's keychain through QtKeychain. It works on one job at a time for the whole process, and an
/// open unlock prompt stalls all of them: after a while the caller is told, while the job itself goes on.
class KeychainStore final : public SecretStore {
public:
    explicit KeychainStore(Scheduler& scheduler, std::chrono::milliseconds patience = std::chrono::seconds(20));
    Call read(const QString& name, QObject* context, Handler<Secret> handler) override;
    Call write(const QString& name, const Secret& secret, QObject* context, Handler<void> handler) override;
    Call remove(const QString& name, QObject* context, Handler<void> handler) override;

private:
    Call readEntry(const QString& name, QObject* context, Handler<Secret> handler);

    Scheduler& m_scheduler;
    std::chrono::milliseconds m_patience;
    bool m_prompted = false;
};

}  // namespace prophecy
