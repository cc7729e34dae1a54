#include <algorithm>

#include "domain/backup/retention.h"
#include "services/operations/driver.h"
#include "words/refusal.h"

namespace prophecy {

namespace {

/// One more backup may push out others; where the configuration is not told, nobody can say.
Call lookMore(Connector& connector, const Order& order, const Baseline& baseline, QObject* context,
              Handler<Baseline> handler) {
    return Sequence<Baseline>::start(context, std::move(handler), [&](Sequence<Baseline>& sequence) {
        sequence.take<BackupConfig>(
            [&](QObject* receiver, auto take) {
                return connector.clientFor(baseline.endpoint).backupConfig(receiver, std::move(take));
            },
            [order, baseline](Sequence<Baseline>& self, const Result<BackupConfig>& config) {
                if (!config && isNotTold(config.error())) return self.end(baseline);
                const Check loss = config ? retentionCheck(order.environment, *config, baseline.list.backups)
                                          : retentionUnread(order.environment, config.error());
                const auto accepted = checkAccepted(loss, order.consent.accepted);
                accepted ? self.end(baseline) : self.end(fail(accepted.error()));
            });
    });
}

void send(const DangerousClient& client, const Order&, QObject* context, Handler<Acknowledgement> handler) {
    client.startBackup(context, std::move(handler));
}

/// A name that was listed before the request left, or is older than what was, is some other backup's, and one of days
/// to come is nobody's. Server time may have fallen back by an hour, and is of any zone.
bool canBeNew(const BackupTimestamp& named, const Baseline& baseline) {
    constexpr qint64 kFallsBack = 2 * 3600;
    constexpr qint64 kAnyZone = 26 * 3600;
    const QSet<BackupTimestamp> before = baseline.listed();
    if (before.contains(named)) return false;
    const QDateTime at = instantOf(named, QTimeZone::utc());
    const QDateTime& now = baseline.list.serverTime;
    if (at.isValid() && now.isValid() && now.secsTo(at) > kAnyZone) return false;
    return !at.isValid() || std::none_of(before.begin(), before.end(), [&](const BackupTimestamp& other) {
        const QDateTime listed = instantOf(other, QTimeZone::utc());
        return listed.isValid() && at.secsTo(listed) > kFallsBack;
    });
}

Answered answered(const Order& order, const Baseline& baseline, const Result<Acknowledgement>& answer) {
    if (answer && answer->accepted && canBeNew(answer->timestamp, baseline)) return {Accepted{answer->timestamp}};
    return driving::answeredAsAccepted(order, baseline, answer);
}

}  // namespace

const KindDriver kBackupDriver{.kind = OperationKind::Backup,
                               .action = Action::StartBackup,
                               .check = &driving::anyOrder,
                               .isQueued = true,
                               .judgeList = &driving::anyList,
                               .lookMore = &lookMore,
                               .begin = [](Operation&, const Order&, const Baseline&) {},
                               .send = &send,
                               .answered = &answered,
                               .look = &driving::look};

}  // namespace prophecy
