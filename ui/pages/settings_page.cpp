#include "ui/pages/settings_page.h"

#include <QFormLayout>
#include <QMessageBox>
#include <QVBoxLayout>

#include "core/text.h"
#include "ui/dialogs/environment_dialog.h"
#include "ui/dialogs/trust_dialog.h"
#include "ui/theme/widgets.h"
#include "ui/words/words.h"

namespace prophecy::ui {

SettingsPage::SettingsPage(UiContext context)
    : Page(context),
      m_facts(new QFormLayout),
      m_capabilities(new QFormLayout),
      m_probeState(wrappedLabel({}, "caption")),
      m_probe(makeButton(tr("Probe again"), "probeAgain")),
      m_certificate(makeButton(tr("Look at the certificate…"), "lookAtCertificate")) {
    setObjectName(QStringLiteral("settingsPage"));
    auto* content = new QWidget;
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(20, 14, 20, 16);
    layout->setSpacing(10);
    const auto addCard = [&](const QString& title, QFormLayout* form) {
        layout->addWidget(plainLabel(title, "heading"));
        auto* card = makeCard();
        form->setContentsMargins(16, 12, 16, 12);
        form->setHorizontalSpacing(20);
        form->setVerticalSpacing(8);
        card->setLayout(form);
        layout->addWidget(card);
    };
    addCard(tr("This environment"), m_facts);
    auto* buttons = new QHBoxLayout;
    auto* edit = makeButton(tr("Edit…"), "editEnvironment");
    auto* remove = makeButton(tr("Forget this environment…"), "removeEnvironment", "danger");
    buttons->addWidget(edit);
    buttons->addWidget(m_certificate);
    buttons->addStretch();
    buttons->addWidget(remove);
    layout->addLayout(buttons);
    addCard(tr("What it offers"), m_capabilities);
    auto* probing = new QHBoxLayout;
    probing->addWidget(m_probe);
    probing->addWidget(m_probeState, 1);
    layout->addLayout(probing);
    layout->addStretch();
    auto* scroll = makeScroll(content);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addWidget(scroll);
    connect(edit, &QPushButton::clicked, this, &SettingsPage::edit);
    connect(remove, &QPushButton::clicked, this, &SettingsPage::forget);
    connect(m_probe, &QPushButton::clicked, this, &SettingsPage::probeAgain);
    connect(m_certificate, &QPushButton::clicked, this, &SettingsPage::lookAtCertificate);
}

void SettingsPage::addFact(const QString& label, const QString& value) {
    QLabel* text = wrappedLabel(value);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_facts->addRow(plainLabel(label, "muted"), text);
}

void SettingsPage::sessionChanged() {
    m_shown = {};
    if (session())
        connect(session(), &EnvironmentSession::capabilitiesChanged, this, &SettingsPage::showCapabilities,
                Qt::UniqueConnection);
    m_probing.drop();
    m_probe->setEnabled(true);
    m_probeState->clear();
    refresh();
}

void SettingsPage::refresh() {
    if (!session()) return;
    const SessionFacts& facts = session()->facts();
    m_certificate->setVisible(facts.error && facts.error->tls);
    const Environment& e = session()->environment();
    showCapabilities();
    if (m_shown == e && m_shownDialect == facts.dialect) return;
    m_shown = e;
    m_shownDialect = facts.dialect;
    while (m_facts->rowCount() > 0) m_facts->removeRow(0);
    addFact(tr("Name"), e.name);
    addFact(tr("Address"), shownAddress(e.root));
    addFact(tr("Role"),
            e.standbyExpected ? tr("%1, off on purpose until it is needed").arg(Words::of(e.role)) : Words::of(e.role));
    addFact(tr("Protection"), Words::of(e.protection));
    addFact(tr("Server time zone"), QString::fromLatin1(e.zone));
    addFact(tr("Namespace"), e.nameSpace.isEmpty() ? tr("not entered") : e.nameSpace);
    addFact(tr("API"), facts.dialect == Dialect::Auto ? Words::of(e.dialect) : Words::of(facts.dialect));
    addFact(tr("Key expires"), e.keyExpires.isValid() ? e.keyExpires.toString(Qt::ISODate) : tr("not entered"));
    if (!e.caFile.isEmpty()) addFact(tr("CA file"), e.caFile);
    if (!e.clientCertificate.file.isEmpty()) addFact(tr("Client certificate"), e.clientCertificate.file);
    if (e.proxy.mode == ProxyChoice::Mode::Manual)
        addFact(tr("Proxy"), QStringLiteral("%1:%2").arg(e.proxy.host).arg(e.proxy.port));
    if (e.proxy.mode == ProxyChoice::Mode::None) addFact(tr("Proxy"), tr("none"));
    if (!e.pins.empty())
        addFact(tr("Trusted certificates"), tr("%n certificate(s) that you trusted for this environment", nullptr,
                                               static_cast<int>(e.pins.size())));
    for (auto it = e.pathOverrides.begin(); it != e.pathOverrides.end(); ++it) addFact(it.key(), it.value());
}

void SettingsPage::showCapabilities() {
    if (!session()) return;
    while (m_capabilities->rowCount() > 0) m_capabilities->removeRow(0);
    const auto known = m_context.storage.environments().capabilities(session()->environment().id);
    const QDateTime now = m_context.clock.nowUtc();
    for (const Capability capability : kAllCapabilities) {
        const KnownCapability found = known ? known->value(capability) : KnownCapability();
        const Level level = found.offer == Offer::Offered      ? Level::Good
                            : found.offer == Offer::NotOffered ? Level::Attention
                                                               : Level::Unknown;
        auto* row = new QWidget;
        auto* layout = new QHBoxLayout(row);
        layout->setContentsMargins(0, 0, 0, 0);
        auto* pill = new Pill;
        pill->set(Words::of(found.offer), theme::look(level));
        layout->addWidget(pill);
        layout->addWidget(
            plainLabel(found.at.isValid() ? tr("found %1").arg(Words::age(found.at, now)) : QString(), "caption"));
        layout->addStretch();
        m_capabilities->addRow(plainLabel(Words::of(capability), "muted"), row);
    }
}

void SettingsPage::probeAgain() {
    if (!session()) return;
    m_probe->setEnabled(false);
    m_probeState->setText(tr("Asking…"));
    m_probing = m_context.connector.probe(
        session()->environment(), this, [this, id = session()->environment().id](auto report) {
            m_probe->setEnabled(true);
            if (!report || report->error) {
                m_probeState->setText(Words::of(report ? *report->error : report.error()));
                return;
            }
            (void)m_context.storage.environments().forgetWrite(id);
            const auto saved = m_context.storage.environments().remember(id, *report, m_context.clock.nowUtc());
            m_probeState->setText(saved ? QString() : Words::of(saved.error()));
            showCapabilities();
        });
}

void SettingsPage::edit() {
    if (session()) (new EnvironmentDialog(m_context, session()->environment().id, this))->open();
}

void SettingsPage::forget() {
    if (!session()) return;
    const Environment environment = session()->environment();
    auto* question =
        new QMessageBox(QMessageBox::Warning, tr("Forget %1").arg(environment.name),
                        tr("Forget %1 on this workstation?\n\nIts key, its settings and the history seen here are "
                           "removed. The installation at %2 is not touched, and the journal stays.")
                            .arg(environment.name, shownAddress(environment.root)),
                        QMessageBox::NoButton, this);
    question->setObjectName(QStringLiteral("forgetQuestion"));
    question->setTextFormat(Qt::PlainText);
    question->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* keep = question->addButton(tr("Keep it"), QMessageBox::RejectRole);
    QPushButton* forget = question->addButton(tr("Forget it"), QMessageBox::AcceptRole);
    forget->setObjectName(QStringLiteral("forgetConfirmed"));
    question->setDefaultButton(keep);
    connect(forget, &QPushButton::clicked, this, [this, id = environment.id] {
        if (const auto removed = m_context.registry.remove(id); !removed)
            m_probeState->setText(Words::of(removed.error()));
    });
    question->open();
}

void SettingsPage::lookAtCertificate() {
    if (!session() || !session()->facts().error || !session()->facts().error->tls) return;
    auto* dialog = new TrustDialog(session()->environment(), *session()->facts().error->tls, this);
    connect(dialog, &QDialog::accepted, this, [this, dialog, id = session()->environment().id] {
        if (const auto pinned = m_context.registry.pin(id, dialog->pin()); !pinned)
            m_probeState->setText(Words::of(pinned.error()));
    });
    dialog->open();
}

}  // namespace prophecy::ui
