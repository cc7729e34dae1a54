#pragma once

#include "domain/restore/restore_draft.h"
#include "services/restore/restore_check_run.h"
#include "ui/wizards/frame/procedure.h"

namespace prophecy::ui {

/// A restore from choosing the backup to the report.
class RestoreProcedure final : public ProcedureWith<RestoreDraft> {
    Q_OBJECT
public:
    enum Step { Backup, Destination, Services, Checks, Safety, Review, Run, Outcome };

    using ProcedureWith::ProcedureWith;
    /// A new one; the source may be known, a backup only when the admin pointed at it.
    static std::unique_ptr<Procedure> from(WizardManager& manager, const EnvironmentId& source,
                                           const BackupTimestamp& timestamp = {}, const QString& sourceNamespace = {});
    static std::unique_ptr<Procedure> read(UiContext context, WizardManager& manager, const QJsonObject& record);

    QString kind() const override { return QStringLiteral("restore"); }
    QString title() const override;
    std::vector<Stage> stages() override;
    bool isWorthKeeping() const override { return !draft.request.timestamp.isEmpty(); }
    QString summary() const override;

    const Environment* target() const override { return destination(); }
    /// nullptr when it was removed from the console, or not chosen yet.
    const Environment* source() const override { return context.registry.find(draft.source); }
    const Environment* destination() const { return context.registry.find(draft.destination); }
    std::pair<EnvironmentId, EnvironmentId> sides() const override { return {draft.source, draft.destination}; }
    /// As it is called now; a draft remembers how it was called.
    QString destinationName() const;
    std::optional<RestorePlan> plan() const;
    QString whyNoPlan() const override;
    QString whyTaken() const override;
    QString bandNote() const override;
    QString bandPill() const override;

    CheckRun* checks() override { return checkRun(); }
    RestoreCheckRun* checkRun();
    /// Another backup or place: what was accepted and held for the one before counts no more.
    void planChanged(Step at);
    /// A key of the source lies ready, or could not be held.
    void holdNextKey(bool held, bool forThisRun);
    bool holdsNextKey() const { return m_holdsNextKey; }

    WayBackWords wayBackWords() const override;
    WayBackNow wayBackNow() override;

    void beginReview() override;
    std::optional<ui::Review> review() override;
    QString actText() const override;
    Result<void> mayBegin() override;
    Call begin(const OperationId& id, const Consent& consent, QObject* receiver, Handler<Operation> begun) override;

    QString runNote() const override;
    std::unique_ptr<FollowUp> followUp(const Operation& operation) override;
    ui::Outcome outcome(const Operation& operation, FollowUp* after) override;
    Result<QString> report(const Operation& operation, const FollowUp* after) const override;
    Result<void> keepReport(const Operation& operation, const QString& report) const override;

private:
    RestoreWish wish();
    Environment spoken(const Environment& environment) const;
    qint64 usualMs() const;
    QString activeUsers();
    QString explain(const Operation& operation) const;
    QString titleOf(const Operation& operation, const FollowUp* after) const;
    void restoreSafety() const;
    void switchScheduleOff(RestoreFollowUp& after, QWidget* window) const;

    std::unique_ptr<RestoreCheckRun> m_checks;
    std::optional<RestorePlan> m_reviewed;  ///< what stands in the review; nothing else may be sent
    bool m_holdsNextKey = false;
    bool m_nextKeyForThisRun = false;  ///< the keychain did not take it
};

/// One page that belongs to a restore alone.
class RestoreStep : public WizardStep {
    Q_OBJECT
public:
    explicit RestoreStep(RestoreProcedure& procedure) : m_procedure(procedure) {}

protected:
    RestoreProcedure& m_procedure;
};

}  // namespace prophecy::ui
