#pragma once

#include <QDialog>

#include "domain/probe_report.h"
#include "ui/parts/ui_context.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace prophecy::ui {

class EnvironmentForm;
class TargetBand;

/// Adds or edits an environment. Test connection tells step by step what it finds and shows certificate trouble;
/// saving an edit that lowers the protection asks for consent at the old level.
class EnvironmentDialog final : public QDialog {
    Q_OBJECT
public:
    /// An empty id adds one.
    EnvironmentDialog(UiContext context, const EnvironmentId& id, QWidget* parent);

Q_SIGNALS:
    void saved(const prophecy::EnvironmentId& id);

private:
    void testConnection();
    void probe(const Environment& environment);
    void showReport(const ProbeReport& report);
    void offerTrust(const TlsTrouble& trouble);
    void addStep(bool good, const QString& text);
    void save();
    void storeSecrets(const Environment& environment);
    void endStoring();
    void tellKeptForThisRun();
    void complain(const Error& error);

    UiContext m_context;
    EnvironmentId m_id;
    Environment m_before;
    EnvironmentForm* m_form;
    QLineEdit* m_consent;
    QVBoxLayout* m_steps;
    QLabel* m_problem;
    QPushButton* m_test;
    QPushButton* m_save;
    std::vector<CertificatePin> m_pins;
    Call m_probe;
    std::vector<Call> m_storing;
    int m_unstored = 0;
    QStringList m_keptForThisRun;
    std::optional<Environment> m_triedPassword;  ///< for which an entered password was tried, and not saved
};

}  // namespace prophecy::ui
