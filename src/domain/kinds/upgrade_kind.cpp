#include "domain/operation/kind_policy.h"
#include "domain/upgrade/upgrade_watch.h"

namespace prophecy {

using namespace steps;

namespace {

Reduction take(Operation operation, const Observation& seen, const QDateTime& now) {
    if (const auto* read = std::get_if<UpgradeStatusRead>(&seen))
        return takeUpgradeStatus(std::move(operation), read->status, now);
    if (const auto* read = std::get_if<VersionsRead>(&seen))
        return takeVersions(std::move(operation), read->versions, now);
    const auto* failed = std::get_if<LookFailed>(&seen);
    if (!failed) return lookAgain(std::move(operation), kLookInterval);
    noteAway(operation, failed->error, now);
    return lookFailed(std::move(operation), *failed);
}

NextAction look(const Operation&) {
    return NextAction::ReadUpgradeStatus;
}

/// What runs after all, or says now that it failed, is watched again.
Operation confirm(Operation finished, const Observation& observation, const QDateTime& now) {
    const auto* read = std::get_if<UpgradeStatusRead>(&observation);
    const UpgradePhase phase = read && read->status ? phaseOf(read->status->status) : UpgradePhase::NotTold;
    const bool runs = phase == UpgradePhase::Running || phase == UpgradePhase::RollingBack;
    const bool turned = finished.state == OperationState::Succeeded &&
                        (phase == UpgradePhase::Failed || phase == UpgradePhase::RolledBack);
    if (!runs && !turned) return finished;
    finished.state = OperationState::Running;
    finished.finishedAt = {};
    finished.neverSeenRunning = false;
    finished.text.clear();
    finished.tookMs = -1;
    finished.visibleAt = now;
    UpgradeTrace& trace = *finished.traceOf<UpgradeTrace>();
    trace.ending = UpgradeEnding::None;
    if (runs) trace.runningAt = now;
    return finished;
}

bool wasSeenRunning(const Operation& operation) {
    return seenByItself(operation) || traceOr<UpgradeTrace>(operation).runningAt.isValid();
}

/// The version is to be read with the status.
bool isHalfway(const Operation& operation) {
    return traceOr<UpgradeTrace>(operation).said.has_value();
}

void forgetWaits(Operation& operation) {
    auto* trace = operation.traceOf<UpgradeTrace>();
    if (!trace) return;
    trace->settling = UpgradeEnding::None;
    trace->settlingSince = {};
}

void fields(Fields& record, Operation& operation) {
    if (!record.isWriting() || !operation.traceOf<UpgradeTrace>()) operation.trace = UpgradeTrace();
    UpgradeTrace& trace = *operation.traceOf<UpgradeTrace>();
    record.object(u"upgrade", [&](Fields& f) {
        f.text(u"version", trace.request.version);
        f.flag(u"disableRollback", trace.request.disableRollback);
        f.text(u"from", trace.from);
        f.id(u"backup", trace.backup);
        f.optionalText(u"baseline", trace.baseline);
        f.text(u"seenVersion", trace.version);
        f.time(u"runningAt", trace.runningAt);
        f.time(u"awayAt", trace.awayAt);
        f.time(u"backAt", trace.backAt);
        f.flag(u"claimed", trace.claimed);
        f.flag(u"rollingBack", trace.rollingBack);
        f.named(u"ending", trace.ending, &upgradeEndingFrom);
        f.named(u"settling", trace.settling, &upgradeEndingFrom);
        f.time(u"settlingSince", trace.settlingSince);
    });
}

void journal(const Operation& operation, QJsonObject& detail) {
    const auto trace = traceOr<UpgradeTrace>(operation);
    detail.insert(QStringLiteral("version"), trace.request.version);
    detail.insert(QStringLiteral("disableRollback"), trace.request.disableRollback);
    detail.insert(QStringLiteral("from"), trace.from);
    if (trace.ending != UpgradeEnding::None) detail.insert(QStringLiteral("ending"), kebabName(trace.ending));
}

constexpr KindPolicy kUpgrade{.name = "upgrade",
                              .excludesAll = true,
                              .restartsServices = true,
                              .changesSlowFacts = true,
                              .look = &look,
                              .confirmingLook = NextAction::ReadUpgradeStatus,
                              .take = &take,
                              .confirm = &confirm,
                              .wasSeenRunning = &wasSeenRunning,
                              .isHalfway = &isHalfway,
                              .forgetWaits = &forgetWaits,
                              .fields = &fields,
                              .journal = &journal};

}  // namespace

constinit const OperationKind OperationKind::Upgrade(kUpgrade);

}  // namespace prophecy
