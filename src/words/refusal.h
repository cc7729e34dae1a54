#pragma once

#include "domain/checks/checks.h"

namespace prophecy {

/// Kind Refused, with the check's id in its detail.
Error refusalOf(const Obstacle& obstacle);

/// Refused where the check stands in the way; the detail then holds what a reason must be given for, see objectionIn.
Result<void> checkAccepted(const Check& check, const AcceptedReasons& accepted);
/// What such a refusal is about, where a reason given right now would help; nothing for any other error.
std::optional<Check> objectionIn(const Error& error);

/// Refused where one of the checks that were made stands in the way. Reasons for those are given beside them, so that
/// this is no objection.
Result<void> mayGoOn(std::span<const CheckId> needed, const std::vector<Check>& checks,
                     const AcceptedReasons& accepted);

}  // namespace prophecy
