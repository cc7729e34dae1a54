#pragma once

#include <QObject>
#include <QPointer>
#include <vector>

#include "domain/upgrade_draft.h"
#include "ui/dialogs/ui_context.h"

namespace prophecy::ui {

class UpgradeWizard;

/// Opens the upgrade wizards of the console, one for an environment, and finds the one of an operation again.
class UpgradeHost final : public QObject {
    Q_OBJECT
public:
    explicit UpgradeHost(UiContext context, QObject* parent = nullptr);
    ~UpgradeHost() override;

    /// The one that is open there, or a new one with these choices.
    UpgradeWizard* begin(const EnvironmentId& environment, const UpgradeDraft& choices = {});
    /// One that was saved, or that is open already.
    UpgradeWizard* open(const UpgradeDraft& draft);
    /// The wizard of an upgrade that was begun in a window; nullptr when no draft knows it.
    UpgradeWizard* openOperation(const OperationId& id);
    std::vector<UpgradeDraft> drafts() const;
    /// With the window; drafts are saved.
    void closeAll();

Q_SIGNALS:
    /// One was opened or closed.
    void changed();
    void restoreWanted(const prophecy::EnvironmentId& environment, const prophecy::BackupTimestamp& backup);

private:
    QString whyTaken(const UpgradeWizard* asking) const;
    void beginPartner(const UpgradeWizard* after, const EnvironmentId& partner);

    UiContext m_context;
    std::vector<QPointer<UpgradeWizard>> m_wizards;
};

}  // namespace prophecy::ui
