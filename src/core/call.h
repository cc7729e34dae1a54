#pragma once

#include <QObject>
#include <QPointer>
#include <functional>
#include <memory>
#include <utility>

#include "core/result.h"

namespace prophecy {

namespace detail {
struct CallState {
    virtual ~CallState() = default;
    bool live = true;      ///< a drop or the delivery ends it
    bool settled = false;  ///< the one outcome is known, its delivery may still be queued
    std::function<void()> abort;
};
}  // namespace detail

/// The consumer's end of one request. Exactly one outcome is delivered, never inside the call that started it,
/// on the thread of the context object; none after the context died or this handle was dropped.
/// Dropping aborts a read that is under way. A write is never aborted: its producer installs no abort.
class [[nodiscard]] Call {
public:
    Call() = default;
    explicit Call(std::shared_ptr<detail::CallState> state) : m_state(std::move(state)) {}
    Call(Call&& other) noexcept = default;
    Call& operator=(Call&& other) noexcept {
        if (this != &other) {
            drop();
            m_state = std::move(other.m_state);
        }
        return *this;
    }
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;
    ~Call() { drop(); }

    void drop() {
        const auto state = std::exchange(m_state, nullptr);
        if (!state || !state->live) return;
        state->live = false;
        if (const auto abort = std::exchange(state->abort, nullptr)) abort();
    }
    bool isActive() const { return m_state && m_state->live; }

    /// Gives the handle away: the outcome is still delivered, as long as its context lives.
    void release() { m_state.reset(); }

private:
    std::shared_ptr<detail::CallState> m_state;
};

template <class T>
using Handler = std::function<void(Result<T>)>;

/// The producer's end of a Call; copies share one state and the first settle() wins.
template <class T>
class Promise {
public:
    Promise(QObject* context, Handler<T> handler) : m_state(std::make_shared<State>()) {
        m_state->context = context;
        m_state->handler = std::move(handler);
    }

    /// To be called on the context's thread.
    void settle(Result<T> outcome) const {
        if (!m_state->live || m_state->settled) return;
        m_state->settled = true;
        m_state->abort = nullptr;
        if (!m_state->context) return;
        QMetaObject::invokeMethod(
            m_state->context.data(),
            [state = m_state, outcome = std::move(outcome)]() mutable {
                if (!state->live) return;
                state->live = false;
                const auto handler = std::exchange(state->handler, nullptr);
                handler(std::move(outcome));
            },
            Qt::QueuedConnection);
    }

    bool isLive() const { return m_state->live && !m_state->settled; }
    QObject* context() const { return m_state->context.data(); }

    /// Installs what a drop of the handle does; a producer of writes leaves it out.
    void onDrop(std::function<void()> abort) const {
        if (isLive()) m_state->abort = std::move(abort);
    }
    Call call() const { return Call(m_state); }

private:
    struct State : detail::CallState {
        QPointer<QObject> context;
        Handler<T> handler;
    };
    std::shared_ptr<State> m_state;
};

}  // namespace prophecy
