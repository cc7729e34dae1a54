#include <pwd.h>
#include <unistd.h>
#include <array>

#include "core/account.h"

namespace prophecy {

QString accountName() {
    passwd entry{};
    passwd* found = nullptr;
    std::array<char, 4096> buffer{};
    if (getpwuid_r(geteuid(), &entry, buffer.data(), buffer.size(), &found) != 0 || !found) return {};
    return QString::fromLocal8Bit(found->pw_name);
}

}  // namespace prophecy
