#include <algorithm>

#include "services/operations/driver.h"
#include "services/operations/last_look.h"

namespace prophecy {

namespace {

const RestoreOrder& asked(const Order& order) {
    return std::get<RestoreOrder>(order.what);
}

Result<void> check(const Order& order, const QDateTime&) {
    return checkRequest(asked(order).request);
}

bool comesFromElsewhere(const Order& order) {
    const auto& source = asked(order).source;
    return source && targetKey(source->root) != targetKey(order.environment.root);
}

Result<void> checkListed(const Order& order, const BackupList& list) {
    const BackupTimestamp& timestamp = asked(order).request.timestamp;
    const bool usable = std::any_of(list.backups.begin(), list.backups.end(), [&](const Backup& backup) {
        return backup.timestamp == timestamp && stateOf(backup) == BackupState::Success;
    });
    if (usable) return {};
    return fail(ErrorKind::Refused, QStringLiteral("%1 lists no good backup %2 any more. Nothing was sent.")
                                        .arg(asked(order).source->name, timestamp.text()));
}

/// A source that lists the backup which was just taken of the destination is the destination.
Result<void> checkApart(const Order& order, const BackupList& sourceList) {
    if (order.wayBack.isEmpty() || !sourceList.find(order.wayBack)) return {};
    return fail(ErrorKind::Refused,
                QStringLiteral("%1 lists the safety backup %2 of %3: they are one installation. Nothing was sent.")
                    .arg(asked(order).source->name, order.wayBack.text(), order.environment.name));
}

Result<void> judgeList(const Order& order, const Baseline& baseline) {
    if (!asked(order).source || comesFromElsewhere(order)) return {};
    return checkListed(order, baseline.list);
}

void readSource(Sequence<Baseline>& sequence, Connector& connector, const Order& order, const Baseline& baseline) {
    if (!comesFromElsewhere(order)) return sequence.end(baseline);
    sequence.then<Endpoint>(
        [&](QObject* receiver, auto take) {
            return connector.connectTo(*asked(order).source, receiver, std::move(take));
        },
        [&connector, order, baseline](Sequence<Baseline>& self, const Endpoint& source) {
            self.then<BackupList>(
                [&](QObject* receiver, auto take) {
                    return connector.clientFor(source).listBackups(receiver, std::move(take));
                },
                [order, baseline](Sequence<Baseline>& me, const BackupList& list) {
                    Result<void> good = checkListed(order, list);
                    if (good) good = checkApart(order, list);
                    good ? me.end(baseline) : me.end(fail(good.error()));
                });
        });
}

/// What the status says of this backup's restore before the request leaves proves nothing afterwards.
Call lookMore(Connector& connector, const Order& order, const Baseline& baseline, QObject* context,
              Handler<Baseline> handler) {
    return Sequence<Baseline>::start(context, std::move(handler), [&](Sequence<Baseline>& sequence) {
        sequence.then<BackupAnswer>(
            [&](QObject* receiver, auto take) {
                return connector.clientFor(baseline.endpoint)
                    .restoreStatus(asked(order).request.timestamp, receiver, std::move(take));
            },
            [&connector, order, baseline](Sequence<Baseline>& self, const BackupAnswer& answer) {
                if (const auto idle = judgeIdle(order, baseline, answer, UpgradeStatus()); !idle)
                    return self.end(fail(idle.error()));
                Baseline before = baseline;
                if (answer) before.restoreStatus = answer->status;
                readSource(self, connector, order, before);
            });
    });
}

void begin(Operation& operation, const Order& order, const Baseline& baseline) {
    const RestoreOrder& what = asked(order);
    operation.timestamp = what.request.timestamp;
    operation.trace = RestoreTrace{what.sourceName, what.request.sourceNamespace, what.request.skipped,
                                   baseline.restoreStatus, what.nextKeyHeld};
}

void send(const DangerousClient& client, const Order& order, QObject* context, Handler<Acknowledgement> handler) {
    client.startRestore(asked(order).request, context, std::move(handler));
}

Call look(const Client& client, const Operation& operation, NextAction what, QObject* context, LookHandler handler) {
    if (what != NextAction::ReadStatus) return driving::look(client, operation, what, context, std::move(handler));
    return client.restoreStatus(operation.timestamp, context,
                                driving::observing<BackupAnswer>(std::move(handler), [](BackupAnswer answer) {
                                    return StatusRead{std::move(answer)};
                                }));
}

}  // namespace

const KindDriver kRestoreDriver{.kind = OperationKind::Restore,
                                .action = Action::Restore,
                                .check = &check,
                                .judgeList = &judgeList,
                                .lookMore = &lookMore,
                                .begin = &begin,
                                .send = &send,
                                .answered = &driving::answeredAsAccepted,
                                .look = &look};

}  // namespace prophecy
