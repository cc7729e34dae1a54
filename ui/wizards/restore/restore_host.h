#pragma once

#include <QObject>
#include <QPointer>
#include <vector>

#include "domain/restore_draft.h"
#include "ui/dialogs/ui_context.h"

namespace prophecy::ui {

class RestoreWizard;

/// Opens the restore wizards of the console, one for a destination, and finds the one of an operation again.
class RestoreHost final : public QObject {
    Q_OBJECT
public:
    explicit RestoreHost(UiContext context, QObject* parent = nullptr);
    ~RestoreHost() override;

    /// A new one; the source may be known, a backup only when the admin pointed at it.
    RestoreWizard* begin(const EnvironmentId& source, const BackupTimestamp& timestamp = {},
                         const QString& sourceNamespace = {});
    /// One that was saved, or that is open already.
    RestoreWizard* open(const RestoreDraft& draft);
    /// The wizard of a restore that was begun in a window; nullptr when no draft knows it.
    RestoreWizard* openOperation(const OperationId& id);
    std::vector<RestoreDraft> drafts() const;
    /// With the window; drafts are saved.
    void closeAll();

Q_SIGNALS:
    /// One was opened or closed.
    void changed();

private:
    QString whyTaken(const RestoreWizard* asking, const Environment& destination) const;
    void restoreSafety(const OperationId& safetyBackup);

    UiContext m_context;
    std::vector<QPointer<RestoreWizard>> m_wizards;
};

}  // namespace prophecy::ui
