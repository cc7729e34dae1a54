#pragma once

#include <algorithm>
#include <vector>

#include "core/clock.h"
#include "core/scheduler.h"

namespace prophecy::test {

/// Time that moves when the test says so: a clock and the scheduler that follows it.
class ManualTime final : public Clock, public Scheduler {
public:
    explicit ManualTime(QDateTime start = QDateTime(QDate(2026, 11, 22), QTime(9, 0), Qt::UTC))
        : m_now(std::move(start)) {}

    QDateTime nowUtc() const override { return m_now; }
    std::chrono::milliseconds steady() const override { return m_steady; }
    void setNow(const QDateTime& now) { m_now = now; }

    Timer after(std::chrono::milliseconds delay, std::function<void()> run) override {
        auto entry = std::make_shared<Entry>(Entry{m_steady + delay, std::move(run)});
        m_entries.push_back(entry);
        return entry;
    }

    /// Moves on, running what falls due in its order; callbacks may schedule more.
    void advance(std::chrono::milliseconds by) {
        const auto end = m_steady + by;
        while (auto next = nextUntil(end)) {
            moveTo(next->due);
            next->run();
        }
        moveTo(end);
    }

    /// How many callbacks still wait.
    int waiting() const {
        return static_cast<int>(
            std::count_if(m_entries.begin(), m_entries.end(), [](const auto& e) { return !e.expired(); }));
    }
    std::chrono::milliseconds untilNext() const {
        auto least = std::chrono::milliseconds::max();
        for (const auto& weak : m_entries)
            if (const auto entry = weak.lock()) least = std::min(least, entry->due - m_steady);
        return least;
    }

private:
    struct Entry {
        std::chrono::milliseconds due;
        std::function<void()> run;
    };
    void moveTo(std::chrono::milliseconds to) {
        m_now = m_now.addMSecs((to - m_steady).count());
        m_steady = to;
    }
    std::shared_ptr<Entry> nextUntil(std::chrono::milliseconds end) {
        std::shared_ptr<Entry> best;
        for (const auto& weak : m_entries) {
            const auto entry = weak.lock();
            if (entry && entry->due <= end && (!best || entry->due < best->due)) best = entry;
        }
        m_entries.erase(std::remove_if(m_entries.begin(), m_entries.end(),
                                       [&](const auto& e) { return e.expired() || e.lock() == best; }),
                        m_entries.end());
        return best;
    }

    QDateTime m_now;
    std::chrono::milliseconds m_steady{0};
    std::vector<std::weak_ptr<Entry>> m_entries;
};

}  // namespace prophecy::test
