#pragma once

#include <QPointer>
#include <QWidget>

#include "services/environments/environment_session.h"
#include "services/operations/operation_tracker.h"

class QPushButton;

namespace prophecy::ui {

class BackupStarter;
class Pill;
class TargetBand;

/// The band of the window: which environment is shown, how it answers, and what can be begun at once.
class EnvironmentBand final : public QWidget {
    Q_OBJECT
public:
    EnvironmentBand(const Clock& clock, OperationTracker& tracker, Storage& storage);
    /// nullptr for none: then nothing is shown.
    void show(EnvironmentSession* session);
    void refresh();
    /// After another scheme was applied.
    void repolish();
    QPushButton* refreshButton() const { return m_refresh; }
    QPushButton* backUpButton() const { return m_backUp; }

Q_SIGNALS:
    void backupBegun();
    void backupRefused(const QString& sentence);

private:
    void layOut();
    void startBackup();
    void showRequest();
    void showReach();
    void showKey();
    void showWhatCanBegin();

    const Clock& m_clock;
    OperationTracker& m_tracker;
    Storage& m_storage;
    QPointer<EnvironmentSession> m_session;
    TargetBand* m_band;
    Pill* m_readOnly;
    Pill* m_version;
    Pill* m_state;
    Pill* m_key;
    QPushButton* m_refresh;
    QPushButton* m_backUp;
    BackupStarter* m_starter;
};

}  // namespace prophecy::ui
