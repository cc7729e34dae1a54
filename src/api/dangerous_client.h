#pragma once

#include "api/codec.h"
#include "api/requests.h"

namespace prophecy {

/// Shown by those who record a request before they send it, and by nobody else.
class DangerousPass {
    DangerousPass() = default;
    friend class OperationTracker;
    friend struct PassOfTests;  ///< which hold the transport to its word
};

/// The calls that start, change or delete something. Each is sent once; kind UnknownOutcome when nobody can tell
/// whether it arrived.
class DangerousClient {
public:
    DangerousClient(Transport& transport, Endpoint endpoint, DangerousPass pass);

    void startBackup(QObject* context, Handler<Acknowledgement> handler) const;
    void deleteBackup(const BackupTimestamp& timestamp, QObject* context, Handler<Acknowledgement> handler) const;
    void startRestore(const RestoreRequest& restore, QObject* context, Handler<Acknowledgement> handler) const;
    void startUpgrade(const UpgradeRequest& upgrade, QObject* context, Handler<Acknowledgement> handler) const;
    /// The whole config, not a part.
    void writeBackupConfig(const QJsonObject& config, QObject* context, Handler<Acknowledgement> handler) const;

private:
    void send(Result<HttpRequest> request, QObject* context, Handler<Acknowledgement> handler) const;

    Transport& m_transport;
    Endpoint m_endpoint;
};

}  // namespace prophecy
