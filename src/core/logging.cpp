#include "core/logging.h"

namespace prophecy {

Q_LOGGING_CATEGORY(logApi, "prophecy.api", QtInfoMsg)
Q_LOGGING_CATEGORY(logStorage, "prophecy.storage", QtInfoMsg)
Q_LOGGING_CATEGORY(logServices, "prophecy.services", QtInfoMsg)
Q_LOGGING_CATEGORY(logUi, "prophecy.ui", QtInfoMsg)

}  // namespace prophecy
