#include "api/client.h"

#include <QJsonDocument>
#include <QRandomGenerator>
#include <new>

#include "api/decompress.h"
#include "core/background.h"

namespace prophecy {

using namespace std::chrono_literals;

namespace {

constexpr int kAttempts = 3;
constexpr auto kFirstPause = 400ms;
constexpr auto kLongestRetryAfter = 30s;
constexpr qsizetype kLargestAcknowledgement = 1024 * 1024;  // it is read on the thread that asked

/// How long to wait before a read is repeated; nothing when repeating it is no use.
std::optional<std::chrono::milliseconds> pauseBefore(int nextAttempt, const Error& error) {
    if (nextAttempt > kAttempts) return std::nullopt;
    const bool gateway = error.httpStatus >= 502 && error.httpStatus <= 504;
    if (error.kind == ErrorKind::RateLimited && error.retryAfter) {
        if (*error.retryAfter > kLongestRetryAfter) return std::nullopt;
        return *error.retryAfter + 50ms;
    }
    if (error.kind != ErrorKind::Offline && error.kind != ErrorKind::RateLimited && !gateway) return std::nullopt;
    const auto base = kFirstPause * (1 << (nextAttempt - 2));
    return std::chrono::milliseconds(base.count() / 2 +
                                     QRandomGenerator::global()->bounded(static_cast<int>(base.count())));
}

/// One read with its repetitions. Owned by the Call it answers: inner callbacks hold it weakly.
template <class T>
class ReadJob : public std::enable_shared_from_this<ReadJob<T>> {
public:
    using Decoder = Result<T> (*)(const HttpAnswer&, const Secret&);
    ReadJob(Transport& transport, Scheduler& scheduler, HttpRequest request, Secret key, Decoder decode,
            Promise<T> promise)
        : m_transport(transport),
          m_scheduler(scheduler),
          m_request(std::move(request)),
          m_key(std::move(key)),
          m_decode(decode),
          m_promise(std::move(promise)) {}

    void attempt() {
        m_call = m_transport.send(m_request, m_promise.context(),
                                  [weak = this->weak_from_this()](Result<HttpAnswer> answer) {
                                      if (const auto job = weak.lock()) job->receive(std::move(answer));
                                  });
    }
    void stop() {
        m_call.drop();
        m_pause.reset();
    }

private:
    void receive(Result<HttpAnswer> answer) {
        if (!answer) return conclude(fail(std::move(answer.error())));
        m_call = runInBackground<T>(
            QThreadPool::globalInstance(), m_promise.context(),
            [answer = std::move(*answer), key = m_key, decode = m_decode]() mutable -> Result<T> {
                try {
                    const auto plain = decompressed(std::move(answer));
                    return plain ? decode(*plain, key) : fail(plain.error());
                } catch (const std::bad_alloc&) {
                    return fail(ErrorKind::TooLarge, QStringLiteral("There is not enough memory to read the answer."));
                }
            },
            [weak = this->weak_from_this()](Result<T> decoded) {
                if (const auto job = weak.lock()) job->conclude(std::move(decoded));
            });
    }

    void conclude(Result<T> outcome) {
        const auto pause = outcome ? std::nullopt : pauseBefore(m_attempt + 1, outcome.error());
        if (!pause) return m_promise.settle(std::move(outcome));
        ++m_attempt;
        m_pause = m_scheduler.after(*pause, [weak = this->weak_from_this()] {
            if (const auto job = weak.lock()) job->attempt();
        });
    }

