#pragma once

#include <deque>
#include <vector>

#include "api/http.h"
#include "api/resolver.h"

namespace prophecy::test {

inline HttpAnswer json(const char* body, int status = 200) {
    HttpAnswer answer;
    answer.status = status;
    answer.contentType = "application/json";
    answer.body = body;
    return answer;
}

inline HttpAnswer html(int status) {
    HttpAnswer answer = json("<!DOCTYPE html><html></html>", status);
    answer.contentType = "text/html";
    return answer;
}

/// Leads every name to the same addresses.
class NamedHosts final : public Resolver {
public:
    QStringList addresses;
    Call addressesOf(const QString&, QObject* context, Handler<QStringList> handler) override {
        const Promise<QStringList> promise(context, std::move(handler));
        promise.settle(addresses);
        return promise.call();
    }
};

/// Answers with what the test queued, in order, and keeps what was asked.
class FakeTransport final : public Transport {
public:
    void queue(Result<HttpAnswer> answer) { m_answers.push_back(std::move(answer)); }
    const std::vector<HttpRequest>& requests() const { return m_requests; }

    Call send(HttpRequest request, QObject* context, Handler<HttpAnswer> handler) override {
        m_requests.push_back(std::move(request));
        Promise<HttpAnswer> promise(context, std::move(handler));
        if (m_answers.empty()) {
            m_open.push_back(promise);  // never answered
        } else {
            promise.settle(std::move(m_answers.front()));
            m_answers.pop_front();
        }
        return promise.call();
    }

private:
    std::deque<Result<HttpAnswer>> m_answers;
    std::vector<HttpRequest> m_requests;
    std::vector<Promise<HttpAnswer>> m_open;
};

}  // namespace prophecy::test
