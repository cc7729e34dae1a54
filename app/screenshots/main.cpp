// Takes pictures of every page and dialog over a practice lab in this process, for the README and for looking at.

#include <QApplication>
#include <QCheckBox>
#include <QDir>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QTemporaryDir>
#include <QTimer>
#include <cstdio>
#include <deque>

#include "app/ui_context_of.h"
#include "domain/backup/retention.h"
#include "lab/lab.h"
#include "translations/catalogues.h"
#include "ui/cron/cron_builder.h"
#include "ui/dialogs/accept_dialog.h"
#include "ui/dialogs/config_dialog.h"
#include "ui/dialogs/delete_dialog.h"
#include "ui/dialogs/environment_dialog.h"
#include "ui/dialogs/operation_dialog.h"
#include "ui/dialogs/request_dialog.h"
#include "ui/dialogs/trust_dialog.h"
#include "ui/models/backup_table_model.h"
#include "ui/shell/main_window.h"
#include "ui/wizards/frame/wizard.h"
#include "ui/wizards/frame/wizard_manager.h"
#include "ui/wizards/procedures.h"
#include "ui/wizards/restore/restore_procedure.h"
#include "ui/wizards/upgrade/upgrade_procedure.h"

using namespace prophecy;
using namespace prophecy::ui;

namespace {

/// A sequence of steps, each begun when its condition holds.
class Tour final : public QObject {
public:
    void when(std::function<bool()> condition, std::function<void()> act) {
        m_steps.push_back({std::move(condition), std::move(act)});
    }
    void then(std::function<void()> act) {
        when([] { return true; }, std::move(act));
    }
    void start() {
        QObject::connect(&m_pulse, &QTimer::timeout, this, &Tour::pulse);
        m_pulse.start(60);
    }

private:
    struct Step {
        std::function<bool()> condition;
        std::function<void()> act;
    };
    void pulse() {
        if (m_steps.empty()) return QCoreApplication::exit(0);
        if (++m_waited > 400) {
            std::fprintf(stderr, "prophecy-screenshots: a step waits in vain, %zu are left\n", m_steps.size());
            return QCoreApplication::exit(1);
        }
        if (!m_steps.front().condition()) return;
        m_waited = 0;
        const Step step = m_steps.front();
        m_steps.pop_front();
        step.act();
    }
    std::deque<Step> m_steps;
    QTimer m_pulse;
    int m_waited = 0;
};

struct Studio {
    QApplication& app;
    AppContext& context;
    MainWindow& window;
    lab::Lab& primary;
    QString folder;
    QString suffix;
    Tour tour;

    UiContext ui() { return uiContextOf(context); }
    const Environment& environment(int i) { return context.registry().all()[static_cast<std::size_t>(i)]; }
    void shoot(QWidget* widget, const QString& name) {
        const QString path = QStringLiteral("%1/%2%3.png").arg(folder, name, suffix);
        widget->grab().save(path);
        std::printf("%s\n", qPrintable(path));
    }
};

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

void planPages(Studio& stage, const QString& look) {
    static constexpr std::pair<int, const char*> pages[] = {
        {MainWindow::Overview, "overview"}, {MainWindow::Backups, "backups"},   {MainWindow::Schedule, "schedule"},
        {MainWindow::Upgrade, "upgrade"},   {MainWindow::Activity, "activity"}, {MainWindow::Settings, "settings"}};
    for (const auto& [tab, name] : pages) {
        stage.tour.then([&stage, tab = tab] { stage.window.showTab(tab); });
        if (tab == MainWindow::Backups)
            stage.tour.then([&stage] {
                auto* table = stage.window.findChild<QTableView*>(QStringLiteral("backupTable"));
                for (int line = 0; line < table->model()->rowCount(); ++line)
                    if (table->model()->index(line, 0).data(BackupTableModel::StateRole).toInt() ==
                        static_cast<int>(BackupState::Failed))
                        return table->selectRow(line);
            });
        for (int i = 0; i < 4; ++i) stage.tour.then([] {});
        stage.tour.then([&stage, look, name = name] {
            stage.shoot(&stage.window, QStringLiteral("%1-%2").arg(QLatin1String(name), look));
        });
    }
}

/// The builder in its three views, with a mistake, and with what is to be saved.
void planSchedule(Studio& stage, const QString& look) {
    const auto builder = [&stage] { return stage.window.findChild<CronBuilder*>(QStringLiteral("cronBuilder")); };
    const auto type = [&stage](const QString& text) {
        stage.window.findChild<QPlainTextEdit*>(QStringLiteral("cronText"))->setPlainText(text);
    };
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
        stage.tour.then([builder, type, view = view, text = text] {
            type(text);
            builder()->showView(view);
        });
        for (int i = 0; i < 3; ++i) stage.tour.then([] {});
        stage.tour.then([&stage, look, name = name] {
            stage.shoot(&stage.window, QStringLiteral("%1-%2").arg(QLatin1String(name), look));
        });
    }
    stage.tour.then([&stage] { stage.window.findChild<QPushButton*>(QStringLiteral("scheduleRevert"))->click(); });
}

