#include <QCheckBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>

#include "app/screenshots/studio.h"
#include "ui/cron/cron_builder.h"
#include "ui/models/backup_table_model.h"

namespace prophecy::screenshots {

using namespace ui;

namespace {

void selectFailed(const MainWindow& window) {
    auto* table = window.findChild<QTableView*>(QStringLiteral("backupTable"));
    for (int line = 0; line < table->model()->rowCount(); ++line) {
        const int state = table->model()->index(line, 0).data(BackupTableModel::StateRole).toInt();
        if (state == static_cast<int>(BackupState::Failed)) return table->selectRow(line);
    }
}

}  // namespace

void planPages(Studio& stage, const QString& look) {
    static constexpr std::pair<int, const char*> pages[] = {
        {MainWindow::Overview, "overview"}, {MainWindow::Backups, "backups"},   {MainWindow::Schedule, "schedule"},
        {MainWindow::Upgrade, "upgrade"},   {MainWindow::Activity, "activity"}, {MainWindow::Settings, "settings"}};
    for (const auto& [tab, name] : pages) {
        stage.tour.then([&stage, tab = tab] {
            stage.window.showTab(tab);
            if (tab == MainWindow::Backups) selectFailed(stage.window);
        });
        stage.shootWindow(QStringLiteral("%1-%2").arg(QLatin1String(name), look));
    }
}

/// The builder in its three views, and with a mistake.
void planSchedule(Studio& stage, const QString& look) {
    const std::tuple<CronBuilder::View, QString, const char*> scenes[] = {
        {CronBuilder::Fields, QStringLiteral("0 30 2,14 * 1-7,9-12 1-5"), "schedule-fields"},
        {CronBuilder::Presets, QStringLiteral("0 30 2 * * 1-5"), "schedule-presets"},
        {CronBuilder::Text, QStringLiteral("0 30 2,14 13 * FRI-MON"), "schedule-text-mistake"},
        {CronBuilder::Text, QStringLiteral("0 2 13 * FRI"), "schedule-text-five"}};
    stage.tour.then([&stage] {
        stage.window.showTab(MainWindow::Schedule);
        stage.window.findChild<QCheckBox*>(QStringLiteral("scheduleEnabled"))->setChecked(true);
    });
    for (const auto& [view, text, name] : scenes) {
        stage.tour.then([&stage, view = view, text = text] {
            stage.window.findChild<QPlainTextEdit*>(QStringLiteral("cronText"))->setPlainText(text);
            stage.window.findChild<CronBuilder*>(QStringLiteral("cronBuilder"))->showView(view);
        });
        stage.shootWindow(QStringLiteral("%1-%2").arg(QLatin1String(name), look));
    }
    stage.tour.then([&stage] { stage.window.findChild<QPushButton*>(QStringLiteral("scheduleRevert"))->click(); });
}

void planTroubles(Studio& stage, const QString& look) {
    stage.tour.then([&stage] {
        stage.window.choose(stage.environment(1).id);
        stage.window.showTab(MainWindow::Backups);
    });
    stage.shootWindow(QStringLiteral("empty-%1").arg(look));
    stage.tour.then([&stage] {
        stage.primary.faults().add(*lab::parseFault(QStringLiteral("expired-key")));
        stage.window.choose(stage.environment(0).id);
        stage.context.sessions().find(stage.environment(0).id)->refresh();
    });
    stage.tour.when([&stage] { return stage.session(0)->facts().reach == Reach::KeyRefused; });
    stage.shootWindow(QStringLiteral("stale-%1").arg(look));
    stage.tour.then([&stage] { stage.window.showTab(MainWindow::Overview); });
    stage.shootWindow(QStringLiteral("refused-%1").arg(look));
    stage.tour.then([&stage] { stage.window.showTab(MainWindow::Schedule); });
    stage.shootWindow(QStringLiteral("refused-schedule-%1").arg(look));
}

}  // namespace prophecy::screenshots
