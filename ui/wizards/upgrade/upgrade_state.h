#pragma once

#include <functional>
#include <memory>

#include "domain/upgrade_draft.h"
#include "ui/dialogs/ui_context.h"
#include "ui/wizards/frame/wizard_step.h"

namespace prophecy::ui {

/// What the steps of one upgrade wizard share: the draft, and the checks over it.
class UpgradeState final : public QObject {
    Q_OBJECT
public:
    /// Says why the environment is not free; empty when it is.
    using WhyTaken = std::function<QString()>;
    UpgradeState(UiContext services, UpgradeDraft wanted, WhyTaken taken)
        : context(services), draft(std::move(wanted)), whyTaken(std::move(taken)) {}

    UiContext context;
    UpgradeDraft draft;
    WhyTaken whyTaken;

    /// nullptr when it was removed from the console.
    const Environment* environment() const { return context.registry.find(draft.environment); }
    /// As it is called now; a draft remembers how it was called.
    QString name() const {
        const Environment* now = environment();
        return now ? now->name : draft.environmentName;
    }
    /// As requests to it are made, with the dialect that answers.
    Environment spoken() const;
    /// What is to be sent, with the version in the server's spelling.
    UpgradeRequest request() const;
    QString whyNoEnvironment() const;

    /// The run over the present plan; begun anew when the environment or its partner is another one. nullptr without an
    /// environment. Not to be kept.
    UpgradeCheckRun* checks();
    /// As they were answered last; they stand while they are asked for again.
    const std::optional<Versions>& versions() const { return m_versions; }
    /// Upgraded by hand in the web app: the API has no call for it, or had none when it was tried.
    bool isGuided() const;
    void guideFromNow();

    /// The way back: the backup made here once it succeeded, or the newest that is young enough.
    /// The server's clock, as far as it told.
    QDateTime serverTime() const;
    /// Whether a backup that was watched here proves in which zone the server writes its timestamps.
    bool isZoneProven() const;
    BackupTimestamp backup() const;
    /// The one that was made in the wizard, however it stands.
    std::optional<Operation> madeBackup() const;
    /// Of the API's upgrade, or of the one by hand as if it had been sent.
    std::optional<Operation> operation() const;

    /// What the chosen version means, where it needs to be acknowledged.
    Evidence versionWarning() const;
    /// Why a check is accepted as it stands; empty where it is not, or where it reads differently by now.
    QString reasonFor(const Check& check) const;
    void accept(const Check& check, const QString& reason);

    UpgradeWish wish();

Q_SIGNALS:
    void checksChanged();

private:
    bool madeIsFresh() const;
    void takeAnswers();
    void retireChecks();

    std::unique_ptr<UpgradeCheckRun> m_checks;
    std::optional<Versions> m_versions;
    qint64 m_serverAheadSeconds = 0;
    std::vector<Backup> m_recent;  ///< good backups of the last day, as listed last
    bool m_mustGuide = false;
    mutable std::optional<Operation> m_made;  ///< finished, so that it is not read again
    bool m_guided = false;
};

/// One page of the upgrade wizard.
class UpgradeStep : public WizardStep {
    Q_OBJECT
public:
    explicit UpgradeStep(UpgradeState& state) : m_state(state) {}

protected:
    UpgradeState& m_state;
};

}  // namespace prophecy::ui
