#pragma once

#include <QStringList>
#include <vector>

#include "core/result.h"
#include "domain/config/config.h"

namespace prophecy {

/// What an admin wants to be otherwise; what is not set stays.
struct ConfigChange {
    std::optional<QString> frequency;
    std::optional<qint64> retention;
    std::optional<bool> enabled;
};

/// The config with the change. The type of the retention count and all other keys stay as they were read
/// (docs/api.md, trap 10).
BackupConfig withChange(BackupConfig config, const ConfigChange& change);

/// Why it must not be sent: kind Cron for a frequency that the server would refuse, Usage for a retention count below
/// 1 or beyond a million.
Result<void> checkConfig(const BackupConfig& config);

/// The same for what a change touches: what was odd before and stays is not judged. A new retention count has no
/// blanks around it.
Result<void> checkChange(const BackupConfig& before, const BackupConfig& wanted);

/// Kind NotOffered when writing it back would change more than was asked: a masked secret (trap 13), or a number that
/// JSON in this program cannot repeat.
Result<void> checkRewritable(const BackupConfig& config);

/// How the config that stands there right before a write compares with what the admin decided on.
enum class BeforeWriting {
    AsSeen,
    NothingToDo,  ///< it is as wanted
    Changed       ///< somebody changed it since
};
BeforeWriting beforeWriting(const BackupConfig& seen, const BackupConfig& wanted, const BackupConfig& onServer);

struct ConfigDifference {
    QString key;
    QJsonValue before;  ///< Undefined where the key is new
    QJsonValue after;   ///< Undefined where it is gone
};
/// By key, in alphabetic order; empty when both are equal as JSON.
std::vector<ConfigDifference> differencesOf(const QJsonObject& before, const QJsonObject& after);

QStringList changedKeys(const QJsonObject& before, const QJsonObject& after);

/// What to enter by hand: the whole config, or only what changes where the rest holds a secret or a number that this
/// program cannot repeat.
QJsonObject manualJson(const BackupConfig& before, const BackupConfig& wanted);
/// Whether everything that was to change stands there now.
bool hasArrived(const BackupConfig& before, const BackupConfig& wanted, const BackupConfig& onServer);

/// What objectStoreConfig may show: an allow-list, since the rest may be secret and unmasked (trap 18).
struct ObjectStore {
    QString provider;  ///< "s3", "local", …; empty when not configured
    QString container;
    QString region;
    QString endpoint;
    QString path;
    bool operator==(const ObjectStore&) const = default;
};
ObjectStore objectStoreOf(const QJsonObject& config);
/// Whether both are one bucket, or path, of one store.
bool isSamePlace(const ObjectStore& a, const ObjectStore& b);
/// Whether two installations that use them write into one place. A local disk is each one's own.
bool writeToSamePlace(const ObjectStore& a, const ObjectStore& b);

/// Whether every number in the text survives reading and writing it here.
bool numbersSurvive(const QByteArray& json);

}  // namespace prophecy
