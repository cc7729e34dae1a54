#pragma once

#include <QDialog>

#include "domain/backup/history.h"
#include "services/operations/batch_delete.h"
#include "ui/parts/ui_context.h"

class QCheckBox;
class QFrame;
class QLabel;
class QLineEdit;
class QPushButton;
class QTableWidget;

namespace prophecy::ui {

/// Confirms and carries out the deletion of backups, bound to their timestamps and to one environment; one result per
/// item. Nothing is preselected and Enter does not run it. Whether the last good one is among them is computed by the
/// caller's rows.
class DeleteDialog final : public QDialog {
    Q_OBJECT
public:
    DeleteDialog(UiContext context, const Environment& environment, std::vector<BackupTimestamp> timestamps,
                 const BackupRows& rows, QWidget* parent);

private:
    void review();
    void run();
    void ask(const Check& objection);
    void showOutcome(int index, const Result<Operation>& outcome);

    UiContext m_context;
    Environment m_environment;
    std::vector<BackupTimestamp> m_timestamps;
    QLabel* m_title;
    QFrame* m_warning;
    QTableWidget* m_items;
    QCheckBox* m_lastGood = nullptr;
    QLineEdit* m_name = nullptr;
    QPushButton* m_run;
    QPushButton* m_cancel;
    bool m_sent = false;               ///< at least one of them
    std::optional<Check> m_objection;  ///< of the first item; it then holds for all
    AcceptedReasons m_accepted;
};

}  // namespace prophecy::ui
