#pragma once

#include "services/check_run.h"
#include "services/environments/fact_reader.h"
#include "storage/storage.h"

namespace prophecy {

/// Asks both environments side by side for everything that the checks of one restore need, and judges anew with each
/// answer. Sends reads only.
class RestoreCheckRun final : public CheckRun {
    Q_OBJECT
public:
    /// storage may be nullptr: then nothing is known of before. usualMs: how long a backup of the destination usually
    /// takes, -1 to look it up there.
    RestoreCheckRun(RestorePlan plan, Connector& connector, Storage* storage, const Clock& clock, qint64 usualMs = -1);

    void start() override;
    void repeat(CheckId id) override;
    /// A key of the source was given, or taken back.
    void setNextKey(bool held, bool forThisRun);
    /// The destination's backup that was made before; the source must not list it.
    void setSafety(const BackupTimestamp& safety);

    const RestorePlan& plan() const { return m_plan; }
    const RestoreFacts& facts() const { return m_facts; }
    std::vector<Check> checks() const override { return judgeRestore(m_plan, m_facts, m_clock.nowUtc()); }

private:
    void ask(RestoreAsk what);
    void askDestinationList();
    void askBothLists();
    void askRunning();
    void askVersions();
    void askStores();
    void askHistory();
    void learnOtherNames();

    RestorePlan m_plan;
    Storage* m_storage;
    const Clock& m_clock;
    RestoreFacts m_facts;
    FactReader m_reader;
    Call m_observing;
    Call m_measuring;
};

}  // namespace prophecy
