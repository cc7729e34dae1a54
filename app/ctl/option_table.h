#pragma once

#include <vector>

#include "app/ctl/options.h"

namespace prophecy::ctl {

/// One option: usage, help and the parser are made of it.
struct OptionRow {
    const char* name;
    const char* value;  ///< what its value is called; nullptr for one that takes none
    const char* help;
    /// Kind Usage where a value has not the right form. given: every value, in order; none for a flag.
    Result<void> (*read)(const OptionRow& row, const QStringList& given, Options& options);
};
using OptionRows = std::vector<const OptionRow*>;

/// Those that every command takes.
const OptionRows& commonOptions();

/// Refused where options that are right alone do not go together.
Result<void> checkTogether(const Options& options);

// Those that only some commands take.
extern const OptionRow kAccept, kArrived, kConfirm, kCount, kDidNotArrive, kDisable, kDisableRollback, kDryRun, kEnable,
    kFrequency, kFromEnvironment, kFromTime, kNamespace, kNextKeyFile, kNoBackup, kNoClientCert, kNoSafetyBackup,
    kNoStandby, kProbe, kProtection, kReason, kRetention, kRole, kSkip, kSourceNamespace, kStandby, kState, kTimestamp,
    kTo, kVerify, kWait, kWantedVersion, kZone;

}  // namespace prophecy::ctl
