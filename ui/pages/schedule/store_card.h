#pragma once

#include <QFrame>

#include "services/environments/environment_registry.h"
#include "services/environments/sessions.h"

class QLabel;

namespace prophecy::ui {

/// Where backups go, and who else writes there.
class StoreCard final : public QFrame {
    Q_OBJECT
public:
    StoreCard(const EnvironmentRegistry& registry, const Sessions& sessions);
    void show(const EnvironmentSession& session);

private:
    QString textOf(const EnvironmentSession& session) const;

    const EnvironmentRegistry& m_registry;
    const Sessions& m_sessions;
    QLabel* m_text;
};

}  // namespace prophecy::ui
