#pragma once

#include <QObject>
#include <map>

#include "core/clock.h"
#include "services/connector.h"
#include "services/protection.h"
#include "storage/storage.h"

namespace prophecy {

/// The only one who sends what cannot be undone, and who watches it to its end. An operation is recorded in one
/// commit before its request leaves; after a restart unfinished ones are taken up again, and those of another living
/// process are only watched.
class OperationTracker final : public QObject {
    Q_OBJECT
public:
    /// Finds the environment of an operation that is taken up again; nothing when it is not known here.
    using Resolver = std::function<std::optional<Environment>(const Operation&)>;

    OperationTracker(Storage& storage, Connector& connector, Scheduler& scheduler, const Clock& clock,
                     Resolver resolve);

    /// Reads the list, records, sends once. The handler gets the operation once the request was answered, or is
    /// Unknown; or an Error when nothing was sent or the server refused.
    Call startBackup(const Environment& environment, const Consent& consent, QObject* context,
                     Handler<Operation> begun);
    Call deleteBackup(const Environment& environment, const BackupTimestamp& timestamp, const Consent& consent,
                      QObject* context, Handler<Operation> begun);

    /// Takes up what a dead process left, watches what others do, and keeps doing so.
    void watchStore();

    /// Unfinished ones and those that ended in this run, oldest first.
    std::vector<Operation> operations() const;
    std::optional<Operation> unfinishedOn(const QUrl& target) const;

    /// For an Unknown one without evidence for 15 minutes; journaled with the reason. Kind Refused before that.
    Result<void> closeUnknown(const OperationId& id, bool arrived, const QString& reason);

Q_SIGNALS:
    void changed(const prophecy::Operation& operation);
    /// A backup was watched to its good end without a gap.
    void timed(const prophecy::Operation& operation, qint64 tookMs);

private:
    struct Request {
        Environment environment;
        OperationKind kind;
        BackupTimestamp timestamp;
        Consent consent;
        Promise<Operation> begun;
        bool mayAdopt = true;
    };
    struct Tracked {
        Operation operation;
        Operation recorded;                      ///< as it stands in the store
        std::optional<Environment> environment;  ///< empty: only watched
        Call connecting;
        Call look;
        Timer next;
        Timer rewrite;  ///< the end could not be written yet
        std::vector<std::function<void(const Operation&)>> afterLook;
    };

    Call submit(Request request);
    void readBaseline(const Request& request);
    void lookForRunning(const Request& request, const Endpoint& endpoint, int slot, const BackupList& baseline);
    Result<void> checkDelete(const Request& request, const BackupList& baseline) const;
    void record(const Request& request, const Endpoint& endpoint, const BackupList& baseline);
    void send(const Request& request, const Endpoint& endpoint, const OperationId& id);
    void settleConflict(const Request& request);
    void observe(const OperationId& id, const Observation& observation);
    void apply(Tracked& tracked, Reduction reduction);
    bool write(const Operation& operation);
    void look(const OperationId& id, NextAction action);
    void track(const Operation& operation, const std::optional<Environment>& environment);
    void takeUp(const StoredOperation& stored);
    void scanStore();
    JournalNote noteOf(const Operation& operation, const QString& action) const;

    Storage& m_storage;
    Connector& m_connector;
    Scheduler& m_scheduler;
    const Clock& m_clock;
    Resolver m_resolve;
    std::map<OperationId, Tracked> m_tracked;
    std::vector<OperationId> m_order;
    std::map<int, Call> m_preparing;
    int m_nextPreparation = 0;
    Timer m_scan;
};

}  // namespace prophecy

Q_DECLARE_METATYPE(prophecy::Operation)
