#pragma once

#include <tl/expected.hpp>

#include "core/error.h"

namespace prophecy {

/// A value or an Error; the one alias the whole program uses.
template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(Error error) {
    return tl::unexpected<Error>(std::move(error));
}
inline tl::unexpected<Error> fail(ErrorKind kind, const QString& message) {
    return fail(makeError(kind, message));
}

}  // namespace prophecy
