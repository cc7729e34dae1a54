#include "api/dangerous_client.h"

#include "api/decompress.h"

namespace prophecy {

namespace {
constexpr qsizetype kLargestAcknowledgement = 1024 * 1024;  // it is read on the thread that asked
}  // namespace

DangerousClient::DangerousClient(Transport& transport, Endpoint endpoint, DangerousPass)
    : m_transport(transport), m_endpoint(std::move(endpoint)) {}

void DangerousClient::send(Result<HttpRequest> request, QObject* context, Handler<Acknowledgement> handler) const {
    Promise<Acknowledgement> promise(context, std::move(handler));
    promise.call().release();
    if (!request) return promise.settle(fail(request.error()));
    const Secret key = m_endpoint.key;
    m_transport
        .send(std::move(*request), context,
              [promise, key](Result<HttpAnswer> answer) {
                  if (answer) answer = decompressed(std::move(*answer), kLargestAcknowledgement);
                  if (!answer) return promise.settle(fail(outcomeOfOnce(std::move(answer.error()))));
                  auto decoded = decodeAcknowledgement(*answer, key);
                  promise.settle(decoded ? std::move(decoded) : fail(outcomeOfOnce(std::move(decoded.error()))));
              })
        .release();
}

void DangerousClient::startBackup(QObject* context, Handler<Acknowledgement> handler) const {
    send(makeRequest(ApiCall::StartBackup, m_endpoint), context, std::move(handler));
}
void DangerousClient::deleteBackup(const BackupTimestamp& timestamp, QObject* context,
                                   Handler<Acknowledgement> handler) const {
    send(makeRequest(ApiCall::DeleteBackup, m_endpoint, timestamp), context, std::move(handler));
}

void DangerousClient::startRestore(const RestoreRequest& restore, QObject* context,
                                   Handler<Acknowledgement> handler) const {
    send(makeRestore(restore, m_endpoint), context, std::move(handler));
}

void DangerousClient::startUpgrade(const UpgradeRequest& upgrade, QObject* context,
                                   Handler<Acknowledgement> handler) const {
    send(makeUpgrade(upgrade, m_endpoint), context, std::move(handler));
}

void DangerousClient::writeBackupConfig(const QJsonObject& config, QObject* context,
                                        Handler<Acknowledgement> handler) const {
    send(makeConfigWrite(config, m_endpoint), context, std::move(handler));
}

}  // namespace prophecy
