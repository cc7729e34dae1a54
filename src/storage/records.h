#pragma once

#include <QJsonObject>

#include "domain/environment.h"
#include "domain/operation/operation.h"

namespace prophecy {

// The stored form of values. Unknown names in a record fall back to the careful choice (typed, test, unknown).

QJsonObject toRecord(const Environment& environment);
Environment environmentFrom(const QJsonObject& record);

QJsonObject toRecord(const Operation& operation);
/// One of a kind that is none of those counts as a backup.
Operation operationFrom(const QJsonObject& record, std::span<const OperationKind> kinds = allKinds());

}  // namespace prophecy
