#pragma once

#include <QWidget>

#include "services/operations/operation_tracker.h"

namespace prophecy::ui {

/// Starts a backup for a window. What stands in its way and can be accepted is asked in a dialog, and then it is
/// started with that. One at a time.
class BackupStarter final : public QObject {
    Q_OBJECT
public:
    BackupStarter(OperationTracker& tracker, QWidget* window) : QObject(window), m_tracker(tracker), m_window(window) {}
    void start(const Environment& environment, const Consent& consent = {});
    bool isActive() const { return m_call.isActive(); }

Q_SIGNALS:
    /// Right before anything is sent: under this id it is found again, whatever happens.
    void asked(const prophecy::OperationId& id);
    void begun(const prophecy::Operation& operation);
    void refused(const prophecy::Environment& environment, const prophecy::Error& error);

private:
    void ask(const Environment& environment, const Consent& consent, const Error& objection);

    OperationTracker& m_tracker;
    QWidget* m_window;
    Call m_call;
};

}  // namespace prophecy::ui
