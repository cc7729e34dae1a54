#pragma once

#include <functional>
#include <memory>

#include "domain/operation/procedure_draft.h"
#include "services/check_run.h"
#include "services/request_preview.h"
#include "ui/parts/ui_context.h"
#include "ui/theme/theme.h"
#include "ui/wizards/frame/wizard_step.h"

namespace prophecy::ui {

class WizardManager;

/// One step of a procedure. An irreversible one is a point of no return: what is left by it stays behind.
struct Stage {
    QByteArray id;  ///< its widget is made once for each
    QString title;
    std::function<WizardStep*()> make;
    bool irreversible = false;
};

/// What the step of the way back says and allows at this moment.
struct WayBackNow {
    std::optional<Operation> made{};  ///< the backup that was made here, however it stands
    BackupTimestamp found{};          ///< one that will do; the made one or another
    QString facts{};                  ///< of another one, or of none
    QString whyNotStart{};            ///< why none may be begun now
    bool mayStart = false;
    QString missing{};      ///< why one cannot go on while there is none
    bool needsWhy = true;   ///< going without wants a reason
    QString whyQuestion{};  ///< asked where none is wanted
};

/// The words of that step, which stay.
struct WayBackWords {
    QString title;
    QString explain;
    QString wanted;
    QString limit{};  ///< before the field for how old it may be; empty for no such field
};

/// All of it once more, before the name is typed.
struct Review {
    QString sentence;
    QString caution{};  ///< what it means for others; in a frame of its own
    QString loss{};
    bool lossIsRed = true;
    std::vector<std::pair<QString, QString>> facts;
    Result<RequestPreview> request;
    std::optional<QJsonObject> note{};  ///< what copying the request leaves in the journal
};

struct OutcomeAction {
    const char* name;  ///< of its button
    QString text;
    std::function<void(QWidget* step)> act;
};

/// How it ended.
struct Outcome {
    QString title;
    QString pill{};  ///< empty for none
    StateLook look{};
    QString explain{};
    QString serverText{};  ///< empty where it says nothing more
    Progress progress{};   ///< shown where it is known and it failed
    std::vector<OutcomeAction> actions{};
};

/// What a wizard of something irreversible supplies; everything else is the wizard's and shared by all. It may have
/// several points of no return, and its draft lives until the last stage is over, in a window or in none.
class Procedure : public QObject {
    Q_OBJECT
public:
    Procedure(UiContext services, WizardManager& wizards) : context(services), manager(wizards) {}

    UiContext context;
    WizardManager& manager;

    /// Of its drafts and of its window's name: "restore".
    virtual QString kind() const = 0;
    virtual QString title() const = 0;
    /// As many as at the beginning, whatever is decided; what stands at a place may change.
    virtual std::vector<Stage> stages() = 0;
    /// What its draft has in common with all.
    virtual ProcedureDraft& common() = 0;
    virtual const ProcedureDraft& common() const = 0;
    virtual QJsonObject record() const = 0;
    /// Whether something was chosen that one would miss.
    virtual bool isWorthKeeping() const = 0;
    /// Another one of the same pair was wanted with these choices, and this one is continued in its place.
    virtual void takeOver(const Procedure& wanted) { (void)wanted; }
    /// In a line, for a list of drafts.
    virtual QString summary() const = 0;

    /// Who is changed by it; nullptr while nobody is chosen, or when it was removed from the console.
    virtual const Environment* target() const = 0;
    /// Of the target's server; UTC while nobody is chosen.
    QTimeZone zone() const;
    /// From whom it comes, where that is another one.
    virtual const Environment* source() const { return target(); }
    /// As the draft has them, known or not; empty ids for what is not chosen.
    virtual std::pair<EnvironmentId, EnvironmentId> sides() const = 0;
    virtual QString whyNoPlan() const = 0;
    /// Why the target is not free for it; empty when it is.
    virtual QString whyTaken() const;
    /// Beside the target in the band.
    virtual QString bandNote() const { return {}; }
    virtual QString bandPill() const { return {}; }

    /// The run over the present plan; begun anew when the plan is another one. nullptr without a plan. Not to be kept.
    virtual CheckRun* checks() = 0;
    /// Why a check is accepted as it stands now, between these sides; empty where it is not.
    virtual QString reasonFor(const Check& check) const;
    void accept(const Check& check, const QString& reason);
    /// Another choice was made at a stage: what comes after it has to be gone through again.
    void goBackTo(int stage) { common().step = std::min(common().step, stage); }
    AcceptedReasons reasonsFor(const std::vector<Check>& checks) const;

    virtual WayBackWords wayBackWords() const { return {}; }
    virtual WayBackNow wayBackNow() { return {}; }

    /// What is planned now is what is reviewed, and nothing else may be sent.
    virtual void beginReview() = 0;
    /// Of what was planned when the review began; nothing without a plan.
    virtual std::optional<Review> review() = 0;
    /// On the button that begins it.
    virtual QString actText() const = 0;
    /// What begin would refuse; also where it is not what was reviewed any more.
    virtual Result<void> mayBegin() = 0;
    virtual Call begin(const OperationId& id, const Consent& consent, QObject* receiver, Handler<Operation> begun) = 0;
    /// It was sent and refused. A sentence where it goes on in another way, from the same stage.
    virtual QString insteadOf(const Error& refusal) {
        (void)refusal;
        return {};
    }
    /// Of the point of no return that was passed last.
    virtual std::optional<Operation> operation() const { return context.tracker.find(common().operation()); }
    /// How many points of no return were passed.
    virtual std::size_t begun() const { return common().operations.size(); }
    virtual bool knows(const OperationId& id) const;
    bool isBegun() const { return begun() > 0; }

    /// Said while it runs.
    virtual QString runNote() const { return {}; }
    /// nullptr where there is nothing to look at.
    virtual std::unique_ptr<FollowUp> followUp(const Operation& operation) = 0;
    virtual Outcome outcome(const Operation& operation, FollowUp* after) = 0;
    /// Markdown.
    virtual Result<QString> report(const Operation& operation, const FollowUp* after) const = 0;
    virtual Result<void> keepReport(const Operation& operation, const QString& report) const = 0;

protected:
    /// Of a run that is not asked any more; it may be in the middle of its own signal.
    void retire(std::unique_ptr<CheckRun> run);

Q_SIGNALS:
    /// An answer came, or the run is another one.
    void checksChanged();
    /// The plan that was looked at is not the one that would be sent.
    void planReplaced();
};

/// One with a draft of its own; toRecord(draft) writes it.
template <class Draft>
class ProcedureWith : public Procedure {
public:
    ProcedureWith(UiContext services, WizardManager& wizards, Draft kept)
        : Procedure(services, wizards), draft(std::move(kept)) {}

    Draft draft;

    ProcedureDraft& common() override { return draft; }
    const ProcedureDraft& common() const override { return draft; }
    QJsonObject record() const override { return toRecord(draft); }
};

/// How a kind of procedure is found again by its draft; nullptr for a record that cannot be read.
struct ProcedureRow {
    const char* kind;
    std::unique_ptr<Procedure> (*make)(UiContext context, WizardManager& manager, const QJsonObject& record);
};

}  // namespace prophecy::ui
