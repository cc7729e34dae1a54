#include "services/last_look.h"

#include <algorithm>

#include "domain/retention.h"

namespace prophecy {

namespace {

/// Whether an action may pass although the status was not read: an installation without that call is not asked for
/// more, and one that answers it with an error of its own still takes backups, which it queues itself.
bool mayGoOnWithout(const Error& statusError, OperationKind kind) {
    if (meansNotOffered(statusError)) return true;
    return kind == OperationKind::Backup && statusError.kind == ErrorKind::Http && statusError.httpStatus <= 500;
}

bool isOwn(const DangerousRequest& request, const Backup& backup) {
    const QDateTime begun = instantOf(backup.timestamp, request.environment.timeZone());
    return request.ownership.originOf(backup, begun) == Origin::Own;
}

/// Over the list as it is now, not as a window showed it some time ago.
Result<void> checkDelete(const DangerousRequest& request, const BackupList& list) {
    BackupTimestamp newestGood, newestOwn;
    bool listed = false;
    for (const Backup& backup : list.backups) {
        listed = listed || backup.timestamp == request.timestamp;
        if (stateOf(backup) != BackupState::Success || !isWellFormed(backup.timestamp)) continue;
        newestGood = std::max(newestGood, backup.timestamp);
        if (isOwn(request, backup)) newestOwn = std::max(newestOwn, backup.timestamp);
    }
    if (!listed)
        return fail(ErrorKind::NotFound,
                    QStringLiteral("The server lists no backup %1. Nothing was sent.").arg(request.timestamp.text()));
    const bool acknowledged = request.consent.lastGoodAcknowledged || request.consent.keyedByTimestamp;
    if ((request.timestamp == newestGood || request.timestamp == newestOwn) && !acknowledged)
        return fail(
            ErrorKind::Refused,
            QStringLiteral("%1 is the newest good backup now; deleting it needs an acknowledgement. Nothing was sent.")
                .arg(request.timestamp.text()));
    return {};
}

Result<void> checkListed(const DangerousRequest& request, const BackupList& list) {
    const bool usable = std::any_of(list.backups.begin(), list.backups.end(), [&](const Backup& backup) {
        return backup.timestamp == request.timestamp && stateOf(backup) == BackupState::Success;
    });
    if (usable) return {};
    return fail(ErrorKind::Refused, QStringLiteral("%1 lists no good backup %2 any more. Nothing was sent.")
                                        .arg(request.source->name, request.timestamp.text()));
}

/// The way back must still be there.
Result<void> checkSafety(const DangerousRequest& request, const BackupList& list) {
    if (request.safety.isEmpty()) return {};
    const auto there = std::find_if(list.backups.begin(), list.backups.end(), [&](const Backup& backup) {
        return backup.timestamp == request.safety && stateOf(backup) == BackupState::Success;
    });
    if (there != list.backups.end() && isOwn(request, *there)) return {};
    if (there != list.backups.end())
        return fail(ErrorKind::Refused,
                    QStringLiteral("The backup %1 is not one of %2 as it is now: it is of another namespace, or from "
                                   "before the last restore. Nothing was sent.")
                        .arg(request.safety.text(), request.environment.name));
    return fail(ErrorKind::Refused, QStringLiteral("%1 does not list the backup %2 any more. Nothing was sent.")
                                        .arg(request.environment.name, request.safety.text()));
}

/// The machine that answers must be the one that the checks were made of.
Result<void> checkPeer(const DangerousRequest& request, const BackupList& list) {
    if (request.seenPeer.isEmpty() || list.peer.isEmpty() || request.seenPeer == list.peer) return {};
    return fail(
        ErrorKind::Refused,
        QStringLiteral("%1 leads to another machine than the checks saw (%2 now, %3 then). Check again. Nothing was "
                       "sent.")
            .arg(request.environment.name, list.peer, request.seenPeer));
}

/// A source that lists the backup which was just taken of the destination is the destination.
Result<void> checkApart(const DangerousRequest& request, const BackupList& sourceList) {
    const bool same = !request.safety.isEmpty() &&
                      std::any_of(sourceList.backups.begin(), sourceList.backups.end(),
                                  [&](const Backup& backup) { return backup.timestamp == request.safety; });
    if (!same) return {};
    return fail(ErrorKind::Refused,
                QStringLiteral("%1 lists the safety backup %2 of %3: they are one installation. Nothing was sent.")
                    .arg(request.source->name, request.safety.text(), request.environment.name));
}

class LastLook : public std::enable_shared_from_this<LastLook> {
public:
    LastLook(Connector& connector, DangerousRequest request, Promise<Baseline> promise)
        : m_connector(connector), m_request(std::move(request)), m_promise(std::move(promise)) {}

