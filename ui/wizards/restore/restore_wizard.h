#pragma once

#include "ui/wizards/frame/wizard_frame.h"
#include "ui/wizards/restore/restore_state.h"

class QLabel;

namespace prophecy::ui {

class Pill;
class ReviewStep;
class ResultStep;
class RunStep;

/// A restore from choosing the backup to the report: a window of its own, bound to its environments. The draft is
/// saved after each accepted step. Only its last button sends something that overwrites.
class RestoreWizard final : public WizardFrame {
    Q_OBJECT
public:
    enum Step { BackupChoice, Destination, Services, Checks, Safety, Review, Run, Outcome };

    RestoreWizard(UiContext context, RestoreDraft draft, RestoreState::WhyTaken whyTaken);

    const RestoreDraft& draft() const { return m_state.draft; }

Q_SIGNALS:
    void safetyRestoreWanted(const prophecy::OperationId& safetyBackup);
    void begun();
    void closed();

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    Foot foot() const override;
    void refreshBand() override;
    void go(int step) override;
    void next() override;
    void overwrite();
    void ask(const Check& objection);
    void keep(const OperationId& id, int step);
    void follow(const Operation& operation);
    void save() override;
    bool isBegun() const { return !m_state.draft.operation.isEmpty() || m_beginning.isActive(); }

    RestoreState m_state;
    QLabel* m_from;
    Pill* m_backup;
    ReviewStep* m_review;
    RunStep* m_run;
    ResultStep* m_result;
    QString m_unsaved;  ///< why the draft could not be saved
    QString m_trouble;  ///< why the last try did not begin
    AcceptedReasons m_accepted;
    Call m_beginning;
};

}  // namespace prophecy::ui
