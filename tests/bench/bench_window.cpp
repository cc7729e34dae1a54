// How long the GUI thread is held: with 100,000 backups in the table, and with 200 environments polled.

#include <QAbstractButton>
#include <QApplication>
#include <QElapsedTimer>
#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QTableView>
#include <QThread>
#include <QTimer>
#include <algorithm>
#include <cstdio>

#include "app/ui_context_of.h"
#include "tests/bench/event_cost.h"
#include "tests/support/lab_fixture.h"
#include "ui/cron/cron_builder.h"
#include "ui/cron/cron_preview.h"
#include "ui/parts/operation_view.h"
#include "ui/shell/main_window.h"
#include "ui/wizards/frame/wizard.h"
#include "ui/wizards/frame/wizard_manager.h"
#include "ui/wizards/procedures.h"
#include "ui/wizards/restore/restore_procedure.h"

using namespace prophecy;
using namespace prophecy::test;

namespace {

/// exit and not quit, which would close the windows that are measured.
void spin(std::chrono::seconds duration) {
    QTimer::singleShot(duration, qApp, [] { QCoreApplication::exit(); });
    QApplication::exec();
}

/// Labs in a thread of their own, so that only the console's work is measured.
class Labs final : public QThread {
public:
    Labs(int count, int seeds) : m_count(count), m_seeds(seeds) {}
    std::vector<std::pair<QUrl, QByteArray>> sites;
    bool ready = false;

protected:
    void run() override {
        SystemClock clock;
        QtScheduler scheduler;
        QTemporaryDir folder;
        std::vector<std::unique_ptr<lab::Lab>> labs;
        for (int i = 0; i < m_count; ++i) {
            lab::LabOptions options;
            options.stateDir = folder.filePath(QString::number(i));
            options.seedBackups = m_seeds;
            labs.push_back(std::make_unique<lab::Lab>(options, clock, scheduler));
            if (!labs.back()->start()) std::abort();
            sites.emplace_back(labs.back()->url(), labs.back()->key());
        }
        QMetaObject::invokeMethod(
            qApp,
            [this] {
                ready = true;
                QCoreApplication::exit();
            },
            Qt::QueuedConnection);
        exec();
    }

private:
    int m_count;
    int m_seeds;
};

/// The window is there; what comes is what the admin would wait for.
void reportDearest(const char* name) {
    const auto dearest = static_cast<bench::MeasuredApplication*>(qApp)->takeDearest();
    std::printf("%s: the dearest event costs the GUI thread %.1f ms of processor time (at most 16), %s, event %d\n",
                name, dearest.milliseconds, dearest.receiver.constData(), dearest.event);
    std::fflush(stdout);
}

void measure(const char* name, int environments, int seeds, std::chrono::seconds duration, bool useTable) {
    Labs labs(environments, seeds);
    labs.start();
    QApplication::exec();
    QTemporaryDir profile;
    MemorySecrets secrets;
    const auto services = servicesOver(profile.path(), secrets);
    AppContext& s = *services;
    for (std::size_t i = 0; i < labs.sites.size(); ++i) {
        Environment e;
        e.name = QStringLiteral("site %1").arg(i, 3, 10, QLatin1Char('x'));
        e.root = labs.sites[i].first;
        const auto added = s.registry().add(e);
        if (added) s.keys.useForThisRun(*added, Secret(labs.sites[i].second));
    }
    ui::MainWindow window(uiContextOf(s));
    window.resize(1280, 800);
    window.showTab(ui::MainWindow::Backups);
    window.show();
    spin(std::chrono::seconds(1));
    static_cast<bench::MeasuredApplication*>(qApp)->takeDearest();

    s.sessions().startAll();
    s.tracker().watchStore();
    QTimer clicks;
    int step = 0;
    if (useTable) {
        QObject::connect(&clicks, &QTimer::timeout, &window, [&] {
            static const char* names[] = {"filterFailed", "filterAll", "filterUsable", "refreshButton"};
            if (auto* button = window.findChild<QAbstractButton*>(QLatin1String(names[step++ % 4]))) button->click();
        });
        clicks.start(700);
    }
    spin(duration);
    reportDearest(name);
    int online = 0, rows = 0;
    for (const Environment& e : s.registry().all()) {
        online += s.sessions().find(e.id)->facts().reach == Reach::Online;
        rows += static_cast<int>(s.sessions().find(e.id)->facts().rows->size());
    }
    std::printf("%s: online %d of %zu, rows %d\n", name, online, labs.sites.size(), rows);
    labs.quit();
    labs.wait();
}

/// How long a change of the restore wizard's page holds the GUI thread, up to the checks.
void measureWizard() {
    Labs labs(2, 30);
    labs.start();
    QApplication::exec();
    QTemporaryDir profile;
    MemorySecrets secrets;
    const auto services = servicesOver(profile.path(), secrets);
    AppContext& s = *services;
    for (std::size_t i = 0; i < labs.sites.size(); ++i) {
        Environment e;
        e.name = QStringLiteral("site%1").arg(i);
        e.root = labs.sites[i].first;
        e.nameSpace = QStringLiteral("app");
        const auto added = s.registry().add(e);
        if (added) s.keys.useForThisRun(*added, Secret(labs.sites[i].second));
    }
    s.sessions().startAll();
    spin(std::chrono::seconds(2));
    ui::WizardManager wizards(uiContextOf(s), ui::allProcedures());
    ui::Wizard* wizard = wizards.begin(ui::RestoreProcedure::from(wizards, s.registry().all().front().id));
    const auto click = [wizard](const char* name) {
        if (auto* button = wizard->findChild<QAbstractButton*>(QLatin1String(name))) button->click();
    };
    spin(std::chrono::seconds(1));
    wizard->findChild<QTableView*>(QStringLiteral("restoreBackups"))->selectRow(0);
    click("wizardNext");
    click("destination-site1");
    click("wizardNext");
    click("wizardNext");
    spin(std::chrono::seconds(1));
    QElapsedTimer timer;
    qint64 longest = 0;
    for (int round = 0; round < 25; ++round)
        for (const char* step : {"step1", "step2", "step3", "step4"}) {
            timer.start();
            click(step);
            QCoreApplication::sendPostedEvents();
            longest = std::max(longest, timer.nsecsElapsed());
        }
    std::printf("restore wizard: a page changes within %.1f ms at the longest, step %d of 8 (at most 50)\n",
                static_cast<double>(longest) / 1e6, wizard->step() + 1);
    labs.quit();
    labs.wait();
}

/// From a key press in the text to the sentence, ten runs, heat map and warnings on the screen.
void measureBuilder() {
    ui::CronBuilder builder;
    QWidget place;
    auto* layout = new QHBoxLayout(&place);
    layout->addWidget(&builder);
    layout->addWidget(builder.preview());
    builder.setClock(QTimeZone("America/New_York"), QDateTime::currentDateTimeUtc());
    builder.showView(ui::CronBuilder::Text);
    place.resize(1000, 900);
    place.show();
    spin(std::chrono::seconds(1));
    auto* text = builder.findChild<QPlainTextEdit*>(QStringLiteral("cronText"));
    std::vector<qint64> took;
    QElapsedTimer timer;
    for (const char* expression : {"* * * * * *", "0 */7 * * * *", "0 0 0 29 2 *", "0 30 2,14 * 1-7,9-12 1-5",
                                   "0 0 0 13 * FRI", "0 30 1 * * *", "0 0 0 30 2 *", "0 0 0 31 * *", "@every 90m"})
        for (int i = 0; i < 10; ++i) {
            text->setPlainText(QStringLiteral("0 0 0 * * *"));
            timer.start();
            text->setPlainText(QString::fromLatin1(expression));
            QCoreApplication::sendPostedEvents();
            place.repaint();
            took.push_back(timer.nsecsElapsed());
        }
    std::sort(took.begin(), took.end());
    std::printf(
        "cron builder: a key press is shown within %.1f ms at the longest, %.1f ms in the middle (at most 16)\n",
        static_cast<double>(took.back()) / 1e6, static_cast<double>(took[took.size() / 2]) / 1e6);
    builder.setParent(nullptr);
}

/// What one look at an operation costs its view.
void measureTick() {
    Labs labs(1, 5);
    labs.start();
    QApplication::exec();
    QTemporaryDir profile;
    MemorySecrets secrets;
    const auto services = servicesOver(profile.path(), secrets);
    AppContext& s = *services;
    Environment e;
    e.name = QStringLiteral("site");
    e.root = labs.sites.front().first;
    e = *s.registry().add(e);
    s.keys.useForThisRun(e, Secret(labs.sites.front().second));
    Call call = s.tracker().start(backupOrder(e, {}), &s.tracker(), [](Result<Operation>) {});
    spin(std::chrono::seconds(4));
    const Operation operation = s.tracker().operations().back();
    ui::OperationView view(uiContextOf(s), operation.id);
    view.show();
    spin(std::chrono::seconds(1));
    constexpr int kTicks = 500;
    QElapsedTimer timer;
    timer.start();
    for (int i = 0; i < kTicks; ++i) Q_EMIT s.tracker().changed(operation);
    std::printf("operation view: %.2f ms a status tick (at most 1)\n",
                static_cast<double>(timer.nsecsElapsed()) / 1e6 / kTicks);
    labs.quit();
    labs.wait();
}

}  // namespace

int main(int argc, char** argv) {
    bench::MeasuredApplication app(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    ui::theme::apply(app, ui::Scheme::Light);
    measure("100,000 backups", 1, 100'000, std::chrono::seconds(15), true);
    measure("200 environments", 200, 30, std::chrono::seconds(20), false);
    measureWizard();
    measureBuilder();
    measureTick();
    return 0;
}
