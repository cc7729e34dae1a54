#include "ui/wizards/upgrade/upgrade_words.h"

#include "core/text.h"

namespace prophecy::ui {

QString UpgradeWords::rollback(bool disableRollback) {
    return disableRollback
               ? tr("If the upgrade fails, it stays where it failed, so that the cause can be found. Nothing goes back "
                    "by "
                    "itself.")
               : tr("If the upgrade fails, it goes back to the version before by itself. What made it fail may be gone "
                    "then.");
}

QString UpgradeWords::of(UpgradeEnding ending, OperationState state) {
    switch (ending) {
        case UpgradeEnding::Upgraded: return tr("Upgraded");
        case UpgradeEnding::RolledBack: return tr("Rolled back");
        case UpgradeEnding::StayedFailed: return tr("Failed, stayed");
        case UpgradeEnding::OtherVersion: return tr("Other version");
        case UpgradeEnding::Unchanged: return tr("Unchanged");
        case UpgradeEnding::None: break;
    }
    switch (state) {
        case OperationState::Failed: return tr("Not begun");
        case OperationState::Lost: return tr("No trace");
        default: return tr("Not finished");
    }
}

StateLook UpgradeWords::look(UpgradeEnding ending, OperationState state) {
    if (ending == UpgradeEnding::Upgraded) return theme::look(Level::Good);
    if (ending == UpgradeEnding::RolledBack || ending == UpgradeEnding::Unchanged) return theme::look(Level::Attention);
    if (state == OperationState::Failed) return theme::look(Level::Bad);
    return theme::look(state == OperationState::Lost ? Level::Unknown : Level::Attention);
}

QString UpgradeWords::title(const Operation& operation) {
    const auto trace = traceOr<UpgradeTrace>(operation);
    const QString& name = operation.environmentName;
    switch (trace.ending) {
        case UpgradeEnding::Upgraded: return tr("%1 runs %2").arg(name, displayLine(trace.request.version));
        case UpgradeEnding::RolledBack: return tr("The upgrade of %1 failed and was rolled back").arg(name);
        case UpgradeEnding::StayedFailed: return tr("The upgrade of %1 failed and stays where it failed").arg(name);
        case UpgradeEnding::OtherVersion:
            return tr("%1 came back with %2, not with %3")
                .arg(name, displayLine(trace.version), displayLine(trace.request.version));
        case UpgradeEnding::Unchanged:
            return tr("%1 came back with %2, as before").arg(name, displayLine(trace.version));
        case UpgradeEnding::None: break;
    }
    if (operation.state == OperationState::Lost) return tr("The upgrade of %1 left no trace").arg(name);
    return operation.state == OperationState::Failed ? tr("The upgrade of %1 did not begin").arg(name)
                                                     : tr("The upgrade of %1 is not finished").arg(name);
}

QString UpgradeWords::explain(const Operation& operation, bool hasBackup) {
    const auto trace = traceOr<UpgradeTrace>(operation);
    const QString wayBack = hasBackup ? u' ' + tr("The backup from before is the way back.") : QString();
    switch (trace.ending) {
        case UpgradeEnding::Upgraded: return {};
        case UpgradeEnding::RolledBack:
            return tr("It runs the version from before. Find the cause before you try again.");
        case UpgradeEnding::StayedFailed:
            return tr("It may be half upgraded, and stays so until somebody acts. Look at it with the product's "
                      "support "
                      "before anything else is sent.") +
                   wayBack;
        case UpgradeEnding::OtherVersion:
            return tr("Somebody else may have upgraded it, or the server chose another version. Ask before you go on.");
        case UpgradeEnding::Unchanged:
            return tr("The server does not say whether it failed or was rolled back. Look at it before you try again.");
        case UpgradeEnding::None: break;
    }
    return operation.state == OperationState::Lost
               ? tr("The request was taken, but nothing shows it any more. Look at %1 before anything is sent again.")
                     .arg(operation.environmentName)
               : QString();
}

}  // namespace prophecy::ui
