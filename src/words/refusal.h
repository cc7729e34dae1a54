#pragma once

#include "domain/checks.h"

namespace prophecy {

/// Kind Refused, with the check's id in its detail; where it lacks a reason also what the reason must be given for.
Error refusalOf(const Obstacle& obstacle);
/// What such a refusal is about, where a reason would help; nothing for any other error.
std::optional<Check> objectionIn(const Error& error);

/// Refused where something stands in the way, see obstacleIn.
Result<void> checkAccepted(const Check& check, const AcceptedReasons& accepted);
Result<void> mayGoOn(std::span<const CheckId> needed, const std::vector<Check>& checks,
                     const AcceptedReasons& accepted);

}  // namespace prophecy
