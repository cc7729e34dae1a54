#pragma once

#include "ui/wizards/upgrade/upgrade_state.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace prophecy::ui {

class Pill;

/// Step 7: how it ended, the checks afterwards, a report to keep, and the other site next.
class UpgradeResultStep final : public UpgradeStep {
    Q_OBJECT
public:
    explicit UpgradeResultStep(UpgradeState& state);
    void enter() override;
    QString obstacle() const override { return {}; }

Q_SIGNALS:
    /// The other site with the same choices.
    void partnerWanted(const prophecy::EnvironmentId& partner);
    /// Another wizard, that restores the backup from before.
    void restoreWanted(const prophecy::BackupTimestamp& backup);

private:
    void show();
    void keepReport();
    QString report() const;

    Pill* m_outcome;
    QLabel* m_title;
    QLabel* m_explain;
    QPlainTextEdit* m_server;
    QVBoxLayout* m_after;
    QPushButton* m_again;
    QPushButton* m_partner;
    QPushButton* m_wayBack;
    QLabel* m_told;
    std::unique_ptr<UpgradeFollowUp> m_run;
    OperationId m_shown;
    bool m_kept = false;
};

}  // namespace prophecy::ui
