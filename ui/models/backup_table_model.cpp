#include "ui/models/backup_table_model.h"

#include <QTimeZone>

#include "core/background.h"
#include "core/text.h"
#include "ui/theme/widgets.h"
#include "ui/words/words.h"

namespace prophecy::ui {

namespace {

/// Lines of rows that were shown before and read differently now.
std::vector<int> changedLines(const BackupRows& before, const std::vector<int>& oldOrder, const BackupRows& after,
                              const std::vector<int>& newOrder) {
    QHash<QString, const BackupRow*> old;
    old.reserve(static_cast<qsizetype>(oldOrder.size()));
    for (const int i : oldOrder)
        old.insert(before[static_cast<std::size_t>(i)].key, &before[static_cast<std::size_t>(i)]);
    std::vector<int> changed;
    for (std::size_t line = 0; line < newOrder.size(); ++line) {
        const BackupRow& row = after[static_cast<std::size_t>(newOrder[line])];
        const BackupRow* was = old.value(row.key);
        if (was && *was != row) changed.push_back(static_cast<int>(line));
    }
    return changed;
}

}  // namespace

BackupTableModel::BackupTableModel(const Clock& clock, QObject* parent)
    : QAbstractTableModel(parent), m_clock(clock), m_zone(QTimeZone::utc()) {}

void BackupTableModel::setRows(SharedRows rows, const QTimeZone& serverZone, qint64 clockAhead) {
    if (std::exchange(m_zone, serverZone) != m_zone) Q_EMIT headerDataChanged(Qt::Horizontal, 0, 0);
    m_clockAhead = clockAhead;
    m_wanted = std::move(rows);
    arrangeLater();
}

void BackupTableModel::clear() {
    m_arranging.drop();
    beginResetModel();
    m_rows = m_wanted = std::make_shared<const BackupRows>();
    m_order.clear();
    m_keys = std::make_shared<const std::vector<QString>>();
    m_counts = {};
    endResetModel();
}

void BackupTableModel::setQuery(const BackupQuery& query) {
    if (m_query == query) return;
    m_query = query;
    arrangeLater();
}

void BackupTableModel::arrangeLater() {
    m_arranging = runInBackground<Arranged>(
        QThreadPool::globalInstance(), this,
        [before = m_rows, oldOrder = m_order, oldKeys = m_keys, rows = m_wanted,
         query = m_query]() -> Result<Arranged> {
            Arranged arranged;
            arranged.order = arrange(*rows, query);
            std::vector<QString> keys;
            keys.reserve(arranged.order.size());
            for (const int i : arranged.order) keys.push_back((*rows)[static_cast<std::size_t>(i)].key);
            arranged.patch = patchBetween(*oldKeys, keys);
            arranged.keys = sharedInBackground(std::move(keys));
            if (!arranged.patch.reset && before != rows)
                arranged.changed = changedLines(*before, oldOrder, *rows, arranged.order);
            arranged.counts = countStates(*rows);
            return arranged;
        },
        [this, rows = m_wanted](Result<Arranged> arranged) { take(std::move(*arranged), rows); });
}

/// While rows go and come, every line that a view may ask for must exist in m_order: removals shrink the old order,
/// insertions grow towards the new one.
void BackupTableModel::take(Arranged next, SharedRows rows) {
    m_counts = next.counts;
    if (next.patch.reset) {
        beginResetModel();
        m_rows = std::move(rows);
        m_order = std::move(next.order);
        m_keys = std::move(next.keys);
        endResetModel();
        Q_EMIT arranged();
        return;
    }
    for (const RowRun& run : next.patch.removed) {
        beginRemoveRows({}, run.first, run.first + run.count - 1);
        m_order.erase(m_order.begin() + run.first, m_order.begin() + run.first + run.count);
        endRemoveRows();
    }
    std::vector<int> surviving;
    std::size_t at = 0;
    for (const RowRun& run : next.patch.inserted) {
        while (at < static_cast<std::size_t>(run.first)) surviving.push_back(next.order[at++]);
        at += static_cast<std::size_t>(run.count);
    }
    surviving.insert(surviving.end(), next.order.begin() + static_cast<std::ptrdiff_t>(at), next.order.end());
    m_rows = std::move(rows);
    m_order = std::move(surviving);
    for (const RowRun& run : next.patch.inserted) {
        beginInsertRows({}, run.first, run.first + run.count - 1);
        m_order.insert(m_order.begin() + run.first, next.order.begin() + run.first,
                       next.order.begin() + run.first + run.count);
        endInsertRows();
    }
    m_keys = std::move(next.keys);
    if (!next.changed.empty())
        Q_EMIT dataChanged(index(next.changed.front(), 0), index(next.changed.back(), kColumns - 1));
    Q_EMIT arranged();
}

const BackupRow* BackupTableModel::at(int line) const {
    if (line < 0 || static_cast<std::size_t>(line) >= m_order.size()) return nullptr;
    return &(*m_rows)[static_cast<std::size_t>(m_order[static_cast<std::size_t>(line)])];
}

int BackupTableModel::lineOf(const QString& key) const {
    const auto it = std::find(m_keys->begin(), m_keys->end(), key);
    return it == m_keys->end() ? -1 : static_cast<int>(it - m_keys->begin());
}

int BackupTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}
int BackupTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumns;
}

