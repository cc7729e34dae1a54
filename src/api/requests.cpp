#include "api/requests.h"

#include <QJsonDocument>

namespace prophecy {

namespace {

QByteArray timestampBody(const BackupTimestamp& timestamp) {
    return QJsonDocument(QJsonObject{{QStringLiteral("timestamp"), timestamp.text()}}).toJson(QJsonDocument::Compact);
}

}  // namespace

Result<HttpRequest> makeRequest(ApiCall call, const Endpoint& endpoint, const BackupTimestamp& timestamp) {
    const Environment& environment = endpoint.environment;
    if (const auto plain = checkPlainHttp(environment); !plain) return fail(plain.error());
    if (const auto apart = checkRoute(call, environment); !apart) return fail(apart.error());
    const auto route = routeOf(call, environment);
    if (!route)
        return fail(ErrorKind::NotOffered, QStringLiteral("The older API has no call for %1.").arg(kebabName(call)));
    HttpRequest request;
    request.use = route->once ? HttpRequest::Use::Once : HttpRequest::Use::Read;
    request.method = route->method;
    request.url = environment.root;
    request.url.setPath(environment.root.path() + route->path);
    QString query = route->query;
    if (!timestamp.isEmpty()) {
        // Body and query: nothing says which one a server reads (docs/api.md, trap 2).
        query = QStringLiteral("timestamp=") + QString::fromLatin1(QUrl::toPercentEncoding(timestamp.text()));
        const bool queryOnly = endpoint.forms && endpoint.forms->isQueryOnly(environment.root);
        if (!queryOnly) request.body = timestampBody(timestamp);
    }
    if (!query.isEmpty()) request.url.setQuery(query);
    if (route->once && request.method == "POST" && request.body.isEmpty()) request.body = "{}";
    const bool athena = environment.dialect == Dialect::Athena;
    request.keyHeader = athena ? "Authorization" : "Cookie";
    request.keyValue = athena ? endpoint.key : Secret("prophecy-token=" + endpoint.key.reveal());
    request.deadline = endpoint.deadline;
    request.expectedPeer = endpoint.peer;
    request.connection = {environment.proxy, endpoint.proxyPassword,        environment.caFile,
                          environment.pins,  environment.clientCertificate, endpoint.clientPassword};
    return request;
}

Result<HttpRequest> makeConfigWrite(const QJsonObject& config, const Endpoint& endpoint) {
    auto request = makeRequest(ApiCall::WriteBackupConfig, endpoint);
    if (request)
        request->body = QJsonDocument(QJsonObject{{QStringLiteral("configType"), QStringLiteral("backup")},
                                                  {QStringLiteral("backupConfig"), config}})
                            .toJson(QJsonDocument::Compact);
    return request;
}

Result<HttpRequest> makeRestore(const RestoreRequest& restore, const Endpoint& endpoint) {
    auto request = makeRequest(ApiCall::StartRestore, endpoint);
    if (request) request->body = QJsonDocument(bodyOf(restore)).toJson(QJsonDocument::Compact);
    return request;
}

Result<HttpRequest> makeUpgrade(const UpgradeRequest& upgrade, const Endpoint& endpoint) {
    auto request = makeRequest(ApiCall::StartUpgrade, endpoint);
    if (request) request->body = QJsonDocument(bodyOf(upgrade)).toJson(QJsonDocument::Compact);
    return request;
}

}  // namespace prophecy
