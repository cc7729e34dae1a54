#pragma once

#include "ui/models/backup_table_model.h"
#include "ui/wizards/restore/restore_procedure.h"

class QComboBox;
class QLabel;

namespace prophecy::ui {

class RowTable;

/// Step 1: from where, and which of its backups. Nothing is preselected.
class BackupStep final : public RestoreStep {
    Q_OBJECT
public:
    explicit BackupStep(RestoreProcedure& procedure);
    void enter() override;
    QString obstacle() const override;
    QWidget* firstFocus() const override;

private:
    void fillSources();
    void showRows();
    void showChoice();
    void choose();
    const BackupRow* chosen() const;

    QComboBox* m_source;
    QLabel* m_age;
    BackupTableModel* m_model;
    RowTable* m_table;
    QLabel* m_note;
    QMetaObject::Connection m_rowsChanged;
};

}  // namespace prophecy::ui
