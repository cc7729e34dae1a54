#pragma once

#include <QObject>
#include <functional>
#include <map>

#include "core/clock.h"
#include "domain/restore/restore_checks.h"
#include "services/connector.h"

namespace prophecy {

/// Reads facts side by side, each with the time of its answer. Asking again for a fact drops the answer that is still
/// under way. The facts must live as long as the reader.
class FactReader {
public:
    /// changed is called after each answer.
    FactReader(Connector& connector, const Clock& clock, QObject* context, std::function<void()> changed)
        : m_connector(connector), m_clock(clock), m_context(context), m_changed(std::move(changed)) {}

    template <class T>
    using Read = Call (Client::*)(QObject*, Handler<T>) const;

    template <class T>
    void ask(Fact<T>& fact, const Environment& environment, Read<T> read) {
        askWith<T>(fact, environment, [read](const Client& client, QObject* context, Handler<T> handler) {
            return (client.*read)(context, std::move(handler));
        });
    }
    void askDoors(Fact<QStringList>& fact, const Environment& environment) {
        fact = {};
        m_calls[&fact] = m_connector.doorsOf(environment.root, m_context, [this, &fact](Result<QStringList> doors) {
            fact.answer = std::move(doors);
            fact.at = m_clock.nowUtc();
            m_changed();
        });
    }
    template <class T, class Reader>
    void askWith(Fact<T>& fact, const Environment& environment, Reader read) {
        fact = {};
        Call& call = m_calls[&fact];
        const Handler<T> take = [this, &fact](Result<T> answer) {
            fact.answer = std::move(answer);
            fact.at = m_clock.nowUtc();
            m_changed();
        };
        call = m_connector.connectTo(environment, m_context, [this, &call, read, take](Result<Endpoint> endpoint) {
            if (!endpoint) return take(fail(endpoint.error()));
            call = read(m_connector.clientFor(*endpoint), m_context, take);
        });
    }

private:
    Connector& m_connector;
    const Clock& m_clock;
    QObject* m_context;
    std::function<void()> m_changed;
    std::map<const void*, Call> m_calls;  ///< by fact; a node of a map stays where it is
};

}  // namespace prophecy
