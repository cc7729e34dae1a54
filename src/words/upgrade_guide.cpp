#include "words/upgrade_guide.h"

#include <QCoreApplication>
#include <QJsonArray>

#include "core/text.h"

namespace prophecy {

namespace {

struct UpgradeGuide {
    Q_DECLARE_TR_FUNCTIONS(UpgradeGuide)
};

QStringList wayToThePage(const Environment& environment) {
    return {UpgradeGuide::tr("Open %1 in a browser and sign in as an admin. Look twice that it is %2.")
                .arg(environment.root.toString(), environment.name),
            UpgradeGuide::tr("Go to Settings, Admin, Upgrade Version.")};
}

}  // namespace

QStringList guideSteps(const Environment& environment, const UpgradeRequest& request) {
    return wayToThePage(environment) +
           QStringList{UpgradeGuide::tr("Choose the version %1; where the list is empty, type it.")
                           .arg(displayLine(request.version)),
                       request.disableRollback
                           ? UpgradeGuide::tr("Switch Disable Rollback on: a failed upgrade stays where it failed.")
                           : UpgradeGuide::tr("Switch Disable Rollback off: a failed upgrade goes back."),
                       UpgradeGuide::tr("Start the upgrade there, once.")};
}

QStringList guideToVersions(const Environment& environment) {
    return wayToThePage(environment) +
           QStringList{UpgradeGuide::tr("Read there which version runs and which are on offer.")};
}

QJsonObject guideJson(const Environment& environment, const QStringList& steps) {
    return {{QStringLiteral("url"), environment.root.toString()},
            {QStringLiteral("page"), QStringLiteral("Settings > Admin > Upgrade Version")},
            {QStringLiteral("steps"), QJsonArray::fromStringList(steps)}};
}

}  // namespace prophecy
