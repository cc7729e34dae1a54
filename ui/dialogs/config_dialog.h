#pragma once

#include <QDialog>

#include "domain/cron/expression.h"
#include "ui/parts/ui_context.h"

class QCheckBox;
class QFrame;
class QLabel;
class QLineEdit;
class QTableWidget;
class QVBoxLayout;

namespace prophecy::ui {

/// Shows what would change in backupConfig, saves it once, and stays until its outcome is known: saved, changed by
/// somebody meanwhile (three sides), to be done by hand, or unclear.
class ConfigDialog final : public QDialog {
    Q_OBJECT
public:
    ConfigDialog(UiContext context, const Environment& environment, BackupConfig seen, BackupConfig wanted,
                 QWidget* parent);

    void reject() override;

    /// Somebody changed it since it was looked at: the three sides at once.
    void alreadyChanged(const BackupConfig& onServer);

Q_SIGNALS:
    /// The server's value is what the form should show now.
    void settled(const prophecy::BackupConfig& onServer);

private:
    void showDifferences(const BackupConfig* onServer);
    QString outcomeText() const;
    QString consequences(const CronExpression& expression) const;
    void showLoss(const CronExpression* expression);
    void review();
    void save();
    void take(const Result<ConfigOutcome>& outcome);
    void showConflict(const BackupConfig& onServer);
    void ask(const Check& objection);
    void showManual();
    void verify();
    void tell(Level level, const QString& title, const QString& text);

    UiContext m_context;
    Environment m_environment;
    BackupConfig m_seen;
    BackupConfig m_wanted;
    QLabel* m_title;
    QLabel* m_text;
    QTableWidget* m_table;
    QVBoxLayout* m_more;
    QFrame* m_lossBox;
    QLabel* m_loss;
    QCheckBox* m_lossKnown;
    QLabel* m_nameLabel = nullptr;
    QLineEdit* m_name = nullptr;
    QPushButton* m_request;
    QPushButton* m_cancel;
    QPushButton* m_run;
    AcceptedReasons m_accepted;
    Call m_saving;
    Call m_looking;
};

}  // namespace prophecy::ui
