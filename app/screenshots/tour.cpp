#include "app/screenshots/tour.h"

#include <QCoreApplication>
#include <cstdio>

namespace prophecy::screenshots {

namespace {
constexpr int kPulseMs = 60, kMostPulses = 500;
}  // namespace

void Tour::start() {
    QObject::connect(&m_pulse, &QTimer::timeout, this, &Tour::pulse);
    m_pulse.start(kPulseMs);
}

void Tour::pulse() {
    if (m_steps.empty()) return QCoreApplication::exit(0);
    if (++m_waited > kMostPulses) {
        std::fprintf(stderr, "prophecy-screenshots: a step waits in vain, %zu are left\n", m_steps.size());
        return QCoreApplication::exit(1);
    }
    if (!m_steps.front().condition()) return;
    m_waited = 0;
    const Step step = m_steps.front();
    m_steps.pop_front();
    step.act();
}

}  // namespace prophecy::screenshots
