#pragma once

#include "domain/upgrade/upgrade_draft.h"
#include "services/operations/operation_tracker.h"
#include "services/upgrade/upgrade_check_run.h"
#include "words/upgrade_report.h"

namespace prophecy {

/// An upgrade as the admin wants it, with all that was seen and accepted before.
struct UpgradeWish {
    UpgradePlan plan;
    QString from;  ///< the version that runs; empty where it is not told
    std::vector<Check> checks;
    AcceptedReasons reasons;
    WayBack wayBack;                ///< where plan.backup was made here, its age counts from its end
    qint64 serverAheadSeconds = 0;  ///< by which the server's clock is ahead of ours: a backup's age is by that one
    QString seenPeer{};             ///< the machine that the checks saw
    std::optional<QJsonObject> configBefore;
    std::optional<qint64> usersBefore;
    OperationId operation{};  ///< under which it is recorded; made by whoever asks, and kept before
};

/// An upgrade of one installation, as the journal tells it.
struct UpgradeRecord {
    OperationId operation;
    QString from;
    QString version;
    bool disableRollback = true;
    bool guided = false;
    QDateTime startedAt;
    QDateTime endedAt;
    OperationState state = OperationState::Running;  ///< Running while no end is noted
    UpgradeEnding ending = UpgradeEnding::None;
    QString versionSaid;  ///< read in the web app by the admin, where it could not be asked for
    QString report;       ///< Markdown; empty while there is none
};

/// Begins upgrades that may begin, notes those that are done by hand, and reports how they ended. All of it rests on
/// records, so that it survives a restart.
class Upgrades final : public QObject {
    Q_OBJECT
public:
    Upgrades(Storage& storage, OperationTracker& tracker, const Clock& clock);

    /// Kind Refused, with nothing sent, where a check fails or lacks its reason, where there is no fresh backup and no
    /// reason either, and where protection says no; NotOffered where the version that runs is not told.
    Call begin(const UpgradeWish& wish, const Consent& consent, QObject* context, Handler<Operation> begun);
    /// What begin would refuse, before a name is typed.
    Result<void> mayBegin(const UpgradeWish& wish) const;
    /// Whether this wish has its way back, or may go without.
    Result<void> checkBackup(const UpgradeWish& wish) const;

    /// The admin began it in the web app: noted with what was seen and accepted before, and with what begin would have
    /// refused. Nothing is sent. Kind Refused for a read-only environment only: what was done is not argued with.
    Result<OperationId> beginGuided(const UpgradeWish& wish);
    Result<void> endGuided(const GuidedUpgrade& guided, const Environment& environment) const;

    /// Backups from which a restore is being prepared, of any environment.
    std::vector<BackupTimestamp> neededBackups() const;
    /// What the follow-up compares with; empty where the journal does not know the upgrade.
    UpgradeFollowUpFacts factsBefore(const OperationId& id) const;
    /// From the journal alone; kind NotFound for one that was not begun by this profile.
    Result<UpgradeReport> reportOf(const Operation& operation) const;
    Result<void> keepReport(const Operation& operation, const QString& markdown) const;
    /// The newest upgrades of an installation, newest first.
    std::vector<UpgradeRecord> history(const QUrl& target, int limit) const;

Q_SIGNALS:
    /// Something was noted that the history shows.
    void recorded() const;

private:
    QJsonObject noteOf(const UpgradeWish& wish) const;

    Storage& m_storage;
    OperationTracker& m_tracker;
    const Clock& m_clock;
};

}  // namespace prophecy