void planDialogs(Studio& stage, const QString& look) {
    const auto shootDialog = [&stage, look](std::function<QDialog*()> make, const char* name) {
        auto shown = std::make_shared<QPointer<QDialog>>();
        stage.tour.then([shown, make] {
            *shown = make();
            (*shown)->show();
        });
        for (int i = 0; i < 4; ++i) stage.tour.then([] {});
        stage.tour.then([&stage, shown, look, name] {
            stage.shoot(*shown, QStringLiteral("%1-%2").arg(QLatin1String(name), look));
            (*shown)->close();
        });
    };
    shootDialog(
        [&stage] {
            const BackupRows& rows = *stage.context.sessions().find(stage.environment(0).id)->facts().rows;
            return new DeleteDialog(stage.ui(), stage.environment(0),
                                    {lastGood(rows)->known.backup.timestamp, rows.front().known.backup.timestamp}, rows,
                                    &stage.window);
        },
        "delete");
    const auto config = [&stage](int site, bool stale, bool send) {
        const Environment& environment = stage.environment(site);
        const BackupConfig now = *stage.context.sessions().find(environment.id)->facts().config;
        const BackupConfig seen = stale ? withChange(now, {{}, 12, {}}) : now;
        auto* dialog =
            new ConfigDialog(stage.ui(), environment, seen,
                             withChange(seen, {QStringLiteral("0 30 2,14 * 1-7,9-12 1-5"), {}, true}), &stage.window);
        if (!send) return dialog;
        dialog->findChild<QLineEdit*>(QStringLiteral("typedName"))->setText(environment.name);
        dialog->findChild<QCheckBox*>(QStringLiteral("configLossKnown"))->setChecked(true);
        dialog->findChild<QPushButton*>(QStringLiteral("configSave"))->click();
        return dialog;
    };
    shootDialog([config] { return config(0, false, false); }, "config-review");
    shootDialog([config] { return config(0, true, true); }, "config-conflict");
    shootDialog([config] { return config(1, false, true); }, "config-manual");
    const auto accept = [&stage](CheckId id, const Evidence& evidence) {
        return new AcceptDialog(stage.environment(0), QStringLiteral("Back up %1").arg(stage.environment(0).name),
                                Check{id, CheckState::Warn, evidence, {}}, QStringLiteral("Back up all the same"),
                                &stage.window);
    };
    shootDialog(
        [&stage, accept] {
            std::vector<Backup> listed;
            for (const BackupRow& row : *stage.context.sessions().find(stage.environment(0).id)->facts().rows)
                listed.push_back(row.known.backup);
            const BackupConfig now = *stage.context.sessions().find(stage.environment(0).id)->facts().config;
            return accept(CheckId::Retention,
                          retentionCheck(stage.environment(0), withChange(now, {{}, 14, true}), listed).evidence);
        },
        "accept-retention");
    shootDialog(
        [&stage, accept] {
            return accept(CheckId::Idle,
                          says("status-unknown", {stage.environment(0).name, QStringLiteral("Restauration en cours")}));
        },
        "accept-idle");
    shootDialog([&stage] { return new EnvironmentDialog(stage.ui(), {}, &stage.window); }, "add");
    shootDialog([&stage] { return new EnvironmentDialog(stage.ui(), stage.environment(1).id, &stage.window); }, "edit");
    shootDialog([&stage] { return new TrustDialog(stage.environment(1), exampleTrouble(), &stage.window); }, "trust");
    shootDialog(
        [&stage] {
            return new RequestDialog(*stage.context.storage(), stage.environment(0), PreviewedRequest::DeleteBackup,
                                     BackupTimestamp(QStringLiteral("2026-11-21t18-00-00")), &stage.window);
        },
        "request");
    shootDialog(
        [&stage] {
            return new OperationDialog(stage.ui(), stage.context.tracker().operations().back().id, &stage.window);
        },
        "operation");
}

