#pragma once

#include "core/scheduler.h"

namespace prophecy {

/// Calls again and again, each time a pause after the last, while it is switched on.
class Ticker final {
public:
    Ticker(Scheduler& scheduler, std::chrono::milliseconds pause, std::function<void()> tick)
        : m_scheduler(scheduler), m_pause(pause), m_tick(std::move(tick)) {}
    Ticker(const Ticker&) = delete;
    Ticker& operator=(const Ticker&) = delete;

    /// One that runs keeps its pace.
    void run(bool on = true) {
        if (!on) m_timer.reset();
        if (on && !m_timer) arm();
    }
    bool isRunning() const { return m_timer != nullptr; }

private:
    void arm() {
        m_timer = m_scheduler.after(m_pause, [this] {
            arm();
            const auto tick = m_tick;  // it may end this ticker's life
            tick();
        });
    }

    Scheduler& m_scheduler;
    std::chrono::milliseconds m_pause;
    std::function<void()> m_tick;
    Timer m_timer;
};

}  // namespace prophecy
