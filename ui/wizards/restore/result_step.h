#pragma once

#include "services/restores.h"
#include "ui/wizards/restore/restore_state.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace prophecy::ui {

class ComponentChips;

/// Step 8: how it ended, the checks afterwards, and a report to keep.
class ResultStep final : public RestoreStep {
    Q_OBJECT
public:
    explicit ResultStep(RestoreState& state);
    void enter() override;
    QString obstacle() const override { return {}; }

Q_SIGNALS:
    /// The way back: another wizard, over the safety backup.
    void safetyRestoreWanted(const prophecy::OperationId& safetyBackup);

private:
    void show();
    void showAfterChecks();
    void keepReport();
    QString report() const;
    void switchScheduleOff();
    void tell(const QString& sentence);

    QLabel* m_title;
    QLabel* m_explain;
    QPlainTextEdit* m_server;
    ComponentChips* m_chips;
    QVBoxLayout* m_after;
    QPushButton* m_again;
    QPushButton* m_schedule;
    QPushButton* m_wayBack;
    QLabel* m_told;
    std::unique_ptr<FollowUpRun> m_run;
    OperationId m_shown;
    bool m_kept = false;
};

}  // namespace prophecy::ui
