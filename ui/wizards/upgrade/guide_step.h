#pragma once

#include "ui/wizards/upgrade/upgrade_state.h"

class QCheckBox;
class QLabel;
class QVBoxLayout;

namespace prophecy::ui {

/// Step 5 where the API does not upgrade: what is done in the web app, ticked off with its times.
class GuideStep final : public UpgradeStep {
    Q_OBJECT
public:
    explicit GuideStep(UpgradeState& state);
    void enter() override;
    QString obstacle() const override;

private:
    void fill(const QStringList& sentences);
    void tick(std::size_t step, bool done);
    void showTimes();
    QString whyNotNow() const;
    void show();

    QLabel* m_title;
    QWidget* m_card;
    QVBoxLayout* m_steps;
    std::vector<QLabel*> m_times;
    QStringList m_shown;
    QLabel* m_told;
    QLabel* m_why;
};

}  // namespace prophecy::ui
