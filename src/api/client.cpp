#include "api/client.h"

#include <QRandomGenerator>
#include <new>

#include "api/decompress.h"
#include "core/background.h"
#include "core/backoff.h"

namespace prophecy {

using namespace std::chrono_literals;

namespace {

constexpr int kAttempts = 3;
constexpr auto kFirstPause = 400ms;
constexpr auto kLongestRetryAfter = 30s;

/// How long to wait before a read is repeated; nothing when repeating it is no use.
std::optional<std::chrono::milliseconds> pauseBefore(int nextAttempt, const Error& error) {
    if (nextAttempt > kAttempts) return std::nullopt;
    const bool gateway = error.httpStatus >= 502 && error.httpStatus <= 504;
    if (error.kind == ErrorKind::RateLimited && error.retryAfter) {
        if (*error.retryAfter > kLongestRetryAfter) return std::nullopt;
        return *error.retryAfter + 50ms;
    }
    if (error.kind != ErrorKind::Offline && error.kind != ErrorKind::RateLimited && !gateway) return std::nullopt;
    const auto base = backoff(kFirstPause, nextAttempt - 2, kLongestRetryAfter);
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

}  // namespace

Client::Client(Transport& transport, Scheduler& scheduler, Endpoint endpoint)
    : m_transport(transport), m_scheduler(scheduler), m_endpoint(std::move(endpoint)) {}

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

}  // namespace prophecy
