#pragma once

#include <QJsonObject>

#include "api/http.h"
#include "api/request_forms.h"
#include "api/routes.h"
#include "domain/restore/restore.h"
#include "domain/upgrade/upgrade.h"

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

// The requests of the calls as they go out; kind NotOffered when the dialect has none.
Result<HttpRequest> makeRequest(ApiCall call, const Endpoint& endpoint, const BackupTimestamp& timestamp = {});
Result<HttpRequest> makeConfigWrite(const QJsonObject& config, const Endpoint& endpoint);
Result<HttpRequest> makeRestore(const RestoreRequest& restore, const Endpoint& endpoint);
Result<HttpRequest> makeUpgrade(const UpgradeRequest& upgrade, const Endpoint& endpoint);

}  // namespace prophecy
