#pragma once

#include "api/http.h"

namespace prophecy {

/// The body as it was before a server or a gateway packed it (gzip, deflate). Not left to Qt, which unpacks on the
/// thread of the window and without a bound. Kind TooLarge beyond limit bytes, NotTheApi for what cannot be unpacked.
Result<HttpAnswer> decompressed(HttpAnswer answer, qsizetype limit = kLargestAnswer);

}  // namespace prophecy
