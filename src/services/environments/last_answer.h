#pragma once

#include "domain/environment.h"
#include "storage/storage.h"

namespace prophecy {

/// When the API of this environment answered last, to whichever console of this profile; invalid where it never did.
QDateTime lastAnswer(const Storage& storage, const Environment& environment);
void rememberAnswer(Storage& storage, const Environment& environment, const QDateTime& now);

}  // namespace prophecy
