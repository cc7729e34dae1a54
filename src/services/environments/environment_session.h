#pragma once

#include <QObject>

#include "core/clock.h"
#include "domain/config/config_change.h"
#include "domain/findings.h"
#include "services/connector.h"
#include "services/environments/installation_marks.h"
#include "storage/storage.h"

namespace prophecy {

/// What is known of one environment, each fact with the time at which it was true.
struct SessionFacts {
    Reach reach = Reach::NeverSeen;
    std::optional<Error> error;  ///< of the last poll, if it failed
    QDateTime answeredAt;        ///< last time the API answered
    SharedRows rows = std::make_shared<const BackupRows>();
    QDateTime listedAt;      ///< when the rows were read from the server, perhaps in an earlier run
    HistorySummary summary;  ///< of the rows
    int malformedEntries = 0;
    qint64 clockAhead = 0;            ///< seconds by which the server's clock is ahead of this one, as it says
    std::optional<Progress> running;  ///< something runs there, whoever started it
    QString unclear;                  ///< what it says of what runs, where that is not known to mean that nothing does
    std::optional<BackupConfig> config;
    QDateTime configAt;
    ScheduleAge scheduleAge;
    std::optional<ObjectStore> store;
    QString version;  ///< empty where it is not told
    std::optional<Versions> versions;
    QDateTime versionsAt;             ///< when they were read, or found not to be offered
    bool versionsOffered = true;      ///< false once the installation said that it has no such call
    Dialect dialect = Dialect::Auto;  ///< the one that answers
};

/// Polls one environment: fast while something runs, slow when idle, slower when nobody looks, with backoff while it
/// does not answer. One request of a kind at a time. Emits only what changed.
class EnvironmentSession final : public QObject {
    Q_OBJECT
public:
    EnvironmentSession(Environment environment, Connector& connector, Storage& storage, Scheduler& scheduler,
                       const Clock& clock);

    const Environment& environment() const { return m_environment; }
    void setEnvironment(const Environment& environment);
    /// With the dialect that was found, as requests are made.
    Environment spokenEnvironment() const;
    const SessionFacts& facts() const { return m_facts; }
    EnvironmentFacts findingFacts() const;

    /// Shows the history that was kept, then polls.
    void start();
    /// Asks again now; for F5, for a new key, and after an operation ended.
    void refresh();
    /// Nobody looks: the window is minimised.
    void setAttended(bool attended);
    /// It is the one that somebody looks at: one that does not answer is tried more often.
    void setShown(bool shown);
    /// When one that does not answer is tried next; invalid while it answers, or is being tried.
    QDateTime nextTry() const;
    /// An operation of ours runs there: poll fast.
    void setBusy(bool busy);
    /// What is unfinished there and restarts its services; nothing for none.
    void setRestarting(const std::optional<Operation>& operation);
    /// The config as it was read elsewhere just now; an answer that is still under way is older.
    void noteConfig(const BackupConfig& config);
    /// How long a backup took that was watched from its start to its end.
    void noteDuration(const BackupTimestamp& timestamp, qint64 tookMs);

Q_SIGNALS:
    void factsChanged();
    void rowsChanged();
    void capabilitiesChanged();

private:
    using Durations = QHash<BackupTimestamp, qint64>;
    struct Merged {
        SharedRows rows;
        HistorySummary summary;
        std::vector<KnownBackup> changed;
        QDateTime readAt;
        InstallationMarks marks;
    };

    void poll();
    void readRunning(const Endpoint& endpoint);
    void readList(const Endpoint& endpoint);
    void readSlowFacts(const Endpoint& endpoint);
    void takeConfig(const BackupConfig& config);
    void probeCapabilities();
    void takeList(BackupList list);
    void rememberInstallation(InstallationMarks marks);
    void failed(const Error& error);
    void succeed();
    void schedule();
    std::chrono::milliseconds interval() const;
    void forgetFacts();
    void replaceRows(Merged merged);
    bool saysTheSame(const SessionFacts& before) const;
    void announce(const SessionFacts& before);
    /// What rows are made with.
    struct Reading {
        QTimeZone zone;
        Ownership ownership;
        QSet<BackupTimestamp> deleted;
        QDateTime now;
    };
    Reading readingNow() const;
    static Merged merge(const SharedRows& before, const std::vector<Backup>& listed, const Durations& durations,
                        const Reading& reading);
    static Merged fromHistory(std::vector<KnownBackup> entries, const QDateTime& readAt, const Reading& reading);

    Environment m_environment;
    Connector& m_connector;
    Storage& m_storage;
    Scheduler& m_scheduler;
    const Clock& m_clock;
    SessionFacts m_facts;
    SharedRows m_announcedRows;
    HistorySummary m_announcedSummary;
    std::optional<Progress> m_announcedRunning;
    QString m_announcedUnclear;
    bool m_started = false;
    bool m_attended = true;
    bool m_busy = false;
    std::optional<Operation> m_restarting;
    bool m_shown = false;
    bool m_listDue = true;
    bool m_slowDue = true;
    QDateTime m_slowAskedAt;
    int m_failures = 0;
    QDateTime m_rememberedAnswer;  ///< as it stands in the profile; see lastAnswer
    Durations m_durations;         ///< seen in this run, to go into the rows with the next list
    Call m_history;
    Call m_connecting;
    Call m_status;
    Call m_list;
    Call m_merging;
    Call m_doors;
    Call m_config;
    Call m_store;
    Call m_probe;
    Call m_versions;
    Timer m_next;
    QDateTime m_nextAt;
};

}  // namespace prophecy
