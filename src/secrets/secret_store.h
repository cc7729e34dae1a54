#pragma once

#include "core/call.h"
#include "core/secret.h"

namespace prophecy {

/// Where keys and passwords live between runs. Kind Keychain for trouble, KeychainLocked while it is locked, NotFound
/// when there is no such entry.
class SecretStore {
public:
    virtual ~SecretStore() = default;
    virtual Call read(const QString& name, QObject* context, Handler<Secret> handler) = 0;
    virtual Call write(const QString& name, const Secret& secret, QObject* context, Handler<void> handler) = 0;
    virtual Call remove(const QString& name, QObject* context, Handler<void> handler) = 0;
};

}  // namespace prophecy
