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

}  // namespace prophecy
