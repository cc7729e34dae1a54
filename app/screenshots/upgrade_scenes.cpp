#include <QCheckBox>

#include "app/screenshots/wizard_robot.h"
#include "domain/upgrade/upgrade_checks.h"
#include "ui/wizards/upgrade/upgrade_procedure.h"

namespace prophecy::screenshots {

using namespace ui;

/// All seven steps for real.
void planUpgrade(Studio& stage, const QString& look, const QString& version) {
    WizardRobot wizard(stage, "upgrade", look);
    wizard.begin([&stage](WizardManager& manager) { return UpgradeProcedure::of(manager, stage.environment(0).id); });
    wizard.type("versionTyped", QStringLiteral("4.0.1.0"));
    wizard.shoot("1-version-far");
    wizard.type("versionTyped", version);
    wizard.shoot("1-version");
    wizard.next();
    wizard.shoot("2-rollback");
    wizard.next();
    wizard.takeWayBack();
    wizard.shoot("3-backup");
    wizard.next();
    wizard.giveReasons(upgradeChecks(), QStringLiteral("agreed with the team"));
    wizard.shoot("4-checks");
    wizard.next();
    wizard.type("typedName", QStringLiteral("acme-p"));
    wizard.shoot("5-review");
    wizard.shootSmall("5-review-small");
    wizard.type("typedName", QStringLiteral("acme-prod"));
    wizard.press("wizardOverwrite");
    stage.tour.when([&stage] {
        const Operation last = stage.context.tracker().operations().back();
        return last.traceOf<UpgradeTrace>() && last.traceOf<UpgradeTrace>()->awayAt.isValid();
    });
    wizard.shoot("6-run");
    wizard.awaitStep(UpgradeProcedure::Outcome);
    wizard.shoot("7-result");
    wizard.next();
    stage.tour.then([&stage] { stage.window.showTab(MainWindow::Upgrade); });
    stage.shootWindow(QStringLiteral("upgraded-%1").arg(look));
}

/// On the DR site, whose API has no call for it.
void planUpgradeByHand(Studio& stage, const QString& look, const QString& version) {
    WizardRobot wizard(stage, "upgrade-hand", look);
    wizard.begin([&stage](WizardManager& manager) { return UpgradeProcedure::of(manager, stage.environment(1).id); });
    wizard.type("versionTyped", version);
    wizard.acknowledge("versionAcknowledge");
    wizard.shoot("1-version");
    wizard.next();
    wizard.next();
    wizard.press("wayBackWanted");
    wizard.type("wayBackReason", QStringLiteral("taken by the storage team this morning"));
    wizard.shoot("3-backup");
    wizard.next();
    wizard.giveReasons(upgradeChecks(), QStringLiteral("agreed with the team"));
    wizard.next();
    for (const char* task : {"task-guide-1", "task-guide-2", "task-guide-3"}) wizard.press(task);
    wizard.shoot("5-guide");
    for (const char* task : {"task-guide-4", "task-guide-5"}) wizard.press(task);
    wizard.next();
    wizard.type("watchVersion", QStringLiteral("3.4.1.0"));
    wizard.shoot("6-watch");
    wizard.type("watchVersion", version);
    wizard.next();
    wizard.shoot("7-result");
    wizard.next();
    stage.tour.then([&stage] { stage.window.choose(stage.environment(1).id); });
    stage.shootWindow(QStringLiteral("upgrade-by-hand-%1").arg(look));
    stage.tour.then([&stage] { stage.window.choose(stage.environment(0).id); });
}

}  // namespace prophecy::screenshots
