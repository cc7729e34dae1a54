#pragma once

#include <QPointer>

#include "app/screenshots/studio.h"
#include "ui/wizards/frame/wizard.h"
#include "ui/wizards/frame/wizard_manager.h"

namespace prophecy::screenshots {

/// Plans what a hand does in a wizard. Widgets are found when their turn comes.
class WizardRobot {
public:
    /// prefix is in front of the names of its pictures, such as "restore".
    WizardRobot(Studio& stage, const char* prefix, QString look);

    void begin(std::function<std::unique_ptr<ui::Procedure>(ui::WizardManager&)> make);
    /// Once the button can be pressed.
    void press(const char* name);
    void next() { press("wizardNext"); }
    /// Where none is there yet that is young enough.
    void takeWayBack();
    /// Clicks it where it is shown.
    void acknowledge(const char* name);
    void type(const char* name, const QString& text);
    /// Once no check is asked any more.
    void giveReasons(const std::vector<CheckId>& checks, const QString& reason);
    void shoot(const char* name);
    /// The same in a small window.
    void shootSmall(const char* name);
    /// Until the wizard stands at this step.
    void awaitStep(int step);

private:
    struct State {
        std::unique_ptr<ui::WizardManager> manager;
        QPointer<ui::Wizard> wizard;

        /// nullptr where it is not there or not seen.
        template <class T>
        T* find(const QString& name) const {
            auto* found = wizard ? wizard->findChild<T*>(name) : nullptr;
            return found && found->isVisible() ? found : nullptr;
        }
    };

    Studio& m_stage;
    QString m_prefix;
    QString m_look;
    std::shared_ptr<State> m_state;
};

}  // namespace prophecy::screenshots
