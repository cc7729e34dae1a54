#pragma once

#include "domain/checks/checks.h"
#include "domain/config/config.h"

namespace prophecy {

/// Whether a changed frequency makes sense: a warning where it never runs, or runs more than once a minute. What was
/// there before and stays is not judged.
Check frequencyCheck(const BackupConfig& before, const BackupConfig& wanted, const QTimeZone& zone,
                     const QDateTime& now);

}  // namespace prophecy
