#pragma once

#include <QTimeZone>

#include "domain/findings.h"

namespace prophecy::ui {

/// A finding as a sentence. now: by the server's clock. zone: the server's.
QString findingText(const Finding& finding, const QDateTime& now, const QTimeZone& zone);

}  // namespace prophecy::ui
