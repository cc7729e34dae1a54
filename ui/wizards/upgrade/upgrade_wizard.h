#pragma once

#include "ui/wizards/frame/wizard_frame.h"
#include "ui/wizards/upgrade/upgrade_state.h"

class QLabel;

namespace prophecy::ui {

class GuideStep;
class Pill;
class UpgradeResultStep;
class UpgradeReviewStep;
class UpgradeRunStep;
class WatchStep;

/// An upgrade from choosing the version to the report: a window of its own, bound to its environment. The draft is
/// saved after each accepted step. Only its last button sends something; where the API has no call for it, the last two
/// steps guide through the web app instead.
class UpgradeWizard final : public WizardFrame {
    Q_OBJECT
public:
    enum Step { VersionChoice, Rollback, Backup, Checks, Review, Run, Outcome };

    UpgradeWizard(UiContext context, UpgradeDraft draft, UpgradeState::WhyTaken whyTaken);

    const UpgradeDraft& draft() const { return m_state.draft; }

Q_SIGNALS:
    void partnerWanted(const prophecy::EnvironmentId& partner);
    void restoreWanted(const prophecy::BackupTimestamp& backup);
    void begun();
    void closed();

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    Foot foot() const override;
    void refreshBand() override;
    void go(int step) override;
    void next() override;
    void upgrade();
    void ask(const Check& objection);
    void beginByHand();
    void finishByHand();
    void keep(const OperationId& id, int step);
    void follow(const Operation& operation);
    void chooseWay();
    void save() override;
    QString sendText() const;
    bool isBegun() const { return m_state.draft.isBegun() || m_beginning.isActive(); }
    bool isOver() const;

    UpgradeState m_state;
    QLabel* m_from;
    Pill* m_to;
    UpgradeReviewStep* m_review;
    GuideStep* m_guide;
    UpgradeRunStep* m_run;
    WatchStep* m_watch;
    UpgradeResultStep* m_result;
    QString m_unsaved;  ///< why the draft could not be saved
    QString m_trouble;  ///< why the last try did not begin
    AcceptedReasons m_accepted;
    Call m_beginning;
};

}  // namespace prophecy::ui
