#pragma once

#include <QApplication>
#include <QThread>
#include <ctime>

namespace prophecy::bench {

/// Processor time of the calling thread, in milliseconds: on a shared machine the clock on the wall tells of others.
inline double threadTime() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// An application that measures what each event costs its thread.
class MeasuredApplication final : public QApplication {
public:
    using QApplication::QApplication;

    struct Cost {
        double milliseconds = 0;
        QByteArray receiver;
        int event = 0;
    };
    /// The dearest one since the last call.
    Cost takeDearest() { return std::exchange(m_dearest, {}); }

    bool notify(QObject* receiver, QEvent* event) override {
        const bool isOurs = QThread::currentThread() == thread();  // all threads come by here
        if (!isOurs || m_depth > 0) return QApplication::notify(receiver, event);
        const QByteArray name(receiver->metaObject()->className());
        const int type = event->type();
        const double before = threadTime();
        ++m_depth;
        const bool handled = QApplication::notify(receiver, event);
        --m_depth;
        if (const double cost = threadTime() - before; cost > m_dearest.milliseconds) m_dearest = {cost, name, type};
        return handled;
    }

private:
    int m_depth = 0;
    Cost m_dearest;
};

}  // namespace prophecy::bench
