#include "services/config_writer.h"

#include <QJsonArray>
#include <QJsonDocument>

#include "api/codec.h"
#include "domain/frequency_check.h"
#include "domain/retention.h"
#include "services/admission.h"
#include "services/operations/last_look.h"

namespace prophecy {

namespace {

/// A page, "not found", "no such method", "not implemented": the installation has no such call.
bool saysNoSuchCall(const Error& error) {
    if (error.kind == ErrorKind::NotOffered || error.kind == ErrorKind::NotFound) return true;
    if (error.fromApi && error.httpStatus == 404) return true;
    if (error.webPage && (error.httpStatus < 300 || error.httpStatus == 404)) return true;
    return error.httpStatus == 405 || error.httpStatus == 501;
}

/// Everything that was wanted stands there, and what was to go is gone; a key that the server added is its own.
bool holds(const QJsonObject& onServer, const QJsonObject& before, const QJsonObject& wanted) {
    for (auto it = wanted.begin(); it != wanted.end(); ++it)
        if (onServer.value(it.key()) != it.value()) return false;
    for (auto it = before.begin(); it != before.end(); ++it)
        if (!wanted.contains(it.key()) && onServer.contains(it.key())) return false;
    return true;
}

/// "backupFrequency: "0 0 0 * * *" → "0 0 2 * * *"", masked where a key looks secret.
QString changeText(const QJsonObject& before, const QJsonObject& after) {
    const auto text = [](const QJsonValue& value) {
        return value.isUndefined() ? QStringLiteral("(absent)") : jsonText(value);
    };
    QStringList parts;
    for (const ConfigDifference& d : differencesOf(maskSecrets(before).toObject(), maskSecrets(after).toObject()))
        parts << QStringLiteral("%1: %2 → %3").arg(d.key, text(d.before), text(d.after));
    return parts.join(QStringLiteral("; "));
}

QJsonObject documentedOf(const QJsonObject& config) {
    QJsonObject documented;
    for (const QStringView key : {u"backupFrequency", u"backupRetentionCount", u"enableRegularBackups"})
        if (config.contains(key)) documented.insert(key, config.value(key));
    return documented;
}

QString undoName(const QUrl& target) {
    return QStringLiteral("config-undo ") + targetKey(target);
}

QString actionOf(ConfigOutcome::Kind kind) {
    switch (kind) {
        case ConfigOutcome::Kind::Saved: return QStringLiteral("config-saved");
        case ConfigOutcome::Kind::NotOffered: return QStringLiteral("config-not-offered");
        case ConfigOutcome::Kind::DidNotStick: return QStringLiteral("config-did-not-stick");
        case ConfigOutcome::Kind::Changed:
        case ConfigOutcome::Kind::NothingToDo:
        case ConfigOutcome::Kind::Unknown: break;
    }
    return QStringLiteral("config-unknown");
}

}  // namespace

ConfigWriter::ConfigWriter(Storage& storage, Connector& connector, const Clock& clock)
    : m_storage(storage), m_connector(connector), m_clock(clock) {}

Result<void> ConfigWriter::mayBeSent(const Environment& environment, const BackupConfig& seen,
                                     const BackupConfig& wanted, const Consent& consent) const {
    if (auto allowed = checkProtection(environment, Action::WriteConfig, consent); !allowed) return allowed;
    if (auto valid = checkChange(seen, wanted); !valid) return valid;
    const Check frequency = frequencyCheck(seen, wanted, environment.timeZone(), m_clock.nowUtc());
    if (auto accepted = checkAccepted(frequency, consent.accepted); !accepted) return accepted;
    return checkRewritable(wanted);
}

Call ConfigWriter::save(const Environment& environment, const BackupConfig& seen, const BackupConfig& wanted,
                        const Consent& consent, QObject* context, Handler<ConfigOutcome> handler) {
    Promise<ConfigOutcome> promise(context, std::move(handler));
    Call call = promise.call();
    if (const auto allowed = mayBeSent(environment, seen, wanted, consent); !allowed) {
        promise.settle(fail(allowed.error()));
        return call;
    }
    const int id = m_next++;
    Job& job =
        m_jobs.try_emplace(id, Job{environment, seen, wanted, consent, promise, {}, {}, {}, {}, {}}).first->second;
    job.call = m_connector.connectTo(environment, this, [this, id](Result<Endpoint> endpoint) {
        endpoint ? readList(id, *endpoint) : give(id, fail(endpoint.error()));
    });
    return call;
}

/// By its list and the way there an installation is known under its other names; and who answers now must be who gets
/// the write.
void ConfigWriter::readList(int id, const Endpoint& endpoint) {
    Job& job = m_jobs.at(id);
    job.call = m_connector.doorsOf(job.environment.root, this, [this, id, endpoint](const Result<QStringList>& doors) {
        if (doors) m_jobs.at(id).doors = *doors;
        m_jobs.at(id).call =
            m_connector.clientFor(endpoint).listBackups(this, [this, id, endpoint](Result<BackupList> list) {
                if (!list) return give(id, fail(list.error()));
                Endpoint met = endpoint;
                met.peer = list->peer;
                m_jobs.at(id).list = std::move(*list);
                readAgain(id, met);
            });
    });
}

/// The last moment at which the admin can still think better of it.
void ConfigWriter::readAgain(int id, const Endpoint& endpoint) {
    m_jobs.at(id).call =
        m_connector.clientFor(endpoint).backupConfig(this, [this, id, endpoint](Result<BackupConfig> config) {
            if (!config) return give(id, fail(config.error()));
            Job& job = m_jobs.at(id);
            Q_EMIT seen(job.environment.root, *config);
            job.before = *config;
            if (job.wanted.raw == config->raw)
                return give(id, ConfigOutcome{ConfigOutcome::Kind::NothingToDo, *config});
            if (job.seen.raw != config->raw) return give(id, ConfigOutcome{ConfigOutcome::Kind::Changed, *config});
            if (const auto rewritable = checkRewritable(*config); !rewritable)
                return give(id, fail(rewritable.error()));
            if (isKnownNotOffered(job.environment))
                return give(id, ConfigOutcome{ConfigOutcome::Kind::NotOffered, *config});
            readUpgradeStatus(id, endpoint);
        });
}

/// A running backup does not hinder it; an upgrade does.
void ConfigWriter::readUpgradeStatus(int id, const Endpoint& endpoint) {
    m_jobs.at(id).call =
        m_connector.clientFor(endpoint).upgradeStatus(this, [this, id, endpoint](Result<UpgradeStatus> status) {
            const Job& job = m_jobs.at(id);
            if (!status)
                if (const auto untold = mayGoOnUntold(job.environment, status.error(), job.consent.accepted); !untold)
                    return give(id, fail(untold.error()));
            const Check idle = idleCheck(job.environment, factOf<BackupList>(BackupList()),
                                         factOf<BackupAnswer>(BackupAnswer()), factOf<UpgradeStatus>(status));
            if (idle.state == CheckState::Fail)
                return give(id, fail(ErrorKind::Conflict, idle.evidence + QStringLiteral(" Nothing was sent.")));
            if (const auto accepted = checkAccepted(idle, job.consent.accepted); !accepted)
                return give(id, fail(accepted.error()));
            const Check loss = retentionCheck(job.environment, job.before, job.wanted, job.list.backups);
            if (const auto accepted = checkAccepted(loss, job.consent.accepted); !accepted)
                return give(id, fail(accepted.error()));
            if (!job.promise.isLive() || !job.promise.context()) return give(id, fail(ErrorKind::Canceled, {}));
            send(id, endpoint);
        });
}

void ConfigWriter::send(int id, const Endpoint& endpoint) {
    Job& job = m_jobs.at(id);
    const auto recorded = record(job, QStringLiteral("config-write"), [&] {
        return admit(m_storage, job.environment, Action::WriteConfig, job.consent, {job.doors, job.list});
    });
    if (!recorded) return give(id, fail(recorded.error()));
    if (const auto proven = m_storage.proveRecorded(); !proven) {
        (void)record(job, QStringLiteral("config-not-sent"));
        return give(id, fail(proven.error()));
    }
    if (job.consent.accepted.contains(CheckId::Record)) m_storage.acceptLostRecord(job.environment.root);
    rememberUndo(job);
    m_connector.dangerousClientFor(endpoint, {})
        .writeBackupConfig(job.wanted.raw, this, [this, id, endpoint](Result<Acknowledgement> answer) {
            const bool refused =
                !answer && answer.error().kind != ErrorKind::UnknownOutcome && !saysNoSuchCall(answer.error());
            if (!refused) return readBack(id, endpoint, answer);
            (void)record(m_jobs.at(id), QStringLiteral("config-refused"));
            restoreUndo(m_jobs.at(id));
            give(id, fail(answer.error()));
        });
}

void ConfigWriter::readBack(int id, const Endpoint& endpoint, const Result<Acknowledgement>& answer) {
    const bool noSuchCall = !answer && saysNoSuchCall(answer.error());
    // A clear error of the server itself, and the old value still there: it refused.
    std::optional<Error> refusal;
    if (!answer && answer.error().fromApi) refusal = answer.error();
    if (refusal && refusal->httpStatus < 500) refusal->kind = refusalKind(refusal->httpStatus);
    m_jobs.at(id).call = m_connector.clientFor(endpoint).backupConfig(
        this, [this, id, noSuchCall, refusal, answered = answer.has_value()](Result<BackupConfig> config) {
            using Kind = ConfigOutcome::Kind;
            const Job& job = m_jobs.at(id);
            if (!config) return conclude(id, Kind::Unknown, job.before);
            Q_EMIT seen(job.environment.root, *config);
            const bool asWanted = holds(config->raw, job.before.raw, job.wanted.raw),
                       asBefore = config->raw == job.before.raw;
            if (asWanted) return conclude(id, Kind::Saved, *config);
            if (noSuchCall && asBefore) return conclude(id, Kind::NotOffered, *config);
            if (refusal && asBefore) {
                (void)record(job, QStringLiteral("config-refused"));
                restoreUndo(job);
                return give(id, fail(*refusal));
            }
            conclude(id, answered ? Kind::DidNotStick : Kind::Unknown, *config);
        });
}

void ConfigWriter::conclude(int id, ConfigOutcome::Kind kind, const BackupConfig& onServer) {
    const Job& job = m_jobs.at(id);
    (void)record(job, actionOf(kind));
    const bool saved = kind == ConfigOutcome::Kind::Saved;
    if (kind == ConfigOutcome::Kind::NotOffered) restoreUndo(job);
    if (saved || kind == ConfigOutcome::Kind::NotOffered) {
        ProbeReport found;
        found.capabilities.insert(Capability::BackupConfigWrite, saved ? Offer::Offered : Offer::NotOffered);
        (void)m_storage.environments().remember(job.environment.id, found, m_clock.nowUtc());
    }
    give(id, ConfigOutcome{kind, onServer});
}

/// Only the three documented values: others may be secret and are not kept.
void ConfigWriter::rememberUndo(Job& job) {
    job.undoBefore = m_storage.setting(undoName(job.environment.root));
    const QJsonObject undo{{QStringLiteral("before"), documentedOf(job.before.raw)},
                           {QStringLiteral("after"), documentedOf(job.wanted.raw)}};
    m_storage.setSetting(undoName(job.environment.root), QJsonDocument(undo).toJson(QJsonDocument::Compact));
}

/// Nothing was changed there, so what could be undone before still can.
void ConfigWriter::restoreUndo(const Job& job) {
    m_storage.setSetting(undoName(job.environment.root), job.undoBefore);
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

void ConfigWriter::give(int id, Result<ConfigOutcome> outcome) {
    const Promise<ConfigOutcome> promise = m_jobs.at(id).promise;
    m_jobs.erase(id);
    promise.settle(std::move(outcome));
}

Result<void> ConfigWriter::record(const Job& job, const QString& action, const Journal::Guard& guard) const {
    return m_storage.journal().append({job.environment.name,
                                       job.environment.root,
                                       action,
                                       {{QStringLiteral("text"), changeText(job.before.raw, job.wanted.raw)},
                                        {QStringLiteral("before"), job.before.raw},
                                        {QStringLiteral("after"), job.wanted.raw}}},
                                      guard);
}

}  // namespace prophecy
