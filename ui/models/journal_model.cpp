#include "ui/models/journal_model.h"

#include <algorithm>

#include "core/text.h"
#include "ui/theme/widgets.h"
#include "ui/words/journal_words.h"
#include "ui/words/words.h"

namespace prophecy::ui {

void JournalModel::setRows(std::vector<JournalRow> rows) {
    const bool same = rows.size() == m_rows.size() && (rows.empty() || rows.front().hash == m_rows.front().hash);
    if (same) return;
    const auto isKnown = [this](const JournalRow& row) { return !m_rows.empty() && row.hash == m_rows.front().hash; };
    const auto known = std::find_if(rows.begin(), rows.end(), isKnown);
    const bool onlyCame = rows.end() - known == static_cast<std::ptrdiff_t>(m_rows.size()) && known != rows.end();
    const int came = static_cast<int>(known - rows.begin());
    m_rows = std::move(rows);
    if (onlyCame)
        insert(came);
    else
        arrange();
}

/// The first entries are new; the others stay where they are, selected and scrolled to as before.
void JournalModel::insert(int came) {
    std::vector<int> order;
    for (int i = 0; i < came; ++i)
        if (matches(m_rows[static_cast<std::size_t>(i)])) order.push_back(i);
    const int shown = static_cast<int>(order.size());
    if (shown > 0) beginInsertRows({}, 0, shown - 1);
    for (const int i : m_order) order.push_back(i + came);
    m_order = std::move(order);
    if (shown > 0) endInsertRows();
}

void JournalModel::setFilter(const QString& environment, const QString& text) {
    m_environment = environment;
    m_text = text;
    arrange();
}

std::vector<JournalRow> JournalModel::shown() const {
    std::vector<JournalRow> rows;
    rows.reserve(m_order.size());
    for (const int i : m_order) rows.push_back(m_rows[static_cast<std::size_t>(i)]);
    return rows;
}

bool JournalModel::matches(const JournalRow& row) const {
    if (!m_environment.isEmpty() && row.environment != m_environment) return false;
    const auto contains = [&](const QString& in) { return in.contains(m_text, Qt::CaseInsensitive); };
    return m_text.isEmpty() || contains(row.environment) || contains(actionWords(row.action)) || contains(row.who) ||
           contains(detailWords(row));
}

void JournalModel::arrange() {
    beginResetModel();
    m_order.clear();
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        if (matches(m_rows[i])) m_order.push_back(static_cast<int>(i));
    endResetModel();
}

const JournalRow* JournalModel::at(int line) const {
    if (line < 0 || static_cast<std::size_t>(line) >= m_order.size()) return nullptr;
    return &m_rows[static_cast<std::size_t>(m_order[static_cast<std::size_t>(line)])];
}

int JournalModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}
int JournalModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumns;
}

QString JournalModel::tip(const JournalRow& row, Column column) const {
    return plainTip(column == Column::Time ? Words::inAllZones(row.at, m_zones(row)) : detailWords(row));
}

QVariant JournalModel::data(const QModelIndex& index, int role) const {
    const JournalRow* row = at(index.row());
    if (!row) return {};
    if (role == Qt::ToolTipRole) return tip(*row, static_cast<Column>(index.column()));
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) return {};
    switch (static_cast<Column>(index.column())) {
        case Column::Time: return Words::when(row->at, m_zones(*row));
        case Column::Environment: return displayLine(row->environment);
        case Column::Action: return actionWords(row->action);
        case Column::Who: return tr("%1 on %2").arg(displayLine(row->who), displayLine(row->workstation));
        case Column::Detail: break;
    }
    return detailWords(*row);
}

QVariant JournalModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (static_cast<Column>(section)) {
        case Column::Time: return tr("Time");
        case Column::Environment: return tr("Environment");
        case Column::Action: return tr("Action");
        case Column::Who: return tr("Who");
        case Column::Detail: break;
    }
    return tr("Detail");
}

}  // namespace prophecy::ui
