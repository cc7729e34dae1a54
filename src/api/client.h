#pragma once

#include <QJsonObject>

#include "api/codec.h"
#include "api/http.h"
#include "api/request_forms.h"
#include "api/routes.h"
#include "core/scheduler.h"
#include "domain/restore.h"
#include "domain/upgrade.h"

namespace prophecy {

/// Everything a request to one environment needs. The dialect must be settled; Auto counts as platform.
struct Endpoint {
    Environment environment;
    Secret key;
    Secret proxyPassword;
    std::chrono::milliseconds deadline{30'000};  ///< for each request
    std::shared_ptr<RequestForms> forms{};       ///< what is known of the way there; nullptr: nothing
    Secret clientPassword{};                     ///< of the key of the client certificate
    QString peer{};                              ///< the one machine that what is sent once may reach; empty for any
};

/// The calls of the contract with typed answers. Reads are repeated a bounded number of times with jitter, honouring
/// Retry-After; what starts, changes or deletes something is sent once. May be destroyed while calls are under way.
class Client {
public:
    Client(Transport& transport, Scheduler& scheduler, Endpoint endpoint);

    Call listBackups(QObject* context, Handler<BackupList> handler) const;
    Call latestBackup(QObject* context, Handler<BackupAnswer> handler) const;
    /// Without a timestamp: the ongoing one. One that is refused with a timestamp in its body is asked again with the
    /// query alone, and what works is remembered in the endpoint's forms (prophecy-api.md, trap 2).
    Call backupStatus(const BackupTimestamp& timestamp, QObject* context, Handler<BackupAnswer> handler) const;
    Call restoreStatus(const BackupTimestamp& timestamp, QObject* context, Handler<BackupAnswer> handler) const;
    /// Sent once; the whole config, not a part.
    void writeBackupConfig(const QJsonObject& config, QObject* context, Handler<Acknowledgement> handler) const;
    Call backupConfig(QObject* context, Handler<BackupConfig> handler) const;
    /// As the server sends it, possibly unmasked: never show or store it whole (trap 18).
    Call objectStoreConfig(QObject* context, Handler<QJsonObject> handler) const;
    Call users(QObject* context, Handler<Users> handler) const;
    Call versions(QObject* context, Handler<Versions> handler) const;
    Call upgradeStatus(QObject* context, Handler<UpgradeStatus> handler) const;

    // Dangerous. Sent once; UnknownOutcome when nobody can tell whether it arrived. For the tracker only.
    void startBackup(QObject* context, Handler<Acknowledgement> handler) const;
    void deleteBackup(const BackupTimestamp& timestamp, QObject* context, Handler<Acknowledgement> handler) const;
    void startRestore(const RestoreRequest& restore, QObject* context, Handler<Acknowledgement> handler) const;
    void startUpgrade(const UpgradeRequest& upgrade, QObject* context, Handler<Acknowledgement> handler) const;

    const Endpoint& endpoint() const { return m_endpoint; }

    /// The request of a call as it goes out; kind NotOffered when the dialect has none.
    static Result<HttpRequest> makeConfigWrite(const QJsonObject& config, const Endpoint& endpoint);
    static Result<HttpRequest> makeRestore(const RestoreRequest& restore, const Endpoint& endpoint);
    static Result<HttpRequest> makeUpgrade(const UpgradeRequest& upgrade, const Endpoint& endpoint);
    static Result<HttpRequest> makeRequest(ApiCall call, const Endpoint& endpoint,
                                           const BackupTimestamp& timestamp = {});

private:
    template <class T>
    using Decoder = Result<T> (*)(const HttpAnswer&, const Secret&);
    template <class T>
    Call read(ApiCall call, const BackupTimestamp& timestamp, Decoder<T> decode, QObject* context,
              Handler<T> handler) const;
    Call readEntry(ApiCall call, const BackupTimestamp& timestamp, QObject* context,
                   Handler<BackupAnswer> handler) const;
    void once(Result<HttpRequest> request, QObject* context, Handler<Acknowledgement> handler) const;

    Transport& m_transport;
    Scheduler& m_scheduler;
    Endpoint m_endpoint;
};

}  // namespace prophecy
