#pragma once

#include "ui/dialogs/export_dialog.h"
#include "ui/models/journal_model.h"
#include "ui/pages/page.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QToolButton;

namespace prophecy::ui {

class JournalView;
class RowTable;

/// The journal: what this console did and what came of it, filterable, with the check of its hashes.
class ActivityPage final : public Page {
    Q_OBJECT
public:
    explicit ActivityPage(UiContext context);
    void refresh() override;
    QWidget* filterField() override;

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void sessionChanged() override;
    QLayout* makeTools();
    QWidget* makeTable();
    QWidget* makeDetails();
    void reload();
    void applyFilter();
    void showDetails();
    void openEntry(const QModelIndex& index);
    void fillMenu(QMenu* menu);
    void copySelection();
    void verify();
    static QString verdictText(const JournalCheck& check);
    Export shownEntries();
    bool isAllUtc() const;
    QTimeZone zoneOf(const JournalRow& row) const;

    JournalModel* m_model;
    QLineEdit* m_filter;
    QCheckBox* m_everywhere;
    QLabel* m_verdict;
    QToolButton* m_export;
    RowTable* m_table;
    QWidget* m_details;
    JournalView* m_entry;
    QLabel* m_nothing;
};

}  // namespace prophecy::ui
