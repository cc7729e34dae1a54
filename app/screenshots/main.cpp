// Takes pictures of every page and dialog over a practice lab in this process, for the README and for looking at.

#include <QDir>
#include <QPushButton>
#include <QTemporaryDir>
#include <cstdio>

#include "app/screenshots/studio.h"
#include "translations/catalogues.h"

using namespace prophecy;
using namespace prophecy::ui;
using namespace prophecy::screenshots;

namespace {

/// The two sites: the primary has a history, the DR site's schedule cannot be written.
struct Sites {
    Sites(const QTemporaryDir& folder, AppContext& context)
        : primary(primaryOptions(folder), context.clock, context.scheduler),
          dr(drOptions(folder), context.clock, context.scheduler) {}

    static lab::LabOptions primaryOptions(const QTemporaryDir& folder) {
        lab::LabOptions options;
        options.stateDir = folder.filePath(QStringLiteral("primary"));
        options.storeDir = folder.filePath(QStringLiteral("store"));
        options.seedBackups = 360;
        options.speed = 0.7;
        return options;
    }
    static lab::LabOptions drOptions(const QTemporaryDir& folder) {
        lab::LabOptions options = primaryOptions(folder);
        options.stateDir = folder.filePath(QStringLiteral("dr"));
        options.nameSpace = QStringLiteral("app-dr");
        options.seedBackups = 0;
        options.undocumented = false;
        return options;
    }

    lab::Lab primary;
    lab::Lab dr;
};

Environment environmentOf(lab::Lab& site, const char* name, Role role) {
    Environment environment;
    environment.name = QString::fromLatin1(name);
    environment.root = site.url();
    environment.role = role;
    environment.protection = Protection::Typed;
    environment.nameSpace = site.readyLine().value(u"namespace").toString();
    if (role == Role::Primary) environment.keyExpires = QDate::currentDate().addDays(41);
    return environment;
}

Result<void> introduce(lab::Lab& site, const char* name, Role role, AppContext& context) {
    if (const auto started = site.start(); !started) return fail(started.error());
    const auto added = context.registry().add(environmentOf(site, name, role));
    if (!added) return fail(added.error());
    context.keys.useForThisRun(*added, Secret(site.key()));
    return {};
}

/// Both sites are known, and a backup runs.
void planBeginning(Studio& stage) {
    stage.tour.when(
        [&stage] {
            const EnvironmentSession* prod = stage.session(0);
            const EnvironmentSession* dr = stage.session(1);
            return prod && dr && prod->facts().reach == Reach::Online && prod->facts().rows->size() > 100 &&
                   !prod->facts().version.isEmpty() && prod->facts().config && dr->facts().config;
        },
        [&stage] {
            stage.window.choose(stage.environment(0).id);
            stage.window.findChild<QPushButton*>(QStringLiteral("backUpNow"))->click();
        });
    stage.tour.when([&stage] {
        const auto all = stage.context.tracker().operations();
        return !all.empty() && all.back().progress.completed() >= 3;
    });
}

void planScheme(Studio& stage, Scheme scheme) {
    stage.tour.then([&stage, scheme] {
        theme::apply(stage.app, scheme);
        stage.window.repolish();
    });
}

/// Every page at another size.
void planPagesAt(Studio& stage, QSize size, const QString& look) {
    stage.tour.then([&stage, size] { stage.window.resize(size); });
    planPages(stage, look);
    stage.tour.then([&stage] { stage.window.resize(1280, 800); });
}

void planAll(Studio& stage) {
    const std::tuple<Scheme, QString, QString> looks[] = {
        {Scheme::Light, QStringLiteral("light"), QStringLiteral("3.4.2.0")},
        {Scheme::Dark, QStringLiteral("dark"), QStringLiteral("3.4.2.3")}};
    for (const auto& [scheme, look, version] : looks) {
        planScheme(stage, scheme);
        planPages(stage, look);
        planSchedule(stage, look);
        planDialogs(stage, look);
        planRestore(stage, look);
        planUpgrade(stage, look, version);
        planUpgradeByHand(stage, look, version);
        planPagesAt(stage, {1024, 640}, look + QStringLiteral("-small"));
        planPagesAt(stage, {900, 480}, look + QStringLiteral("-least"));
    }
    planTroubles(stage, QStringLiteral("dark"));
}

}  // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    const QStringList words = app.arguments();
    if (words.size() < 2) return std::fprintf(stderr, "usage: prophecy-screenshots FOLDER [--tour]\n"), 2;
    QDir().mkpath(words[1]);
    const QTemporaryDir folder;
    installTranslations(app);
    theme::apply(app, Scheme::Light);
    AppContext context(folder.filePath(QStringLiteral("profile")));
    Sites sites(folder, context);
    for (const auto& ready : {introduce(sites.primary, "acme-prod", Role::Primary, context),
                              introduce(sites.dr, "acme-dr", Role::Dr, context)})
        if (!ready) return std::fprintf(stderr, "%s\n", qPrintable(ready.error().message)), 1;
    MainWindow window(uiContextOf(context));
    window.resize(1280, 800);
    window.show();
    context.sessions().startAll();
    context.tracker().watchStore();
    const bool dense = window.devicePixelRatioF() > 1.5;
    Studio stage{app, context, window, sites.primary, words[1], dense ? QStringLiteral("-200") : QString(), {}};
    planBeginning(stage);
    if (words.contains(QStringLiteral("--tour")))
        planPages(stage, QStringLiteral("light"));
    else
        planAll(stage);
    stage.tour.start();
    return app.exec();
}
