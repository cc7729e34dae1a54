#include "secrets/keychain_lock.h"

namespace prophecy {

Call isKeychainLocked(QObject* context, Handler<bool> handler) {
    const Promise<bool> promise(context, std::move(handler));
    promise.settle(false);
    return promise.call();
}

}  // namespace prophecy
