#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <map>
#include <vector>

#include "core/ids.h"
#include "domain/checks/acceptances.h"
#include "domain/operation/way_back.h"

namespace prophecy {

/// A task that was done by hand, or a wait that is over, as somebody said.
struct HandDone {
    QString who;
    QDateTime at;
    bool operator==(const HandDone&) const = default;
};

/// What the draft of every procedure keeps, from its first choice until its last stage is over: in a window, in none,
/// for days. Facts are not kept: they are asked for again.
struct ProcedureDraft {
    static constexpr int kVersion = 2;

    QString id;
    Acceptances accepted;
    WayBack wayBack;
    std::vector<OperationId> operations;  ///< what was begun, one for each point of no return, kept before it is sent
    std::map<QString, HandDone> done;     ///< by the task's name in its procedure
    int step = 0;                         ///< the furthest one that was reached
    QDateTime savedAt;
    bool operator==(const ProcedureDraft&) const = default;

    /// The one that was begun last; empty before.
    OperationId operation() const { return operations.empty() ? OperationId() : operations.back(); }
};

/// Into the record of a draft, beside what is its own.
void write(const ProcedureDraft& draft, QJsonObject& record);
/// False for a record of a version that is not known.
bool read(ProcedureDraft& draft, const QJsonObject& record);

}  // namespace prophecy
