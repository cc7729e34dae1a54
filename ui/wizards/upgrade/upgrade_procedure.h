#pragma once

#include "domain/upgrade/upgrade_draft.h"
#include "ui/wizards/frame/procedure.h"

namespace prophecy::ui {

/// An upgrade from choosing the version to the report. Where the API has no call for it, it guides through the web app
/// instead.
class UpgradeProcedure final : public ProcedureWith<UpgradeDraft> {
    Q_OBJECT
public:
    enum Step { VersionChoice, Rollback, Backup, Checks, Review, Run, Outcome };

    using ProcedureWith::ProcedureWith;
    /// A new one with the choices of another; nullptr where the environment is not known.
    static std::unique_ptr<Procedure> of(WizardManager& manager, const EnvironmentId& environment,
                                         const UpgradeDraft& choices = {});
    static std::unique_ptr<Procedure> read(UiContext context, WizardManager& manager, const QJsonObject& record);

    QString kind() const override { return QStringLiteral("upgrade"); }
    QString title() const override { return tr("Upgrade of %1").arg(name()); }
    std::vector<Stage> stages() override;
    bool isWorthKeeping() const override { return !draft.version.isEmpty(); }
    void takeOver(const Procedure& wanted) override;
    /// Another version or rollback: what was done by hand for the one before counts no more.
    void planChanged(Step at);
    QString summary() const override;

    const Environment* target() const override { return environment(); }
    /// nullptr when it was removed from the console.
    const Environment* environment() const { return context.registry.find(draft.environment); }
    std::pair<EnvironmentId, EnvironmentId> sides() const override { return {draft.environment, draft.environment}; }
    /// As it is called now; a draft remembers how it was called.
    QString name() const;
    QString whyNoPlan() const override;
    QString whyTaken() const override;
    QString bandNote() const override;
    QString bandPill() const override;

    CheckRun* checks() override { return checkRun(); }
    UpgradeCheckRun* checkRun();
    QString reasonFor(const Check& check) const override;
    /// What the chosen version means, where it needs to be acknowledged.
    Evidence versionWarning() const;
    /// As they were answered last; they stand while they are asked for again.
    const std::optional<Versions>& versions() const { return m_versions; }
    /// As requests to it are made, with the dialect that answers.
    Environment spoken() const;
    /// What is to be sent, with the version in the server's spelling.
    UpgradeRequest request() const;

    WayBackWords wayBackWords() const override;
    WayBackNow wayBackNow() override;

    void beginReview() override;
    std::optional<ui::Review> review() override;
    QString actText() const override;
    Result<void> mayBegin() override;
    Call begin(const OperationId& id, const Consent& consent, QObject* receiver, Handler<Operation> begun) override;
    QString insteadOf(const Error& refusal) override;

    /// Upgraded by hand in the web app: the API has no call for it, or had none when it was tried.
    bool isGuided() const;
    /// What would be said against sending it, before one follows the guide.
    Result<void> mayBeginByHand() { return context.upgrades.mayBegin(wish()); }
    /// As the admin says that it was begun there.
    Result<void> beginByHand();
    Result<void> endByHand(const GuidedUpgrade& outcome);
    std::optional<Operation> operation() const override;
    std::size_t begun() const override { return draft.operations.size() + (draft.guided.startedAt.isValid() ? 1 : 0); }
    bool knows(const OperationId& id) const override { return draft.guided.id == id || Procedure::knows(id); }

    std::unique_ptr<FollowUp> followUp(const Operation& operation) override;
    ui::Outcome outcome(const Operation& operation, FollowUp* after) override;
    Result<QString> report(const Operation& operation, const FollowUp* after) const override;
    Result<void> keepReport(const Operation& operation, const QString& report) const override;

private:
    UpgradeWish wish();
    /// The way back: the backup made here once it succeeded, or the newest that is young enough.
    BackupTimestamp backup() const;
    std::optional<Operation> madeBackup() const;
    bool madeIsFresh() const;
    /// The server's clock, as far as it told.
    QDateTime serverTime() const;
    bool isZoneProven() const;
    QString factsOf(const BackupTimestamp& fresh) const;
    QString caution();
    void takeAnswers();

    std::unique_ptr<UpgradeCheckRun> m_checks;
    std::optional<Versions> m_versions;
    qint64 m_serverAheadSeconds = 0;
    std::vector<prophecy::Backup> m_recent;   ///< good backups of the last day, as listed last
    mutable std::optional<Operation> m_made;  ///< finished, so that it is not read again
    std::optional<UpgradePlan> m_reviewed;    ///< what stands in the review; nothing else may be sent
    QString m_reviewedFrom;
    bool m_mustGuide = false;
    bool m_guided = false;
};

/// One page that belongs to an upgrade alone.
class UpgradeStep : public WizardStep {
    Q_OBJECT
public:
    explicit UpgradeStep(UpgradeProcedure& procedure) : m_procedure(procedure) {}

protected:
    UpgradeProcedure& m_procedure;
};

}  // namespace prophecy::ui
