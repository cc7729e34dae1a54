#pragma once

#include <functional>
#include <memory>

#include "domain/restore_draft.h"
#include "services/restore_check_run.h"
#include "ui/dialogs/ui_context.h"
#include "ui/wizards/frame/wizard_step.h"

namespace prophecy::ui {

/// What the steps of one restore wizard share: the draft, and the checks over it.
class RestoreState final : public QObject {
    Q_OBJECT
public:
    using WhyTaken = std::function<QString(const Environment&)>;
    /// whyTaken says why a destination is not free; empty when it is.
    RestoreState(UiContext services, RestoreDraft wanted, WhyTaken taken)
        : context(services), draft(std::move(wanted)), whyTaken(std::move(taken)) {}

    UiContext context;
    RestoreDraft draft;
    WhyTaken whyTaken;

    /// nullptr when it was removed from the console, or not chosen yet.
    const Environment* source() const { return context.registry.find(draft.source); }
    const Environment* destination() const { return context.registry.find(draft.destination); }
    /// As it is called now; a draft remembers how it was called.
    QString destinationName() const {
        const Environment* now = destination();
        return now ? now->name : draft.destinationName;
    }
    std::optional<RestorePlan> plan() const;
    /// Why there is no plan: what is not chosen, or was removed meanwhile.
    QString whyNoPlan() const;

    /// As requests to it are made, with the dialect that answers.
    Environment spoken(const Environment& environment) const;

    /// The run over the present plan; begun anew when the plan is another one. nullptr without a plan. Not to be kept.
    RestoreCheckRun* checks();
    bool holdsNextKey = false;
    bool nextKeyForThisRun = false;  ///< the keychain did not take it
    /// Another backup or place: what was accepted and held for the one before counts no more.
    void planChanged();

    RestoreWish wish();
    /// Why a check is accepted as it stands now, between these two sides.
    QString reasonFor(const Check& check) const;
    void accept(const Check& check, const QString& reason);
    std::optional<Operation> safetyBackup() const { return context.tracker.find(draft.wayBack.made); }
    std::optional<Operation> operation() const { return context.tracker.find(draft.operation); }

Q_SIGNALS:
    /// An answer came, or the run is another one.
    void checksChanged();
    /// The plan that was looked at is not the one that would be sent.
    void planReplaced();

private:
    std::unique_ptr<RestoreCheckRun> m_checks;
};

/// One page of the restore wizard.
class RestoreStep : public WizardStep {
    Q_OBJECT
public:
    explicit RestoreStep(RestoreState& state) : m_state(state) {}

protected:
    RestoreState& m_state;
};

}  // namespace prophecy::ui
