#include "domain/config/config_change.h"

#include <QJsonArray>
#include <QRegularExpression>
#include <QUrl>

#include "domain/cron/expression.h"

namespace prophecy {

namespace {

constexpr qint64 kMostKept = 1'000'000;

bool isMasked(const QJsonValue& value) {
    static const QRegularExpression stars(QStringLiteral("^\\*{3,}$|\\*{8}"));
    if (value.isString()) return stars.match(value.toString()).hasMatch();
    if (value.isArray()) {
        const QJsonArray array = value.toArray();
        return std::any_of(array.begin(), array.end(), [](const QJsonValue& item) { return isMasked(item); });
    }
    const QJsonObject object = value.toObject();
    return std::any_of(object.begin(), object.end(), [](const QJsonValue& item) { return isMasked(item); });
}

QString firstText(const QJsonObject& object, std::initializer_list<QStringView> names) {
    for (const QStringView name : names)
        if (QString text = object.value(name).toString(); !text.isEmpty()) return text;
    return {};
}

/// User info and query of an endpoint can hold a key.
QString withoutSecrets(const QString& endpoint) {
    const QUrl url(endpoint);
    return url.toString(QUrl::RemoveUserInfo | QUrl::RemoveQuery | QUrl::RemoveFragment);
}

bool survives(QByteArrayView token) {
    bool whole = false;
    (void)token.toByteArray().toLongLong(&whole);
    if (whole) return true;
    int digits = 0;
    bool leading = true;
    for (const char c : token) {
        if (c == 'e' || c == 'E') break;
        if (c < '0' || c > '9') continue;
        leading = leading && c == '0';
        digits += leading ? 0 : 1;
    }
    bool finite = false;
    const double value = token.toByteArray().toDouble(&finite);
    return finite && digits <= 15 && (value != 0 || digits == 0);
}

}  // namespace

BackupConfig withChange(BackupConfig config, const ConfigChange& change) {
    if (change.frequency) config.raw.insert(QStringLiteral("backupFrequency"), *change.frequency);
    if (change.enabled) config.raw.insert(QStringLiteral("enableRegularBackups"), *change.enabled);
    if (change.retention) {
        const bool number = config.raw.value(u"backupRetentionCount").isDouble();
        config.raw.insert(QStringLiteral("backupRetentionCount"),
                          number ? QJsonValue(*change.retention) : QJsonValue(QString::number(*change.retention)));
    }
    return config;
}

namespace {

Result<void> checkFrequency(const BackupConfig& config) {
    if (const auto expression = parseCron(config.frequency()); !expression)
        return fail(ErrorKind::Cron, expression.error().message);
    return {};
}

Result<void> checkRetention(const BackupConfig& config) {
    const auto count = config.retentionCount();
    if (count && *count >= 1 && *count <= kMostKept) return {};
    return fail(ErrorKind::Usage,
                QStringLiteral("The retention count must be a whole number from 1 to %1.").arg(kMostKept));
}

}  // namespace

Result<void> checkConfig(const BackupConfig& config) {
    if (auto good = checkFrequency(config); !good) return good;
    return checkRetention(config);
}

Result<void> checkChange(const BackupConfig& before, const BackupConfig& wanted) {
    const auto touched = [&](QStringView key) { return before.raw.value(key) != wanted.raw.value(key); };
    const bool switchedOn = wanted.enabled() && !before.enabled();
    if (touched(u"backupFrequency") || switchedOn)
        if (auto good = checkFrequency(wanted); !good) return good;
    if (!touched(u"backupRetentionCount") && !switchedOn) return {};
    const QString text = wanted.raw.value(u"backupRetentionCount").toString();
    if (text != text.trimmed())
        return fail(ErrorKind::Usage, QStringLiteral("The retention count has blanks around it."));
    return checkRetention(wanted);
}

Result<void> checkRewritable(const BackupConfig& config) {
    if (!config.exactNumbers)
        return fail(ErrorKind::NotOffered,
                    QStringLiteral("The configuration holds a number that this console cannot repeat exactly."));
    if (isMasked(config.raw))
        return fail(ErrorKind::NotOffered,
                    QStringLiteral("The configuration holds a masked secret, which must not be written back."));
    return {};
}

BeforeWriting beforeWriting(const BackupConfig& seen, const BackupConfig& wanted, const BackupConfig& onServer) {
    if (wanted.raw == onServer.raw) return BeforeWriting::NothingToDo;
    return seen.raw == onServer.raw ? BeforeWriting::AsSeen : BeforeWriting::Changed;
}

std::vector<ConfigDifference> differencesOf(const QJsonObject& before, const QJsonObject& after) {
    std::vector<ConfigDifference> differences;
    QStringList keys = before.keys() + after.keys();
    keys.sort();
    keys.removeDuplicates();
    for (const QString& key : keys) {
        const ConfigDifference difference{key, before.value(key), after.value(key)};
        if (difference.before != difference.after) differences.push_back(difference);
    }
    return differences;
}

QJsonObject manualJson(const BackupConfig& before, const BackupConfig& wanted) {
    if (wanted.exactNumbers && !isMasked(wanted.raw) && maskSecrets(wanted.raw) == QJsonValue(wanted.raw))
        return wanted.raw;
    QJsonObject changed;
    for (const ConfigDifference& d : differencesOf(before.raw, wanted.raw))
        if (!d.after.isUndefined() && maskSecrets(QJsonObject{{d.key, d.after}}).toObject().value(d.key) == d.after)
            changed.insert(d.key, d.after);
    return changed;
}

bool hasArrived(const BackupConfig& before, const BackupConfig& wanted, const BackupConfig& onServer) {
    const auto differences = differencesOf(before.raw, wanted.raw);
    return std::all_of(differences.begin(), differences.end(),
                       [&](const ConfigDifference& d) { return onServer.raw.value(d.key) == d.after; });
}

ObjectStore objectStoreOf(const QJsonObject& config) {
    ObjectStore store;
    store.provider = firstText(config, {u"locationType", u"provider", u"type", u"objectStoreType"});
    store.container = firstText(config, {u"bucket", u"bucketName", u"container", u"containerName"});
    store.region = firstText(config, {u"region", u"location"});
    store.endpoint = withoutSecrets(firstText(config, {u"endpoint", u"endpointUrl"}));
    store.path = firstText(config, {u"path", u"localPath"});
    return store;
}

QStringList changedKeys(const QJsonObject& before, const QJsonObject& after) {
    QStringList keys;
    for (const ConfigDifference& difference : differencesOf(before, after)) keys << difference.key;
    return keys;
}

bool isSamePlace(const ObjectStore& a, const ObjectStore& b) {
    return a.provider == b.provider && a.container == b.container && a.endpoint == b.endpoint && a.path == b.path;
}

bool writeToSamePlace(const ObjectStore& a, const ObjectStore& b) {
    return a.provider != u"local" && isSamePlace(a, b);
}

bool numbersSurvive(const QByteArray& json) {
    bool inString = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        const char c = json[i];
        if (inString) {
            if (c == '\\') ++i;
            if (c == '"') inString = false;
            continue;
        }
        if (c == '"') inString = true;
        if (c != '-' && (c < '0' || c > '9')) continue;
        qsizetype end = i + 1;
        while (end < json.size() && QByteArrayView("0123456789+-.eE").contains(json[end])) ++end;
        if (!survives(QByteArrayView(json).sliced(i, end - i))) return false;
        i = end - 1;
    }
    return true;
}

}  // namespace prophecy
