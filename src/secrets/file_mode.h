#pragma once

#include <QtGlobal>

namespace prophecy {

/// Whether a file's mode tells who may read it; on Windows its access list does, which Qt does not show.
#ifdef Q_OS_WIN
inline constexpr bool kModesTell = false;
#else
inline constexpr bool kModesTell = true;
#endif

}  // namespace prophecy
