#pragma once

#include <array>

#include "ui/wizards/restore_state.h"

class QLabel;
class QPushButton;
class QStackedWidget;

namespace prophecy::ui {

class Pill;
class ReviewStep;
class ResultStep;
class RunStep;
class StepList;
class TargetBand;

/// A restore from choosing the backup to the report: a window of its own, bound to its environments. The draft is
/// saved after each accepted step. Only its last button sends something that overwrites.
class RestoreWizard final : public QWidget {
    Q_OBJECT
public:
    enum Step { BackupChoice, Destination, Services, Checks, Safety, Review, Run, Outcome };

    RestoreWizard(UiContext context, RestoreDraft draft, RestoreState::WhyTaken whyTaken);

    const RestoreDraft& draft() const { return m_state.draft; }
    int step() const { return m_step; }

Q_SIGNALS:
    void safetyRestoreWanted(const prophecy::OperationId& safetyBackup);
    void begun();
    void closed();

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    QWidget* makeFooter();
    void go(int step);
    void next();
    void back();
    void overwrite();
    void adopt(const Operation& operation);
    void follow(const Operation& operation);
    void refresh();
    void refreshBand();
    void save();
    bool isBegun() const { return !m_state.draft.operation.isEmpty() || m_beginning.isActive(); }
    RestoreStep* current() const { return m_steps[static_cast<std::size_t>(m_step)]; }

    RestoreState m_state;
    TargetBand* m_band;
    QLabel* m_from;
    Pill* m_backup;
    StepList* m_list;
    QStackedWidget* m_stack;
    std::array<RestoreStep*, 8> m_steps{};
    ReviewStep* m_review;
    RunStep* m_run;
    ResultStep* m_result;
    QLabel* m_saved;
    QLabel* m_obstacle;
    QPushButton* m_close;
    QPushButton* m_back;
    QPushButton* m_next;
    int m_step = 0;
    QString m_trouble;  ///< why the last try did not begin
    Call m_beginning;
};

}  // namespace prophecy::ui
