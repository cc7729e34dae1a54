#include "domain/backup/retention.h"
#include "domain/config/config_change.h"
#include "domain/config/frequency_check.h"
#include "services/operations/driver.h"
#include "words/refusal.h"

namespace prophecy {

namespace {

const ConfigOrder& asked(const Order& order) {
    return std::get<ConfigOrder>(order.what);
}

Result<void> check(const Order& order, const QDateTime& now) {
    const auto& [seen, wanted, offered, met] = asked(order);
    if (auto valid = checkChange(seen, wanted); !valid) return valid;
    const Check frequency = frequencyCheck(seen, wanted, order.environment.timeZone(), now);
    if (auto accepted = checkAccepted(frequency, order.consent.accepted); !accepted) return accepted;
    return checkRewritable(wanted);
}

/// Whether what stands there now is what the admin decided on.
Result<void> judge(const Order& order, const Baseline& baseline, const BackupConfig& onServer) {
    const ConfigOrder& what = asked(order);
    const QString& name = order.environment.name;
    switch (beforeWriting(what.seen, what.wanted, onServer)) {
        case BeforeWriting::NothingToDo:
            return fail(ErrorKind::Refused, QStringLiteral("%1 has this already. Nothing was sent.").arg(name));
        case BeforeWriting::Changed:
            return fail(ErrorKind::Conflict,
                        QStringLiteral("Somebody changed it on %1 meanwhile. Nothing was sent.").arg(name));
        case BeforeWriting::AsSeen: break;
    }
    if (auto rewritable = checkRewritable(onServer); !rewritable) return rewritable;
    if (!what.offered) return fail(ErrorKind::NotOffered, QStringLiteral("%1 offers no call to write it.").arg(name));
    return checkAccepted(retentionCheck(order.environment, onServer, what.wanted, baseline.list.backups),
                         order.consent.accepted);
}

/// The last moment at which the admin can still think better of it.
Call lookMore(Connector& connector, const Order& order, const Baseline& baseline, QObject* context,
              Handler<Baseline> handler) {
    return Sequence<Baseline>::start(context, std::move(handler), [&](Sequence<Baseline>& sequence) {
        sequence.then<BackupConfig>(
            [&](QObject* receiver, auto take) {
                return connector.clientFor(baseline.endpoint).backupConfig(receiver, std::move(take));
            },
            [order, baseline](Sequence<Baseline>& self, const BackupConfig& onServer) {
                if (asked(order).met) asked(order).met(onServer);
                const auto good = judge(order, baseline, onServer);
                good ? self.end(baseline) : self.end(fail(good.error()));
            });
    });
}

/// What the admin saw is what stands there: lookMore saw to it.
void begin(Operation& operation, const Order& order, const Baseline&) {
    const QJsonObject &before = asked(order).seen.raw, &wanted = asked(order).wanted.raw;
    ConfigTrace trace;
    trace.before = before;
    trace.wanted = wanted;
    for (const ConfigDifference& difference : differencesOf(before, wanted)) {
        const QJsonObject left{{difference.key, difference.before}}, right{{difference.key, difference.after}};
        trace.secretsChange = trace.secretsChange || maskSecrets(left) == maskSecrets(right);
    }
    operation.trace = trace;
}

void send(const DangerousClient& client, const Order& order, QObject* context, Handler<Acknowledgement> handler) {
    client.writeBackupConfig(asked(order).wanted.raw, context, std::move(handler));
}

/// A clear no is over. Anything else is read back before it is believed.
Answered answered(const Order&, const Baseline&, const Result<Acknowledgement>& answer) {
    if (answer) return {ConfigAnswered{ConfigEnding::DidNotStick}};
    Error error = answer.error();
    if (saysNoSuchCall(error)) return {ConfigAnswered{ConfigEnding::NotOffered}};
    if (error.kind != ErrorKind::UnknownOutcome) return {Rejected{error}, true};
    if (!error.fromApi) return {SentWithoutAnswer{error}};
    if (error.httpStatus < 500) error.kind = refusalKind(error.httpStatus);
    return {ConfigAnswered{ConfigEnding::Refused, error}};
}

}  // namespace

const KindDriver kConfigDriver{.kind = OperationKind::Config,
                               .action = Action::WriteConfig,
                               .check = &check,
                               .besideBackups = true,
                               .judgeList = &driving::anyList,
                               .lookMore = &lookMore,
                               .begin = &begin,
                               .send = &send,
                               .answered = &answered,
                               .look = &driving::look};

}  // namespace prophecy
