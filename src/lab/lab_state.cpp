#include "lab/lab_state.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>
#include <QUuid>
#include <algorithm>

#include "domain/config/config.h"
#include "lab/files.h"

namespace prophecy::lab {

namespace {

constexpr int kSeedsWithFiles = 200;  ///< older seeds stand in the catalogue only, so that 100,000 of them fit a disk
constexpr qint64 kSeedSpacing = 6 * 3600;

QJsonArray toJson(const QStringList& list) {
    return QJsonArray::fromStringList(list);
}

QStringList toStrings(const QJsonValue& value) {
    QStringList list;
    for (const QJsonValue item : value.toArray()) list.append(item.toString());
    return list;
}

BackupTimestamp timestampAt(const QDateTime& at) {
    return BackupTimestamp(at.toUTC().toString(u"yyyy-MM-dd't'HH-mm-ss"));
}

QString seedFailure(int number) {
    static const QStringList texts{
        QStringLiteral("error uploading gitserver.tar to s3: context deadline exceeded"),
        QStringLiteral("error dumping metadata database: pg_dump: connection to server lost"),
        QStringLiteral("error copying tar of metagraph data to backup location: exit status 2")};
    return texts[number % texts.size()];
}

}  // namespace

QStringList databaseNames() {
    return {QStringLiteral("airflow"), QStringLiteral("asp"), QStringLiteral("exec"), QStringLiteral("gogs"),
            QStringLiteral("metadata")};
}

QStringList volumeNames() {
    return {QStringLiteral("artifactory"), QStringLiteral("edweb"), QStringLiteral("gitserver"),
            QStringLiteral("metagraph"), QStringLiteral("openidfederator")};
}

LabState::LabState(LabOptions options) : m_options(std::move(options)), m_version(m_options.version) {
    if (m_options.storeDir.isEmpty()) m_options.storeDir = m_options.stateDir + QStringLiteral("/store");
}

Result<void> LabState::open(const QDateTime& now) {
    if (!QDir().mkpath(m_options.stateDir) || !QDir().mkpath(m_options.storeDir))
        return fail(ErrorKind::Storage, QStringLiteral("The folder %1 cannot be made.").arg(m_options.stateDir));
    const QJsonObject state = readObject(m_options.stateDir + QStringLiteral("/state.json"));
    m_key = state.value(u"key").toString().toUtf8();
    m_config = state.value(u"config").toObject();
    m_restores = state.value(u"restores").toObject();
    if (state.contains(u"version")) m_version = state.value(u"version").toString();
    m_upgradeStatus = state.value(u"upgradeStatus").toString(m_upgradeStatus);
    if (state.contains(u"upgrade")) m_upgrade = labUpgradeFrom(state.value(u"upgrade").toObject());
    if (const QJsonObject job = state.value(u"job").toObject(); !job.isEmpty())
        m_job = LabJob{job.value(u"kind").toString() == u"restore" ? LabJob::Kind::Restore : LabJob::Kind::Backup,
                       BackupTimestamp(job.value(u"timestamp").toString()),
                       job.value(u"sourceNamespace").toString(),
                       toStrings(job.value(u"skipped")),
                       toStrings(job.value(u"done")),
                       job.value(u"failAt").toString()};
    m_backups = readCatalogue(m_options.stateDir + QStringLiteral("/catalogue.json"));
    if (!m_key.isEmpty()) {
        // A kill between the two files leaves a job without its entry.
        if (m_job && m_job->kind == LabJob::Kind::Backup && !find(m_job->timestamp))
            m_backups.push_back({m_job->timestamp, {}, m_options.nameSpace, urlOf(m_job->timestamp)});
        return {};
    }

    m_key = QUuid::createUuid().toByteArray(QUuid::Id128);
    m_config = {{QStringLiteral("backupFrequency"), QStringLiteral("0 0 0 * * *")},
                {QStringLiteral("backupRetentionCount"), QStringLiteral("30")},
                {QStringLiteral("enableRegularBackups"), false}};
    makeComponents();
    seed(now);
    saveCatalogue();
    saveState();
    return {};
}

void LabState::makeComponents() {
    for (const QString& component : databaseNames() + volumeNames())
        writeFile(componentPath(component) + QStringLiteral("/data.txt"),
                  QStringLiteral("%1 of %2 %3\n")
                      .arg(component, m_options.nameSpace, QUuid::createUuid().toString())
                      .toUtf8());
}

/// Four a day up to the last full six hours; every thirteenth failed.
void LabState::seed(const QDateTime& now) {
    const qint64 last = now.toSecsSinceEpoch() / kSeedSpacing * kSeedSpacing;
    for (int i = m_options.seedBackups - 1; i >= 0; --i) {
        const BackupTimestamp timestamp = timestampAt(QDateTime::fromSecsSinceEpoch(last - i * kSeedSpacing, Qt::UTC));
        const bool failed = i % 13 == 3;
        m_backups.push_back({timestamp, failed ? seedFailure(i / 13) : QStringLiteral("Success"), m_options.nameSpace,
                             urlOf(timestamp)});
        if (failed || i >= kSeedsWithFiles) continue;
        keepKey(timestamp);
        for (const QString& component : databaseNames() + volumeNames())
            writeFile(storePath(m_options.nameSpace, timestamp) + u'/' + relativePath(component) +
                          QStringLiteral("/data.txt"),
                      QStringLiteral("%1 as of %2\n").arg(component, timestamp.text()).toUtf8());
    }
}

QString LabState::urlOf(const BackupTimestamp& timestamp) const {
    const QString prefix = m_options.nameSpace + u'/' + timestamp.text();
    if (m_options.locationType == u"local") return QStringLiteral("/backup");
    if (m_options.locationType == u"azure-blob-storage")
        return QStringLiteral("https://acmebackup.blob.core.windows.net/acme-backup/") + prefix;
    if (m_options.locationType == u"gcp-cloud-storage")
        return QStringLiteral("https://console.cloud.google.com/storage/browser/acme-backup/") + prefix;
    return QStringLiteral(
               "https://s3.console.aws.amazon.com/s3/buckets/acme-backup?region=us-west-2&prefix=%1/"
               "&showversions=false")
        .arg(prefix);
}

QJsonObject LabState::objectStoreConfig() const {
    if (m_options.locationType == u"local")
        return {{QStringLiteral("locationType"), QStringLiteral("local")},
                {QStringLiteral("path"), QStringLiteral("/backup")}};
    return {{QStringLiteral("locationType"), m_options.locationType},
            {QStringLiteral("bucket"), QStringLiteral("acme-backup")},
            {QStringLiteral("region"), QStringLiteral("us-west-2")},
            {QStringLiteral("accessKey"), QStringLiteral("********")},
            {QStringLiteral("secretKey"), QStringLiteral("********")}};
}

void LabState::setConfig(const QJsonObject& config) {
    m_config = config;
    saveState();
}

const Backup* LabState::find(const BackupTimestamp& timestamp) const {
    const auto it =
        std::find_if(m_backups.begin(), m_backups.end(), [&](const Backup& b) { return b.timestamp == timestamp; });
    return it == m_backups.end() ? nullptr : &*it;
}

std::optional<QString> LabState::restoreResult(const BackupTimestamp& timestamp) const {
    const QJsonValue result = m_restores.value(timestamp.text());
    return result.isString() ? std::optional(result.toString()) : std::nullopt;
}

QStringList LabState::componentsOf(const LabJob& job) {
    QStringList components;
    for (qsizetype i = 0; i < databaseNames().size(); ++i) components << databaseNames()[i] << volumeNames()[i];
    for (const QString& skipped : job.skipped) components.removeAll(skipped);
    return components;
}

QString LabState::ongoingSentence() const {
    if (!m_job) return {};
    const QStringList components = componentsOf(*m_job);
    const auto pick = [&](const QStringList& names, bool done) {
        QStringList picked;
        for (const QString& name : names)
            if (components.contains(name) && m_job->done.contains(name) == done) picked << name;
        return picked.join(u' ');
    };
    return QStringLiteral(
               "backup/restore operation ongoing with pending DBs: [%1] and pending Volumes: [%2] and completed DBs: "
               "[%3] and completed Volumes: [%4]")
        .arg(pick(databaseNames(), false), pick(volumeNames(), false), pick(databaseNames(), true),
             pick(volumeNames(), true));
}

BackupTimestamp LabState::startBackup(const QDateTime& now, const QString& failAt) {
    QDateTime at = now;
    while (find(timestampAt(at))) at = at.addSecs(1);
    BackupTimestamp timestamp = timestampAt(at);
    m_job = LabJob{LabJob::Kind::Backup, timestamp, m_options.nameSpace, {}, {}, failAt};
    m_backups.push_back({timestamp, {}, m_options.nameSpace, urlOf(timestamp)});
    saveState();
    saveCatalogue();
    return timestamp;
}

void LabState::startRestore(const BackupTimestamp& timestamp, const QString& sourceNamespace,
                            const QStringList& skipped, const QString& failAt) {
    m_job = LabJob{LabJob::Kind::Restore, timestamp, sourceNamespace, skipped, {}, failAt};
    saveState();
}

void LabState::startUpgrade(const UpgradeRequest& request, LabUpgrade::Fate fate, const QString& argument) {
    m_upgrade = LabUpgrade{request, m_version, fate, argument};
    saveState();
}

bool LabState::advanceUpgrade() {
    if (!m_upgrade) return false;
    const bool goesOn = m_upgrade->advance();
    if (!goesOn) {
        m_version = m_upgrade->resultingVersion();
        m_upgradeStatus = m_upgrade->status();
        m_upgrade.reset();
    }
    saveState();
    return goesOn;
}

bool LabState::advance() {
    if (!m_job) return false;
    const QStringList components = componentsOf(*m_job);
    const auto next =
        std::find_if(components.begin(), components.end(), [&](const QString& c) { return !m_job->done.contains(c); });
    if (next == components.end()) {
        finishJob(QStringLiteral("Success"));
        return false;
    }
    const bool backup = m_job->kind == LabJob::Kind::Backup;
    const QString stored = storePath(m_job->sourceNamespace, m_job->timestamp) + u'/' + relativePath(*next);
    if (m_job->failAt == *next ||
        !(backup ? copyTree(componentPath(*next), stored) : copyTree(stored, componentPath(*next)))) {
        finishJob(backup ? QStringLiteral("error uploading %1.tar to %2: context deadline exceeded")
                               .arg(*next, m_options.locationType)
                         : QStringLiteral(
                               "error copying tar of %1 data from backup location to data directory: exit status 1")
                               .arg(*next));
        return false;
    }
    m_job->done << *next;
    if (!backup && *next == u"metadata" && m_options.restoreReplacesKeys) adoptKeyOf(*m_job);
    if (m_job->done.size() == components.size()) {
        finishJob(QStringLiteral("Success"));
        return false;
    }
    saveState();
    return true;
}

void LabState::finishJob(const QString& status) {
    const LabJob job = *m_job;
    if (job.kind == LabJob::Kind::Restore) {
        if (status == u"Success" && !job.skipped.contains(QStringLiteral("metadata"))) adoptCatalogueOf(job);
        m_restores.insert(job.timestamp.text(), status);
    } else {
        for (Backup& backup : m_backups)
            if (backup.timestamp == job.timestamp) backup.status = status;
        collectGarbage();
        writeCatalogue(storePath(job.sourceNamespace, job.timestamp) + QStringLiteral("/catalogue.json"), m_backups);
        keepKey(job.timestamp);
    }
    m_job.reset();
    saveCatalogue();
    saveState();
}

/// The list of backups lives in the restored database, so that after a restore it is the source's.
void LabState::adoptCatalogueOf(const LabJob& job) {
    const QString path = storePath(job.sourceNamespace, job.timestamp) + QStringLiteral("/catalogue.json");
    if (QFile::exists(path)) m_backups = readCatalogue(path);
}

/// So do the keys.
void LabState::adoptKeyOf(const LabJob& job) {
    const QByteArray key = readObject(storePath(job.sourceNamespace, job.timestamp) + QStringLiteral("/keys.json"))
                               .value(u"key")
                               .toString()
                               .toUtf8();
    if (!key.isEmpty()) m_key = key;
}

void LabState::keepKey(const BackupTimestamp& timestamp) const {
    writeFile(storePath(m_options.nameSpace, timestamp) + QStringLiteral("/keys.json"),
              QJsonDocument(QJsonObject{{QStringLiteral("key"), QString::fromUtf8(m_key)}}).toJson());
}

void LabState::collectGarbage() {
    if (!m_config.value(u"enableRegularBackups").toBool()) return;
    const auto keep = BackupConfig{m_config}.retentionCount();
    if (!keep || *keep < 1) return;
    while (m_backups.size() > static_cast<std::size_t>(*keep)) {
        QDir(storePath(m_options.nameSpace, m_backups.front().timestamp)).removeRecursively();
        m_backups.erase(m_backups.begin());
    }
}

bool LabState::remove(const BackupTimestamp& timestamp) {
    const auto it =
        std::find_if(m_backups.begin(), m_backups.end(), [&](const Backup& b) { return b.timestamp == timestamp; });
    if (it == m_backups.end()) return false;
    QDir(storePath(it->nameSpace, timestamp)).removeRecursively();
    m_backups.erase(it);
    saveCatalogue();
    return true;
}

QString LabState::storePath(const QString& nameSpace, const BackupTimestamp& timestamp) const {
    return m_options.storeDir + u'/' + nameSpace + u'/' + timestamp.text();
}

QString LabState::relativePath(const QString& component) {
    return (databaseNames().contains(component) ? QStringLiteral("dbs/") : QStringLiteral("volumes/")) + component;
}

QString LabState::componentPath(const QString& component) const {
    return m_options.stateDir + u'/' + relativePath(component);
}

void LabState::saveState() const {
    QJsonObject state{{QStringLiteral("key"), QString::fromUtf8(m_key)},
                      {QStringLiteral("version"), m_version},
                      {QStringLiteral("config"), m_config},
                      {QStringLiteral("restores"), m_restores},
                      {QStringLiteral("upgradeStatus"), m_upgradeStatus}};
    if (m_upgrade) state.insert(QStringLiteral("upgrade"), toRecord(*m_upgrade));
    if (m_job)
        state.insert(QStringLiteral("job"), QJsonObject{{QStringLiteral("kind"), m_job->kind == LabJob::Kind::Restore
                                                                                     ? QStringLiteral("restore")
                                                                                     : QStringLiteral("backup")},
                                                        {QStringLiteral("timestamp"), m_job->timestamp.text()},
                                                        {QStringLiteral("sourceNamespace"), m_job->sourceNamespace},
                                                        {QStringLiteral("skipped"), toJson(m_job->skipped)},
                                                        {QStringLiteral("done"), toJson(m_job->done)},
                                                        {QStringLiteral("failAt"), m_job->failAt}});
    writeFile(m_options.stateDir + QStringLiteral("/state.json"), QJsonDocument(state).toJson());
}

void LabState::saveCatalogue() const {
    writeCatalogue(m_options.stateDir + QStringLiteral("/catalogue.json"), m_backups);
}

}  // namespace prophecy::lab
