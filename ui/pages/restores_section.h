#pragma once

#include <QFrame>

#include "domain/restore/restore_draft.h"
#include "ui/parts/ui_context.h"
#include "ui/theme/theme.h"

class QHBoxLayout;
class QVBoxLayout;

namespace prophecy::ui {

class WizardManager;

/// Restores of one environment below its backups: what is prepared, what was done, with outcome and report. Hidden
/// while there is none.
class RestoresSection final : public QFrame {
    Q_OBJECT
public:
    RestoresSection(UiContext context, WizardManager& wizards);
    /// nullptr for none.
    void setEnvironment(const Environment* environment);
    void refresh();

private:
    static QString endingWord(OperationState state);
    void addRecord(const RestoreRecord& record);
    QHBoxLayout* addLine(const QString& pill, const StateLook& look, const QString& text);
    void showReport(const RestoreRecord& record);
    void askServer();
    QString serverSays(const RestoreRecord& record) const;

    UiContext m_context;
    WizardManager& m_wizards;
    std::optional<Environment> m_environment;
    std::vector<RestoreRecord> m_records;
    QVBoxLayout* m_lines;
    std::map<BackupTimestamp, Result<BackupAnswer>> m_server;  ///< what it says of the restore of each backup
    std::map<BackupTimestamp, Call> m_asking;
};

}  // namespace prophecy::ui
