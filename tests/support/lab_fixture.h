#pragma once

#include <QJsonObject>
#include <QTemporaryDir>
#include <memory>

#include "app/app_context.h"
#include "lab/lab.h"
#include "secrets/secret_store.h"

namespace prophecy::test {

/// A keychain in memory, or one that refuses everything.
class MemorySecrets final : public SecretStore {
public:
    bool works = true;
    Call read(const QString& name, QObject* context, Handler<Secret> handler) override;
    Call write(const QString& name, const Secret& secret, QObject* context, Handler<void> handler) override;
    Call remove(const QString& name, QObject* context, Handler<void> handler) override;
    QHash<QString, Secret> kept;
};

/// A practice environment in this process, over a folder that goes with it.
class LabFixture {
public:
    explicit LabFixture(lab::LabOptions options = {}, bool tls = false);
    lab::Lab& operator*() { return *m_lab; }
    lab::Lab* operator->() { return m_lab.get(); }
    QString folder() const { return m_folder.path(); }
    void fault(const char* text) { m_lab->faults().add(*lab::parseFault(QString::fromUtf8(text))); }
    /// The process dies and starts again over the same folder and port.
    void restart();
    /// Another machine of the same authority takes its place.
    void restartWithAnotherCertificate();
    Environment environment() const;
    Endpoint endpoint() const;
    Secret key() const { return Secret(m_lab->key()); }
    /// The bytes of one component, such as "volumes/gitserver".
    QByteArray bytes(const QString& component) const;
    /// Lines of requests.jsonl with this method and path.
    std::vector<QJsonObject> requests(const QByteArray& method, const QString& path) const;

private:
    QTemporaryDir m_folder;
    lab::LabOptions m_options;
    SystemClock m_clock;
    QtScheduler m_scheduler;
    std::unique_ptr<lab::Lab> m_lab;
};

/// The program's own services over a profile folder, with a keychain in memory; may be made again over the same folder.
std::unique_ptr<AppContext> servicesOver(const QString& profile, MemorySecrets& secrets);

/// Stores the lab as an environment with its key.
Environment addLab(AppContext& context, LabFixture& lab, const char* name, Role role, Protection protection);

/// Spins the event loop until the handler was called; the result, or a time-out error of ours.
template <class T>
class Awaited {
public:
    Handler<T> handler() {
        return [state = m_state](Result<T> result) { *state = std::move(result); };
    }
    bool isReady() const { return m_state->has_value(); }
    Result<T>& result() { return **m_state; }

private:
    std::shared_ptr<std::optional<Result<T>>> m_state = std::make_shared<std::optional<Result<T>>>();
};

}  // namespace prophecy::test
