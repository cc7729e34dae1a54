#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QMessageBox>
#include <QTimer>
#include <cstdio>

#include "app/console/demo.h"
#include "app/ui_context_of.h"
#include "core/core_dump.h"
#include "translations/catalogues.h"
#include "ui/shell/main_window.h"
#include "words/sentences.h"

using namespace prophecy;
using namespace Qt::StringLiterals;
using namespace prophecy::ui;

namespace {

constexpr int kUsage = 2;
constexpr int kNoStorage = 8;
constexpr int kNoDisplay = 1;

/// Qt ends the process with a core dump where it finds no display.
bool hasDisplay() {
#if defined(Q_OS_UNIX) && !defined(Q_OS_MACOS)
    return qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY") ||
           qEnvironmentVariableIsSet("QT_QPA_PLATFORM");
#else
    return true;
#endif
}

int refuseToStart(const QString& reason) {
    std::fprintf(stderr, "prophecy-console: %s\n", qPrintable(reason));
    QMessageBox box(QMessageBox::Critical, QApplication::translate("main", "Prophecy Console cannot start"), reason);
    box.setTextFormat(Qt::PlainText);
    box.open();
    QObject::connect(&box, &QMessageBox::finished, qApp, &QCoreApplication::quit);
    QApplication::exec();
    return kNoStorage;
}

/// Everything that may wait runs after the window is painted.
void startWork(AppContext& context, MainWindow& window, Demo* demo) {
    if (const auto& lost = context.storage()->foundLost()) window.tell(sentenceOf(statementOf(*lost)));
    const auto begin = [&context] {
        context.sessions().startAll();
        context.tracker().watchStore();
        context.registry().watch(context.scheduler);
    };
    if (!demo) return begin();
    QObject::connect(demo, &Demo::ready, &window, begin);
    QObject::connect(demo, &Demo::failed, &window, [&window](const QString& reason) {
        window.tell(QApplication::translate("main", "The practice environments do not run: %1").arg(reason));
    });
    demo->start();
}

}  // namespace

int main(int argc, char** argv) {
    forbidCoreDumps();
    QCommandLineParser parser;
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    parser.addOption({QStringLiteral("demo"), QStringLiteral("Brings its own practice environments.")});
    parser.addOption({QStringLiteral("fresh"), QStringLiteral("With --demo: starts over.")});
    parser.addOption({QStringLiteral("profile"), QStringLiteral("Folder of environments, journal and history."),
                      QStringLiteral("DIR")});
    // Before any window system is needed.
    QStringList words;
    for (int i = 0; i < argc; ++i) words << QString::fromLocal8Bit(argv[i]);
    const bool parsed = parser.parse(words);
    if (parsed && parser.isSet(help))
        return std::puts(qPrintable(parser.helpText().replace(u"<executable_name>"_s, u"prophecy-console"_s))), 0;
    if (parsed && parser.isSet(version)) return std::puts("prophecy-console " PROPHECY_VERSION), 0;
    if (!hasDisplay())
        return std::fprintf(stderr, "prophecy-console: there is no display; prophecyctl works without one\n"),
               kNoDisplay;

    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("prophecy-console"));
    QApplication::setApplicationDisplayName(QStringLiteral("Prophecy Console"));
    QApplication::setApplicationVersion(QStringLiteral(PROPHECY_VERSION));
    if (!parser.parse(app.arguments()))
        return std::fprintf(stderr, "prophecy-console: %s\n", qPrintable(parser.errorText())), kUsage;
    const bool wantsDemo = parser.isSet(QStringLiteral("demo"));
    if (parser.isSet(QStringLiteral("fresh")) && !wantsDemo)
        return std::fprintf(stderr, "prophecy-console: --fresh goes with --demo\n"), kUsage;

    installTranslations(app);
    QString profile = parser.value(QStringLiteral("profile"));
    if (profile.isEmpty()) profile = wantsDemo ? Demo::standardProfile() : AppContext::standardProfile();
    if (parser.isSet(QStringLiteral("fresh")))
        if (const auto forgotten = Demo::forget(profile); !forgotten)
            return std::fprintf(stderr, "prophecy-console: %s\n", qPrintable(forgotten.error().message)), kUsage;
    if (wantsDemo) Demo::mark(profile);

    theme::apply(app, Scheme::System);
    AppContext context(profile);
    if (!context.storageState()) return refuseToStart(context.storageState().error().message);
    constexpr std::chrono::milliseconds kShortStop{300};  // a write of another process takes less
    context.storage()->setPatience(kShortStop);
    const auto scheme = schemeFrom(context.storage()->setting(QStringLiteral("scheme")));
    if (scheme != Scheme::System) theme::apply(app, scheme);
    MainWindow window(uiContextOf(context));
    QObject::connect(&window, &MainWindow::schemeWanted, &app, [&](Scheme wanted) {
        context.storage()->setSetting(QStringLiteral("scheme"), kebabName(wanted).toLatin1());
        theme::apply(app, wanted);
        window.repolish();
    });
    std::unique_ptr<Demo> demo;
    if (wantsDemo) demo = std::make_unique<Demo>(context, profile);
    window.show();
    QTimer::singleShot(0, &window, [&] { startWork(context, window, demo.get()); });
    return app.exec();
}
