#include "core/scheduler.h"

#include <QPointer>
#include <QTimer>

namespace prophecy {

Timer QtScheduler::after(std::chrono::milliseconds delay, std::function<void()> run) {
    auto* timer = new QTimer(&m_owner);
    timer->setSingleShot(true);
    timer->setTimerType(delay < std::chrono::seconds(2) ? Qt::PreciseTimer : Qt::CoarseTimer);
    // The callback may reset its own handle, so it runs from a copy and the timer is deleted later.
    QObject::connect(timer, &QTimer::timeout, timer, [run = std::move(run)] {
        const auto keep = run;
        keep();
    });
    timer->start(delay);
    return Timer(timer, [guard = QPointer<QTimer>(timer)](void*) {
        if (!guard) return;
        guard->stop();
        guard->deleteLater();
    });
}

}  // namespace prophecy
