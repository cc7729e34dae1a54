#pragma once

#include "services/operations/operation_tracker.h"

namespace prophecy {

/// Deletes several backups one after the other, each an operation of its own that the list has shown to be done before
/// the next is sent. It stops at the first whose outcome is unknown, or whose error holds for all: what was not sent
/// yet stays unsent and is reported as Canceled.
class BatchDelete final : public QObject {
    Q_OBJECT
public:
    BatchDelete(OperationTracker& tracker, Environment environment, std::vector<BackupTimestamp> timestamps,
                Consent consent, QObject* parent = nullptr);
    void start();

Q_SIGNALS:
    void itemFinished(int index, const prophecy::Result<prophecy::Operation>& outcome);
    void finished();

private:
    void next();
    void follow(const Operation& operation);
    void take(Result<Operation> outcome);

    OperationTracker& m_tracker;
    Environment m_environment;
    std::vector<BackupTimestamp> m_timestamps;
    Consent m_consent;
    std::size_t m_at = 0;
    std::optional<OperationId> m_followed;
    Call m_call;
};

}  // namespace prophecy
