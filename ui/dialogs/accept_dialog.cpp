#include "ui/dialogs/accept_dialog.h"

#include <QCheckBox>
#include <QLineEdit>
#include <QVBoxLayout>

#include "core/text.h"
#include "ui/parts/check_words.h"
#include "ui/parts/target_band.h"
#include "ui/theme/widgets.h"
#include "words/sentences.h"

namespace prophecy::ui {

AcceptDialog::AcceptDialog(const Environment& environment, const QString& title, const Check& objection,
                           const QString& action, QWidget* parent)
    : QDialog(parent), m_run(makeButton(action, "acceptRun", "overwrite")) {
    setObjectName(QStringLiteral("acceptDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(title);
    resizeToFit(this, {560, 240});
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* band = new TargetBand;
    band->show(environment, title);
    outer->addWidget(band);
    auto* layout = new QVBoxLayout;
    layout->setContentsMargins(16, 12, 16, 16);
    layout->setSpacing(10);
    outer->addLayout(layout);

    auto* box = new QFrame;
    box->setProperty("loss", true);
    auto* inside = new QVBoxLayout(box);
    inside->addWidget(wrappedLabel(objection.id == CheckId::Retention
                                       ? CheckWords::of(objection.id)
                                       : tr("In the way: %1").arg(CheckWords::of(objection.id)),
                                   "heading"));
    auto* evidence = wrappedLabel(displayText(sentenceOf(objection.evidence)));
    evidence->setObjectName(QStringLiteral("acceptEvidence"));
    inside->addWidget(evidence);
    layout->addWidget(box);
    if (objection.id == CheckId::Retention) {
        m_known = new QCheckBox(tr("I know that these backups will be removed."));
        m_known->setObjectName(QStringLiteral("acceptKnown"));
        inside->addWidget(m_known);
        connect(m_known, &QCheckBox::toggled, this, &AcceptDialog::review);
    } else {
        m_reason = new QLineEdit;
        m_reason->setObjectName(QStringLiteral("acceptReason"));
        m_reason->setAccessibleName(tr("Reason"));
        m_reason->setPlaceholderText(tr("Why do you accept this? The reason goes into the journal."));
        layout->addWidget(m_reason);
        connect(m_reason, &QLineEdit::textChanged, this, &AcceptDialog::review);
    }
    layout->addStretch();
    auto* cancel = makeButton(tr("Cancel"), "acceptCancel");
    auto* buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_run);
    layout->addLayout(buttons);
    for (QPushButton* button : {cancel, m_run}) button->setAutoDefault(false);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_run, &QPushButton::clicked, this, [this, objection] {
        const QString reason = m_reason ? m_reason->text().trimmed() : tr("acknowledged in the window");
        Q_EMIT objectionAccepted(objection.id, {reason, objection.evidence});
        accept();
    });
    if (m_reason)
        m_reason->setFocus();
    else
        cancel->setFocus();
    review();
}

void AcceptDialog::review() {
    m_run->setEnabled(m_known ? m_known->isChecked() : !m_reason->text().trimmed().isEmpty());
}

}  // namespace prophecy::ui
