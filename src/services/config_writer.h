#pragma once

#include <QObject>
#include <map>

#include "core/clock.h"
#include "domain/config/config_change.h"
#include "services/operations/operation_tracker.h"
#include "storage/storage.h"

namespace prophecy {

/// How a wish to change backupConfig ended.
struct ConfigOutcome {
    enum class Kind {
        Saved,        ///< read back and equal
        NothingToDo,  ///< the server has it already
        Changed,      ///< somebody changed it since the admin looked; nothing was sent
        NotOffered,   ///< this installation has no such call: to be done by hand
        DidNotStick,  ///< the server said yes, but shows another value
        Unknown       ///< no clear answer, and the wanted value was not read back: it may yet arrive
    };
    Kind kind = Kind::Unknown;
    BackupConfig onServer;  ///< as it was read last
};

/// Asks for backupConfig to be written, and tells how that ended. The write itself is an operation like any other: the
/// tracker records and sends it, and goes on looking when the outcome is unknown or the window is gone.
class ConfigWriter final : public QObject {
    Q_OBJECT
public:
    ConfigWriter(Storage& storage, Connector& connector, OperationTracker& tracker, const Clock& clock);

    /// seen is what the admin decided on. Kind Refused by protection, Cron or Usage for a config that must not be
    /// sent, NotOffered where writing it back would change more; other errors are the server's refusal or Storage.
    Call save(const Environment& environment, const BackupConfig& seen, const BackupConfig& wanted,
              const Consent& consent, QObject* context, Handler<ConfigOutcome> handler);

    /// Reads it once, to see whether a change by hand arrived.
    Call look(const Environment& environment, QObject* context, Handler<BackupConfig> handler);
    /// What the last save of this profile replaced there; nothing when there was none, or when somebody changed it
    /// since.
    std::optional<ConfigChange> undoOf(const QUrl& target, const BackupConfig& now) const;

Q_SIGNALS:
    /// It was read; whoever shows the config shows this.
    void seen(const QUrl& target, const prophecy::BackupConfig& config);

private:
    struct Job {
        Order order;
        Promise<ConfigOutcome> promise;
        std::optional<BackupConfig> met{};  ///< what stood there right before
        Call call{};
    };
    void follow(const Operation& operation);
    void learn(const Operation& operation);
    void giveUp(const OperationId& id, const Error& error);
    void conclude(const Operation& operation);
    void give(const OperationId& id, Result<ConfigOutcome> outcome);
    bool isKnownNotOffered(const Environment& environment) const;

    Storage& m_storage;
    Connector& m_connector;
    OperationTracker& m_tracker;
    const Clock& m_clock;
    std::map<OperationId, Job> m_jobs;
    std::map<int, Call> m_looks;
    int m_next = 0;
};

}  // namespace prophecy
