#include "app/screenshots/wizard_robot.h"
#include "domain/restore/restore_checks.h"
#include "ui/wizards/restore/restore_procedure.h"

namespace prophecy::screenshots {

using namespace ui;

/// All eight steps, from the primary into its DR site, for real.
void planRestore(Studio& stage, const QString& look) {
    const auto lastOf = [&stage] { return stage.context.tracker().operations().back(); };
    WizardRobot wizard(stage, "restore", look);
    wizard.begin([&stage](WizardManager& manager) {
        const SessionFacts& facts = stage.session(0)->facts();
        return RestoreProcedure::from(manager, stage.environment(0).id, lastGood(*facts.rows)->known.backup.timestamp);
    });
    wizard.shoot("1-backup");
    wizard.next();
    wizard.press("destination-acme-dr");
    wizard.shoot("2-destination");
    wizard.next();
    wizard.press("keep-gitserver");
    wizard.shoot("3-services");
    wizard.next();
    wizard.giveReasons(restoreChecks(), QStringLiteral("agreed with the team of acme-dr"));
    wizard.shoot("4-checks");
    wizard.next();
    wizard.takeWayBack();
    stage.tour.when([lastOf] { return lastOf().progress.completed() >= 3; });
    wizard.shoot("5-safety");
    wizard.next();
    wizard.type("typedName", QStringLiteral("acme-d"));
    wizard.shoot("6-review");
    wizard.shootSmall("6-review-small");
    wizard.type("typedName", QStringLiteral("acme-dr"));
    wizard.press("wizardOverwrite");
    stage.tour.when([lastOf] { return lastOf().kind == OperationKind::Restore && lastOf().progress.completed() >= 4; });
    wizard.shoot("7-run");
    wizard.awaitStep(RestoreProcedure::Outcome);
    wizard.shoot("8-result");
    wizard.next();
    stage.tour.then([&stage] {
        stage.window.choose(stage.environment(1).id);
        stage.window.showTab(MainWindow::Backups);
    });
    stage.shootWindow(QStringLiteral("restores-%1").arg(look));
    stage.tour.then([&stage] { stage.window.choose(stage.environment(0).id); });
}

}  // namespace prophecy::screenshots