QVariant BackupTableModel::display(const BackupRow& row, Column column) const {
    switch (column) {
        case Column::Time:
            if (!row.time.isValid()) return displayLine(row.known.backup.timestamp.text());
            return isUtc() ? row.time.toUTC().toString(u"yyyy-MM-dd HH:mm") : Words::when(row.time, m_zone);
        case Column::Age:
            return row.time.isValid() ? Words::age(row.time, m_clock.nowUtc().addSecs(m_clockAhead)) : QString();
        case Column::State:
            if (!row.known.listed) return tr("Gone");
            return row.isOwn() ? Words::of(row.state) : tr("Not own");
        case Column::Location: return displayLine(locationText(row.location()));
        case Column::Took: return row.known.tookMs < 0 ? QString() : Words::duration(row.known.tookMs);
        case Column::Detail: break;
    }
    if (!row.known.listed) return tr("not on the server any more; it was: %1").arg(Words::of(row.state));
    if (!row.isOwn()) return tr("%1, %2").arg(Words::of(row.state), Words::of(row.origin, row.known.backup.nameSpace));
    if (row.state == BackupState::Success) return {};
    if (row.state == BackupState::Running) return {};  // the list is read less often than the bar moves
    return displayLine(row.known.backup.status);
}

QVariant BackupTableModel::data(const QModelIndex& index, int role) const {
    const BackupRow* row = at(index.row());
    if (!row) return {};
    const auto column = static_cast<Column>(index.column());
    switch (role) {
        case Qt::DisplayRole: return display(*row, column);
        case Qt::ToolTipRole:
            return plainTip(column == Column::Time || column == Column::Age ? Words::inAllZones(row->time, m_zone)
                                                                            : display(*row, column).toString());
        case Qt::AccessibleTextRole: return display(*row, column);
        case KeyRole: return row->key;
        case StateRole: return static_cast<int>(row->known.listed && row->isOwn() ? row->state : BackupState::Unknown);
        default: return {};
    }
}

QVariant BackupTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (static_cast<Column>(section)) {
        case Column::Time: return isUtc() ? tr("Time (UTC)") : tr("Time (%1)").arg(QString::fromLatin1(m_zone.id()));
        case Column::Age: return tr("Age");
        case Column::State: return tr("State");
        case Column::Location: return tr("Location");
        case Column::Took: return tr("Took");
        case Column::Detail: break;
    }
    return tr("Detail");
}

void BackupTableModel::sort(int column, Qt::SortOrder order) {
    BackupQuery query = m_query;
    switch (static_cast<Column>(column)) {
        case Column::Time:
        case Column::Age: query.order = BackupOrder::Time; break;
        case Column::State: query.order = BackupOrder::State; break;
        case Column::Location: query.order = BackupOrder::Location; break;
        case Column::Took: query.order = BackupOrder::Took; break;
        case Column::Detail: query.order = BackupOrder::Detail; break;
    }
    query.descending = (order == Qt::DescendingOrder) != (static_cast<Column>(column) == Column::Age);
    setQuery(query);
}

}  // namespace prophecy::ui
