#pragma once

#include "domain/upgrade/upgrade_follow_up.h"
#include "services/check_run.h"
#include "services/environments/fact_reader.h"
#include "storage/storage.h"

namespace prophecy {

/// Asks an environment and its partner side by side for everything that the checks of one upgrade need, and judges
/// anew with each answer. Sends reads only.
class UpgradeCheckRun final : public CheckRun {
    Q_OBJECT
public:
    /// usualMs: how long a backup usually takes, -1 where that is not known. needed: see UpgradeFacts.
    UpgradeCheckRun(UpgradePlan plan, Connector& connector, const Clock& clock, qint64 usualMs,
                    std::vector<BackupTimestamp> needed);

    void start() override;
    void repeat(CheckId id) override;
    /// Another version, toggle or backup: judged over the same answers. The environment and its partner stay.
    void setRequest(const UpgradeRequest& request, const BackupTimestamp& backup);

    const UpgradePlan& plan() const { return m_plan; }
    const UpgradeFacts& facts() const { return m_facts; }
    std::vector<Check> checks() const override { return judgeUpgrade(m_plan, m_facts, m_clock.nowUtc()); }
    bool isWaiting() const override;

private:
    void ask(UpgradeAsk what);
    void askRunning();
    void askStore();

    UpgradePlan m_plan;
    const Clock& m_clock;
    UpgradeFacts m_facts;
    FactReader m_reader;
};

/// Asks what the checks after an upgrade need. Sends reads only.
class UpgradeFollowUp final : public FollowUp {
    Q_OBJECT
public:
    UpgradeFollowUp(UpgradePlan plan, UpgradeFollowUpFacts before, Connector& connector, const Clock& clock);
    void start() override;
    std::vector<AfterCheck> checks() const override { return upgradeAfterChecks(m_plan, m_facts); }
    const UpgradePlan& plan() const { return m_plan; }
    const UpgradeFollowUpFacts& facts() const { return m_facts; }

private:
    UpgradePlan m_plan;
    UpgradeFollowUpFacts m_facts;
    FactReader m_reader;
};

}  // namespace prophecy
