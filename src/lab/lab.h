#pragma once

#include <QFile>
#include <QObject>
#include <memory>

#include "core/clock.h"
#include "core/scheduler.h"
#include "lab/faults.h"
#include "lab/http_front.h"
#include "lab/lab_state.h"

namespace prophecy::lab {

/// One practice environment: a real HTTP server that behaves as Prophecy's management service does, in both dialects.
class Lab final : public QObject {
    Q_OBJECT
public:
    Lab(LabOptions options, const Clock& clock, Scheduler& scheduler);

    /// Opens the state, takes up what was running, and listens.
    Result<void> start();

    QUrl url() const;
    QByteArray key() const { return m_state.key(); }
    /// What `prophecy-lab serve` prints when it is ready.
    QJsonObject readyLine() const;
    Faults& faults() { return m_faults; }
    LabState& state() { return m_state; }

private:
    LabAnswer route(const LabRequest& request);
    LabAnswer platform(const QString& path, const LabRequest& request);
    LabAnswer athena(const QString& path, const LabRequest& request);
    LabAnswer backupCalls(const QString& tail, const LabRequest& request);
    LabAnswer listBackups() const;
    LabAnswer ongoing() const;
    LabAnswer latestBackup() const;
    LabAnswer backupStatus(const LabRequest& request);
    LabAnswer deleteBackup(const LabRequest& request);
    LabAnswer assumedCalls(const QString& path, const LabRequest& request);
    LabAnswer startBackup(const LabRequest& request);
    LabAnswer startRestore(const LabRequest& request);
    LabAnswer restoreStatus(const LabRequest& request);
    std::pair<LabUpgrade::Fate, QString> fateOfUpgrade(const QString& path);
    LabAnswer startUpgrade(const UpgradeRequest& request, const QString& path);
    LabAnswer webApp(const LabRequest& request);
    LabAnswer readConfig(const LabRequest& request) const;
    LabAnswer writeConfig(const LabRequest& request);
    LabAnswer wrapped(const QJsonObject& payload) const;
    QJsonObject describe(const Backup& backup) const;
    BackupTimestamp timestampIn(const LabRequest& request) const;
    void scheduleWork();
    bool work();
    void restartServices();
    void planNextRun();
    void log(const LabRequest& request, int status);

    LabOptions m_options;
    const Clock& m_clock;
    Scheduler& m_scheduler;
    Faults m_faults;
    LabState m_state;
    HttpFront m_front;
    quint16 m_port = 0;
    Timer m_work;
    Timer m_planned;
    QFile m_log;
};

}  // namespace prophecy::lab
