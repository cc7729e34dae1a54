#pragma once

#include <QFrame>

#include "domain/backup/history.h"
#include "services/environments/environment_registry.h"

class QLabel;
class QPushButton;
class QSpinBox;

namespace prophecy::ui {

/// What this console holds an environment to: how much work may be lost, and the zone of its schedule.
class TargetCard final : public QFrame {
    Q_OBJECT
public:
    explicit TargetCard(EnvironmentRegistry& registry);
    /// watched: backups by which the zone of the server is recognised.
    void show(const Environment& environment, const std::vector<WatchedStart>& watched);
    /// Another environment is shown, or none.
    void load(const Environment* environment);
    /// 0 for none.
    int targetHours() const;

Q_SIGNALS:
    void targetChanged();
    void refused(const prophecy::Error& error);

private:
    void saveTarget();
    void change(const std::function<void(Environment&)>& edit);

    EnvironmentRegistry& m_registry;
    EnvironmentId m_shown;
    QSpinBox* m_target;
    QLabel* m_zone;
    QPushButton* m_useZone;
    QByteArray m_fitting;  ///< the zone that watched backups agree with
    bool m_loading = false;
};

}  // namespace prophecy::ui
