#include "services/operations/last_look.h"

#include <algorithm>

#include "words/refusal.h"

namespace prophecy {

namespace {

/// Whether an action may pass although the status was not read: an installation without that call is not asked for
/// more, and one that answers it with an error of its own still takes what it queues itself.
bool mayGoOnWithout(const Error& statusError, const KindDriver& driver) {
    if (meansNotOffered(statusError)) return true;
    return driver.isQueued && statusError.kind == ErrorKind::Http && statusError.httpStatus <= 500;
}

/// The way back must still be there.
Result<void> checkWayBack(const Order& order, const Baseline& baseline) {
    if (order.wayBack.isEmpty()) return {};
    const auto& backups = baseline.list.backups;
    const auto there = std::find_if(backups.begin(), backups.end(), [&](const Backup& backup) {
        return backup.timestamp == order.wayBack && stateOf(backup) == BackupState::Success;
    });
    if (there == backups.end())
        return fail(ErrorKind::Refused, QStringLiteral("%1 does not list the backup %2 any more. Nothing was sent.")
                                            .arg(order.environment.name, order.wayBack.text()));
    const QDateTime begun = instantOf(there->timestamp, order.environment.timeZone());
    if (baseline.ownership.originOf(*there, begun) == Origin::Own) return {};
    return fail(ErrorKind::Refused,
                QStringLiteral("The backup %1 is not one of %2 as it is now: it is of another namespace, or from "
                               "before the last restore. Nothing was sent.")
                    .arg(order.wayBack.text(), order.environment.name));
}

/// The machine that answers must be the one that the checks were made of.
Result<void> checkPeer(const Order& order, const BackupList& list) {
    if (order.seenPeer.isEmpty() || list.peer.isEmpty() || order.seenPeer == list.peer) return {};
    return fail(
        ErrorKind::Refused,
        QStringLiteral("%1 leads to another machine than the checks saw (%2 now, %3 then). Check again. Nothing was "
                       "sent.")
            .arg(order.environment.name, list.peer, order.seenPeer));
}

class LastLook : public std::enable_shared_from_this<LastLook> {
public:
    LastLook(Connector& connector, Order order, const KindDriver& driver, const Ownership& ownership,
             Promise<Baseline> promise)
        : m_connector(connector), m_order(std::move(order)), m_driver(driver), m_promise(std::move(promise)) {
        m_baseline.ownership = ownership;
    }

    void start() {
        m_call = m_connector.connectTo(m_order.environment, m_promise.context(),
                                       then<Endpoint>([](LastLook& self, Endpoint endpoint) {
                                           self.m_baseline.endpoint = std::move(endpoint);
                                           self.readDoors();
                                       }));
    }
    void stop() { m_call.drop(); }

private:
    /// The next step with the outcome. Steps hold it weakly, its Call owns it.
    template <class T, class Step>
    Handler<T> take(Step step) {
        return [weak = weak_from_this(), step](Result<T> answer) {
            if (const auto self = weak.lock()) step(*self, std::move(answer));
        };
    }
    /// The same with the answer alone; an error ends the look.
    template <class T, class Step>
    Handler<T> then(Step step) {
        return take<T>([step](LastLook& self, Result<T> answer) {
            answer ? step(self, std::move(*answer)) : self.end(answer.error());
        });
    }
    void end(const Error& error) { m_promise.settle(fail(error)); }
    Client client() const { return m_connector.clientFor(m_baseline.endpoint); }

    void readDoors() {
        m_call = m_connector.doorsOf(m_order.environment.root, m_promise.context(),
                                     take<QStringList>([](LastLook& self, const Result<QStringList>& doors) {
                                         if (doors) self.m_baseline.doors = *doors;
                                         self.readList();
                                     }));
    }

    void readList() {
        m_call = client().listBackups(m_promise.context(), then<BackupList>([](LastLook& self, BackupList list) {
                                          self.m_baseline.list = std::move(list);
                                          self.m_baseline.endpoint.peer = self.m_baseline.list.peer;
                                          self.judgeList();
                                      }));
    }

