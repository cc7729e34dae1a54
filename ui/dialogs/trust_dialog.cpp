#include "ui/dialogs/trust_dialog.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLocale>
#include <QVBoxLayout>

#include "core/text.h"
#include "ui/parts/target_band.h"
#include "ui/theme/widgets.h"

namespace prophecy::ui {

TrustDialog::TrustDialog(const Environment& environment, const TlsTrouble& trouble, QWidget* parent) : QDialog(parent) {
    setObjectName(QStringLiteral("trustDialog"));
    setWindowTitle(tr("Certificate not trusted"));
    setAttribute(Qt::WA_DeleteOnClose);
    resizeToFit(this, {640, 360});
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* band = new TargetBand;
    band->show(environment);
    outer->addWidget(band);
    auto* layout = new QVBoxLayout;
    layout->setContentsMargins(16, 12, 16, 16);
    layout->setSpacing(10);
    outer->addLayout(layout);
    layout->addWidget(
        wrappedLabel(tr("The certificate of %1 cannot be verified").arg(displayLine(trouble.host)), "title"));
    for (const QString& sentence : trouble.sentences) layout->addWidget(wrappedLabel(displayLine(sentence), "bad"));
    if (!trouble.chain.isEmpty()) {
        const CertificateFacts& leaf = trouble.chain.first();
        m_pin = {leaf.sha256, trouble.errors};
        auto* form = new QFormLayout;
        const auto add = [&](const QString& label, const QString& value, bool fixed) {
            QLabel* text = wrappedLabel(value);
            text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
            if (fixed) text->setFont(theme::fixedFont());
            form->addRow(plainLabel(label, "muted"), text);
        };
        add(tr("Issued to"), displayLine(leaf.subject), false);
        add(tr("Issued by"), displayLine(leaf.issuer), false);
        add(tr("Valid"),
            tr("%1 to %2")
                .arg(leaf.notBefore.toUTC().date().toString(Qt::ISODate),
                     leaf.notAfter.toUTC().date().toString(Qt::ISODate)),
            false);
        // Two lines, so that it can be read out over the phone.
        add(tr("SHA-256"), leaf.sha256.left(48) + u'\n' + leaf.sha256.mid(48), true);
        layout->addLayout(form);
    }
    layout->addWidget(
        wrappedLabel(tr("Compare the SHA-256 with the one that the server's administrator gives you by another way. "
                        "Trusting it applies to this environment, this certificate and these errors only."),
                     "muted"));
    layout->addStretch();
    auto* buttons = new QDialogButtonBox;
    auto* no = makeButton(tr("No, do not connect"), "trustNo", "main");
    auto* yes = makeButton(tr("Trust this certificate"), "trustYes", "danger");
    yes->setEnabled(!m_pin.sha256.isEmpty());
    no->setDefault(true);
    buttons->addButton(no, QDialogButtonBox::RejectRole);
    buttons->addButton(yes, QDialogButtonBox::AcceptRole);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    no->setFocus();
}

}  // namespace prophecy::ui
