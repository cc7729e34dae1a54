#pragma once

#include <QAbstractTableModel>

#include "storage/journal.h"

namespace prophecy::ui {

/// The journal's entries, newest first, filtered by environment and text.
class JournalModel final : public QAbstractTableModel {
    Q_OBJECT
public:
    enum class Column { Time, Environment, Action, Who, Detail };
    static constexpr int kColumns = 5;

    using QAbstractTableModel::QAbstractTableModel;

    /// Entries that are known already stay where they are.
    void setRows(std::vector<JournalRow> rows);
    /// An empty environment means all of them.
    void setFilter(const QString& environment, const QString& text);
    const JournalRow* at(int line) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    bool matches(const JournalRow& row) const;
    void arrange();

    std::vector<JournalRow> m_rows;
    std::vector<int> m_order;
    QString m_environment;
    QString m_text;
};

/// The journal's action as words: "Backup started".
QString actionWords(const QString& action);
/// What an entry says beyond its action, on one line.
QString detailWords(const JournalRow& row);

}  // namespace prophecy::ui
