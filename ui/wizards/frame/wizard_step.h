#pragma once

#include <QWidget>

namespace prophecy::ui {

/// One page of a wizard.
class WizardStep : public QWidget {
    Q_OBJECT
public:
    /// It is shown now.
    virtual void enter() = 0;
    /// Why one cannot go on from here, as a sentence; empty when one can.
    virtual QString obstacle() const = 0;

Q_SIGNALS:
    /// What was decided here changed, or whether one can go on.
    void changed();
    /// The draft has to be kept now, and not only once one goes on.
    void saveWanted();
};

}  // namespace prophecy::ui
