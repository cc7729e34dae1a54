#pragma once

#include <QWidget>
#include <memory>

#include "domain/restore_draft.h"
#include "services/restore_check_run.h"
#include "ui/dialogs/ui_context.h"

namespace prophecy::ui {

/// What the steps of one restore wizard share: the draft, and the checks over it.
class RestoreState {
public:
    RestoreState(UiContext services, RestoreDraft wanted) : context(services), draft(std::move(wanted)) {}

    UiContext context;
    RestoreDraft draft;

    /// nullptr when it was removed from the console, or not chosen yet.
    const Environment* source() const { return context.registry.find(draft.source); }
    const Environment* destination() const { return context.registry.find(draft.destination); }
    std::optional<RestorePlan> plan() const;
    /// Why there is no plan: what is not chosen, or was removed meanwhile.
    QString whyNoPlan() const;

    /// The run over the present plan; begun anew when the plan is another one. nullptr without a plan.
    RestoreCheckRun* checks();
    bool holdsNextKey = false;

    RestoreWish wish();
    std::optional<Operation> safetyBackup() const { return operationOf(draft.safetyBackup); }
    std::optional<Operation> operation() const { return operationOf(draft.operation); }

private:
    std::optional<Operation> operationOf(const OperationId& id) const;
    std::unique_ptr<RestoreCheckRun> m_checks;
};

/// One page of the wizard.
class RestoreStep : public QWidget {
    Q_OBJECT
public:
    explicit RestoreStep(RestoreState& state) : m_state(state) {}

    /// It is shown now.
    virtual void enter() = 0;
    /// Why one cannot go on from here, as a sentence; empty when one can.
    virtual QString obstacle() const = 0;

Q_SIGNALS:
    /// What was decided here changed, or whether one can go on.
    void changed();

protected:
    RestoreState& m_state;
};

}  // namespace prophecy::ui
