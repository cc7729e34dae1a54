#include "core/error.h"

#include <algorithm>
#include <array>

namespace prophecy {

namespace {
constexpr std::array kNames{"canceled",
                            "timed-out",
                            "offline",
                            "tls",
                            "client-certificate",
                            "auth",
                            "forbidden",
                            "not-found",
                            "conflict",
                            "rate-limited",
                            "http",
                            "not-the-api",
                            "too-large",
                            "operation-failed",
                            "unknown-outcome",
                            "not-offered",
                            "refused",
                            "storage",
                            "keychain",
                            "keychain-locked",
                            "cron",
                            "usage"};
static_assert(kNames.size() == static_cast<std::size_t>(ErrorKind::Usage) + 1);
}  // namespace

QString kebabName(ErrorKind kind) {
    return QString::fromLatin1(kNames[static_cast<std::size_t>(kind)]);
}

std::optional<ErrorKind> errorKindFrom(const QString& name) {
    const auto found =
        std::find_if(kNames.begin(), kNames.end(), [&](const char* known) { return name == QLatin1String(known); });
    return found == kNames.end() ? std::nullopt : std::optional(static_cast<ErrorKind>(found - kNames.begin()));
}

bool hasNoKey(ErrorKind kind) {
    return kind == ErrorKind::Keychain || kind == ErrorKind::KeychainLocked;
}

bool concernsKey(ErrorKind kind) {
    return kind == ErrorKind::Auth || kind == ErrorKind::Forbidden || hasNoKey(kind);
}

Error makeError(ErrorKind kind, const QString& message) {
    Error error;
    error.kind = kind;
    error.message = message;
    return error;
}

}  // namespace prophecy
