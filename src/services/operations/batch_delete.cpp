#include "services/operations/batch_delete.h"

namespace prophecy {

namespace {

/// The others hold for every item: no key, no network, no record.
bool concernsOneItem(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::NotFound:
        case ErrorKind::Conflict:
        case ErrorKind::Http:
        case ErrorKind::Refused:
        case ErrorKind::OperationFailed: return true;
        default: return false;
    }
}

}  // namespace

BatchDelete::BatchDelete(OperationTracker& tracker, Environment environment, std::vector<BackupTimestamp> timestamps,
                         Consent consent, QObject* parent)
    : QObject(parent),
      m_tracker(tracker),
      m_environment(std::move(environment)),
      m_timestamps(std::move(timestamps)),
      m_consent(std::move(consent)) {
    connect(&m_tracker, &OperationTracker::changed, this, &BatchDelete::follow);
}

void BatchDelete::start() {
    next();
}

void BatchDelete::next() {
    if (m_at == m_timestamps.size()) return Q_EMIT finished();
    m_call = m_tracker.start(deleteOrder(m_environment, m_timestamps[m_at], m_consent), this,
                             [this](Result<Operation> outcome) {
                                 if (!outcome) return take(std::move(outcome));
                                 m_followed = outcome->id;
                                 follow(*outcome);
                             });
}

void BatchDelete::follow(const Operation& operation) {
    if (operation.id != m_followed || isUndecided(operation)) return;
    m_followed.reset();
    take(operation);
}

void BatchDelete::take(Result<Operation> outcome) {
    const bool goesOn = outcome ? isFinished(outcome->state) : concernsOneItem(outcome.error().kind);
    const QString why =
        outcome ? QStringLiteral("Not sent, because the outcome of the one before is unknown.")
                : QStringLiteral("Not sent, because the one before failed for a reason that holds for all.");
    Q_EMIT itemFinished(static_cast<int>(m_at), outcome);
    ++m_at;
    if (goesOn) return next();
    for (; m_at < m_timestamps.size(); ++m_at)
        Q_EMIT itemFinished(static_cast<int>(m_at), fail(ErrorKind::Canceled, why));
    Q_EMIT finished();
}

}  // namespace prophecy
