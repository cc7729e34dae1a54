#include "services/request_preview.h"

#include "api/curl.h"
#include "api/requests.h"

namespace prophecy {

Result<RequestPreview> previewRequest(PreviewedRequest which, const Environment& environment,
                                      const BackupTimestamp& timestamp) {
    const ApiCall call = which == PreviewedRequest::StartBackup  ? ApiCall::StartBackup
                         : which == PreviewedRequest::ReadStatus ? ApiCall::BackupStatus
                                                                 : ApiCall::DeleteBackup;
    const auto request = makeRequest(call, Endpoint{environment, {}, {}, {}}, timestamp);
    if (!request) return fail(request.error());
    return RequestPreview{requestText(*request), curlCommand(*request)};
}

Result<RequestPreview> previewConfigWrite(const QJsonObject& config, const Environment& environment) {
    const auto request = makeConfigWrite(config, Endpoint{environment, {}, {}, {}});
    if (!request) return fail(request.error());
    return RequestPreview{requestText(*request), curlCommand(*request)};
}

Result<RequestPreview> previewUpgrade(const UpgradeRequest& upgrade, const Environment& environment) {
    const auto request = makeUpgrade(upgrade, Endpoint{environment, {}, {}, {}});
    if (!request) return fail(request.error());
    return RequestPreview{requestText(*request), curlCommand(*request)};
}

Result<RequestPreview> previewRestore(const RestoreRequest& restore, const Environment& environment) {
    const auto request = makeRestore(restore, Endpoint{environment, {}, {}, {}});
    if (!request) return fail(request.error());
    return RequestPreview{requestText(*request), curlCommand(*request)};
}

}  // namespace prophecy
