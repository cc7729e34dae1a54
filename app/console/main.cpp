#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QMessageBox>
#include <QTimer>
#include <cstdio>

#include "app/console/demo.h"
#include "app/console/single_instance.h"
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

void comeToFront(MainWindow& window) {
    window.setWindowState(window.windowState() & ~Qt::WindowMinimized);
    window.show();
    window.raise();
    window.activateWindow();
}

/// Whether the console that has this profile open came to the front.
bool isShownByFirst(SingleInstance& instance) {
    bool came = false;
    QObject::connect(&instance, &SingleInstance::answered, qApp, [&came](bool itCame) {
        came = itCame;
        QCoreApplication::quit();
    });
    instance.callFirst();
    QApplication::exec();
    return came;
}

/// How the console was called.
struct Called {
    bool demo = false;
    bool fresh = false;
    QString profile;
};

void describe(QCommandLineParser& parser) {
    parser.addOption({QStringLiteral("demo"), QStringLiteral("Brings its own practice environments.")});
    parser.addOption({QStringLiteral("fresh"), QStringLiteral("With --demo: starts over.")});
    parser.addOption({QStringLiteral("profile"), QStringLiteral("Folder of environments, journal and history."),
                      QStringLiteral("DIR")});
}

Called calledAs(const QCommandLineParser& parser) {
    Called called{parser.isSet(QStringLiteral("demo")), parser.isSet(QStringLiteral("fresh")),
                  parser.value(QStringLiteral("profile"))};
    if (called.profile.isEmpty())
        called.profile = called.demo ? Demo::standardProfile() : AppContext::standardProfile();
    return called;
}

int say(const QString& line, int code) {
    std::fprintf(stderr, "prophecy-console: %s\n", qPrintable(line));
    return code;
}

/// What needs no window system; nothing where it has to go on.
std::optional<int> endsAtOnce(QCommandLineParser& parser, int argc, char** argv) {
    const QCommandLineOption help = parser.addHelpOption();
    const QCommandLineOption version = parser.addVersionOption();
    QStringList words;
    for (int i = 0; i < argc; ++i) words << QString::fromLocal8Bit(argv[i]);
    const bool parsed = parser.parse(words);
    if (parsed && parser.isSet(help))
        return std::puts(qPrintable(parser.helpText().replace(u"<executable_name>"_s, u"prophecy-console"_s))), 0;
    if (parsed && parser.isSet(version)) return std::puts("prophecy-console " PROPHECY_VERSION), 0;
    if (!hasDisplay()) return say(QStringLiteral("there is no display; prophecyctl works without one"), kNoDisplay);
    return std::nullopt;
}

/// Nothing where the window may open.
std::optional<int> standsBack(const Called& called, SingleInstance& instance) {
    if (!instance.isFirst() && called.fresh)
        return say(QStringLiteral("a console has it open; close that one to start over"), kUsage);
    if (!instance.isFirst() && isShownByFirst(instance))
        return say(QStringLiteral("this profile is open already; its window is in front now"), 0);
    if (called.fresh)
        if (const auto forgotten = Demo::forget(called.profile); !forgotten)
            return say(forgotten.error().message, kUsage);
    return std::nullopt;
}

int show(QApplication& app, const Called& called, SingleInstance& instance) {
    theme::apply(app, Scheme::System);
    AppContext context(called.profile);
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
    QObject::connect(&instance, &SingleInstance::wanted, &window, [&window] { comeToFront(window); });
    std::unique_ptr<Demo> demo;
    if (called.demo) demo = std::make_unique<Demo>(context, called.profile);
    window.show();
    QTimer::singleShot(0, &window, [&] { startWork(context, window, demo.get()); });
    return QApplication::exec();
}

}  // namespace

int main(int argc, char** argv) {
    forbidCoreDumps();
    QCommandLineParser parser;
    describe(parser);
    if (const auto ended = endsAtOnce(parser, argc, argv)) return *ended;
    QApplication app(argc, argv);
    QApplication::setApplicationName(QStringLiteral("prophecy-console"));
    QApplication::setApplicationDisplayName(QStringLiteral("Prophecy Console"));
    QApplication::setApplicationVersion(QStringLiteral(PROPHECY_VERSION));
    if (!parser.parse(QApplication::arguments())) return say(parser.errorText(), kUsage);
    const Called called = calledAs(parser);
    if (called.fresh && !called.demo) return say(QStringLiteral("--fresh goes with --demo"), kUsage);
    installTranslations(app);
    SingleInstance instance(called.profile);
    if (const auto ended = standsBack(called, instance)) return *ended;
    if (called.demo) Demo::mark(called.profile);
    return show(app, called, instance);
}
