#pragma once

#include <QCoreApplication>
#include <QThreadPool>

#include "core/call.h"

namespace prophecy {

/// Runs pure work on a pool thread and delivers its result through a Call on the caller's thread.
/// The work must own everything it touches. Without a running QCoreApplication nothing is delivered.
template <class T, class Work>
Call runInBackground(QThreadPool* pool, QObject* context, Work work, Handler<T> handler) {
    Promise<T> promise(context, std::move(handler));
    Call call = promise.call();
    pool->start([promise = std::move(promise), work = std::move(work)]() mutable {
        auto outcome = std::make_shared<Result<T>>(work());
        if (auto* app = QCoreApplication::instance())
            QMetaObject::invokeMethod(
                app, [promise = std::move(promise), outcome] { promise.settle(std::move(*outcome)); },
                Qt::QueuedConnection);
    });
    return call;
}

/// Frees a large value on a pool thread: a hundred thousand strings take longer than a picture may wait.
template <class T>
void freeInBackground(T value) {
    if (auto* pool = QThreadPool::globalInstance())
        pool->start([doomed = std::make_shared<T>(std::move(value))]() mutable { doomed.reset(); });
}

/// Shared by all, and freed on a pool thread by whoever has it last.
template <class T>
std::shared_ptr<const T> sharedInBackground(T value) {
    return {new T(std::move(value)), [](const T* doomed) { freeInBackground(std::unique_ptr<const T>(doomed)); }};
}

}  // namespace prophecy
