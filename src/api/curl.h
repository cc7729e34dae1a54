#pragma once

#include <QString>

#include "api/http.h"

namespace prophecy {

/// A command for a POSIX shell that sends this request, reading the key's header from a file so that the key never
/// stands in a process list. Everything variable is quoted.
QString curlCommand(const HttpRequest& request);

/// Method, URL and body as they go out, without the key.
QString requestText(const HttpRequest& request);

}  // namespace prophecy