/// All eight steps, from the primary into its DR site, for real.
void planRestore(Studio& stage, const QString& look) {
    const auto wizard = std::make_shared<QPointer<Wizard>>();
    const auto manager = std::make_shared<WizardManager>(stage.ui(), allProcedures());
    const auto press = [wizard](const char* name) {
        (*wizard)->findChild<QAbstractButton*>(QString::fromLatin1(name))->click();
    };
    const auto write = [wizard](const char* name, const QString& text) {
        auto* line = (*wizard)->findChild<QLineEdit*>(QString::fromLatin1(name));
        if (!line->isVisible()) return;
        line->setText(text);
        Q_EMIT line->textEdited(text);
    };
    const auto mayGoOn = [wizard](const char* name) {
        auto* button = *wizard ? (*wizard)->findChild<QPushButton*>(QString::fromLatin1(name)) : nullptr;
        return button && button->isEnabled();
    };
    const auto shoot = [&stage, wizard, look](const char* name) {
        for (int i = 0; i < 5; ++i) stage.tour.then([] {});
        stage.tour.then([&stage, wizard, look, name] {
            stage.shoot(*wizard, QStringLiteral("restore-%1-%2").arg(QLatin1String(name), look));
        });
    };
    stage.tour.then([&stage, wizard, manager] {
        const EnvironmentSession* session = stage.context.sessions().find(stage.environment(0).id);
        *wizard = manager->begin(RestoreProcedure::from(*manager, session->environment().id,
                                                        lastGood(*session->facts().rows)->known.backup.timestamp));
    });
    stage.tour.when([mayGoOn] { return mayGoOn("wizardNext"); }, [] {});
    shoot("1-backup");
    stage.tour.then([press] {
        press("wizardNext");
        press("destination-acme-dr");
    });
    shoot("2-destination");
    stage.tour.then([press] {
        press("wizardNext");
        press("keep-gitserver");
    });
    shoot("3-services");
    stage.tour.then([press] { press("wizardNext"); });
    for (int i = 0; i < 30; ++i) stage.tour.then([] {});
    stage.tour.then([write] {
        for (const CheckId id : restoreChecks())
            write(qPrintable(QStringLiteral("checkReason-") + kebabName(id)),
                  QStringLiteral("agreed with the team of acme-dr"));
    });
    shoot("4-checks");
    stage.tour.when([mayGoOn] { return mayGoOn("wizardNext"); },
                    [press] {
                        press("wizardNext");
                        press("wayBackStart");
                    });
    stage.tour.when([&stage] { return stage.context.tracker().operations().back().progress.completed() >= 3; }, [] {});
    shoot("5-safety");
    stage.tour.when([mayGoOn] { return mayGoOn("wizardNext"); },
                    [press, write] {
                        press("wizardNext");
                        write("typedName", QStringLiteral("acme-d"));
                    });
    shoot("6-review");
    stage.tour.then([wizard] { (*wizard)->resize(1024, 610); });
    shoot("6-review-small");
    stage.tour.then([wizard] { (*wizard)->resize(1120, 760); });
    stage.tour.then([write] { write("typedName", QStringLiteral("acme-dr")); });
    stage.tour.when([mayGoOn] { return mayGoOn("wizardOverwrite"); }, [press] { press("wizardOverwrite"); });
    stage.tour.when(
        [&stage] {
            const Operation last = stage.context.tracker().operations().back();
            return last.kind == OperationKind::Restore && last.progress.completed() >= 4;
        },
        [] {});
    shoot("7-run");
    stage.tour.when([wizard] { return (*wizard)->step() == RestoreProcedure::Outcome; }, [] {});
    for (int i = 0; i < 20; ++i) stage.tour.then([] {});
    shoot("8-result");
    stage.tour.then([press, manager] { press("wizardNext"); });
    stage.tour.then([&stage] {
        stage.window.choose(stage.environment(1).id);
        stage.window.showTab(MainWindow::Backups);
    });
    for (int i = 0; i < 8; ++i) stage.tour.then([] {});
    stage.tour.then([&stage, look] { stage.shoot(&stage.window, QStringLiteral("restores-%1").arg(look)); });
    stage.tour.then([&stage] { stage.window.choose(stage.environment(0).id); });
}

