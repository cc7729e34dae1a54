#include <io.h>

#include <QCoreApplication>

#include "app/ctl/platform.h"

namespace prophecy::ctl {

bool standardErrorIsTerminal() {
    return _isatty(2) != 0;
}

QStringList argumentsOf(int, char**) {
    return QCoreApplication::arguments();
}

// Ctrl+C ends the process at once here; the operation's record stays and the next start takes it up.
void onInterrupt(std::function<void()>) {}

}  // namespace prophecy::ctl
