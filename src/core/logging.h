#pragma once

#include <QLoggingCategory>

namespace prophecy {

// Nothing that can hold a key is ever streamed here: a Secret has no stream operator and server text is scrubbed first.
Q_DECLARE_LOGGING_CATEGORY(logApi)
Q_DECLARE_LOGGING_CATEGORY(logStorage)
Q_DECLARE_LOGGING_CATEGORY(logServices)
Q_DECLARE_LOGGING_CATEGORY(logUi)

}  // namespace prophecy
