#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>

#include "app/screenshots/studio.h"
#include "domain/backup/retention.h"
#include "ui/dialogs/accept_dialog.h"
#include "ui/dialogs/config_dialog.h"
#include "ui/dialogs/delete_dialog.h"
#include "ui/dialogs/environment_dialog.h"
#include "ui/dialogs/operation_dialog.h"
#include "ui/dialogs/request_dialog.h"
#include "ui/dialogs/trust_dialog.h"

namespace prophecy::screenshots {

using namespace ui;

namespace {

TlsTrouble exampleTrouble() {
    const QDateTime day(QDate(2026, 3, 1), QTime(0, 0), Qt::UTC);
    const QString print = QStringLiteral(
        "4f:1c:9e:22:70:aa:03:5b:81:6d:fe:20:9b:1d:44:0c:77:e5:52:ba:19:c8:d0:3f:6a:11:9d:48:be:07:35:f1");
    return {
        QStringLiteral("prophecy-dr.example.com"),
        {{QStringLiteral("prophecy-dr.example.com"), QStringLiteral("Acme Internal CA"), print, day, day.addYears(1)}},
        {QStringLiteral("18")},
        {QStringLiteral("The certificate is self-signed, and untrusted")}};
}

/// Plans the picture of a dialog, which is then closed.
void shootDialog(Studio& stage, const QString& name, std::function<QDialog*()> make) {
    const auto shown = std::make_shared<QPointer<QDialog>>();
    stage.tour.then([shown, make] {
        *shown = make();
        (*shown)->show();
    });
    stage.shoot([shown]() -> QWidget* { return *shown; }, name);
    stage.tour.then([shown] { (*shown)->close(); });
}

BackupConfig configOf(Studio& stage, int site) {
    return *stage.session(site)->facts().config;
}

/// wasOld: what was seen is not what stands there. send: it is confirmed and sent.
QDialog* configDialog(Studio& stage, int site, bool wasOld, bool send) {
    const Environment& environment = stage.environment(site);
    const BackupConfig now = configOf(stage, site);
    const BackupConfig seen = wasOld ? withChange(now, {{}, 12, {}}) : now;
    const BackupConfig wanted = withChange(seen, {QStringLiteral("0 30 2,14 * 1-7,9-12 1-5"), {}, true});
    auto* dialog = new ConfigDialog(stage.ui(), environment, seen, wanted, &stage.window);
    if (!send) return dialog;
    dialog->findChild<QLineEdit*>(QStringLiteral("typedName"))->setText(environment.name);
    dialog->findChild<QCheckBox*>(QStringLiteral("configLossKnown"))->setChecked(true);
    dialog->findChild<QPushButton*>(QStringLiteral("configSave"))->click();
    return dialog;
}

QDialog* deleteDialog(Studio& stage) {
    const BackupRows& rows = *stage.session(0)->facts().rows;
    return new DeleteDialog(stage.ui(), stage.environment(0),
                            {lastGood(rows)->known.backup.timestamp, rows.front().known.backup.timestamp}, rows,
                            &stage.window);
}

QDialog* acceptDialog(Studio& stage, CheckId id, const Evidence& evidence) {
    const Environment& environment = stage.environment(0);
    return new AcceptDialog(environment, QStringLiteral("Back up %1").arg(environment.name),
                            Check{id, CheckState::Warn, evidence, {}}, QStringLiteral("Back up all the same"),
                            &stage.window);
}

QDialog* acceptRetention(Studio& stage) {
    std::vector<Backup> listed;
    for (const BackupRow& row : *stage.session(0)->facts().rows) listed.push_back(row.known.backup);
    const BackupConfig few = withChange(configOf(stage, 0), {{}, 14, true});
    return acceptDialog(stage, CheckId::Retention, retentionCheck(stage.environment(0), few, listed).evidence);
}

QDialog* acceptIdle(Studio& stage) {
    return acceptDialog(stage, CheckId::Idle,
                        says("status-unknown", {stage.environment(0).name, QStringLiteral("Restauration en cours")}));
}

QDialog* requestDialog(Studio& stage) {
    return new RequestDialog(*stage.context.storage(), stage.environment(0), PreviewedRequest::DeleteBackup,
                             BackupTimestamp(QStringLiteral("2026-11-21t18-00-00")), &stage.window);
}

}  // namespace

void planDialogs(Studio& stage, const QString& look) {
    const std::pair<const char*, std::function<QDialog*()>> dialogs[] = {
        {"delete", [&stage] { return deleteDialog(stage); }},
        {"config-review", [&stage] { return configDialog(stage, 0, false, false); }},
        {"config-conflict", [&stage] { return configDialog(stage, 0, true, true); }},
        {"config-manual", [&stage] { return configDialog(stage, 1, false, true); }},
        {"accept-retention", [&stage] { return acceptRetention(stage); }},
        {"accept-idle", [&stage] { return acceptIdle(stage); }},
        {"add", [&stage] { return new EnvironmentDialog(stage.ui(), {}, &stage.window); }},
        {"edit", [&stage] { return new EnvironmentDialog(stage.ui(), stage.environment(1).id, &stage.window); }},
        {"trust", [&stage] { return new TrustDialog(stage.environment(1), exampleTrouble(), &stage.window); }},
        {"request", [&stage] { return requestDialog(stage); }},
        {"operation", [&stage] {
             return new OperationDialog(stage.ui(), stage.context.tracker().operations().back().id, &stage.window);
         }}};
    for (const auto& [name, make] : dialogs)
        shootDialog(stage, QStringLiteral("%1-%2").arg(QLatin1String(name), look), make);
}

}  // namespace prophecy::screenshots
