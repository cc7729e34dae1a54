#pragma once

#include <QObject>
#include <QStringList>

#include "core/call.h"

namespace prophecy {

/// Where a host name leads now. Injected, so that a test can lead it elsewhere.
class Resolver {
public:
    virtual ~Resolver() = default;
    /// Addresses in the order in which they are tried; the name itself where it is one. Kind Offline when it leads
    /// nowhere.
    virtual Call addressesOf(const QString& host, QObject* context, Handler<QStringList> handler) = 0;
};

/// Asks the system.
class SystemResolver final : public QObject, public Resolver {
    Q_OBJECT
public:
    Call addressesOf(const QString& host, QObject* context, Handler<QStringList> handler) override;
};

}  // namespace prophecy
