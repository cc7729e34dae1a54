#include "services/config_writer.h"

#include <QJsonDocument>
#include <QPointer>

#include "services/operations/recording.h"

namespace prophecy {

namespace {

/// Only the three documented values: others may be secret and are not kept.
QJsonObject documentedOf(const QJsonObject& config) {
    QJsonObject documented;
    for (const QStringView key : {u"backupFrequency", u"backupRetentionCount", u"enableRegularBackups"})
        if (config.contains(key)) documented.insert(key, config.value(key));
    return documented;
}

QString undoName(const QUrl& target) {
    return QStringLiteral("config-undo ") + targetKey(target);
}

ConfigOutcome::Kind outcomeOf(const Operation& operation) {
    switch (traceOr<ConfigTrace>(operation).ending) {
        case ConfigEnding::Saved: return ConfigOutcome::Kind::Saved;
        case ConfigEnding::NotOffered: return ConfigOutcome::Kind::NotOffered;
        case ConfigEnding::DidNotStick: return ConfigOutcome::Kind::DidNotStick;
        case ConfigEnding::None:
        case ConfigEnding::Refused: break;
    }
    return ConfigOutcome::Kind::Unknown;
}

}  // namespace

ConfigWriter::ConfigWriter(Storage& storage, Connector& connector, OperationTracker& tracker, const Clock& clock)
    : m_storage(storage), m_connector(connector), m_tracker(tracker), m_clock(clock) {
    connect(&tracker, &OperationTracker::changed, this, &ConfigWriter::follow);
}

Call ConfigWriter::save(const Environment& environment, const BackupConfig& seen, const BackupConfig& wanted,
                        const Consent& consent, QObject* context, Handler<ConfigOutcome> handler) {
    const Promise<ConfigOutcome> promise(context, std::move(handler));
    Order order = configOrder(environment, seen, wanted, consent);
    const OperationId id = order.id;
    auto& what = std::get<ConfigOrder>(order.what);
    what.offered = !isKnownNotOffered(environment);
    what.met = [this, id, root = environment.root](const BackupConfig& onServer) {
        if (const auto job = m_jobs.find(id); job != m_jobs.end()) job->second.met = onServer;
        Q_EMIT this->seen(root, onServer);
    };
    promise.onDrop([self = QPointer<ConfigWriter>(this), id] {
        if (self) self->m_jobs.erase(id);
    });
    Job& job = m_jobs.try_emplace(id, Job{order, promise}).first->second;
    job.call = m_tracker.start(order, context, [this, id](const Result<Operation>& begun) {
        begun ? follow(*begun) : giveUp(id, begun.error());
    });
    return promise.call();
}

/// Nothing was sent, or the server said no.
void ConfigWriter::giveUp(const OperationId& id, const Error& error) {
    const auto found = m_jobs.find(id);
    if (found == m_jobs.end()) return;
    const auto met = found->second.met;
    const auto& what = std::get<ConfigOrder>(found->second.order.what);
    if (!met) return give(id, fail(error));
    const bool notOffered = !what.offered && error.kind == ErrorKind::NotOffered && checkRewritable(*met);
    switch (beforeWriting(what.seen, what.wanted, *met)) {
        case BeforeWriting::NothingToDo: return give(id, ConfigOutcome{ConfigOutcome::Kind::NothingToDo, *met});
        case BeforeWriting::Changed: return give(id, ConfigOutcome{ConfigOutcome::Kind::Changed, *met});
        case BeforeWriting::AsSeen: break;
    }
    if (notOffered) return give(id, ConfigOutcome{ConfigOutcome::Kind::NotOffered, *met});
    give(id, fail(error));
}

/// Also of one that another window or an earlier run began.
void ConfigWriter::follow(const Operation& operation) {
    const auto* trace = operation.traceOf<ConfigTrace>();
    if (!trace) return;
    // A look that failed changes the operation, too, but tells nothing of the config.
    constexpr qint64 kJustNowMs = 1'000;
    const bool justRead = trace->onServer && operation.seenAt.msecsTo(m_clock.nowUtc()) < kJustNowMs;
    if (justRead) Q_EMIT seen(operation.target, *trace->onServer);
    if (isFinished(operation.state)) learn(operation);
    if (!isUndecided(operation)) conclude(operation);
}

void ConfigWriter::learn(const Operation& operation) {
    const auto trace = traceOr<ConfigTrace>(operation);
    const bool saved = trace.ending == ConfigEnding::Saved;
    if (saved) {
        const QJsonObject undo{{QStringLiteral("before"), documentedOf(trace.before)},
                               {QStringLiteral("after"), documentedOf(trace.wanted)}};
        m_storage.setSetting(undoName(operation.target), QJsonDocument(undo).toJson(QJsonDocument::Compact));
    }
    if (!saved && trace.ending != ConfigEnding::NotOffered) return;
    ProbeReport found;
    found.capabilities.insert(Capability::BackupConfigWrite, saved ? Offer::Offered : Offer::NotOffered);
    (void)m_storage.environments().remember(operation.environment, found, m_clock.nowUtc());
}

void ConfigWriter::conclude(const Operation& operation) {
    const auto trace = traceOr<ConfigTrace>(operation);
    if (!m_jobs.contains(operation.id)) return;
    const bool failed = operation.state == OperationState::Failed;
    if (failed && trace.refusal && trace.ending == ConfigEnding::Refused)
        return give(operation.id, fail(*trace.refusal));
    if (failed && trace.ending == ConfigEnding::None) return;  // the answer itself is handed over next
    if (!isFinished(operation.state))
        (void)m_storage.journal().append(noteOf(operation, QStringLiteral("config-unknown")));
    const BackupConfig before{trace.before};
    give(operation.id, ConfigOutcome{outcomeOf(operation), trace.onServer.value_or(before)});
}

bool ConfigWriter::isKnownNotOffered(const Environment& environment) const {
    const auto known = m_storage.environments().capabilities(environment.id);
    return known && known->value(Capability::BackupConfigWrite).offer == Offer::NotOffered;
}

std::optional<ConfigChange> ConfigWriter::undoOf(const QUrl& target, const BackupConfig& now) const {
    const QJsonObject undo = QJsonDocument::fromJson(m_storage.setting(undoName(target))).object();
    const BackupConfig before{undo.value(u"before").toObject()};
    if (before.raw.isEmpty() || undo.value(u"after").toObject() != documentedOf(now.raw)) return std::nullopt;
    return ConfigChange{before.frequency(), before.retentionCount(), before.enabled()};
}

Call ConfigWriter::look(const Environment& environment, QObject* context, Handler<BackupConfig> handler) {
    Promise<BackupConfig> promise(context, std::move(handler));
    const int id = m_next++;
    const auto give = [this, promise, id](Result<BackupConfig> config) {
        promise.settle(std::move(config));
        m_looks.erase(id);
    };
    m_looks[id] = m_connector.connectTo(environment, this, [this, id, give, root = environment.root](auto endpoint) {
        if (!endpoint) return give(fail(endpoint.error()));
        m_looks[id] =
            m_connector.clientFor(*endpoint).backupConfig(this, [this, give, root](Result<BackupConfig> config) {
                if (config) Q_EMIT seen(root, *config);
                give(std::move(config));
            });
    });
    return promise.call();
}

void ConfigWriter::give(const OperationId& id, Result<ConfigOutcome> outcome) {
    const Promise<ConfigOutcome> promise = m_jobs.at(id).promise;
    promise.settle(std::move(outcome));
    m_jobs.erase(id);
}

}  // namespace prophecy
