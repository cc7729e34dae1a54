#pragma once

#include "core/call.h"

namespace prophecy {

/// Several calls, one after the other, behind one handle: each step gets the answer of the one before. Dropping the
/// handle drops the call that is under way.
template <class T>
class Sequence : public std::enable_shared_from_this<Sequence<T>> {
public:
    static Call start(QObject* context, Handler<T> handler, const std::function<void(Sequence&)>& first) {
        const Promise<T> promise(context, std::move(handler));
        const std::shared_ptr<Sequence> sequence(new Sequence(promise));
        promise.onDrop([sequence] { sequence->m_call.drop(); });
        first(*sequence);
        return promise.call();
    }

    /// make(context, handler) makes the call, next(sequence, result) takes its outcome.
    template <class Answer, class Make, class Next>
    void take(Make make, Next next) {
        m_call = make(m_promise.context(),
                      Handler<Answer>([weak = this->weak_from_this(), next = std::move(next)](Result<Answer> answer) {
                          if (const auto self = weak.lock()) next(*self, std::move(answer));
                      }));
    }
    /// The same with the answer alone: an error ends the sequence.
    template <class Answer, class Make, class Next>
    void then(Make make, Next next) {
        take<Answer>(std::move(make), [next = std::move(next)](Sequence& self, Result<Answer> answer) {
            answer ? next(self, std::move(*answer)) : self.end(fail(answer.error()));
        });
    }
    void end(Result<T> outcome) { m_promise.settle(std::move(outcome)); }

private:
    explicit Sequence(Promise<T> promise) : m_promise(std::move(promise)) {}

    Promise<T> m_promise;
    Call m_call;
};

}  // namespace prophecy
