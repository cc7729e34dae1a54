#pragma once

#include <QAbstractListModel>
#include <set>

#include "core/clock.h"
#include "services/environments/sessions.h"

namespace prophecy::ui {

/// The sidebar: one line for each stored environment with its verdict, role and what runs there.
class EnvironmentListModel final : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { IdRole = Qt::UserRole, SublineRole, RoleWordRole, RoleColorRole, LevelRole, ReachRole };

    EnvironmentListModel(EnvironmentRegistry& registry, Sessions& sessions, OperationTracker& tracker,
                         const Clock& clock, QObject* parent = nullptr);

    int lineOf(const EnvironmentId& id) const;
    EnvironmentId idAt(int line) const;
    /// Of which something was edited and is not saved.
    void setUnsaved(const std::set<EnvironmentId>& unsaved);
    /// Ages moved on.
    void tick();

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

private:
    QString subline(const Environment& environment, const EnvironmentSession& session) const;
    QString state(const Environment& environment, const EnvironmentSession& session) const;
    void refresh(const EnvironmentId& id);

    EnvironmentRegistry& m_registry;
    Sessions& m_sessions;
    OperationTracker& m_tracker;
    const Clock& m_clock;
    std::set<EnvironmentId> m_unsaved;
};

}  // namespace prophecy::ui
