#pragma once

#include "services/operations/driver.h"

namespace prophecy {

/// Whether something else than an upgrade may go on although the status of upgrades was not read: where the API does
/// not tell it, or with a reason where a page stands in the way; never where the installation is away.
Result<void> mayGoOnUntold(const Environment& environment, const Error& error, const AcceptedReasons& accepted);

/// Whether nothing runs there as far as these tell, or the admin gave a reason where that is not clear. Kind Conflict
/// where something runs.
Result<void> judgeIdle(const Order& order, const Baseline& baseline, const Result<BackupAnswer>& running,
                       const Result<UpgradeStatus>& upgrade);

/// The last look before something irreversible: the server answers, the key is good, nothing runs there, and what the
/// order is about is still as the admin saw it. An error means that nothing may be sent.
Call lookBefore(Connector& connector, const Order& order, const KindDriver& driver, const Ownership& ownership,
                QObject* context, Handler<Baseline> handler);

}  // namespace prophecy
