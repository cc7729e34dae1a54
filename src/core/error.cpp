#include "core/error.h"

#include <array>

namespace prophecy {

QString kebabName(ErrorKind kind) {
    static constexpr std::array names{"canceled",
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
    static_assert(names.size() == static_cast<std::size_t>(ErrorKind::Usage) + 1);
    return QString::fromLatin1(names[static_cast<std::size_t>(kind)]);
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
