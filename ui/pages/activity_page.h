#pragma once

#include "ui/models/journal_model.h"
#include "ui/pages/page.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QTableView;

namespace prophecy::ui {

/// The journal: what this console did and what came of it, filterable, with the check of its hashes.
class ActivityPage final : public Page {
    Q_OBJECT
public:
    explicit ActivityPage(UiContext context);
    void refresh() override;
    QWidget* filterField() override;

private:
    void sessionChanged() override;
    void reload();
    void verify();
    static QString verdictText(const JournalCheck& check);
    void applyFilter();

    JournalModel* m_model;
    QLineEdit* m_filter;
    QCheckBox* m_everywhere;
    QLabel* m_verdict;
    QTableView* m_table;
};

}  // namespace prophecy::ui
