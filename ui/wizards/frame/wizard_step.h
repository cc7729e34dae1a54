#pragma once

#include <QWidget>

#include "core/result.h"

namespace prophecy::ui {

/// One page of a wizard.
class WizardStep : public QWidget {
    Q_OBJECT
public:
    /// It is shown now.
    virtual void enter() = 0;
    /// Why one cannot go on from here, as a sentence; empty when one can.
    virtual QString obstacle() const { return {}; }
    /// On the button that goes on; empty for the usual word.
    virtual QString nextText() const { return {}; }
    /// Whether it is left by what happens, and not by a button.
    virtual bool leavesByItself() const { return false; }
    /// Takes down what was done here, right before one goes on. Where it fails, one stays.
    virtual Result<void> leave() { return {}; }
    /// Whether everything that was to be taken down here, was.
    virtual bool mayBeForgotten() const { return true; }
    /// What has to be chosen or typed first; nullptr for the first that can be.
    virtual QWidget* firstFocus() const { return nullptr; }

Q_SIGNALS:
    /// What was decided here changed, or whether one can go on.
    void changed();
    /// The draft has to be kept now, and not only once one goes on.
    void saveWanted();
};

}  // namespace prophecy::ui
