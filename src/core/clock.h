#pragma once

#include <QDateTime>
#include <chrono>

namespace prophecy {

/// The time of day and a steady counter, injected so that tests hold the clock in their hand.
class Clock {
public:
    virtual ~Clock() = default;
    virtual QDateTime nowUtc() const = 0;
    /// Milliseconds that never run backwards; the zero point is arbitrary.
    virtual std::chrono::milliseconds steady() const = 0;
};

class SystemClock final : public Clock {
public:
    QDateTime nowUtc() const override { return QDateTime::currentDateTimeUtc(); }
    std::chrono::milliseconds steady() const override {
        return std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now().time_since_epoch());
    }
};

}  // namespace prophecy
