#include "domain/config/config_change.h"
#include "domain/operation/kind_policy.h"

namespace prophecy {

using namespace steps;

namespace {

/// Everything that was wanted stands there, and what was to go is gone; a key that the server added is its own.
bool holds(const QJsonObject& onServer, const ConfigTrace& trace) {
    for (auto it = trace.wanted.begin(); it != trace.wanted.end(); ++it)
        if (onServer.value(it.key()) != it.value()) return false;
    for (auto it = trace.before.begin(); it != trace.before.end(); ++it)
        if (!trace.wanted.contains(it.key()) && onServer.contains(it.key())) return false;
    return true;
}

/// Nobody can tell yet whether it arrived.
Reduction unclear(Operation operation, const QDateTime& now) {
    forgetEnd(operation);
    operation.state = OperationState::Unknown;
    const auto delay = unknownDelay(operation, now);
    return lookAgain(std::move(operation), delay);
}

/// A server that shows the old config once may only be late.
Reduction unchanged(Operation operation, const QDateTime& now) {
    const ConfigEnding ending = operation.traceOf<ConfigTrace>()->ifUnchanged;
    if (!operation.endSince.isValid()) {
        operation.endWords = kebabName(ending);
        operation.endSince = now;
    }
    if (secondsSince(operation.endSince, now) < kSecondLook.count())
        return lookAgain(std::move(operation), kSecondLook);
    forgetEnd(operation);
    operation.traceOf<ConfigTrace>()->ending = ending;
    const QString text = operation.text;
    return finish(std::move(operation), OperationState::Failed, text, now);
}

Reduction takeConfig(Operation operation, const BackupConfig& config, const QDateTime& now) {
    ConfigTrace& trace = *operation.traceOf<ConfigTrace>();
    trace.onServer = config;
    if (trace.masked && trace.secretsChange) return unclear(std::move(operation), now);
    const QJsonObject onServer = trace.masked ? maskSecrets(config.raw).toObject() : config.raw;
    if (holds(onServer, trace)) {
        forgetEnd(operation);
        trace.ending = ConfigEnding::Saved;
        return finish(std::move(operation), OperationState::Succeeded, {}, now);
    }
    // Where the server said yes, it did not take it over, whoever wrote what stands there.
    const bool told = trace.ifUnchanged == ConfigEnding::DidNotStick ||
                      (trace.ifUnchanged != ConfigEnding::None && onServer == trace.before);
    return told ? unchanged(std::move(operation), now) : unclear(std::move(operation), now);
}

Reduction takeAnswer(Operation operation, const ConfigAnswered& answer) {
    ConfigTrace& trace = *operation.traceOf<ConfigTrace>();
    trace.ifUnchanged = answer.ifUnchanged;
    trace.refusal = answer.refusal;
    const bool yes = answer.ifUnchanged == ConfigEnding::DidNotStick;
    operation.state = yes ? OperationState::Running : OperationState::Unknown;
    if (answer.refusal)
        operation.text = answer.refusal->serverText.isEmpty() ? answer.refusal->message : answer.refusal->serverText;
    return lookAgain(std::move(operation), std::chrono::milliseconds(0));
}

Reduction take(Operation operation, const Observation& seen, const QDateTime& now) {
    if (!operation.traceOf<ConfigTrace>()) operation.trace = ConfigTrace();
    if (const auto* read = std::get_if<ConfigRead>(&seen)) return takeConfig(std::move(operation), read->config, now);
    if (const auto* answer = std::get_if<ConfigAnswered>(&seen)) return takeAnswer(std::move(operation), *answer);
    const auto* failed = std::get_if<LookFailed>(&seen);
    return failed ? lookFailed(std::move(operation), *failed) : lookAgain(std::move(operation), kLookInterval);
}

NextAction look(const Operation&) {
    return NextAction::ReadConfig;
}

/// The server answered, and its config is to be read with that.
bool isHalfway(const Operation& operation) {
    const auto* trace = operation.traceOf<ConfigTrace>();
    return trace && trace->ifUnchanged != ConfigEnding::None && !trace->onServer && !isFinished(operation.state) &&
           operation.failedLooks < kFailedLooksToGiveUp;
}

QJsonObject masked(const QJsonObject& config) {
    return maskSecrets(config).toObject();
}

void objectField(Fields& record, QStringView name, QJsonObject& value) {
    if (record.isWriting()) return record.put(name, masked(value));
    value = record.value(name).toObject();
}

void fields(Fields& record, Operation& operation) {
    if (!record.isWriting() || !operation.traceOf<ConfigTrace>()) operation.trace = ConfigTrace();
    ConfigTrace& trace = *operation.traceOf<ConfigTrace>();
    record.object(u"config", [&](Fields& f) {
        objectField(f, u"before", trace.before);
        objectField(f, u"wanted", trace.wanted);
        f.flag(u"secretsChange", trace.secretsChange);
        f.named(u"ifUnchanged", trace.ifUnchanged, &configEndingFrom);
        f.named(u"ending", trace.ending, &configEndingFrom);
    });
    if (!record.isWriting()) trace.masked = true;
}

/// "backupFrequency: "0 0 0 * * *" → "0 0 2 * * *"", masked where a key looks secret.
QString changeText(const ConfigTrace& trace) {
    const auto text = [](const QJsonValue& value) {
        return value.isUndefined() ? QStringLiteral("(absent)") : jsonText(value);
    };
    QStringList parts;
    for (const ConfigDifference& d : differencesOf(masked(trace.before), masked(trace.wanted)))
        parts << QStringLiteral("%1: %2 → %3").arg(d.key, text(d.before), text(d.after));
    return parts.join(QStringLiteral("; "));
}

void journal(const Operation& operation, QJsonObject& detail) {
    const auto trace = traceOr<ConfigTrace>(operation);
    if (!operation.text.isEmpty()) detail.insert(QStringLiteral("answer"), operation.text);
    detail.insert(QStringLiteral("text"), changeText(trace));
    detail.insert(QStringLiteral("before"), masked(trace.before));
    detail.insert(QStringLiteral("after"), masked(trace.wanted));
}

/// The journal's words for it are older than the kind.
QString happening(const Operation& operation, Milestone milestone) {
    const ConfigEnding ending = traceOr<ConfigTrace>(operation).ending;
    if (milestone == Milestone::Start) return QStringLiteral("write");
    if (milestone == Milestone::Succeeded) return kebabName(ConfigEnding::Saved);
    if (milestone != Milestone::Failed) return kebabName(milestone);
    return kebabName(ending == ConfigEnding::None ? ConfigEnding::Refused : ending);
}

constexpr KindPolicy kConfig{.name = "config",
                             .lane = Lane::Config,
                             .endsSoon = true,
                             .changesSlowFacts = true,
                             .look = &look,
                             .confirmingLook = NextAction::ReadConfig,
                             .take = &take,
                             .isHalfway = &isHalfway,
                             .fields = &fields,
                             .happening = &happening,
                             .journal = &journal};

}  // namespace

constinit const OperationKind OperationKind::Config(kConfig);

}  // namespace prophecy
