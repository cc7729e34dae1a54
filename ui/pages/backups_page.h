#pragma once

#include "ui/dialogs/export_dialog.h"
#include "ui/models/backup_table_model.h"
#include "ui/pages/page.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QStackedLayout;
class QToolButton;
class QFrame;

namespace prophecy::ui {

class BackupDetails;
class ElidedLabel;
class WizardManager;
class RestoresSection;
class RowTable;

/// The history of backups: table, filter, details, copy, export and delete.
class BackupsPage final : public Page {
    Q_OBJECT
public:
    BackupsPage(UiContext context, WizardManager& wizards);
    void refresh() override;
    QWidget* filterField() override;
    /// Selects the backup when it is in the list.
    void select(const QString& key);
    /// Filters for what failed.
    void showFailed();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void sessionChanged() override;
    void rowsChanged() override;
    QLayout* makeToolRow();
    QWidget* makeTable();
    void applyFilter();
    void showEmptyState();
    void showDetails();
    void updateCounts();
    void fillMenu(QMenu* menu);
    void showRequest();
    void copySelection();
    Export shownBackups();
    void deleteSelection();
    void restoreSelection();
    std::vector<const BackupRow*> selectedRows() const;

    BackupTableModel* m_model;
    RowTable* m_table;
    QLineEdit* m_filter;
    QPushButton* m_all;
    QPushButton* m_usable;
    QPushButton* m_failed;
    QPushButton* m_others;
    ElidedLabel* m_summary;
    QToolButton* m_export;
    QFrame* m_notice;
    QLabel* m_noticeText;
    QWidget* m_empty;
    QLabel* m_emptyTitle;
    QLabel* m_emptyText;
    QStackedLayout* m_stack;
    BackupDetails* m_details;
    WizardManager& m_wizards;
    RestoresSection* m_restores;
    QString m_currentKey;
};

}  // namespace prophecy::ui
