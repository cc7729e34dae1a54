#pragma once

#include "domain/operation/operation.h"
#include "domain/operation/procedure_draft.h"
#include "domain/upgrade/upgrade_checks.h"

namespace prophecy {

/// An upgrade that is done by hand in the web app, as far as it can be seen from here.
struct GuidedUpgrade {
    OperationId id;                      ///< under which the journal tells of it
    std::vector<QDateTime> stepsDone{};  ///< when each step of the guide was ticked off, once it was begun
    QString from;                        ///< the version that ran before; empty where it is not told
    QDateTime startedAt;                 ///< when the admin said that it was begun; invalid before
    QDateTime awayAt;                    ///< first time the API did not answer
    QDateTime backAt;                    ///< when it answered again; invalid while it is away
    QDateTime endedAt;
    QString version;           ///< the one that runs, where it was read or said
    bool versionSaid = false;  ///< by the admin, since it cannot be read
    UpgradeEnding ending = UpgradeEnding::None;
    bool operator==(const GuidedUpgrade&) const = default;
};

/// What a look at the installation adds: whether it answered, and the version where it told one.
GuidedUpgrade noteLook(GuidedUpgrade guided, bool answered, const std::optional<QString>& version,
                       const QDateTime& now);

/// An upgrade, sent from here or done by hand. Bound to its environment by id.
struct UpgradeDraft : ProcedureDraft {
    EnvironmentId environment;
    QString environmentName;
    QString version;        ///< as chosen or typed; may be no version yet
    Evidence acknowledged;  ///< what was said of the version and accepted
    bool disableRollback = true;
    GuidedUpgrade guided;
    bool operator==(const UpgradeDraft&) const = default;
};

QJsonObject toRecord(const UpgradeDraft& draft);
/// Nothing for a draft of another version.
std::optional<UpgradeDraft> upgradeDraftFrom(const QJsonObject& record);

/// The name of a step of the guide among the tasks of the draft; counted from 0.
QString guideTask(std::size_t step);

/// The same as if it had been sent from here, for the report.
Operation operationOf(const GuidedUpgrade& guided, const Environment& environment, const UpgradeRequest& request);

}  // namespace prophecy