    Transport& m_transport;
    Scheduler& m_scheduler;
    HttpRequest m_request;
    Secret m_key;
    Decoder m_decode;
    Promise<T> m_promise;
    Call m_call;
    Timer m_pause;
    int m_attempt = 1;
};

/// What stands in front may refuse a GET for its body, with almost any status or by hanging up.
bool mayBeRefusedForItsForm(const Error& error) {
    switch (error.kind) {
        case ErrorKind::Offline:
        case ErrorKind::NotTheApi:
        case ErrorKind::Http:
        case ErrorKind::Forbidden: return error.httpStatus != 401 && error.httpStatus != 407;
        default: return false;
    }
}

/// The API itself said something.
bool isOfTheApi(const Result<BackupAnswer>& answer) {
    return answer || answer.error().fromApi;
}

QByteArray timestampBody(const BackupTimestamp& timestamp) {
    return QJsonDocument(QJsonObject{{QStringLiteral("timestamp"), timestamp.text()}}).toJson(QJsonDocument::Compact);
}

}  // namespace

Client::Client(Transport& transport, Scheduler& scheduler, Endpoint endpoint)
    : m_transport(transport), m_scheduler(scheduler), m_endpoint(std::move(endpoint)) {}

Result<HttpRequest> Client::makeRequest(ApiCall call, const Endpoint& endpoint, const BackupTimestamp& timestamp) {
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
        // Body and query: nothing says which one a server reads (prophecy-api.md, trap 2).
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

template <class T>
Call Client::read(ApiCall call, const BackupTimestamp& timestamp, Decoder<T> decode, QObject* context,
                  Handler<T> handler) const {
    Promise<T> promise(context, std::move(handler));
    auto request = makeRequest(call, m_endpoint, timestamp);
    if (!request) {
        promise.settle(fail(request.error()));
        return promise.call();
    }
    auto job =
        std::make_shared<ReadJob<T>>(m_transport, m_scheduler, std::move(*request), m_endpoint.key, decode, promise);
    job->attempt();
    promise.onDrop([job] { job->stop(); });
    return promise.call();
}

Call Client::readEntry(ApiCall call, const BackupTimestamp& timestamp, QObject* context,
                       Handler<BackupAnswer> handler) const {
    const auto forms = m_endpoint.forms;
    if (!forms || timestamp.isEmpty())
        return read<BackupAnswer>(call, timestamp, &decodeBackupAnswer, context, std::move(handler));
    const Promise<BackupAnswer> promise(context, std::move(handler));
    auto current = std::make_shared<Call>();
    promise.onDrop([current] { current->drop(); });
    const bool queryOnly = forms->isQueryOnly(m_endpoint.environment.root);
    Endpoint other = m_endpoint;
    other.forms = std::make_shared<RequestForms>();
    other.forms->note(other.environment.root, !queryOnly);
    const auto second = [promise, forms, queryOnly, root = other.environment.root](const Result<BackupAnswer>& first) {
        return [promise, forms, queryOnly, root, first](Result<BackupAnswer> answer) {
            if (!isOfTheApi(answer)) return promise.settle(first);
            forms->note(root, !queryOnly);
            promise.settle(std::move(answer));
        };
    };
    *current = read<BackupAnswer>(
        call, timestamp, &decodeBackupAnswer, context,
        [promise, second, weak = std::weak_ptr(current), again = Client(m_transport, m_scheduler, other), call,
         timestamp](Result<BackupAnswer> answer) {
            const auto alive = weak.lock();
            if (!alive) return;
            if (answer || !mayBeRefusedForItsForm(answer.error())) return promise.settle(std::move(answer));
            *alive = again.read<BackupAnswer>(call, timestamp, &decodeBackupAnswer, promise.context(), second(answer));
        });
    return promise.call();
}

Result<HttpRequest> Client::makeConfigWrite(const QJsonObject& config, const Endpoint& endpoint) {
    auto request = makeRequest(ApiCall::WriteBackupConfig, endpoint);
    if (request)
        request->body = QJsonDocument(QJsonObject{{QStringLiteral("configType"), QStringLiteral("backup")},
                                                  {QStringLiteral("backupConfig"), config}})
                            .toJson(QJsonDocument::Compact);
    return request;
}

Result<HttpRequest> Client::makeRestore(const RestoreRequest& restore, const Endpoint& endpoint) {
    auto request = makeRequest(ApiCall::StartRestore, endpoint);
    if (request) request->body = QJsonDocument(bodyOf(restore)).toJson(QJsonDocument::Compact);
    return request;
}

Result<HttpRequest> Client::makeUpgrade(const UpgradeRequest& upgrade, const Endpoint& endpoint) {
    auto request = makeRequest(ApiCall::StartUpgrade, endpoint);
    if (request) request->body = QJsonDocument(bodyOf(upgrade)).toJson(QJsonDocument::Compact);
    return request;
}

void Client::once(Result<HttpRequest> request, QObject* context, Handler<Acknowledgement> handler) const {
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

Call Client::listBackups(QObject* context, Handler<BackupList> handler) const {
    return read<BackupList>(ApiCall::ListBackups, {}, &decodeBackupList, context, std::move(handler));
}
Call Client::latestBackup(QObject* context, Handler<BackupAnswer> handler) const {
    return read<BackupAnswer>(ApiCall::LatestBackup, {}, &decodeBackupAnswer, context, std::move(handler));
}
Call Client::backupStatus(const BackupTimestamp& timestamp, QObject* context, Handler<BackupAnswer> handler) const {
    return readEntry(ApiCall::BackupStatus, timestamp, context, std::move(handler));
}
Call Client::restoreStatus(const BackupTimestamp& timestamp, QObject* context, Handler<BackupAnswer> handler) const {
    return readEntry(ApiCall::RestoreStatus, timestamp, context, std::move(handler));
}
Call Client::backupConfig(QObject* context, Handler<BackupConfig> handler) const {
    return read<BackupConfig>(ApiCall::ReadBackupConfig, {}, &decodeBackupConfig, context, std::move(handler));
}
Call Client::objectStoreConfig(QObject* context, Handler<QJsonObject> handler) const {
    return read<QJsonObject>(ApiCall::ReadObjectStoreConfig, {}, &decodeObjectStoreConfig, context, std::move(handler));
}
Call Client::users(QObject* context, Handler<Users> handler) const {
    return read<Users>(ApiCall::Users, {}, &decodeUsers, context, std::move(handler));
}
Call Client::versions(QObject* context, Handler<Versions> handler) const {
    return read<Versions>(ApiCall::Versions, {}, &decodeVersions, context, std::move(handler));
}
Call Client::upgradeStatus(QObject* context, Handler<UpgradeStatus> handler) const {
    return read<UpgradeStatus>(ApiCall::UpgradeStatus, {}, &decodeUpgradeStatus, context, std::move(handler));
}

void Client::startBackup(QObject* context, Handler<Acknowledgement> handler) const {
    once(makeRequest(ApiCall::StartBackup, m_endpoint), context, std::move(handler));
}
void Client::deleteBackup(const BackupTimestamp& timestamp, QObject* context, Handler<Acknowledgement> handler) const {
    once(makeRequest(ApiCall::DeleteBackup, m_endpoint, timestamp), context, std::move(handler));
}

void Client::startRestore(const RestoreRequest& restore, QObject* context, Handler<Acknowledgement> handler) const {
    once(makeRestore(restore, m_endpoint), context, std::move(handler));
}

void Client::startUpgrade(const UpgradeRequest& upgrade, QObject* context, Handler<Acknowledgement> handler) const {
    once(makeUpgrade(upgrade, m_endpoint), context, std::move(handler));
}

void Client::writeBackupConfig(const QJsonObject& config, QObject* context, Handler<Acknowledgement> handler) const {
    once(makeConfigWrite(config, m_endpoint), context, std::move(handler));
}

}  // namespace prophecy
