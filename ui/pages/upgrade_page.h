#pragma once

#include "ui/pages/page.h"
#include "ui/theme/theme.h"

class QLabel;
class QPushButton;
class QTreeWidget;
class QVBoxLayout;

namespace prophecy::ui {

class Pill;
class WizardManager;

/// The version that runs, what is on offer, and the upgrades that were begun from here.
class UpgradePage final : public Page {
    Q_OBJECT
public:
    UpgradePage(UiContext context, WizardManager& wizards);
    void refresh() override;

protected:
    void sessionChanged() override;

private:
    QWidget* makeCurrent();
    void showCurrent();
    void showOffer();
    void showHistory();
    QString whereFrom(const SessionFacts& facts) const;
    /// The newest one after which the admin read a version in the web app; nullptr for none.
    const UpgradeRecord* lastSaid() const;
    void addLine(const QString& pill, const StateLook& look, const QString& text,
                 const std::vector<QPushButton*>& buttons);
    void addRecord(const UpgradeRecord& record);

    WizardManager& m_wizards;
    QLabel* m_version;
    Pill* m_mark;
    QLabel* m_source;
    QPushButton* m_again;
    QLabel* m_whyNot;
    QPushButton* m_upgrade;
    QLabel* m_offerNote;
    QTreeWidget* m_offer;
    QVBoxLayout* m_history;
    QLabel* m_noHistory;
    std::vector<UpgradeRecord> m_records;  ///< of the shown environment, newest first
    std::optional<Versions> m_shown;
    bool m_filled = false;
};

}  // namespace prophecy::ui