    void start() {
        m_call = m_connector.connectTo(m_request.environment, m_promise.context(),
                                       then<Endpoint>([](LastLook& self, Endpoint endpoint) {
                                           self.m_baseline.endpoint = std::move(endpoint);
                                           self.readDoors();
                                       }));
    }
    void stop() { m_call.drop(); }

private:
    /// The next step with the answer; an error ends the look. Steps hold it weakly, its Call owns it.
    template <class T, class Step>
    Handler<T> then(Step step) {
        return [weak = weak_from_this(), step](Result<T> answer) {
            const auto self = weak.lock();
            if (!self) return;
            answer ? step(*self, std::move(*answer)) : self->end(answer.error());
        };
    }
    void end(const Error& error) { m_promise.settle(fail(error)); }
    bool isRestore() const { return m_request.kind == OperationKind::Restore; }
    Client client() const { return m_connector.clientFor(m_baseline.endpoint); }
    bool comesFromElsewhere() const {
        return m_request.source && targetKey(m_request.source->root) != targetKey(m_request.environment.root);
    }

    void readDoors() {
        m_call = m_connector.doorsOf(m_request.environment.root, m_promise.context(),
                                     [weak = weak_from_this()](const Result<QStringList>& doors) {
                                         const auto self = weak.lock();
                                         if (!self) return;
                                         if (doors) self->m_baseline.doors = *doors;
                                         self->readList();
                                     });
    }

    void readList() {
        m_call = client().listBackups(m_promise.context(), then<BackupList>([](LastLook& self, BackupList list) {
                                          self.m_baseline.list = std::move(list);
                                          self.m_baseline.endpoint.peer = self.m_baseline.list.peer;
                                          self.judgeList();
                                      }));
    }

    void judgeList() {
        Result<void> good = checkPeer(m_request, m_baseline.list);
        if (good) good = checkSafety(m_request, m_baseline.list);
        if (good && m_request.kind == OperationKind::Delete) good = checkDelete(m_request, m_baseline.list);
        if (good && isRestore() && m_request.source && !comesFromElsewhere())
            good = checkListed(m_request, m_baseline.list);
        good ? readRunning() : end(good.error());
    }

    /// A list shows no restore; the status does.
    void readRunning() {
        m_call = client().backupStatus({}, m_promise.context(), [weak = weak_from_this()](Result<BackupAnswer> status) {
            const auto self = weak.lock();
            if (!self) return;
            if (!status && !mayGoOnWithout(status.error(), self->m_request.kind)) return self->end(status.error());
            if (!status && !meansNotOffered(status.error())) {
                const Check unread = idleCheck(self->m_request.environment, factOf<BackupList>(self->m_baseline.list),
                                               factOf<BackupAnswer>(status), factOf<UpgradeStatus>(UpgradeStatus()));
                const auto accepted = checkAccepted(unread, self->m_request.consent.accepted);
                if (!accepted) return self->end(accepted.error());
            }
            self->m_running = status ? std::move(*status) : std::nullopt;
            self->readUpgradeStatus();
        });
    }

    /// An upgrade is something that runs, whatever is asked for.
    void readUpgradeStatus() {
        m_call = client().upgradeStatus(m_promise.context(), [weak = weak_from_this()](Result<UpgradeStatus> status) {
            const auto self = weak.lock();
            if (!self) return;
            const bool upgrade = self->m_request.kind == OperationKind::Upgrade;
            if (!status && upgrade && !meansNotOffered(status.error())) return self->end(status.error());
            if (!status && !upgrade) {
                const DangerousRequest& request = self->m_request;
                const auto untold = mayGoOnUntold(request.environment, status.error(), request.consent.accepted);
                if (!untold) return self->end(untold.error());
            }
            if (status) self->m_baseline.upgradeStatus = status->status;
            self->judgeIdle(status);
        });
    }

    void judgeIdle(const Result<UpgradeStatus>& upgrade) {
        const Check idle = idleCheck(m_request.environment, factOf<BackupList>(m_baseline.list),
                                     factOf<BackupAnswer>(m_running), factOf<UpgradeStatus>(upgrade));
        if (idle.state == CheckState::Fail) return endBusy();
        if (const auto accepted = checkAccepted(idle, m_request.consent.accepted); !accepted)
            return end(accepted.error());
        if (isRestore()) return readRestoreStatus();
        if (m_request.kind == OperationKind::Upgrade) return readVersion();
        if (m_request.kind == OperationKind::Delete) return proveForm();
        readConfig();
    }

