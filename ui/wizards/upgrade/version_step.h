#pragma once

#include "ui/wizards/upgrade/upgrade_procedure.h"

class QCheckBox;
class QFrame;
class QLabel;
class QLineEdit;
class QTreeWidget;

namespace prophecy::ui {

/// Versions on offer by release line, newest first; every leaf carries its version under Qt::UserRole.
void fillVersions(QTreeWidget* tree, const std::optional<Versions>& versions);
QTreeWidget* makeVersionTree(const char* objectName);

/// Step 1: to which version, from the list or typed. What it means is said, and acknowledged where it matters.
class VersionStep final : public UpgradeStep {
    Q_OBJECT
public:
    explicit VersionStep(UpgradeProcedure& procedure);
    void enter() override;
    QString obstacle() const override;
    QWidget* firstFocus() const override;

private:
    QString currentText(const UpgradeCheckRun* run, const std::optional<Versions>& versions) const;
    void show();
    void choose(const QString& version);

    QLabel* m_current;
    QLabel* m_note;
    QTreeWidget* m_offer;
    QLineEdit* m_typed;
    QLabel* m_wrong;
    QFrame* m_warning;
    QLabel* m_warningText;
    QCheckBox* m_acknowledge;
    std::optional<Versions> m_shown;
    bool m_filled = false;
};

}  // namespace prophecy::ui
