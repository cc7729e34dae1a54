#pragma once

#include <QStringList>
#include <functional>

namespace prophecy::ctl {

// The few things that differ between systems; platform_unix.cpp and platform_windows.cpp hold them.

bool standardErrorIsTerminal();
/// The words of the command line, each with all that was written in it, a byte-order mark included.
QStringList argumentsOf(int argc, char** argv);

/// Calls back on the main thread when the user interrupts (Ctrl+C) or the system asks to end.
void onInterrupt(std::function<void()> run);

}  // namespace prophecy::ctl
