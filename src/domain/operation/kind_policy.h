#pragma once

#include "core/fields.h"
#include "domain/operation/operation_steps.h"

namespace prophecy {

/// Operations of one lane follow each other on an installation; those of two go on beside each other, unless a kind
/// says otherwise.
enum class Lane {
    Data,    ///< what the installation itself does one after the other: backups, restores, upgrades
    Config,  ///< what only changes a setting
};
QString kebabName(Lane lane);

/// Everything pure in which one kind of operation differs from the others: how it is recognised, what ends it, what is
/// kept and told of it. Only functions; what they need is in the operation.
struct KindPolicy {
    /// In records, in the journal ("restore-start") and in prophecyctl.
    const char* name;
    Lane lane = Lane::Data;
    /// It stands still for no other lane either: nothing else may go on beside it.
    bool excludesAll = false;
    /// Once accepted it ends within seconds, so that a command waits for it.
    bool endsSoon = false;
    /// How long one took tells how long the next will.
    bool teachesDuration = false;
    /// Services go away and come back while it runs.
    bool restartsServices = false;
    /// It may change the configuration, the versions and the users there.
    bool changesSlowFacts = false;
    /// What is read to learn more of it.
    NextAction (*look)(const Operation& operation);
    /// What is read once more where it was never seen running.
    NextAction confirmingLook = NextAction::ReadList;
    /// Evidence: an answer, or a look that failed. The operation is unfinished.
    Reduction (*take)(Operation operation, const Observation& seen, const QDateTime& now);
    /// The one look that an end is owed which was never seen running; see confirm.
    Operation (*confirm)(Operation finished, const Observation& seen, const QDateTime& now) = &steps::confirmByWords;
    bool (*wasSeenRunning)(const Operation& operation) = &steps::seenByItself;
    /// Half of what is needed to judge it was read.
    bool (*isHalfway)(const Operation& operation) = &steps::never;
    /// What was counted by a clock that jumped is counted anew.
    void (*forgetWaits)(Operation& operation) = &steps::nothing;
    /// What only this kind keeps in a record.
    void (*fields)(Fields& record, Operation& operation) = &steps::noFields;
    /// What the journal calls it, after the kind's name: "start".
    QString (*happening)(const Operation& operation, Milestone milestone) = &steps::happeningByName;
    /// What only this kind tells in the journal.
    void (*journal)(const Operation& operation, QJsonObject& detail) = &steps::noDetail;
};

/// Whether one of them is not begun while the other is unfinished on the same installation.
bool exclude(OperationKind a, OperationKind b);

}  // namespace prophecy