    void judgeList() {
        Result<void> good = checkPeer(m_order, m_baseline.list);
        if (good) good = checkWayBack(m_order, m_baseline);
        if (good) good = m_driver.judgeList(m_order, m_baseline);
        if (!good) return end(good.error());
        m_driver.besideBackups ? readUpgradeStatus() : readRunning();
    }

    /// A list shows no restore; the status does.
    void readRunning() {
        m_call = client().backupStatus(
            {}, m_promise.context(),
            take<BackupAnswer>([](LastLook& self, const Result<BackupAnswer>& status) { self.takeRunning(status); }));
    }

    void takeRunning(const Result<BackupAnswer>& status) {
        if (!status && !mayGoOnWithout(status.error(), m_driver)) return end(status.error());
        if (!status && !meansNotOffered(status.error())) {
            const auto accepted = judgeIdle(m_order, m_baseline, status, UpgradeStatus());
            if (!accepted) return end(accepted.error());
        }
        m_running = status ? *status : std::nullopt;
        readUpgradeStatus();
    }

    /// An upgrade is something that runs, whatever is asked for.
    void readUpgradeStatus() {
        m_call = client().upgradeStatus(m_promise.context(),
                                        take<UpgradeStatus>([](LastLook& self, const Result<UpgradeStatus>& status) {
                                            self.takeUpgradeStatus(status);
                                        }));
    }

    void takeUpgradeStatus(const Result<UpgradeStatus>& status) {
        if (!status && m_driver.needsUpgradeStatus && !meansNotOffered(status.error())) return end(status.error());
        if (!status && !m_driver.needsUpgradeStatus) {
            const auto untold = mayGoOnUntold(m_order.environment, status.error(), m_order.consent.accepted);
            if (!untold) return end(untold.error());
        }
        if (status) m_baseline.upgradeStatus = status->status;
        Baseline lists = m_baseline;
        if (m_driver.besideBackups) lists.list.backups.clear();
        if (const auto idle = judgeIdle(m_order, lists, m_running, status); !idle) return end(idle.error());
        m_call = m_driver.lookMore(m_connector, m_order, m_baseline, m_promise.context(),
                                   take<Baseline>([](LastLook& self, Result<Baseline> complete) {
                                       self.m_promise.settle(std::move(complete));
                                   }));
    }

    Connector& m_connector;
    Order m_order;
    const KindDriver& m_driver;
    Promise<Baseline> m_promise;
    Baseline m_baseline;
    BackupAnswer m_running;
    Call m_call;
};

}  // namespace

Result<void> judgeIdle(const Order& order, const Baseline& baseline, const Result<BackupAnswer>& running,
                       const Result<UpgradeStatus>& upgrade) {
    const Check idle = idleCheck(order.environment, factOf<BackupList>(baseline.list), factOf<BackupAnswer>(running),
                                 factOf<UpgradeStatus>(upgrade));
    if (idle.state == CheckState::Fail)
        return fail(
            ErrorKind::Conflict,
            QStringLiteral("Something is already running on %1. Nothing was sent.").arg(order.environment.name));
    return checkAccepted(idle, order.consent.accepted);
}

Result<void> mayGoOnUntold(const Environment& environment, const Error& error, const AcceptedReasons& accepted) {
    if (isNotTold(error)) return {};
    if (error.httpStatus == 0 || error.httpStatus >= 500) return fail(error);
    return checkAccepted(
        {CheckId::Idle, CheckState::Unknown, says("upgrade-unread", {environment.name, error.message}), {}}, accepted);
}

Call lookBefore(Connector& connector, const Order& order, const KindDriver& driver, const Ownership& ownership,
                QObject* context, Handler<Baseline> handler) {
    const Promise<Baseline> promise(context, std::move(handler));
    const auto look = std::make_shared<LastLook>(connector, order, driver, ownership, promise);
    promise.onDrop([look] { look->stop(); });
    look->start();
    return promise.call();
}

}  // namespace prophecy
