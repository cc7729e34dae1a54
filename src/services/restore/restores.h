#pragma once

#include <map>
#include <set>

#include "domain/restore/restore_follow_up.h"
#include "services/check_run.h"
#include "services/environments/fact_reader.h"
#include "services/operations/operation_tracker.h"
#include "services/way_back.h"
#include "words/restore_report.h"

namespace prophecy {

/// A restore as the admin wants it, with all that was seen and accepted before.
struct RestoreWish {
    RestorePlan plan;
    std::vector<Check> checks;
    AcceptedReasons reasons;
    WayBack wayBack;  ///< the backup of the destination made before
    std::optional<qint64> usersBefore;
    QString seenPeer{};       ///< the machine of the destination that the checks saw
    OperationId operation{};  ///< under which it is recorded; made by whoever asks, and kept before
};

/// A restore into one installation, as the journal tells it.
struct RestoreRecord {
    OperationId operation;
    BackupTimestamp timestamp;
    QString sourceName;
    QDateTime startedAt;
    OperationState state = OperationState::Running;  ///< Running while no end is noted
    QString report;                                  ///< Markdown; empty while there is none
};

/// Begins restores that may begin, keeps them watched when the keys are replaced under them, and reports how they
/// ended. All of it rests on records, so that it survives a restart.
class Restores final : public QObject {
    Q_OBJECT
public:
    /// Finds the environment of an operation; nothing when it is not known here.
    using Resolver = OperationTracker::Resolver;
    Restores(Storage& storage, Connector& connector, KeyRing& keys, OperationTracker& tracker, const Clock& clock,
             Resolver resolve);

    /// Kind Refused, with nothing sent, where a check fails or lacks its reason, where the safety backup is missing
    /// without a reason or did not succeed, and where protection says no.
    Call begin(const RestoreWish& wish, const Consent& consent, QObject* context, Handler<Operation> begun);
    /// What begin would refuse, before a name is typed.
    Result<void> mayBegin(const RestoreWish& wish) const;
    /// Whether the safety backup that was made can be the way back.
    Result<void> checkSafety(const WayBack& wayBack, const Environment& destination) const;
    std::optional<Operation> safetyOf(const WayBack& wayBack) const { return madeFor(m_storage, wayBack); }

    /// Tries a key on the source and holds it for when the destination's are replaced. Kind Auth or Forbidden where the
    /// source refuses it; a source that cannot be asked now lets it pass.
    Call holdNextKey(const RestorePlan& plan, const Secret& key, QObject* context, Handler<KeyRing::Kept> handler);

    /// From the journal alone; kind NotFound for an operation that was not begun by this profile.
    Result<RestoreReport> reportOf(const Operation& operation) const;
    /// Notes a report in the journal.
    Result<void> keepReport(const Operation& operation, const QString& markdown) const;
    /// How many users the destination had before, where that was counted.
    std::optional<qint64> usersBefore(const OperationId& operation) const;

    /// The newest restores into an installation, newest first.
    std::vector<RestoreRecord> history(const QUrl& target, int limit) const;
    /// What the server says of the restore of a backup.
    Call serverStatus(const Environment& environment, const BackupTimestamp& timestamp, QObject* context,
                      Handler<BackupAnswer> handler);

private:
    void follow(const Operation& operation);
    QJsonObject noteOf(const RestoreWish& wish) const;

    Storage& m_storage;
    Connector& m_connector;
    KeyRing& m_keys;
    OperationTracker& m_tracker;
    const Clock& m_clock;
    Resolver m_resolve;
    std::set<OperationId> m_promoting;
    std::map<int, Call> m_asking;
    int m_nextAsk = 0;
};

/// Asks what the after-checks need. Sends reads only.
class RestoreFollowUp final : public FollowUp {
    Q_OBJECT
public:
    /// safety: the destination's backup that was made before; nothing for none.
    RestoreFollowUp(RestorePlan plan, std::optional<qint64> usersBefore, const std::optional<Operation>& safety,
                    Connector& connector, const Clock& clock);
    void start() override;
    std::vector<AfterCheck> checks() const override { return afterChecks(m_plan.kind(), m_facts); }
    const FollowUpFacts& facts() const { return m_facts; }
    const RestorePlan& plan() const { return m_plan; }

private:
    RestorePlan m_plan;
    FollowUpFacts m_facts;
    FactReader m_reader;
};

}  // namespace prophecy
