#include "api/probe.h"

#include "core/background.h"

namespace prophecy {

namespace {

/// Asks the list of one dialect after the other; the list is the one call that every installation answers.
class Detection : public std::enable_shared_from_this<Detection> {
public:
    Detection(Transport& transport, Scheduler& scheduler, Endpoint endpoint, Promise<Dialect> promise)
        : m_transport(transport),
          m_scheduler(scheduler),
          m_endpoint(std::move(endpoint)),
          m_promise(std::move(promise)) {}

    void start() {
        const Dialect chosen = m_endpoint.environment.dialect;
        ask(chosen == Dialect::Auto ? Dialect::Platform : chosen, chosen == Dialect::Auto);
    }
    void stop() { m_call.drop(); }

private:
    void ask(Dialect dialect, bool mayTryOther) {
        Endpoint endpoint = m_endpoint;
        endpoint.environment.dialect = dialect;
        m_call = Client(m_transport, m_scheduler, endpoint)
                     .listBackups(m_promise.context(),
                                  [weak = weak_from_this(), dialect, mayTryOther](Result<BackupList> list) {
                                      if (const auto self = weak.lock()) self->judge(dialect, mayTryOther, list);
                                      freeInBackground(std::move(list));
                                  });
    }

    void judge(Dialect dialect, bool mayTryOther, const Result<BackupList>& list) {
        if (list) return m_promise.settle(dialect);
        const Error& error = list.error();
        const bool keyRefused = error.kind == ErrorKind::Auth || error.kind == ErrorKind::Forbidden;
        if (mayTryOther && (keyRefused || mayBeOtherDialect(error))) {
            m_first = error;
            return ask(Dialect::Athena, false);
        }
        m_promise.settle(fail(m_first && !keyRefused ? *m_first : error));
    }

    Transport& m_transport;
    Scheduler& m_scheduler;
    Endpoint m_endpoint;
    Promise<Dialect> m_promise;
    Call m_call;
    std::optional<Error> m_first;
};

class Probe : public std::enable_shared_from_this<Probe> {
public:
    Probe(Transport& transport, Scheduler& scheduler, Endpoint endpoint, Promise<ProbeReport> promise)
        : m_transport(transport),
          m_scheduler(scheduler),
          m_endpoint(std::move(endpoint)),
          m_promise(std::move(promise)) {}

    void start() {
        m_calls.push_back(detectDialect(m_transport, m_scheduler, m_endpoint, m_promise.context(),
                                        [weak = weak_from_this()](Result<Dialect> dialect) {
                                            if (const auto self = weak.lock()) self->takeDialect(dialect);
                                        }));
    }
    void stop() { m_calls.clear(); }

private:
    using What = ProbeStep::What;

    void step(What what, const std::optional<Error>& error) { m_report.steps.push_back({what, !error, error}); }

    void takeDialect(const Result<Dialect>& dialect) {
        for (const Capability capability : kAllCapabilities) m_report.capabilities[capability] = Offer::Untried;
        if (!dialect) {
            m_report.error = dialect.error();
            const ErrorKind kind = dialect.error().kind;
            const bool answered =
                kind == ErrorKind::Auth || kind == ErrorKind::Forbidden || kind == ErrorKind::NotTheApi;
            step(What::Connection, answered ? std::nullopt : m_report.error);
            if (answered) step(kind == ErrorKind::NotTheApi ? What::Dialect : What::Key, m_report.error);
            return m_promise.settle(std::move(m_report));
        }
        step(What::Connection, {});
        step(What::Dialect, {});
        step(What::Key, {});
        m_report.dialect = m_endpoint.environment.dialect = *dialect;
        probeCapabilities();
    }

    template <class T>
    Handler<T> noting(Capability capability, What what) {
        return [weak = weak_from_this(), capability, what](Result<T> result) {
            const auto self = weak.lock();
            if (!self) return;
            if constexpr (std::is_same_v<T, Versions>)
                if (result) self->m_report.version = result->current;
            self->note(capability, what, result ? std::nullopt : std::optional(result.error()));
        };
    }

    void probeCapabilities() {
        const Client client(m_transport, m_scheduler, m_endpoint);
        QObject* context = m_promise.context();
        m_open = 4;
        m_calls.push_back(
            client.backupConfig(context, noting<BackupConfig>(Capability::BackupConfigRead, What::BackupConfigRead)));
        m_calls.push_back(
            client.objectStoreConfig(context, noting<QJsonObject>(Capability::ObjectStoreRead, What::ObjectStoreRead)));
        m_calls.push_back(client.users(context, noting<Users>(Capability::Users, What::Users)));
        m_calls.push_back(client.versions(context, noting<Versions>(Capability::Upgrade, What::Upgrade)));
    }

    void note(Capability capability, What what, const std::optional<Error>& error) {
        step(what, error);
        if (!error)
            m_report.capabilities[capability] = Offer::Offered;
        else if (meansNotOffered(*error))
            m_report.capabilities[capability] = Offer::NotOffered;
        if (--m_open == 0) m_promise.settle(std::move(m_report));
    }

    Transport& m_transport;
    Scheduler& m_scheduler;
    Endpoint m_endpoint;
    Promise<ProbeReport> m_promise;
    ProbeReport m_report;
    std::vector<Call> m_calls;
    int m_open = 0;
};

}  // namespace

bool mayBeOtherDialect(const Error& error) {
    const bool unknownPath = error.httpStatus == 404 || error.httpStatus == 405;
    return meansNotOffered(error) || (error.kind == ErrorKind::NotTheApi && unknownPath);
}

Call detectDialect(Transport& transport, Scheduler& scheduler, const Endpoint& endpoint, QObject* context,
                   Handler<Dialect> handler) {
    Promise<Dialect> promise(context, std::move(handler));
    auto detection = std::make_shared<Detection>(transport, scheduler, endpoint, promise);
    promise.onDrop([detection] { detection->stop(); });
    detection->start();
    return promise.call();
}

Call probe(Transport& transport, Scheduler& scheduler, const Endpoint& endpoint, QObject* context,
           Handler<ProbeReport> handler) {
    Promise<ProbeReport> promise(context, std::move(handler));
    auto job = std::make_shared<Probe>(transport, scheduler, endpoint, promise);
    promise.onDrop([job] { job->stop(); });
    job->start();
    return promise.call();
}

}  // namespace prophecy
