#pragma once

#include <QAbstractTableModel>

#include "core/call.h"
#include "core/clock.h"
#include "domain/backup/history.h"
#include "domain/row_patch.h"

namespace prophecy::ui {

/// The backups of one environment, filtered and ordered off the GUI thread. A list that shows the same rows emits
/// nothing; small differences are inserted and removed in place, so selection, scroll position and sort survive.
class BackupTableModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum class Column { Time, Age, State, Location, Took, Detail };
    static constexpr int kColumns = 6;
    enum Role { KeyRole = Qt::UserRole, StateRole };

    BackupTableModel(const Clock& clock, QObject* parent = nullptr);

    /// clockAhead: seconds by which the server's clock, which names backups, is ahead of this one.
    void setRows(SharedRows rows, const QTimeZone& serverZone, qint64 clockAhead);
    void setQuery(const BackupQuery& query);
    /// Empty at once, for another environment.
    void clear();
    const BackupQuery& query() const { return m_query; }

    const SharedRows& rows() const { return m_rows; }
    /// The row that a view shows at this line; nullptr out of range.
    const BackupRow* at(int line) const;
    int lineOf(const QString& key) const;
    const std::vector<int>& order() const { return m_order; }
    StateCounts counts() const { return m_counts; }

    /// Of the Time column: with both zones it needs more.
    int timeWidth() const { return isUtc() ? 142 : 244; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

Q_SIGNALS:
    /// The rows of the last setRows or setQuery are shown now.
    void arranged();

private:
    struct Arranged {
        std::vector<int> order;
        std::shared_ptr<const std::vector<QString>> keys;
        RowPatch patch;
        std::vector<int> changed;  ///< lines whose content differs, in the new order; only without a reset
        StateCounts counts;
    };

    void arrangeLater();
    void take(Arranged arranged, SharedRows rows);
    bool isUtc() const { return m_zone == QTimeZone::utc(); }
    QVariant display(const BackupRow& row, Column column) const;

    const Clock& m_clock;
    SharedRows m_rows = std::make_shared<const BackupRows>();
    SharedRows m_wanted = m_rows;
    QTimeZone m_zone;
    qint64 m_clockAhead = 0;
    BackupQuery m_query;
    std::vector<int> m_order;
    std::shared_ptr<const std::vector<QString>> m_keys = std::make_shared<const std::vector<QString>>();
    StateCounts m_counts;
    Call m_arranging;
};

}  // namespace prophecy::ui
