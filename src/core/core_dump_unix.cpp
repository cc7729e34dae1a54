#include <sys/resource.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

#include "core/core_dump.h"

namespace prophecy {

void forbidCoreDumps() {
    const rlimit none{0, 0};
    setrlimit(RLIMIT_CORE, &none);
#if defined(__linux__) && !defined(__SANITIZE_ADDRESS__)
    prctl(PR_SET_DUMPABLE, 0);  // also for a collector that reads from a pipe; the sanitizers attach to the process
#endif
}

}  // namespace prophecy
