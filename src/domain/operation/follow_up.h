#pragma once

#include "domain/checks/checks.h"

namespace prophecy {

// What is looked at once an action of any kind is over.

AfterCheck listAfter(const Fact<BackupList>& list);
/// A warning where fewer than these are there. said: what is said of their number.
AfterCheck usersAfter(const Fact<Users>& users, qint64 fewest, Statement said);

}  // namespace prophecy
