#include "ui/models/environment_list_model.h"

#include "core/text.h"

#include "ui/theme/theme.h"
#include "ui/words/words.h"

namespace prophecy::ui {

EnvironmentListModel::EnvironmentListModel(EnvironmentRegistry& registry, Sessions& sessions, OperationTracker& tracker,
                                           const Clock& clock, QObject* parent)
    : QAbstractListModel(parent), m_registry(registry), m_sessions(sessions), m_tracker(tracker), m_clock(clock) {
    const auto reset = [this] {
        beginResetModel();
        endResetModel();
    };
    connect(&sessions, &Sessions::sessionAdded, this, reset);
    connect(&registry, &EnvironmentRegistry::removed, this, reset);
    connect(&registry, &EnvironmentRegistry::changed, this, &EnvironmentListModel::refresh);
    connect(&sessions, &Sessions::factsChanged, this, &EnvironmentListModel::refresh);
    connect(&tracker, &OperationTracker::changed, this, &EnvironmentListModel::tick);
}

int EnvironmentListModel::lineOf(const EnvironmentId& id) const {
    const auto& all = m_registry.all();
    for (std::size_t i = 0; i < all.size(); ++i)
        if (all[i].id == id) return static_cast<int>(i);
    return -1;
}

EnvironmentId EnvironmentListModel::idAt(int line) const {
    return line >= 0 && static_cast<std::size_t>(line) < m_registry.all().size()
               ? m_registry.all()[static_cast<std::size_t>(line)].id
               : EnvironmentId();
}

void EnvironmentListModel::refresh(const EnvironmentId& id) {
    if (const int line = lineOf(id); line >= 0) Q_EMIT dataChanged(index(line), index(line));
}

void EnvironmentListModel::tick() {
    if (rowCount() > 0) Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

int EnvironmentListModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_registry.all().size());
}

void EnvironmentListModel::setUnsaved(const std::set<EnvironmentId>& unsaved) {
    m_unsaved = unsaved;
    tick();
}

/// What the admin has to know of the console itself goes before what the server says.
QString EnvironmentListModel::subline(const Environment& environment, const EnvironmentSession& session) const {
    QStringList parts;
    if (m_unsaved.contains(environment.id)) parts << tr("not saved");
    if (environment.protection == Protection::ReadOnly) parts << tr("read-only");
    return (parts << state(environment, session)).join(QStringLiteral(" · "));
}

QString EnvironmentListModel::state(const Environment& environment, const EnvironmentSession& session) const {
    const SessionFacts& facts = session.facts();
    if (const auto operation = m_tracker.unfinishedOn(environment.root, Lane::Data)) return Words::headline(*operation);
    if (facts.reach != Reach::Online) {
        const QString state = Words::of(facts.reach);
        return facts.answeredAt.isValid() ? tr("%1, seen %2").arg(state, Words::age(facts.answeredAt, m_clock.nowUtc()))
                                          : state;
    }
    if (facts.running) return tr("something is running");
    if (!facts.unclear.isEmpty()) return tr("unclear what runs: %1").arg(displayLine(facts.unclear));
    const QDateTime& good = facts.summary.lastGood;
    if (good.isValid()) return tr("last good %1").arg(Words::age(good, m_clock.nowUtc().addSecs(facts.clockAhead)));
    return facts.summary.listedOfOthers > 0 ? tr("no good backup of its own") : tr("no good backup");
}

QVariant EnvironmentListModel::data(const QModelIndex& index, int role) const {
    if (index.row() < 0 || index.row() >= rowCount()) return {};
    const Environment& environment = m_registry.all()[static_cast<std::size_t>(index.row())];
    const EnvironmentSession* session = m_sessions.find(environment.id);
    if (!session) return {};
    const Level level = verdictOf(findingsOf(session->findingFacts(), m_clock.nowUtc()));
    switch (role) {
        case Qt::DisplayRole: return environment.name;
        case Qt::ToolTipRole: return shownAddress(environment.root);
        case Qt::AccessibleTextRole:
            return tr("%1, %2, verdict %3: %4")
                .arg(environment.name, Words::of(environment.role), Words::of(level), subline(environment, *session));
        case IdRole: return environment.id.text();
        case SublineRole: return subline(environment, *session);
        case RoleWordRole: return Words::of(environment.role);
        case RoleColorRole: return theme::roleColor(environment.role);
        case LevelRole: return static_cast<int>(level);
        case ReachRole: return static_cast<int>(session->facts().reach);
        default: return {};
    }
}

}  // namespace prophecy::ui
