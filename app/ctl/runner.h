#pragma once

#include <QObject>
#include <optional>

#include "app/app_context.h"
#include "app/ctl/command_table.h"
#include "app/ctl/kind_report.h"
#include "app/ctl/options.h"
#include "app/ctl/output.h"
#include "services/restore_check_run.h"

namespace prophecy::ctl {

/// Carries out one command and calls back once with what it has to say.
class Runner final : public QObject {
    Q_OBJECT
public:
    Runner(AppContext& context, Options options, Secret givenKey, Secret clientPassword);
    void run();
    static const std::vector<CommandRow>& commands();
    /// Whether something that changes the server was begun, or may have been.
    bool hasStartedSomething() const;
    /// Those of prophecyctl, unless a test brings its own.
    void useReports(KindReports reports) { m_reports = reports; }

    // What the kinds' reports end a command with.
    void finish(Result<Answer> answer);
    void followUp(const Operation& operation, const Answer& answer);
    void keepReport(const Operation& operation, const std::vector<AfterCheck>& after);
    void followUpUpgrade(const Operation& operation, const Answer& answer);
    void keepUpgradeReport(const Operation& operation, const std::vector<AfterCheck>& after);

Q_SIGNALS:
    void finished(const prophecy::Result<prophecy::ctl::Answer>& answer);

private:
    using Done = Result<Answer>;
    Result<Environment> target();
    Result<Environment> namedEnvironment(const QString& name);
    Result<Environment> adHocEnvironment(const QUrl& root) const;
    bool needStorage();
    /// What the command line agrees to beforehand.
    Consent consent() const;

    void envAdd();
    void sayOtherNames(const Environment& added, const Answer& answer);
    void envSet();
    void envList();
    void envShow();
    void envTest();
    void envSetKey();
    void envRemove();
    void journal();

    void cronCheck();
    void cronDescribe();
    void cronNext();
    void cronPrevious();
    void cronRuns(bool forward);
    void configShow();
    void configSet();
    void configDiff();
    void objectStoreShow();
    void check();
    void checkNext();
    void noteRestarting(EnvironmentFacts& facts);
    void checkOne(const Environment& environment, const SeenHistory& seen);
    void withConfig(const Environment& environment, std::function<void(const BackupConfig&)> go);
    void withLosses(const Environment& environment, const BackupConfig& seen, const BackupConfig& wanted,
                    std::function<void(const QStringList& losses)> go);
    void sayConfigChange(const Environment& environment, const BackupConfig& seen, const BackupConfig& wanted,
                         const QStringList& losses);
    void writeConfig(const Environment& environment, const BackupConfig& seen, const BackupConfig& wanted);

    void operationList();
    void operationClose();
    Error withWayOut(Error error, const QUrl& root) const;

    void useGivenKey(const Environment& environment);

    void restoreStart();
    void restoreCheck();
    void restoreStatus();
    Result<RestorePlan> restorePlan();
    Result<Environment> destinationNamed(const QString& to);
    void runChecks(const RestorePlan& plan, std::function<void()> go);
    Answer checkAnswer() const;
    void takeSafetyBackup();
    void checkAgain(const BackupTimestamp& safety);
    void beginRestore();

    void upgradeVersions();
    void upgradeStart();
    void upgradeStatus();
    Error withOwnUpgrade(Error error, const QUrl& root);
    void capabilities();
    void version();
    Answer capabilityAnswer(const QMap<Capability, KnownCapability>& known) const;
    Result<UpgradePlan> upgradePlan();
    void runUpgradeChecks(const UpgradePlan& plan, std::function<void()> go);
    void takeUpgradeFacts();
    Error withUpgradeChecks(Error error) const;
    void upgradeDryRun();
    void backUpBeforeUpgrade();
    void beginUpgrade();
    void backUpFirst(const Environment& environment, std::function<void(const Operation&)> go);

    void backupList();
    void backupLatest();
    void backupStatus();
    void findInList(const Endpoint& endpoint, const BackupTimestamp& asked, const Error& why);
    void backupWatch();
    void backupStart();
    void backupDelete();
    void withClient(std::function<void(const Endpoint&)> go);
    void keepSecrets(const Environment& environment, std::function<void(const char* key)> then);
    void confirmFirst(const Environment& environment, std::function<void()> go);
    void awaitConfirmation(const Environment& environment, std::function<void()> go, std::chrono::milliseconds until);
    bool owesALook(const Environment& environment) const;
    void pollRunning(const Endpoint& endpoint);
    void sayIdle(const Endpoint& endpoint, const QString& idle);
    void settleRecords(const Endpoint& endpoint);
    Answer runningAnswer(const Operation& operation) const;
    void begun(const Operation& operation);
    void follow(const Operation& operation);
    void conclude(const Operation& operation);
    void giveUpWaiting(const QString& why);

    AppContext& m_context;
    KindReports m_reports = allKindReports();
    Options m_options;
    Secret m_givenKey;
    Secret m_clientPassword;
    bool m_saidKey = false;
    QTimeZone m_zone = QTimeZone::utc();
    Call m_call;
    Timer m_pause;
    Timer m_limit;
    std::optional<OperationId> m_followed;
    ProgressLine m_progress;
    std::vector<Result<Environment>> m_toCheck;
    std::vector<Answer> m_checked;
    std::unique_ptr<RestoreCheckRun> m_checkRun;
    RestoreWish m_wish;
    std::unique_ptr<FollowUpRun> m_followUp;
    std::unique_ptr<UpgradeCheckRun> m_upgradeRun;
    UpgradeWish m_upgrade;
    std::unique_ptr<UpgradeFollowUp> m_upgradeFollowUp;
    std::optional<OperationId> m_wayBack;  ///< the backup that is waited for before something else begins
    bool m_finished = false;
};

}  // namespace prophecy::ctl
