#pragma once

#include <QTimer>
#include <deque>
#include <functional>

namespace prophecy::screenshots {

/// A sequence of steps, each begun when its condition holds. Ends the program: with 0 after the last one, with 1 where
/// one waits in vain.
class Tour final : public QObject {
public:
    using Condition = std::function<bool()>;
    using Act = std::function<void()>;

    void when(
        Condition condition, Act act = [] {}) {
        m_steps.push_back({std::move(condition), std::move(act)});
    }
    void then(Act act) {
        when([] { return true; }, std::move(act));
    }
    void start();

private:
    struct Step {
        Condition condition;
        Act act;
    };
    void pulse();

    std::deque<Step> m_steps;
    QTimer m_pulse;
    int m_waited = 0;  ///< pulses, for the step in front
};

}  // namespace prophecy::screenshots
