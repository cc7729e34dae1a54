#pragma once

#include <QJsonObject>
#include <QStringList>

#include "domain/environment.h"
#include "domain/upgrade/upgrade.h"

namespace prophecy {

/// What is done in the web app where the API does not upgrade, in whole translated sentences.
QStringList guideSteps(const Environment& environment, const UpgradeRequest& request);
/// Where the versions are read there.
QStringList guideToVersions(const Environment& environment);

/// For scripts: address, page and sentences.
QJsonObject guideJson(const Environment& environment, const QStringList& steps);

}  // namespace prophecy
