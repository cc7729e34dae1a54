#pragma once

#include "api/codec.h"
#include "api/requests.h"
#include "core/scheduler.h"

namespace prophecy {

/// The reads of the contract with typed answers, repeated a bounded number of times with jitter, honouring Retry-After.
/// May be destroyed while calls are under way.
class Client {
public:
    Client(Transport& transport, Scheduler& scheduler, Endpoint endpoint);

    Call listBackups(QObject* context, Handler<BackupList> handler) const;
    Call latestBackup(QObject* context, Handler<BackupAnswer> handler) const;
    /// Without a timestamp: the ongoing one. One that is refused with a timestamp in its body is asked again with the
    /// query alone, and what works is remembered in the endpoint's forms (docs/api.md, trap 2).
    Call backupStatus(const BackupTimestamp& timestamp, QObject* context, Handler<BackupAnswer> handler) const;
    Call restoreStatus(const BackupTimestamp& timestamp, QObject* context, Handler<BackupAnswer> handler) const;
    Call backupConfig(QObject* context, Handler<BackupConfig> handler) const;
    /// As the server sends it, possibly unmasked: never show or store it whole (trap 18).
    Call objectStoreConfig(QObject* context, Handler<QJsonObject> handler) const;
    Call users(QObject* context, Handler<Users> handler) const;
    Call versions(QObject* context, Handler<Versions> handler) const;
    Call upgradeStatus(QObject* context, Handler<UpgradeStatus> handler) const;

    const Endpoint& endpoint() const { return m_endpoint; }

private:
    template <class T>
    using Decoder = Result<T> (*)(const HttpAnswer&, const Secret&);
    template <class T>
    Call read(ApiCall call, const BackupTimestamp& timestamp, Decoder<T> decode, QObject* context,
              Handler<T> handler) const;
    Call readEntry(ApiCall call, const BackupTimestamp& timestamp, QObject* context,
                   Handler<BackupAnswer> handler) const;

    Transport& m_transport;
    Scheduler& m_scheduler;
    Endpoint m_endpoint;
};

}  // namespace prophecy
