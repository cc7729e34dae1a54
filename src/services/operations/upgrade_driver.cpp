#include "services/operations/driver.h"

namespace prophecy {

namespace {

const UpgradeOrder& asked(const Order& order) {
    return std::get<UpgradeOrder>(order.what);
}

Result<void> check(const Order& order, const QDateTime&) {
    return checkRequest(asked(order).request);
}

/// What was decided upon another version does not count any more.
Call lookMore(Connector& connector, const Order& order, const Baseline& baseline, QObject* context,
              Handler<Baseline> handler) {
    return Sequence<Baseline>::start(context, std::move(handler), [&](Sequence<Baseline>& sequence) {
        sequence.then<Versions>(
            [&](QObject* receiver, auto take) {
                return connector.clientFor(baseline.endpoint).versions(receiver, std::move(take));
            },
            [order, baseline](Sequence<Baseline>& self, const Versions& versions) {
                const QString& seen = asked(order).from;
                if (sameVersion(versions.current, seen)) return self.end(baseline);
                self.end(fail(ErrorKind::Refused, QStringLiteral("%1 runs %2 now, not %3 as before. Nothing was sent.")
                                                      .arg(order.environment.name, versions.current, seen)));
            });
    });
}

void begin(Operation& operation, const Order& order, const Baseline& baseline) {
    const UpgradeOrder& what = asked(order);
    operation.trace = UpgradeTrace{what.request, what.from, order.wayBack, baseline.upgradeStatus, what.from};
}

void send(const DangerousClient& client, const Order& order, QObject* context, Handler<Acknowledgement> handler) {
    client.startUpgrade(asked(order).request, context, std::move(handler));
}

}  // namespace

const KindDriver kUpgradeDriver{.kind = OperationKind::Upgrade,
                                .action = Action::Upgrade,
                                .check = &check,
                                .needsUpgradeStatus = true,
                                .judgeList = &driving::anyList,
                                .lookMore = &lookMore,
                                .begin = &begin,
                                .send = &send,
                                .answered = &driving::answeredAsAccepted,
                                .look = &driving::look};

}  // namespace prophecy
