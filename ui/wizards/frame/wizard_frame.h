#pragma once

#include <QWidget>
#include <vector>

#include "ui/wizards/frame/wizard_step.h"

class QLabel;
class QPushButton;
class QStackedWidget;

namespace prophecy::ui {

class ElidedLabel;
class StepList;
class TargetBand;

/// The window of a wizard: whose it is, its steps at the side, the current page, and a foot that says why one cannot go
/// on. What a step leads to is the wizard's own. The foot stays in sight, however small the window is.
class WizardFrame : public QWidget {
    Q_OBJECT
public:
    int step() const { return m_step; }

protected:
    WizardFrame(const QString& objectName, const QStringList& titles);
    /// The page of a place, owned from now on; the one before stays owned, too. Shown where it is the current one.
    void setStep(int index, WizardStep* step, const QString& title);

    struct Foot {
        QString next;  ///< on the button that goes on
        bool nextShown = true;
        bool dangerous = false;  ///< it sends what cannot be undone; its object name is then "wizardOverwrite"
        bool backShown = false;
        QString close;     ///< empty: no such button
        QString obstacle;  ///< why one cannot go on; shown unless told is
        QString told;
        QString saved;    ///< how the draft stands
        int reached = 0;  ///< steps up to here can be gone to
        int locked = -1;  ///< those up to here are behind a point of no return
        bool cancelShown = false;
    };
    virtual Foot foot() const = 0;
    virtual void refreshBand() = 0;
    virtual void next() = 0;
    virtual void cancel() = 0;
    virtual void saveAndClose() = 0;
    /// Keeps the draft.
    virtual void save() = 0;
    /// Shows a step and lets it look around.
    virtual void go(int step);
    void refresh();

    TargetBand* band() const { return m_band; }
    WizardStep* current() const { return m_steps[static_cast<std::size_t>(m_step)]; }
    WizardStep* stepAt(int index) const { return m_steps[static_cast<std::size_t>(index)]; }

private:
    QWidget* makeFoot();
    void adopt(WizardStep* step);
    QWidget* pageOf(const WizardStep* step) const;
    void focusFirst();

    TargetBand* m_band;
    StepList* m_list;
    QStackedWidget* m_stack;
    std::vector<WizardStep*> m_steps;
    ElidedLabel* m_saved;
    ElidedLabel* m_obstacle;
    QPushButton* m_cancel;
    QPushButton* m_close;
    QPushButton* m_back;
    QPushButton* m_next;
    int m_step = 0;
};

}  // namespace prophecy::ui
