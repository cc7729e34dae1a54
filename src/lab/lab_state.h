#pragma once

#include <QJsonObject>
#include <QStringList>
#include <QTimeZone>
#include <optional>
#include <vector>

#include "core/result.h"
#include "domain/backup/backup.h"
#include "lab/lab_options.h"
#include "lab/lab_upgrade.h"

namespace prophecy::lab {

QStringList databaseNames();
QStringList volumeNames();

/// What runs now; it is on disk, so that a killed lab goes on where it was.
struct LabJob {
    enum class Kind { Backup, Restore };
    Kind kind = Kind::Backup;
    BackupTimestamp timestamp;
    QString sourceNamespace;
    QStringList skipped;
    QStringList done;
    QString failAt;  ///< component at which it will fail; empty for none
};

/// The practice environment's truth, all of it on disk: <state>/volumes, <state>/dbs, <state>/state.json,
/// <state>/catalogue.json, and <store>/<namespace>/<timestamp>/ for the copies. Every change is one atomic file write.
class LabState {
public:
    explicit LabState(LabOptions options);

    /// Reads or makes the state; kind Storage when the folder cannot be used.
    Result<void> open(const QDateTime& now);

    const QByteArray& key() const { return m_key; }
    const QString& nameSpace() const { return m_options.nameSpace; }
    const QString& version() const { return m_version; }
    const QJsonObject& config() const { return m_config; }
    void setConfig(const QJsonObject& config);
    QJsonObject objectStoreConfig() const;
    QString stateDir() const { return m_options.stateDir; }

    const std::vector<Backup>& backups() const { return m_backups; }
    const Backup* find(const BackupTimestamp& timestamp) const;
    std::optional<QString> restoreResult(const BackupTimestamp& timestamp) const;
    const std::optional<LabJob>& job() const { return m_job; }
    /// The components of the job in the order in which they are worked on.
    static QStringList componentsOf(const LabJob& job);
    QString ongoingSentence() const;

    /// The one that runs; nothing while none does.
    const std::optional<LabUpgrade>& upgrade() const { return m_upgrade; }
    /// "idle" before the first.
    QString upgradeStatus() const { return m_upgrade ? m_upgrade->status() : m_upgradeStatus; }
    bool isBusy() const { return m_job || m_upgrade; }

    void startUpgrade(const UpgradeRequest& request, LabUpgrade::Fate fate, const QString& argument);
    /// Returns false when the upgrade is over.
    bool advanceUpgrade();

    BackupTimestamp startBackup(const QDateTime& now, const QString& failAt);
    void startRestore(const BackupTimestamp& timestamp, const QString& sourceNamespace, const QStringList& skipped,
                      const QString& failAt);
    /// Works on the next component; returns false when the job is over.
    bool advance();
    bool remove(const BackupTimestamp& timestamp);

private:
    QString storePath(const QString& nameSpace, const BackupTimestamp& timestamp) const;
    QString componentPath(const QString& component) const;
    static QString relativePath(const QString& component);
    void finishJob(const QString& status);
    void collectGarbage();
    void adoptCatalogueOf(const LabJob& job);
    void adoptKeyOf(const LabJob& job);
    void keepKey(const BackupTimestamp& timestamp) const;
    void seed(const QDateTime& now);
    QString urlOf(const BackupTimestamp& timestamp) const;
    void makeComponents();
    void saveState() const;
    void saveCatalogue() const;

    LabOptions m_options;
    QByteArray m_key;
    QString m_version;
    QJsonObject m_config;
    std::vector<Backup> m_backups;  ///< oldest first
    QJsonObject m_restores;         ///< timestamp -> final status (docs/api.md, trap 16)
    std::optional<LabJob> m_job;
    std::optional<LabUpgrade> m_upgrade;
    QString m_upgradeStatus = QStringLiteral("idle");
};

}  // namespace prophecy::lab
