#pragma once

#include <QWidget>

#include "ui/wizards/frame/wizard_manager.h"

namespace prophecy::ui {

/// Discards it once the admin said so.
void askToDiscard(WizardManager& manager, const Procedure& draft, QWidget* parent);

/// A draft in a list: what is prepared, when it was saved, and the buttons that continue or discard it.
class DraftLine final : public QWidget {
    Q_OBJECT
public:
    DraftLine(WizardManager& manager, std::unique_ptr<Procedure> draft);

private:
    WizardManager& m_manager;
    std::unique_ptr<Procedure> m_draft;
};

}  // namespace prophecy::ui
