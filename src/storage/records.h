#pragma once

#include <QJsonObject>

#include "domain/environment.h"
#include "domain/operation.h"

namespace prophecy {

// The stored form of values. Unknown names in a record fall back to the careful choice (typed, test, unknown).

QJsonObject toRecord(const Environment& environment);
Environment environmentFrom(const QJsonObject& record);

QJsonObject toRecord(const Operation& operation);
Operation operationFrom(const QJsonObject& record);

}  // namespace prophecy
