#pragma once

#include <QJsonObject>
#include <optional>

#include "domain/config/config.h"
#include "domain/environment.h"
#include "domain/upgrade/version.h"

namespace prophecy {

/// What an upgrade is asked to do. With rollback disabled a failed upgrade stays where it failed; otherwise it goes
/// back to the version before (docs/api.md, trap 14).
struct UpgradeRequest {
    QString version;  ///< as the server writes it, where it offers it
    bool disableRollback = true;
    bool operator==(const UpgradeRequest&) const = default;
};

QJsonObject bodyOf(const UpgradeRequest& request);
/// Kind Usage where the version is none.
Result<void> checkRequest(const UpgradeRequest& request);

/// One release line of what is on offer, its versions newest first.
struct ReleaseLine {
    QString name;  ///< "3.4"
    bool extendedMaintenance = false;
    std::vector<Version> versions;
};
/// Newest line first. Words that are no versions are left out; see unreadableVersions.
std::vector<ReleaseLine> linesOf(const QStringList& available);
QStringList unreadableVersions(const QStringList& available);

/// As the server writes the version in its list; as it was typed where the list has no such.
QString asOffered(const Version& version, const QStringList& available);

/// What an admin should know of a version before it is installed.
enum class VersionRemark { Same, Downgrade, SkipsEmLines, MaySkipEmLines, NotOnOffer, CurrentUnknown };
/// Those that apply. EM releases lead directly from one to the next, so a way across more than one of their lines is
/// worth a second thought (docs/api.md, trap 23); nothing tells which those are where the list is empty.
/// versions is nothing where the installation does not tell.
std::vector<VersionRemark> remarksOn(const Version& version, const std::optional<Versions>& versions);

/// What the words of an upgrade's status say. No documentation lists them: what is not understood is Unclear, and ends
/// nothing by itself.
enum class UpgradePhase { NotTold, Idle, Running, RollingBack, Succeeded, RolledBack, Failed, Unclear };
QString kebabName(UpgradePhase phase);
UpgradePhase phaseOf(const QString& status);

/// An answer of the status call.
struct UpgradeStatus {
    QString status;
    QString version;  ///< which one is meant is not documented; the version that runs is read from the versions call
    bool operator==(const UpgradeStatus&) const = default;
};

/// The other site of a pair: the one environment of the other role. Nothing where there is none, or more than one.
std::optional<Environment> partnerOf(const Environment& environment, const std::vector<Environment>& all);

}  // namespace prophecy