/// All seven steps for real, and the way by hand on the DR site, whose API has no call for it.
void planUpgrade(Studio& stage, const QString& look, const QString& version) {
    const auto wizard = std::make_shared<QPointer<Wizard>>();
    const auto manager = std::make_shared<WizardManager>(stage.ui(), allProcedures());
    const auto press = [wizard](const char* name) {
        (*wizard)->findChild<QAbstractButton*>(QString::fromLatin1(name))->click();
    };
    const auto write = [wizard](const char* name, const QString& text) {
        auto* line = (*wizard)->findChild<QLineEdit*>(QString::fromLatin1(name));
        line->setText(text);
        Q_EMIT line->textEdited(text);
    };
    const auto mayGoOn = [wizard](const char* name) {
        auto* button = *wizard ? (*wizard)->findChild<QPushButton*>(QString::fromLatin1(name)) : nullptr;
        return button && button->isEnabled();
    };
    const auto shoot = [&stage, wizard, look](const char* name) {
        for (int i = 0; i < 5; ++i) stage.tour.then([] {});
        stage.tour.then([&stage, wizard, look, name] {
            stage.shoot(*wizard, QStringLiteral("upgrade-%1-%2").arg(QLatin1String(name), look));
        });
    };
    const auto reasons = [&stage, wizard, write] {
        for (int i = 0; i < 20; ++i) stage.tour.then([] {});
        stage.tour.then([wizard, write] {
            for (const CheckId id : upgradeChecks()) {
                const QString name = QStringLiteral("checkReason-") + kebabName(id);
                if ((*wizard)->findChild<QLineEdit*>(name)->isVisible())
                    write(qPrintable(name), QStringLiteral("agreed with the team"));
            }
        });
    };
    const auto toChecks = [&stage, press, mayGoOn] {
        stage.tour.when([mayGoOn] { return mayGoOn("wizardNext"); }, [press] { press("wizardNext"); });
        stage.tour.then([press] { press("wizardNext"); });
    };
    stage.tour.then([&stage, wizard, manager] {
        *wizard = manager->begin(UpgradeProcedure::of(*manager, stage.environment(0).id));
    });
    for (int i = 0; i < 10; ++i) stage.tour.then([] {});
    stage.tour.then([write] { write("versionTyped", QStringLiteral("4.0.1.0")); });
    shoot("1-version-far");
    stage.tour.then([write, version] { write("versionTyped", version); });
    shoot("1-version");
    stage.tour.when([mayGoOn] { return mayGoOn("wizardNext"); }, [press] { press("wizardNext"); });
    shoot("2-rollback");
    stage.tour.then([press] { press("wizardNext"); });
    for (int i = 0; i < 6; ++i) stage.tour.then([] {});
    stage.tour.when(
        [wizard] {
            return (*wizard)->findChild<QPushButton*>(QStringLiteral("wayBackStart"))->isEnabled() ||
                   (*wizard)->findChild<QPushButton*>(QStringLiteral("wizardNext"))->isEnabled();
        },
        [press] { press("wayBackStart"); });
    for (int i = 0; i < 12; ++i) stage.tour.then([] {});
    shoot("3-backup");
    stage.tour.when([mayGoOn] { return mayGoOn("wizardNext"); }, [press] { press("wizardNext"); });
    reasons();
    shoot("4-checks");
    stage.tour.when([mayGoOn] { return mayGoOn("wizardNext"); }, [press] { press("wizardNext"); });
    for (int i = 0; i < 10; ++i) stage.tour.then([] {});
    stage.tour.then([write] { write("typedName", QStringLiteral("acme-p")); });
    shoot("5-review");
    stage.tour.then([wizard] { (*wizard)->resize(1024, 610); });
    shoot("5-review-small");
    stage.tour.then([wizard] { (*wizard)->resize(1120, 760); });
    stage.tour.then([write] { write("typedName", QStringLiteral("acme-prod")); });
    stage.tour.when([mayGoOn] { return mayGoOn("wizardOverwrite"); }, [press] { press("wizardOverwrite"); });
    stage.tour.when(
        [&stage] {
            const Operation last = stage.context.tracker().operations().back();
            return last.traceOf<UpgradeTrace>() && last.traceOf<UpgradeTrace>()->awayAt.isValid();
        },
        [] {});
    shoot("6-run");
    stage.tour.when([wizard] { return (*wizard)->step() == UpgradeProcedure::Outcome; }, [] {});
    for (int i = 0; i < 20; ++i) stage.tour.then([] {});
    shoot("7-result");
    stage.tour.then([press] { press("wizardNext"); });
    stage.tour.then([&stage] { stage.window.showTab(MainWindow::Upgrade); });
    for (int i = 0; i < 10; ++i) stage.tour.then([] {});
    stage.tour.then([&stage, look] { stage.shoot(&stage.window, QStringLiteral("upgraded-%1").arg(look)); });

    // By hand.
    stage.tour.then([&stage, wizard, manager] {
        *wizard = manager->begin(UpgradeProcedure::of(*manager, stage.environment(1).id));
    });
    for (int i = 0; i < 10; ++i) stage.tour.then([] {});
    stage.tour.then([write, version] { write("versionTyped", version); });
    stage.tour.then([wizard] {
        auto* read = (*wizard)->findChild<QCheckBox*>(QStringLiteral("versionAcknowledge"));
        if (read->isVisible()) read->click();
    });
    shoot("hand-1-version");
    toChecks();
    for (int i = 0; i < 6; ++i) stage.tour.then([] {});
    stage.tour.then([press, write] {
        press("wayBackWanted");
        write("wayBackReason", QStringLiteral("taken by the storage team this morning"));
    });
    shoot("hand-3-backup");
    stage.tour.then([press] { press("wizardNext"); });
    reasons();
    stage.tour.when([mayGoOn] { return mayGoOn("wizardNext"); }, [press] { press("wizardNext"); });
    for (int i = 0; i < 20; ++i) stage.tour.then([] {});
    stage.tour.then([press] {
        for (const char* step : {"task-guide-1", "task-guide-2", "task-guide-3"}) press(step);
    });
    shoot("hand-5-guide");
    stage.tour.then([press] {
        for (const char* step : {"task-guide-4", "task-guide-5", "wizardNext"}) press(step);
    });
    for (int i = 0; i < 8; ++i) stage.tour.then([] {});
    stage.tour.then([write] { write("watchVersion", QStringLiteral("3.4.1.0")); });
    shoot("hand-6-watch");
    stage.tour.then([write, version] { write("watchVersion", version); });
    stage.tour.when([mayGoOn] { return mayGoOn("wizardNext"); }, [press] { press("wizardNext"); });
    for (int i = 0; i < 10; ++i) stage.tour.then([] {});
    shoot("hand-7-result");
    stage.tour.then([press, manager] { press("wizardNext"); });
    stage.tour.then([&stage] { stage.window.choose(stage.environment(1).id); });
    for (int i = 0; i < 8; ++i) stage.tour.then([] {});
    stage.tour.then([&stage, look] { stage.shoot(&stage.window, QStringLiteral("upgrade-by-hand-%1").arg(look)); });
    stage.tour.then([&stage] { stage.window.choose(stage.environment(0).id); });
}

