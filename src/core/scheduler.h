#pragma once

#include <QObject>
#include <chrono>
#include <functional>
#include <memory>

namespace prophecy {

/// A pending callback; destroying or resetting the handle cancels it.
using Timer = std::shared_ptr<void>;

/// Runs callbacks later on the owner's thread, injected so that tests advance time themselves.
class Scheduler {
public:
    virtual ~Scheduler() = default;
    [[nodiscard]] virtual Timer after(std::chrono::milliseconds delay, std::function<void()> run) = 0;
};

class QtScheduler final : public Scheduler {
public:
    [[nodiscard]] Timer after(std::chrono::milliseconds delay, std::function<void()> run) override;

private:
    QObject m_owner;
};

}  // namespace prophecy
