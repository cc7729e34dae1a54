#pragma once

#include "services/connector.h"

namespace prophecy {

/// Tries a key before it is kept. Kind Auth or Forbidden where the environment refuses it; one that cannot be asked now
/// lets it pass.
Call tryKey(Connector& connector, const Environment& environment, const Secret& key, QObject* context,
            Handler<void> tried);

}  // namespace prophecy
