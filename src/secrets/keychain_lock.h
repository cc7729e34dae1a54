#pragma once

#include "core/call.h"

namespace prophecy {

/// Whether the keychain in which keys are kept is locked now. False where the system does not tell: asking for a key
/// then shows what is the matter. It unlocks nothing and opens no prompt.
Call isKeychainLocked(QObject* context, Handler<bool> handler);

}  // namespace prophecy
