#pragma once

#include <QAbstractTableModel>
#include <QTimeZone>

#include "storage/journal.h"

namespace prophecy::ui {

/// The journal's entries, newest first, filtered by environment and text.
class JournalModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum class Column { Time, Environment, Action, Who, Detail };
    static constexpr int kColumns = 5;

    /// zones: of the server that an entry is about.
    using Zones = std::function<QTimeZone(const JournalRow&)>;
    explicit JournalModel(Zones zones, QObject* parent = nullptr)
        : QAbstractTableModel(parent), m_zones(std::move(zones)) {}

    /// Entries that are known already stay where they are.
    void setRows(std::vector<JournalRow> rows);
    /// An empty environment means all of them.
    void setFilter(const QString& environment, const QString& text);
    const JournalRow* at(int line) const;
    /// What passes the filter, newest first.
    std::vector<JournalRow> shown() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    bool matches(const JournalRow& row) const;
    void arrange();
    void insert(int came);

    QString tip(const JournalRow& row, Column column) const;

    Zones m_zones;
    std::vector<JournalRow> m_rows;
    std::vector<int> m_order;
    QString m_environment;
    QString m_text;
};

}  // namespace prophecy::ui
