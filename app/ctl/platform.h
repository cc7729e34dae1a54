#pragma once

#include <functional>

namespace prophecy::ctl {

// The few things that differ between systems; platform_unix.cpp and platform_windows.cpp hold them.

bool standardErrorIsTerminal();

/// Calls back on the main thread when the user interrupts (Ctrl+C) or the system asks to end.
void onInterrupt(std::function<void()> run);

}  // namespace prophecy::ctl
