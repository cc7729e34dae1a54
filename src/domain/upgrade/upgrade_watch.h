#pragma once

#include "domain/operation/operation.h"

namespace prophecy {

// How an upgrade is recognised. While it runs the API goes away and comes back, which proves nothing. It is over when
// the status says that it failed or was rolled back; or when the status does not say that it runs, the API answers, and
// the version that runs is the requested one. What the status said before the request left proves nothing either, as
// long as the upgrade was not seen running. Its words are documented nowhere, so that an end that rests on anything but
// a clear word and the right version must be seen for a while.

/// Nothing where the installation has no such call.
Reduction takeUpgradeStatus(Operation operation, const std::optional<UpgradeStatus>& status, const QDateTime& now);
/// Judges what the status said together with the version that runs.
Reduction takeVersions(Operation operation, const Versions& versions, const QDateTime& now);
/// A look failed: the API may be away, as an upgrade makes it.
void noteAway(Operation& operation, const Error& error, const QDateTime& now);

}  // namespace prophecy
