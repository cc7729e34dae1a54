#include "app/screenshots/wizard_robot.h"

#include <QAbstractButton>
#include <QLineEdit>

#include "ui/wizards/procedures.h"

namespace prophecy::screenshots {

using namespace ui;

namespace {

void write(QLineEdit* line, const QString& text) {
    line->setText(text);
    Q_EMIT line->textEdited(text);
}

}  // namespace

WizardRobot::WizardRobot(Studio& stage, const char* prefix, QString look)
    : m_stage(stage),
      m_prefix(QString::fromLatin1(prefix)),
      m_look(std::move(look)),
      m_state(std::make_shared<State>()) {
    m_state->manager = std::make_unique<WizardManager>(stage.ui(), allProcedures());
}

void WizardRobot::begin(std::function<std::unique_ptr<Procedure>(WizardManager&)> make) {
    m_stage.tour.then([state = m_state, make] { state->wizard = state->manager->begin(make(*state->manager)); });
}

void WizardRobot::press(const char* name) {
    const auto find = [state = m_state, name] { return state->find<QAbstractButton>(QString::fromLatin1(name)); };
    m_stage.tour.when([find] { return find() && find()->isEnabled(); }, [find] { find()->click(); });
}

void WizardRobot::takeWayBack() {
    const auto start = [state = m_state] { return state->find<QAbstractButton>(QStringLiteral("wayBackStart")); };
    const auto next = [state = m_state] { return state->find<QAbstractButton>(QStringLiteral("wizardNext")); };
    m_stage.tour.when([=] { return (start() && start()->isEnabled()) || (next() && next()->isEnabled()); },
                      [=] {
                          if (start()) start()->click();
                      });
}

void WizardRobot::acknowledge(const char* name) {
    m_stage.tour.then([state = m_state, name] {
        if (auto* button = state->find<QAbstractButton>(QString::fromLatin1(name))) button->click();
    });
}

void WizardRobot::type(const char* name, const QString& text) {
    const auto find = [state = m_state, name] { return state->find<QLineEdit>(QString::fromLatin1(name)); };
    m_stage.tour.when([find] { return find() != nullptr; }, [find, text] { write(find(), text); });
}

void WizardRobot::giveReasons(const std::vector<CheckId>& checks, const QString& reason) {
    m_stage.tour.when([state = m_state] { return !state->wizard->procedure().checks()->isWaiting(); },
                      [state = m_state, checks, reason] {
                          for (const CheckId id : checks)
                              if (auto* line = state->find<QLineEdit>(QStringLiteral("checkReason-") + kebabName(id)))
                                  write(line, reason);
                      });
}

void WizardRobot::shoot(const char* name) {
    m_stage.shoot([state = m_state]() -> QWidget* { return state->wizard; },
                  QStringLiteral("%1-%2-%3").arg(m_prefix, QLatin1String(name), m_look));
}

void WizardRobot::shootSmall(const char* name) {
    const auto resize = [this](QSize size) {
        m_stage.tour.then([state = m_state, size] { state->wizard->resize(size); });
    };
    resize({900, 480});
    shoot(name);
    resize({1120, 760});
}

void WizardRobot::awaitStep(int step) {
    m_stage.tour.when([state = m_state, step] { return state->wizard && state->wizard->step() == step; });
}

}  // namespace prophecy::screenshots
