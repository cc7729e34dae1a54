#pragma once

#include "domain/checks/checks.h"

namespace prophecy {

enum class Action { StartBackup, DeleteBackup, WriteConfig, Restore, Upgrade };

/// How the admin agreed to an action.
struct Consent {
    bool confirmed = false;             ///< answered the question with yes
    QString typedName;                  ///< what was typed to allow it
    bool keyedByTimestamp = false;      ///< on the command line: the backup's timestamp was given twice
    bool lastGoodAcknowledged = false;  ///< knows that it is the newest good backup
    AcceptedReasons accepted{};         ///< what stands in the way and is accepted with a reason
};

/// The one place that decides whether an action may go out; kind Refused with the reason otherwise.
Result<void> checkProtection(const Environment& environment, Action action, const Consent& consent);

/// Whether going from one level to the other makes the environment easier to change.
bool lowersProtection(Protection from, Protection to);

}  // namespace prophecy
