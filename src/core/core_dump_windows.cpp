#include <windows.h>

#include "core/core_dump.h"

namespace prophecy {

void forbidCoreDumps() {
    SetErrorMode(SEM_FAILCRITICALERRORS | SEM_NOGPFAULTERRORBOX);
}

}  // namespace prophecy