    /// One more backup may push out others; where the configuration is not told, nobody can say.
    void readConfig() {
        m_call =
            client().backupConfig(m_promise.context(), [weak = weak_from_this()](const Result<BackupConfig>& config) {
                const auto self = weak.lock();
                if (!self) return;
                const DangerousRequest& request = self->m_request;
                if (!config && isNotTold(config.error())) return self->m_promise.settle(self->m_baseline);
                const Check loss = config ? retentionCheck(request.environment, *config, self->m_baseline.list.backups)
                                          : retentionUnread(request.environment, config.error());
                const auto accepted = checkAccepted(loss, request.consent.accepted);
                accepted ? self->m_promise.settle(self->m_baseline) : self->end(accepted.error());
            });
    }

    /// A read that names the backup finds out in which form a request about it passes; the delete goes out in that one.
    void proveForm() {
        m_call = client().backupStatus(
            m_request.timestamp, m_promise.context(), [weak = weak_from_this()](const Result<BackupAnswer>& entry) {
                const auto self = weak.lock();
                if (!self) return;
                const bool passes = entry || entry.error().fromApi || meansNotOffered(entry.error());
                passes ? self->m_promise.settle(self->m_baseline) : self->end(entry.error());
            });
    }

    void endBusy() {
        end(makeError(
            ErrorKind::Conflict,
            QStringLiteral("Something is already running on %1. Nothing was sent.").arg(m_request.environment.name)));
    }

    void readRestoreStatus() {
        m_call = client().restoreStatus(m_request.timestamp, m_promise.context(),
                                        then<BackupAnswer>([](LastLook& self, const BackupAnswer& answer) {
                                            self.m_running = answer;
                                            self.judgeRestoreStatus();
                                        }));
    }

    void judgeRestoreStatus() {
        const Check idle = idleCheck(m_request.environment, factOf<BackupList>(m_baseline.list),
                                     factOf<BackupAnswer>(m_running), factOf<UpgradeStatus>(UpgradeStatus()));
        if (idle.state == CheckState::Fail) return endBusy();
        if (const auto accepted = checkAccepted(idle, m_request.consent.accepted); !accepted)
            return end(accepted.error());
        if (m_running) m_baseline.restoreStatus = m_running->status;
        readSource();
    }

    /// What was decided upon another version does not count any more.
    void readVersion() {
        m_call = client().versions(
            m_promise.context(), then<Versions>([](LastLook& self, const Versions& versions) {
                if (sameVersion(versions.current, self.m_request.seenVersion))
                    return self.m_promise.settle(self.m_baseline);
                self.end(
                    makeError(ErrorKind::Refused,
                              QStringLiteral("%1 runs %2 now, not %3 as before. Nothing was sent.")
                                  .arg(self.m_request.environment.name, versions.current, self.m_request.seenVersion)));
            }));
    }

    void readSource() {
        if (!comesFromElsewhere()) return m_promise.settle(m_baseline);
        m_call = m_connector.connectTo(
            *m_request.source, m_promise.context(), then<Endpoint>([](LastLook& self, const Endpoint& source) {
                self.m_call = self.m_connector.clientFor(source).listBackups(
                    self.m_promise.context(), self.then<BackupList>([](LastLook& me, const BackupList& list) {
                        auto good = checkListed(me.m_request, list);
                        if (good) good = checkApart(me.m_request, list);
                        good ? me.m_promise.settle(me.m_baseline) : me.end(good.error());
                    }));
            }));
    }

    Connector& m_connector;
    DangerousRequest m_request;
    Promise<Baseline> m_promise;
    Baseline m_baseline;
    BackupAnswer m_running;
    Call m_call;
};

}  // namespace

Result<void> mayGoOnUntold(const Environment& environment, const Error& error, const AcceptedReasons& accepted) {
    if (isNotTold(error)) return {};
    if (error.httpStatus == 0 || error.httpStatus >= 500) return fail(error);
    return checkAccepted(
        {CheckId::Idle,
         CheckState::Unknown,
         QStringLiteral("Whether an upgrade runs on %1 could not be read: %2").arg(environment.name, error.message),
         {}},
        accepted);
}

Call lookBefore(Connector& connector, const DangerousRequest& request, QObject* context, Handler<Baseline> handler) {
    const Promise<Baseline> promise(context, std::move(handler));
    const auto look = std::make_shared<LastLook>(connector, request, promise);
    promise.onDrop([look] { look->stop(); });
    look->start();
    return promise.call();
}

}  // namespace prophecy
