#include "services/upgrade/guided_watch.h"

namespace prophecy {

using namespace std::chrono_literals;

namespace {
constexpr auto kInterval = 2s;
}

GuidedWatch::GuidedWatch(Environment environment, GuidedUpgrade guided, Connector& connector, Scheduler& scheduler,
                         const Clock& clock)
    : m_environment(std::move(environment)),
      m_guided(std::move(guided)),
      m_connector(connector),
      m_scheduler(scheduler),
      m_clock(clock) {}

void GuidedWatch::look() {
    m_call = m_connector.connectTo(m_environment, this, [this](Result<Endpoint> endpoint) {
        if (!endpoint && hasNoKey(endpoint.error().kind)) {
            m_trouble = endpoint.error();
            return lookAgain();
        }
        if (!endpoint) return note(false, std::nullopt);
        const Client client = m_connector.clientFor(*endpoint);
        m_call = client.listBackups(this, [this, client](Result<BackupList> list) {
            // A refusal is an answer: the installation is there.
            const bool answered = list || list.error().kind == ErrorKind::Auth ||
                                  list.error().kind == ErrorKind::Forbidden ||
                                  list.error().kind == ErrorKind::RateLimited;
            if (!answered) return note(false, std::nullopt);
            m_call = client.versions(this, [this](Result<Versions> versions) {
                m_tellsVersion = versions.has_value();
                note(true, versions ? std::optional(versions->current) : std::nullopt);
            });
        });
    });
}

void GuidedWatch::note(bool answered, const std::optional<QString>& version) {
    m_trouble.reset();
    m_answers = answered;
    m_guided = noteLook(m_guided, answered, version, m_clock.nowUtc());
    lookAgain();
}

void GuidedWatch::lookAgain() {
    m_lookedAt = m_clock.nowUtc();
    m_next = m_scheduler.after(kInterval, [this] { look(); });
    Q_EMIT changed();
}

}  // namespace prophecy
