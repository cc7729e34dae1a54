#pragma once

#include "api/dangerous_client.h"

namespace prophecy {

/// Lets a test of the transport send what otherwise only a recorded operation does.
struct PassOfTests {
    static DangerousPass make() { return {}; }
};

}  // namespace prophecy
