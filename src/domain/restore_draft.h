#pragma once

#include <QJsonObject>
#include <optional>

#include "domain/acceptances.h"
#include "domain/operation.h"
#include "domain/restore_checks.h"
#include "domain/way_back.h"

namespace prophecy {

/// A restore that is being prepared, saved after each accepted step. Bound to environments by id; their names are kept
/// for when they are gone. Facts are not kept: they are asked for again.
struct RestoreDraft {
    static constexpr int kVersion = 1;

    QString id;
    EnvironmentId source;
    EnvironmentId destination;
    QString sourceName;
    QString destinationName;
    RestoreRequest request;
    Acceptances accepted;
    WayBack wayBack;        ///< the safety backup of the destination
    OperationId operation;  ///< set once it was begun
    int step = 0;           ///< the furthest one that was reached
    QDateTime savedAt;
    bool operator==(const RestoreDraft&) const = default;
};

QJsonObject toRecord(const RestoreDraft& draft);
/// Nothing for a draft of another version.
std::optional<RestoreDraft> restoreDraftFrom(const QJsonObject& record);

}  // namespace prophecy
