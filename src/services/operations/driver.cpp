#include "services/operations/driver.h"

#include <array>

namespace prophecy {

QSet<BackupTimestamp> Baseline::listed() const {
    QSet<BackupTimestamp> timestamps;
    timestamps.reserve(static_cast<qsizetype>(list.backups.size()));
    for (const Backup& backup : list.backups) timestamps.insert(backup.timestamp);
    return timestamps;
}

std::span<const KindDriver> allDrivers() {
    static const std::array kDrivers{kBackupDriver, kDeleteDriver, kRestoreDriver, kUpgradeDriver, kConfigDriver};
    return kDrivers;
}

namespace driving {

Result<void> anyOrder(const Order&, const QDateTime&) {
    return {};
}

Result<void> anyList(const Order&, const Baseline&) {
    return {};
}

Observation neitherYesNorNo(const Acknowledgement& answer) {
    return SentWithoutAnswer{
        makeError(ErrorKind::UnknownOutcome,
                  QStringLiteral("The server answered, but says neither yes nor no: %1").arg(answer.message))};
}

Answered answeredAsAccepted(const Order&, const Baseline&, const Result<Acknowledgement>& answer) {
    if (answer) return {answer->accepted ? Observation(Accepted{}) : neitherYesNorNo(*answer)};
    if (answer.error().kind == ErrorKind::UnknownOutcome) return {SentWithoutAnswer{answer.error()}};
    return {Rejected{answer.error()}, true};
}

Call look(const Client& client, const Operation& operation, NextAction what, QObject* context, LookHandler handler) {
    const auto takeList = [](BackupList list) { return ListRead{std::move(list.backups), list.serverTime}; };
    switch (what) {
        case NextAction::ReadStatus:
            return client.backupStatus(operation.timestamp, context,
                                       observing<BackupAnswer>(std::move(handler), [](BackupAnswer answer) {
                                           return StatusRead{std::move(answer)};
                                       }));
        case NextAction::ReadUpgradeStatus:
            return client.upgradeStatus(context, [handler = std::move(handler)](Result<UpgradeStatus> status) {
                // Not offered, or a page in front of a restarting service: the version that is read next tells.
                if (!status && !meansNotOffered(status.error())) return handler(fail(status.error()));
                handler(Observation(UpgradeStatusRead{status ? std::optional(*status) : std::nullopt}));
            });
        case NextAction::ReadVersions:
            return client.versions(context, observing<Versions>(std::move(handler), [](Versions versions) {
                                       return VersionsRead{std::move(versions)};
                                   }));
        case NextAction::ReadConfig:
            return client.backupConfig(context, observing<BackupConfig>(std::move(handler), [](BackupConfig config) {
                                           return ConfigRead{std::move(config)};
                                       }));
        case NextAction::ReadList:
        case NextAction::Nothing: break;
    }
    return client.listBackups(context, observing<BackupList>(std::move(handler), takeList));
}

Call done(const Baseline& baseline, QObject* context, Handler<Baseline> handler) {
    const Promise<Baseline> promise(context, std::move(handler));
    promise.settle(baseline);
    return promise.call();
}

}  // namespace driving

}  // namespace prophecy
