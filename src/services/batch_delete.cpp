#include "services/batch_delete.h"

namespace prophecy {

BatchDelete::BatchDelete(OperationTracker& tracker, Environment environment, std::vector<BackupTimestamp> timestamps,
                         Consent consent, QObject* parent)
    : QObject(parent),
      m_tracker(tracker),
      m_environment(std::move(environment)),
      m_timestamps(std::move(timestamps)),
      m_consent(std::move(consent)) {}

void BatchDelete::start() {
    next();
}

void BatchDelete::next() {
    if (m_at == m_timestamps.size()) return Q_EMIT finished();
    m_call = m_tracker.deleteBackup(m_environment, m_timestamps[m_at], m_consent, this,
                                    [this](Result<Operation> outcome) { take(std::move(outcome)); });
}

void BatchDelete::take(Result<Operation> outcome) {
    const bool settled = !outcome || isFinished(outcome->state);
    Q_EMIT itemFinished(static_cast<int>(m_at), outcome);
    ++m_at;
    if (settled) return next();
    for (; m_at < m_timestamps.size(); ++m_at)
        Q_EMIT itemFinished(
            static_cast<int>(m_at),
            fail(ErrorKind::Canceled, QStringLiteral("Not sent, because the outcome of the one before is unknown.")));
    Q_EMIT finished();
}

}  // namespace prophecy
