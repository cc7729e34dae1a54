#include <windows.h>

#include <array>

#include "core/account.h"

namespace prophecy {

QString accountName() {
    std::array<wchar_t, 257> buffer{};
    DWORD size = static_cast<DWORD>(buffer.size());
    return GetUserNameW(buffer.data(), &size) ? QString::fromWCharArray(buffer.data()) : QString();
}

}  // namespace prophecy
