#pragma once

#include "domain/backup/deadline.h"
#include "domain/environment.h"
#include "storage/storage.h"

namespace prophecy {

/// How long this schedule is known to hold: since some console of this profile first saw it. One that is seen for the
/// first time is remembered from now, and says nothing about the runs before.
ScheduleAge rememberSchedule(Storage& storage, const Environment& environment, const BackupConfig& config,
                             const QDateTime& now);

}  // namespace prophecy
