#pragma once

#include "ui/pages/page.h"

class QFormLayout;
class QLabel;
class QPushButton;
class QVBoxLayout;

namespace prophecy::ui {

/// What is stored of one environment and what it was found to offer; edit, probe again, forget.
class SettingsPage final : public Page {
    Q_OBJECT
public:
    explicit SettingsPage(UiContext context);
    void refresh() override;

private:
    void sessionChanged() override;
    void addFact(const QString& label, const QString& value);
    void showCapabilities();
    void probeAgain();
    void edit();
    void forget();
    void lookAtCertificate();

    QFormLayout* m_facts;
    QFormLayout* m_capabilities;
    QLabel* m_probeState;
    QPushButton* m_probe;
    QPushButton* m_certificate;
    Call m_probing;
    Environment m_shown;
    Dialect m_shownDialect = Dialect::Auto;
};

}  // namespace prophecy::ui
