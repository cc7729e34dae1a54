#pragma once

#include <QObject>

#include "domain/upgrade_follow_up.h"
#include "services/fact_reader.h"
#include "storage/storage.h"

namespace prophecy {

/// Asks an environment and its partner side by side for everything that the checks of one upgrade need, and judges
/// anew with each answer. Sends reads only.
class UpgradeCheckRun final : public QObject {
    Q_OBJECT
public:
    /// usualMs: how long a backup usually takes, -1 where that is not known. needed: see UpgradeFacts.
    UpgradeCheckRun(UpgradePlan plan, Connector& connector, const Clock& clock, qint64 usualMs,
                    std::vector<BackupTimestamp> needed);

    /// Asks everything again.
    void start();
    /// Asks again for what one check rests on.
    void repeat(CheckId id);
    /// Another version, toggle or backup: judged over the same answers. The environment and its partner stay.
    void setRequest(const UpgradeRequest& request, const BackupTimestamp& backup);

    const UpgradePlan& plan() const { return m_plan; }
    const UpgradeFacts& facts() const { return m_facts; }
    std::vector<Check> checks() const { return judgeUpgrade(m_plan, m_facts, m_clock.nowUtc()); }
    /// Something that was asked is not answered yet.
    bool isWaiting() const;

Q_SIGNALS:
    void changed();

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
class UpgradeFollowUp final : public QObject {
    Q_OBJECT
public:
    UpgradeFollowUp(UpgradePlan plan, UpgradeFollowUpFacts before, Connector& connector, const Clock& clock);
    void start();
    std::vector<AfterCheck> checks() const { return upgradeAfterChecks(m_plan, m_facts); }
    bool isWaiting() const;
    const UpgradePlan& plan() const { return m_plan; }
    const UpgradeFollowUpFacts& facts() const { return m_facts; }

Q_SIGNALS:
    void changed();

private:
    UpgradePlan m_plan;
    UpgradeFollowUpFacts m_facts;
    FactReader m_reader;
};

}  // namespace prophecy
