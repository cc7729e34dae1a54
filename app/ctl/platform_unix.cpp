#include <sys/socket.h>
#include <unistd.h>
#include <QCoreApplication>
#include <QSocketNotifier>
#include <QStringDecoder>
#include <csignal>

#include "app/ctl/platform.h"

namespace prophecy::ctl {

namespace {
int wakeUp[2] = {-1, -1};

void raiseFlag(int) {
    const char byte = 1;
    [[maybe_unused]] const auto written = ::write(wakeUp[0], &byte, 1);
}
}  // namespace

bool standardErrorIsTerminal() {
    return ::isatty(STDERR_FILENO) == 1;
}

QStringList argumentsOf(int argc, char** argv) {
    QStringList words;
    for (int i = 0; i < argc; ++i) {
        QStringDecoder decode(QStringDecoder::Utf8, QStringConverter::Flag::ConvertInitialBom);
        words << QString(decode(QByteArrayView(argv[i])));
    }
    return words;
}

void onInterrupt(std::function<void()> run) {
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, wakeUp) != 0) return;
    auto* notifier = new QSocketNotifier(wakeUp[1], QSocketNotifier::Read, QCoreApplication::instance());
    QObject::connect(notifier, &QSocketNotifier::activated, notifier, [run = std::move(run)] {
        char byte = 0;
        [[maybe_unused]] const auto count = ::read(wakeUp[1], &byte, 1);
        run();
    });
    for (const int signal : {SIGINT, SIGTERM}) std::signal(signal, raiseFlag);
}

}  // namespace prophecy::ctl
