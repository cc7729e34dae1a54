// How long the GUI thread is held: with 100,000 backups in the table, and with 200 environments polled.

#include <QApplication>
#include <QElapsedTimer>
#include <QTableView>
#include <QThread>
#include <QTimer>
#include <algorithm>
#include <cstdio>

#include "tests/support/lab_fixture.h"
#include "ui/shell/main_window.h"

using namespace prophecy;
using namespace prophecy::test;

namespace {

/// A timer that fires as often as it can; the gaps between are what a user waits for.
class Gaps final : public QObject {
public:
    Gaps() {
        connect(&m_timer, &QTimer::timeout, this,
                [this] { m_gaps.push_back(m_clock.nsecsElapsed() / 1e6), m_clock.start(); });
        m_clock.start();
        m_timer.start(0);
    }
    void report(const char* name) {
        std::sort(m_gaps.begin(), m_gaps.end());
        if (m_gaps.empty()) return;
        // Of the time, not of the turns: idle turns are short and many.
        double total = 0;
        for (const double gap : m_gaps) total += gap;
        double seen = 0, p99 = 0;
        for (const double gap : m_gaps) {
            seen += gap;
            p99 = gap;
            if (seen >= total * 0.99) break;
        }
        std::printf("%s: held_ms_p99 %.1f (99 %% of the time is in turns this short) longest %.1f turns %zu\n", name,
                    p99, m_gaps.back(), m_gaps.size());
        std::fflush(stdout);
        m_gaps.clear();
    }

private:
    QTimer m_timer;
    QElapsedTimer m_clock;
    std::vector<double> m_gaps;
};

void spin(std::chrono::seconds duration) {
    QTimer::singleShot(duration, qApp, &QCoreApplication::quit);
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
            sites.push_back({labs.back()->url(), labs.back()->key()});
        }
        QMetaObject::invokeMethod(
            qApp,
            [this] {
                ready = true;
                QCoreApplication::quit();
            },
            Qt::QueuedConnection);
        exec();
    }

private:
    int m_count;
    int m_seeds;
};

void measure(const char* name, int environments, int seeds, std::chrono::seconds duration, bool useTable) {
    Labs labs(environments, seeds);
    labs.start();
    QApplication::exec();
    QTemporaryDir profile;
    MemorySecrets secrets;
    ServicesFixture s(profile.path(), secrets);
    for (std::size_t i = 0; i < labs.sites.size(); ++i) {
        Environment e;
        e.name = QStringLiteral("site %1").arg(i, 3, 10, QLatin1Char('x'));
        e.root = labs.sites[i].first;
        const auto added = s.registry.add(e);
        if (added) s.keys.useForThisRun(*added, Secret(labs.sites[i].second));
    }
    ui::MainWindow window({s.clock, s.scheduler, *s.storage, s.keys, s.connector, s.registry, s.tracker, s.sessions});
    window.resize(1280, 800);
    window.showTab(ui::MainWindow::Backups);
    window.show();
    spin(std::chrono::seconds(1));
    Gaps gaps;
    s.sessions.startAll();
    s.tracker.watchStore();
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
    gaps.report(name);
    int online = 0, rows = 0;
    for (const Environment& e : s.registry.all()) {
        online += s.sessions.find(e.id)->facts().reach == Reach::Online;
        rows += static_cast<int>(s.sessions.find(e.id)->facts().rows->size());
    }
    std::printf("%s: online %d of %zu, rows %d\n", name, online, labs.sites.size(), rows);
    labs.quit();
    labs.wait();
}

}  // namespace

int main(int argc, char** argv) {
    QApplication app(argc, argv);
    QApplication::setQuitOnLastWindowClosed(false);
    ui::theme::apply(app, ui::Scheme::Light);
    measure("100,000 backups", 1, 100'000, std::chrono::seconds(15), true);
    measure("200 environments", 200, 30, std::chrono::seconds(20), false);
    return 0;
}
