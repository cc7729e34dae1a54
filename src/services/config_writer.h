#pragma once

#include <QObject>
#include <map>

#include "core/clock.h"
#include "domain/config_change.h"
#include "services/connector.h"
#include "services/protection.h"
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

/// Writes backupConfig, once and knowingly: it reads again just before, records old and new value, sends once, and
/// reads back. A window that closes meanwhile changes nothing about that.
class ConfigWriter final : public QObject {
    Q_OBJECT
public:
    ConfigWriter(Storage& storage, Connector& connector, const Clock& clock);

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
        Environment environment;
        BackupConfig seen;
        BackupConfig wanted;
        Consent consent;
        Promise<ConfigOutcome> promise;
        QStringList doors{};
        BackupList list{};
        BackupConfig before;
        QByteArray undoBefore;
        Call call;
    };
    void readList(int id, const Endpoint& endpoint);
    void readAgain(int id, const Endpoint& endpoint);
    void readUpgradeStatus(int id, const Endpoint& endpoint);
    void send(int id, const Endpoint& endpoint);
    void readBack(int id, const Endpoint& endpoint, const Result<Acknowledgement>& answer);
    void conclude(int id, ConfigOutcome::Kind kind, const BackupConfig& onServer);
    void give(int id, Result<ConfigOutcome> outcome);
    void rememberUndo(Job& job);
    void restoreUndo(const Job& job);
    bool isKnownNotOffered(const Environment& environment) const;
    Result<void> record(const Job& job, const QString& action, const Journal::Guard& guard = {}) const;
    Result<void> mayBeSent(const Environment& environment, const BackupConfig& seen, const BackupConfig& wanted,
                           const Consent& consent) const;

    Storage& m_storage;
    Connector& m_connector;
    const Clock& m_clock;
    std::map<int, Job> m_jobs;
    std::map<int, Call> m_looks;
    int m_next = 0;
};

}  // namespace prophecy
