#pragma once

#include <QObject>

#include "core/clock.h"
#include "domain/upgrade/upgrade_draft.h"
#include "services/connector.h"

namespace prophecy {

/// Watches an installation go down and come back while it is upgraded by hand, and reads its version where that is
/// told. Sends reads only, one look after the other.
class GuidedWatch final : public QObject {
    Q_OBJECT
public:
    GuidedWatch(Environment environment, GuidedUpgrade guided, Connector& connector, Scheduler& scheduler,
                const Clock& clock);
    void start() { look(); }

    const GuidedUpgrade& guided() const { return m_guided; }
    const QDateTime& lookedAt() const { return m_lookedAt; }
    bool answers() const { return m_answers; }
    /// Why it could not even be asked, as without a key; this says nothing of the installation.
    const std::optional<Error>& trouble() const { return m_trouble; }
    /// Whether the version can be read; nothing before the first answer.
    const std::optional<bool>& tellsVersion() const { return m_tellsVersion; }

Q_SIGNALS:
    void changed();

private:
    void look();
    void lookAgain();
    void note(bool answered, const std::optional<QString>& version);

    Environment m_environment;
    GuidedUpgrade m_guided;
    Connector& m_connector;
    Scheduler& m_scheduler;
    const Clock& m_clock;
    QDateTime m_lookedAt;
    bool m_answers = false;
    std::optional<Error> m_trouble;
    std::optional<bool> m_tellsVersion;
    Call m_call;
    Timer m_next;
};

}  // namespace prophecy
