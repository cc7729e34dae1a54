#include "ui/dialogs/environment_dialog.h"

#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include "ui/dialogs/trust_dialog.h"
#include "ui/parts/environment_form.h"
#include "ui/parts/target_band.h"
#include "ui/theme/widgets.h"
#include "ui/words/words.h"

namespace prophecy::ui {

// NOLINTNEXTLINE(readability-function-size): a layout, still to be cut
EnvironmentDialog::EnvironmentDialog(UiContext context, const EnvironmentId& id, QWidget* parent)
    : QDialog(parent),
      m_context(context),
      m_id(id),
      m_form(new EnvironmentForm),
      m_consent(new QLineEdit),
      m_steps(new QVBoxLayout),
      m_problem(wrappedLabel({}, "bad")),
      m_test(makeButton(tr("&Test connection"), "testConnection")),
      m_save(makeButton(tr("Save"), "saveEnvironment", "main")) {
    setObjectName(QStringLiteral("environmentDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    resizeToFit(this, {620, 600});
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->setSpacing(0);
    const Environment* known = context.registry.find(id);
    setWindowTitle(known ? tr("Edit %1").arg(known->name) : tr("Add an environment"));
    if (known) {
        m_before = *known;
        auto* band = new TargetBand;
        band->show(*known, windowTitle());
        outer->addWidget(band);
    }
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(20, 16, 20, 8);
    layout->setSpacing(10);
    if (!known) layout->addWidget(plainLabel(windowTitle(), "title"));
    layout->addWidget(m_form);
    m_consent->setObjectName(QStringLiteral("consentName"));
    m_consent->setAccessibleName(tr("Name of the environment, to allow less protection"));
    m_consent->setPlaceholderText(tr("Type %1 to allow less protection").arg(m_before.name));
    m_consent->hide();
    layout->addWidget(m_consent);
    m_steps->setSpacing(4);
    layout->addLayout(m_steps);
    m_problem->setObjectName(QStringLiteral("environmentProblem"));
    m_problem->hide();
    layout->addWidget(m_problem);
    layout->addStretch();
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidget(content);
    // What a test found stands at the end.
    connect(scroll->verticalScrollBar(), &QScrollBar::rangeChanged, this, [this, scroll](int, int end) {
        if (m_steps->count() > 0) scroll->verticalScrollBar()->setValue(end);
    });
    outer->addWidget(scroll, 1);

    auto* buttons = new QHBoxLayout;
    buttons->setContentsMargins(20, 12, 20, 16);
    buttons->setSpacing(8);
    auto* cancel = makeButton(tr("Cancel"), "cancelEnvironment");
    buttons->addWidget(m_test);
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_save);
    outer->addLayout(buttons);
    connect(m_test, &QPushButton::clicked, this, &EnvironmentDialog::testConnection);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(this, &QDialog::rejected, this, [this] {
        if (m_triedPassword) m_context.keys.dropClientPasswordOfThisRun(*m_triedPassword);
    });
    connect(m_save, &QPushButton::clicked, this, &EnvironmentDialog::save);
    connect(m_form, &EnvironmentForm::edited, this, [this] {
        m_problem->hide();
        if (!m_probe.isActive()) return;
        clearLayout(m_steps);
        m_probe.drop();  // its answer would stand under another address
        m_test->setText(tr("&Test again"));
    });
    if (known) m_form->load(*known);
    m_form->focusFirst();
}

void EnvironmentDialog::complain(const Error& error) {
    m_problem->setText(Words::of(error));
    m_problem->show();
}

void EnvironmentDialog::addStep(bool good, const QString& text) {
    const StateLook look = theme::look(good ? Level::Good : Level::Attention);
    auto* row = new QWidget;
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    auto* icon = new QLabel;
    icon->setPixmap(theme::icon(look.icon, look.ink).pixmap(QSize(16, 16), devicePixelRatioF()));
    icon->setAccessibleName(good ? tr("found") : tr("not found"));
    layout->addWidget(icon, 0, Qt::AlignTop);
    layout->addWidget(wrappedLabel(text), 1);
    m_steps->addWidget(row);
}

void EnvironmentDialog::testConnection() {
    if (m_probe.isActive()) return;
    m_problem->hide();
    clearLayout(m_steps);
    auto environment = m_form->value();
    if (!environment) return complain(environment.error());
    if (const auto plain = checkPlainHttp(*environment); !plain) return complain(plain.error());
    const auto key = m_form->key();
    if (!key) return complain(key.error());
    if (m_id.isEmpty() && key->isEmpty())
        return complain(makeError(ErrorKind::Usage, tr("Enter the access key first.")));
    // An entered key is tried under an id of its own, so that a stored one stays as it is until Save.
    if (!key->isEmpty()) {
        environment->id = EnvironmentId(QStringLiteral("untested"));
        m_context.keys.useForThisRun(*environment, *key, m_form->proxyPassword());
    }
    environment->pins.insert(environment->pins.end(), m_pins.begin(), m_pins.end());
    m_test->setText(tr("Testing…"));
    const Secret entered = m_form->clientPassword();
    const bool needsStored = entered.isEmpty() && environment->id != m_id && !m_id.isEmpty();
    if (!entered.isEmpty()) {
        m_context.keys.useClientPasswordForThisRun(*environment, entered);
        m_triedPassword = *environment;
    }
    if (!needsStored || environment->clientCertificate.file.isEmpty()) return probe(*environment);
    Environment stored = *environment;
    stored.id = m_id;
    m_probe =
        m_context.keys.clientPasswordOf(stored, this, [this, environment = *environment](Result<Secret> password) {
            if (password) m_context.keys.useClientPasswordForThisRun(environment, *password);
            probe(environment);
        });
}

void EnvironmentDialog::probe(const Environment& environment) {
    clearLayout(m_steps);
    m_steps->addWidget(wrappedLabel(tr("Trying %1…").arg(shownAddress(environment.root)), "muted"));
    m_context.connector.forgetDialect(environment);
    m_probe = m_context.connector.probe(environment, this, [this](Result<ProbeReport> report) {
        m_test->setText(tr("&Test again"));
        if (!report) clearLayout(m_steps);
        if (!report) return complain(report.error());
        showReport(*report);
    });
}

// NOLINTNEXTLINE(readability-function-cognitive-complexity): still to be cut
void EnvironmentDialog::showReport(const ProbeReport& report) {
    clearLayout(m_steps);
    for (const auto& step : report.steps) {
        using What = ProbeStep::What;
        const QString failure = step.error ? Words::of(*step.error) : QString();
        switch (step.what) {
            case What::Connection: addStep(step.good, step.good ? tr("The server answers.") : failure); break;
            case What::Dialect:
                addStep(step.good, step.good ? tr("It speaks the API: %1.").arg(Words::of(report.dialect)) : failure);
                break;
            case What::Key: addStep(step.good, step.good ? tr("The key is good.") : failure); break;
            case What::BackupConfigRead:
                addStep(step.good, step.good ? tr("The backup schedule can be read.")
                                             : tr("The backup schedule cannot be read here. %1").arg(failure));
                break;
            case What::ObjectStoreRead:
                addStep(step.good, step.good ? tr("The object store's settings can be read.")
                                             : tr("The object store's settings cannot be read here; that is not "
                                                  "documented for every version."));
                break;
            case What::Users:
                addStep(step.good, step.good ? tr("Users can be counted.") : tr("Users cannot be counted here."));
                break;
            case What::Upgrade:
                addStep(step.good, step.good ? tr("Versions are listed; it runs %1.").arg(report.version)
                                             : tr("Versions are not listed here; upgrades go through the web app."));
                break;
        }
    }
    if (report.error && report.error->tls) offerTrust(*report.error->tls);
}

void EnvironmentDialog::offerTrust(const TlsTrouble& trouble) {
    const auto environment = m_form->value();
    if (!environment) return;
    auto* dialog = new TrustDialog(*environment, trouble, this);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        m_pins.push_back(dialog->pin());
        testConnection();
    });
    dialog->open();
}

