#pragma once

#include <QStringView>

namespace prophecy {

// What differs between systems of the files that keys lie in. Whether a file's mode tells who may read it: on Windows
// its access list does, which Qt does not show. And what no file may have in its name, or would lead elsewhere.
#ifdef Q_OS_WIN
inline constexpr bool kModesTell = false;
inline constexpr QStringView kNotInNames = u"/\\:*?\"<>|";
#else
inline constexpr bool kModesTell = true;
inline constexpr QStringView kNotInNames = u"/";
#endif

}  // namespace prophecy
