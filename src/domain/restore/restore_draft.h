#pragma once

#include <QJsonObject>
#include <optional>

#include "domain/operation/procedure_draft.h"
#include "domain/restore/restore_checks.h"

namespace prophecy {

/// A restore. Bound to environments by id; their names are kept for when they are gone. Its way back is the safety
/// backup of the destination.
struct RestoreDraft : ProcedureDraft {
    EnvironmentId source;
    EnvironmentId destination;
    QString sourceName;
    QString destinationName;
    RestoreRequest request;
    bool operator==(const RestoreDraft&) const = default;
};

QJsonObject toRecord(const RestoreDraft& draft);
/// Nothing for a draft of another version.
std::optional<RestoreDraft> restoreDraftFrom(const QJsonObject& record);

}  // namespace prophecy
