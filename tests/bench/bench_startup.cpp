// Milliseconds from exec to a painted window of another program, and its memory when it has settled (Linux, X11).
// usage: bench_startup COMMAND [ARG...]; prints "painted_ms N pss_mb N"

#include <QFile>
#include <QProcess>
#include <QSet>
#include <QThread>
#include <chrono>
#include <cstdio>

#include <X11/Xlib.h>
#include <X11/Xutil.h>

namespace {

constexpr int kSide = 240;
constexpr int kColours = 3;

int ignoreErrors(Display*, XErrorEvent*) {
    return 0;
}

/// Whether the middle of a window shows more than a background.
bool isPainted(Display* display, Window window, const XWindowAttributes& a) {
    XImage* image =
        XGetImage(display, window, (a.width - kSide) / 2, (a.height - kSide) / 2, kSide, kSide, AllPlanes, ZPixmap);
    if (!image) return false;
    QSet<unsigned long> colours;
    for (int y = 0; y < kSide && colours.size() < kColours; ++y)
        for (int x = 0; x < kSide; ++x) colours.insert(XGetPixel(image, x, y));
    XDestroyImage(image);
    return colours.size() >= kColours;
}

bool anyPainted(Display* display) {
    Window root = 0, parent = 0, *children = nullptr;
    unsigned count = 0;
    if (!XQueryTree(display, DefaultRootWindow(display), &root, &parent, &children, &count)) return false;
    bool painted = false;
    for (unsigned i = 0; i < count && !painted; ++i) {
        XWindowAttributes a;
        const bool large = XGetWindowAttributes(display, children[i], &a) && a.map_state == IsViewable &&
                           a.width > 600 && a.height > 400;
        painted = large && isPainted(display, children[i], a);
    }
    if (children) XFree(children);
    return painted;
}

double pssMegabytes(qint64 pid) {
    QFile file(QStringLiteral("/proc/%1/smaps_rollup").arg(pid));
    if (!file.open(QIODevice::ReadOnly)) return -1;
    for (const QByteArray& line : file.readAll().split('\n'))
        if (line.startsWith("Pss:")) return line.simplified().split(' ').value(1).toDouble() / 1024;
    return -1;
}

}  // namespace

int main(int argc, char** argv) {
    QStringList words;
    for (int i = 1; i < argc; ++i) words << QString::fromLocal8Bit(argv[i]);
    Display* display = XOpenDisplay(nullptr);
    if (!display || words.isEmpty())
        return std::fprintf(stderr, "usage: bench_startup COMMAND [ARG...], with a display\n"), 2;
    XSetErrorHandler(ignoreErrors);
    using Clock = std::chrono::steady_clock;
    const auto start = Clock::now();
    QProcess process;
    process.setStandardErrorFile(QProcess::nullDevice());
    process.start(words.takeFirst(), words);
    while (!anyPainted(display)) {
        if (Clock::now() - start > std::chrono::seconds(30)) return std::fprintf(stderr, "nothing was painted\n"), 1;
        QThread::msleep(2);
    }
    const auto painted = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start);
    QThread::sleep(2);
    std::printf("painted_ms %lld pss_mb %.1f\n", static_cast<long long>(painted.count()),
                pssMegabytes(process.processId()));
    process.kill();
    process.waitForFinished();
    return 0;
}
