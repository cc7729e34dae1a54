#pragma once

#include "domain/operation/milestone.h"
#include "services/operations/driver.h"
#include "storage/storage.h"

namespace prophecy {

/// The operation that an order becomes.
Operation operationFor(const Order& order, const KindDriver& driver, const Baseline& baseline, const QDateTime& now);

/// Records it in one commit, if it may be sent as the records stand then, and reads the record back from the file; only
/// then may it leave. Kind Conflict where another one is unfinished there.
Result<void> recordBegun(Storage& storage, const Operation& operation, const Order& order, const KindDriver& driver,
                         const Baseline& baseline, const Clock& clock);

/// "restore-succeeded"
QString actionOf(const Operation& operation, Milestone milestone);
/// Of a finished operation: how it ended.
Milestone endOf(OperationState state);
/// What the journal says of an operation: what happened to it, with what is known of it.
JournalNote noteOf(const Operation& operation, Milestone milestone);
JournalNote noteOf(const Operation& operation, const QString& action);

}  // namespace prophecy
