#pragma once

#include <QString>

namespace prophecy {

/// The account that this process runs under, as the system knows it and not as the environment claims; empty when it
/// does not tell.
QString accountName();

}  // namespace prophecy
