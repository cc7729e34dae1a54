#include <algorithm>

#include "services/operations/driver.h"

namespace prophecy {

namespace {

const BackupTimestamp& timestampOf(const Order& order) {
    return std::get<DeleteOrder>(order.what).timestamp;
}

Result<void> check(const Order& order, const QDateTime&) {
    if (isWellFormed(timestampOf(order))) return {};
    return fail(ErrorKind::Refused,
                QStringLiteral("\"%1\" is not a backup timestamp. Nothing was sent.").arg(timestampOf(order).text()));
}

/// Over the list as it is now, not as a window showed it some time ago.
Result<void> judgeList(const Order& order, const Baseline& baseline) {
    const BackupTimestamp& asked = timestampOf(order);
    const QTimeZone zone = order.environment.timeZone();
    BackupTimestamp newestGood, newestOwn;
    for (const Backup& backup : baseline.list.backups) {
        if (stateOf(backup) != BackupState::Success || !isWellFormed(backup.timestamp)) continue;
        newestGood = std::max(newestGood, backup.timestamp);
        const bool own = baseline.ownership.originOf(backup, instantOf(backup.timestamp, zone)) == Origin::Own;
        if (own) newestOwn = std::max(newestOwn, backup.timestamp);
    }
    if (!baseline.list.find(asked))
        return fail(ErrorKind::NotFound,
                    QStringLiteral("The server lists no backup %1. Nothing was sent.").arg(asked.text()));
    const bool acknowledged = order.consent.lastGoodAcknowledged || order.consent.keyedByTimestamp;
    if ((asked == newestGood || asked == newestOwn) && !acknowledged)
        return fail(
            ErrorKind::Refused,
            QStringLiteral("%1 is the newest good backup now; deleting it needs an acknowledgement. Nothing was sent.")
                .arg(asked.text()));
    return {};
}

/// A read that names the backup finds out in which form a request about it passes; the delete goes out in that one.
Call lookMore(Connector& connector, const Order& order, const Baseline& baseline, QObject* context,
              Handler<Baseline> handler) {
    return Sequence<Baseline>::start(context, std::move(handler), [&](Sequence<Baseline>& sequence) {
        sequence.take<BackupAnswer>(
            [&](QObject* receiver, auto take) {
                return connector.clientFor(baseline.endpoint)
                    .backupStatus(timestampOf(order), receiver, std::move(take));
            },
            [baseline](Sequence<Baseline>& self, const Result<BackupAnswer>& entry) {
                const bool passes = entry || entry.error().fromApi || meansNotOffered(entry.error());
                passes ? self.end(baseline) : self.end(fail(entry.error()));
            });
    });
}

/// Retention takes the oldest: a list without the newest is no list to conclude from.
QStringList neighboursOf(const BackupTimestamp& timestamp, const BackupList& list) {
    constexpr qsizetype kKept = 8;
    QStringList others;
    for (const Backup& backup : list.backups)
        if (isWellFormed(backup.timestamp) && backup.timestamp != timestamp) others << backup.timestamp.text();
    std::sort(others.begin(), others.end(), std::greater<>());
    return others.mid(0, kKept);
}

void begin(Operation& operation, const Order& order, const Baseline& baseline) {
    operation.timestamp = timestampOf(order);
    operation.trace = DeleteTrace{neighboursOf(operation.timestamp, baseline.list)};
}

void send(const DangerousClient& client, const Order& order, QObject* context, Handler<Acknowledgement> handler) {
    client.deleteBackup(timestampOf(order), context, std::move(handler));
}

/// "Not found" of a backup that was listed may be the answer to a copy of a delete that was done.
Answered answered(const Order& order, const Baseline& baseline, const Result<Acknowledgement>& answer) {
    if (answer) return {answer->done ? Observation(Confirmed{}) : driving::neitherYesNorNo(*answer)};
    const bool gone = answer.error().kind == ErrorKind::NotFound && baseline.list.find(timestampOf(order));
    if (gone) return {SentWithoutAnswer{answer.error()}};
    return driving::answeredAsAccepted(order, baseline, answer);
}

}  // namespace

const KindDriver kDeleteDriver{.kind = OperationKind::Delete,
                               .action = Action::DeleteBackup,
                               .check = &check,
                               .judgeList = &judgeList,
                               .lookMore = &lookMore,
                               .begin = &begin,
                               .send = &send,
                               .answered = &answered,
                               .look = &driving::look};

}  // namespace prophecy