void plan(Studio& stage, bool tourOnly) {
    const auto session = [&stage](int i) { return stage.context.sessions().find(stage.environment(i).id); };
    stage.tour.when(
        [session] {
            return session(0) && session(1) && session(0)->facts().reach == Reach::Online &&
                   session(0)->facts().rows->size() > 100 && !session(0)->facts().version.isEmpty() &&
                   session(0)->facts().config && session(1)->facts().config;
        },
        [&stage] {
            stage.window.choose(stage.environment(0).id);
            stage.window.findChild<QPushButton*>(QStringLiteral("backUpNow"))->click();
        });
    stage.tour.when(
        [&stage] {
            return !stage.context.tracker().operations().empty() &&
                   stage.context.tracker().operations().back().progress.completed() >= 3;
        },
        [] {});
    const auto look = [&stage](Scheme scheme) {
        stage.tour.then([&stage, scheme] {
            theme::apply(stage.app, scheme);
            stage.window.repolish();
        });
    };
    look(Scheme::Light);
    planPages(stage, QStringLiteral("light"));
    if (tourOnly) return;
    planSchedule(stage, QStringLiteral("light"));
    planDialogs(stage, QStringLiteral("light"));
    planRestore(stage, QStringLiteral("light"));
    planUpgrade(stage, QStringLiteral("light"), QStringLiteral("3.4.2.0"));
    stage.tour.then([&stage] { stage.window.resize(1024, 640); });
    planPages(stage, QStringLiteral("light-small"));
    stage.tour.then([&stage] { stage.window.resize(1280, 800); });
    look(Scheme::Dark);
    planPages(stage, QStringLiteral("dark"));
    planSchedule(stage, QStringLiteral("dark"));
    planDialogs(stage, QStringLiteral("dark"));
    planRestore(stage, QStringLiteral("dark"));
    planUpgrade(stage, QStringLiteral("dark"), QStringLiteral("3.4.2.3"));
    stage.tour.then([&stage] {
        stage.window.choose(stage.environment(1).id);
        stage.window.showTab(MainWindow::Backups);
    });
    for (int i = 0; i < 4; ++i) stage.tour.then([] {});
    stage.tour.then([&stage] { stage.shoot(&stage.window, QStringLiteral("empty-dark")); });
    stage.tour.then([&stage] {
        stage.primary.faults().add(*lab::parseFault(QStringLiteral("expired-key")));
        stage.window.choose(stage.environment(0).id);
        stage.context.sessions().find(stage.environment(0).id)->refresh();
    });
    stage.tour.when([session] { return session(0)->facts().reach == Reach::KeyRefused; }, [] {});
    for (int i = 0; i < 4; ++i) stage.tour.then([] {});
    stage.tour.then([&stage] { stage.shoot(&stage.window, QStringLiteral("stale-dark")); });
    stage.tour.then([&stage] { stage.window.showTab(MainWindow::Overview); });
    for (int i = 0; i < 4; ++i) stage.tour.then([] {});
    stage.tour.then([&stage] { stage.shoot(&stage.window, QStringLiteral("refused-dark")); });
}

}  // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    const QStringList words = app.arguments();
    if (words.size() < 2) return std::fprintf(stderr, "usage: prophecy-screenshots FOLDER [--tour]\n"), 2;
    QDir().mkpath(words[1]);
    QTemporaryDir folder;
    installTranslations(app);
    theme::apply(app, Scheme::Light);
    AppContext context(folder.filePath(QStringLiteral("profile")));
    lab::LabOptions options;
    options.stateDir = folder.filePath(QStringLiteral("primary"));
    options.storeDir = folder.filePath(QStringLiteral("store"));
    options.seedBackups = 360;
    options.speed = 0.7;
    lab::Lab primary(options, context.clock, context.scheduler);
    options.stateDir = folder.filePath(QStringLiteral("dr"));
    options.nameSpace = QStringLiteral("app-dr");
    options.seedBackups = 0;
    options.undocumented = false;  // its schedule cannot be written
    lab::Lab dr(options, context.clock, context.scheduler);
    for (lab::Lab* site : {&primary, &dr}) {
        if (const auto started = site->start(); !started)
            return std::fprintf(stderr, "%s\n", qPrintable(started.error().message)), 1;
        Environment environment;
        environment.name = site == &primary ? QStringLiteral("acme-prod") : QStringLiteral("acme-dr");
        environment.root = site->url();
        environment.role = site == &primary ? Role::Primary : Role::Dr;
        environment.protection = Protection::Typed;
        environment.nameSpace = site->readyLine().value(u"namespace").toString();
        if (site == &primary) environment.keyExpires = QDate::currentDate().addDays(41);
        const auto added = context.registry().add(environment);
        if (!added) return 1;
        context.keys.useForThisRun(*added, Secret(site->key()));
    }
    MainWindow window(uiContextOf(context));
    window.resize(1280, 800);
    window.show();
    context.tracker().watchStore();
    Studio stage{app,     context,  window,
                 primary, words[1], window.devicePixelRatioF() > 1.5 ? QStringLiteral("-200") : QString(),
                 {}};
    plan(stage, words.contains(QStringLiteral("--tour")));
    stage.tour.start();
    return app.exec();
}
