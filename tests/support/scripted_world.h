#pragma once

#include <QThreadPool>

#include "api/http.h"
#include "services/environments/environment_registry.h"
#include "services/operations/operation_tracker.h"
#include "tests/support/fake_transport.h"
#include "tests/support/lab_fixture.h"
#include "tests/support/manual_time.h"

namespace prophecy::test {

/// Answers each request with what the test's function says.
class ScriptedTransport final : public Transport {
public:
    std::function<Result<HttpAnswer>(const HttpRequest&)> answer;
    std::vector<HttpRequest> seen;

    Call send(HttpRequest request, QObject* context, Handler<HttpAnswer> handler) override {
        seen.push_back(request);
        Promise<HttpAnswer> promise(context, std::move(handler));
        promise.settle(answer(request));
        return promise.call();
    }
    int count(QStringView path) const {
        return static_cast<int>(
            std::count_if(seen.begin(), seen.end(), [&](const HttpRequest& r) { return r.url.path() == path; }));
    }
};

/// The services over a scripted server, with the clock in the test's hand.
struct ScriptedWorld {
    explicit ScriptedWorld(const QString& profile) : context(profile, {&time, &time, &transport, &secrets}) {
        hosts.addresses = {QStringLiteral("192.0.2.1")};
        context.connector.useResolver(hosts);
        if (!context.storageState()) qFatal("the profile cannot be used");
        for (const Environment& environment : registry.all()) useKey(environment);
    }

    Environment add(Protection protection = Protection::Typed) {
        Environment environment;
        environment.name = QStringLiteral("prod");
        environment.root = QUrl(QStringLiteral("https://p.example.com"));
        environment.dialect = Dialect::Platform;
        environment.protection = protection;
        environment = *registry.add(environment);
        useKey(environment);
        return environment;
    }
    void useKey(const Environment& environment) { keys.useForThisRun(environment, Secret(QByteArray("key-key-key"))); }

    /// Time passes, and everything that it sets off is carried out.
    void pass(std::chrono::seconds total, std::chrono::milliseconds step = std::chrono::seconds(1)) {
        for (std::chrono::milliseconds t{0}; t < total; t += step) {
            time.advance(step);
            for (int i = 0; i < 6; ++i) {
                QThreadPool::globalInstance()->waitForDone();
                QCoreApplication::processEvents();
            }
        }
    }

    ScriptedTransport transport;
    ManualTime time;
    MemorySecrets secrets;
    NamedHosts hosts;
    AppContext context;
    KeyRing& keys = context.keys;
    Connector& connector = context.connector;
    Storage* storage = context.storage();
    EnvironmentRegistry& registry = context.registry();
    OperationTracker& tracker = context.tracker();
};

}  // namespace prophecy::test