void EnvironmentDialog::save() {
    m_problem->hide();
    auto environment = m_form->value();
    if (!environment) return complain(environment.error());
    const auto key = m_form->key();
    if (!key) return complain(key.error());
    environment->pins.insert(environment->pins.end(), m_pins.begin(), m_pins.end());
    Consent consent;
    consent.typedName = m_consent->text();
    const bool lowered = !m_id.isEmpty() && lowersProtection(m_before.protection, environment->protection);
    if (lowered && consent.typedName != m_before.name) {
        m_consent->show();
        m_consent->setFocus();
        return complain(
            makeError(ErrorKind::Refused,
                      tr("Lowering the protection of %1 needs its name to be typed below.").arg(m_before.name)));
    }
    const auto stored = m_id.isEmpty() ? m_context.registry.add(*environment, consent)
                                       : m_context.registry.update(*environment, consent);
    if (!stored && m_id.isEmpty() && stored.error().kind == ErrorKind::Refused) {
        m_consent->setPlaceholderText(tr("Type %1 to allow less protection").arg(environment->name));
        m_consent->show();
    }
    if (!stored) return complain(stored.error());
    // From here on it exists: a second click, after trouble with the keychain, changes it.
    m_id = stored->id;
    m_before = *stored;
    storeSecrets(*stored);
}

void EnvironmentDialog::storeSecrets(const Environment& environment) {
    m_triedPassword.reset();
    m_storing.clear();
    m_keptForThisRun.clear();
    KeyRing& keys = m_context.keys;
    const auto store = [&](const Secret& secret, auto set, const QString& untaken) {
        if (secret.isEmpty()) return;
        m_storing.push_back((keys.*set)(environment, secret, this, [this, untaken](const Result<KeyRing::Kept>& kept) {
            if (!kept || *kept == KeyRing::Kept::ForThisRun) m_keptForThisRun << untaken;
            if (--m_unstored == 0) endStoring();
        }));
        ++m_unstored;
    };
    m_save->setEnabled(false);
    m_save->setText(tr("Asking the keychain…"));
    store(m_form->proxyPassword(), &KeyRing::setProxyPassword, tr("No keychain took the password of the proxy."));
    store(m_form->clientPassword(), &KeyRing::setClientPassword,
          tr("No keychain took the password of the client certificate."));
    if (const auto key = m_form->key(); key && !key->isEmpty()) {
        (void)m_context.storage.journal().append({environment.name, environment.root, QStringLiteral("key-set"), {}});
        store(*key, &KeyRing::setKey, tr("No keychain took the access key."));
    }
    if (m_storing.empty()) endStoring();
}

void EnvironmentDialog::endStoring() {
    if (!m_keptForThisRun.isEmpty()) tellKeptForThisRun();
    Q_EMIT saved(m_id);
    accept();
}

void EnvironmentDialog::tellKeptForThisRun() {
    auto* notice =
        new QMessageBox(QMessageBox::Information, tr("Kept for this run only"),
                        m_keptForThisRun.join(u'\n') + QStringLiteral("\n\n") +
                            tr("What you entered works until the console is closed, and is written to no file."),
                        QMessageBox::Ok, parentWidget());
    notice->setObjectName(QStringLiteral("noKeychainNotice"));
    notice->setTextFormat(Qt::PlainText);
    notice->setAttribute(Qt::WA_DeleteOnClose);
    notice->open();
}

}  // namespace prophecy::ui
