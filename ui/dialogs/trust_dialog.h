#pragma once

#include <QDialog>

#include "domain/environment.h"

namespace prophecy::ui {

/// Shows a certificate chain that was refused and why; "No" is the default. Accepting it trusts this certificate for
/// this environment and these exact errors, nothing else.
class TrustDialog final : public QDialog {
    Q_OBJECT
public:
    TrustDialog(const Environment& environment, const TlsTrouble& trouble, QWidget* parent);
    CertificatePin pin() const { return m_pin; }

private:
    CertificatePin m_pin;
};

}  // namespace prophecy::ui
