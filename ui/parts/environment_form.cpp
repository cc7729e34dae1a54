#include "ui/parts/environment_form.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDateEdit>
#include <QFileDialog>
#include <QFormLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QTimeZone>

#include "ui/theme/widgets.h"
#include "ui/words/words.h"

namespace prophecy::ui {

namespace {

template <class T>
T* named(T* widget, const char* objectName, const QString& accessibleName) {
    widget->setObjectName(QString::fromLatin1(objectName));
    widget->setAccessibleName(accessibleName);
    return widget;
}

template <class Enum>
void fill(QComboBox* box, std::initializer_list<Enum> values) {
    for (const Enum value : values) box->addItem(Words::of(value), static_cast<int>(value));
}

template <class Enum>
Enum chosen(const QComboBox* box) {
    return static_cast<Enum>(box->currentData().toInt());
}

template <class Enum>
void choose(QComboBox* box, Enum value) {
    box->setCurrentIndex(box->findData(static_cast<int>(value)));
}

}  // namespace

EnvironmentForm::EnvironmentForm(QWidget* parent)
    : QWidget(parent),
      m_name(named(new QLineEdit, "environmentName", tr("Name"))),
      m_address(named(new QLineEdit, "environmentUrl", tr("Address"))),
      m_plainHttp(named(new QCheckBox(tr("I know that the key crosses the network unencrypted.")), "plainHttpCheck",
                        tr("Accept plain http"))),
      m_key(named(new QLineEdit, "environmentKey", tr("Access key"))),
      m_role(named(new QComboBox, "environmentRole", tr("Role"))),
      m_protection(named(new QComboBox, "environmentProtection", tr("Protection"))),
      m_zone(named(new QComboBox, "environmentZone", tr("Server time zone"))),
      m_namespace(named(new QLineEdit, "environmentNamespace", tr("Namespace"))),
      m_standby(named(new QCheckBox(tr("Off on purpose until it is needed")), "environmentStandby", tr("Standby"))),
      m_expires(named(new QCheckBox(tr("The key expires on")), "keyExpiresCheck", tr("The key expires"))),
      m_expiry(named(new QDateEdit, "keyExpiryDate", tr("Expiry date of the key"))),
      m_advanced(new QWidget),
      m_dialect(named(new QComboBox, "environmentDialect", tr("API"))),
      m_caFile(named(new QLineEdit, "environmentCaFile", tr("CA file"))),
      m_clientFile(named(new QLineEdit, "clientCertificate", tr("Client certificate"))),
      m_clientKeyFile(named(new QLineEdit, "clientKey", tr("Key of the client certificate"))),
      m_clientPassword(named(new QLineEdit, "clientPassword", tr("Password of the client certificate's key"))),
      m_proxyMode(named(new QComboBox, "proxyMode", tr("Proxy"))),
      m_proxyHost(named(new QLineEdit, "proxyHost", tr("Proxy host"))),
      m_proxyPort(named(new QSpinBox, "proxyPort", tr("Proxy port"))),
      m_proxyUser(named(new QLineEdit, "proxyUser", tr("Proxy user"))),
      m_proxyPassword(named(new QLineEdit, "proxyPassword", tr("Proxy password"))),
      m_overrides(named(new QPlainTextEdit, "pathOverrides", tr("Paths of calls"))) {
    auto* form = new QFormLayout;
    form->setHorizontalSpacing(16);
    form->setVerticalSpacing(8);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    addBasicFields(form);
    auto* more = makeButton(tr("More: certificates, proxy, paths"), "moreButton", "flat");
    more->setCheckable(true);
    auto* advancedForm = new QFormLayout(m_advanced);
    advancedForm->setContentsMargins(0, 0, 0, 0);
    advancedForm->setHorizontalSpacing(16);
    advancedForm->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    addAdvancedFields(advancedForm);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    outer->addLayout(form);
    outer->addWidget(more);
    outer->addWidget(m_advanced);
    outer->addStretch();
    m_advanced->hide();
    connect(more, &QPushButton::toggled, m_advanced, &QWidget::setVisible);
    connect(m_address, &QLineEdit::textChanged, this, &EnvironmentForm::adapt);
    connect(m_clientFile, &QLineEdit::textChanged, this, &EnvironmentForm::adapt);
    connect(m_role, &QComboBox::currentIndexChanged, this, &EnvironmentForm::adapt);
    connect(m_proxyMode, &QComboBox::currentIndexChanged, this, &EnvironmentForm::adapt);
    connect(m_expires, &QCheckBox::toggled, m_expiry, &QWidget::setEnabled);
    connect(m_protection, &QComboBox::activated, this, [this] { m_protectionChosen = true; });
    for (QLineEdit* line : {m_name, m_address, m_key, m_caFile, m_clientFile, m_clientKeyFile, m_clientPassword,
                            m_proxyHost, m_proxyUser, m_proxyPassword})
        connect(line, &QLineEdit::textChanged, this, &EnvironmentForm::edited);
    for (QComboBox* box : {m_dialect, m_proxyMode})
        connect(box, &QComboBox::currentIndexChanged, this, &EnvironmentForm::edited);
    connect(m_proxyPort, &QSpinBox::valueChanged, this, &EnvironmentForm::edited);
    connect(m_overrides, &QPlainTextEdit::textChanged, this, &EnvironmentForm::edited);
    load(Environment());
}

void EnvironmentForm::addBasicFields(QFormLayout* form) {
    m_name->setPlaceholderText(tr("acme-prod"));
    m_address->setPlaceholderText(tr("https://prophecy.example.com"));
    m_key->setEchoMode(QLineEdit::Password);
    fill(m_role, {Role::Primary, Role::Dr, Role::Test});
    fill(m_protection, {Protection::Typed, Protection::Confirm, Protection::ReadOnly});
    m_zone->setEditable(true);
    m_zone->setInsertPolicy(QComboBox::NoInsert);
    m_zone->addItem(QStringLiteral("UTC"));
    for (const QByteArray& id : QTimeZone::availableTimeZoneIds())
        if (id.contains('/')) m_zone->addItem(QString::fromLatin1(id));
    m_namespace->setPlaceholderText(tr("app"));
    m_expiry->setDisplayFormat(QStringLiteral("yyyy-MM-dd"));
    m_expiry->setCalendarPopup(true);
    auto* expiry = new QHBoxLayout;
    expiry->addWidget(m_expires);
    expiry->addWidget(m_expiry, 1);
    form->addRow(tr("&Name"), m_name);
    form->addRow(tr("&Address"), m_address);
    form->addRow(QString(), m_plainHttp);
    form->addRow(tr("Access &key"), m_key);
    form->addRow(QString(), expiry);
    form->addRow(tr("&Role"), m_role);
    form->addRow(QString(), m_standby);
    form->addRow(tr("&Protection"), m_protection);
    form->addRow(tr("Server time &zone"), m_zone);
    form->addRow(tr("Na&mespace"), m_namespace);
}

void EnvironmentForm::addAdvancedFields(QFormLayout* form) {
    fill(m_dialect, {Dialect::Auto, Dialect::Platform, Dialect::Athena});
    m_proxyMode->addItem(tr("As the system says"), static_cast<int>(ProxyChoice::Mode::System));
    m_proxyMode->addItem(tr("None"), static_cast<int>(ProxyChoice::Mode::None));
    m_proxyMode->addItem(tr("This one"), static_cast<int>(ProxyChoice::Mode::Manual));
    m_proxyPort->setRange(1, 65535);
    m_proxyPort->setValue(3128);
    m_proxyPassword->setEchoMode(QLineEdit::Password);
    m_overrides->setPlaceholderText(tr("list-backups = /api/backup/list"));
    m_overrides->setTabChangesFocus(true);
    m_overrides->setFixedHeight(64);
    m_clientPassword->setEchoMode(QLineEdit::Password);
    m_clientFile->setPlaceholderText(tr("Only where a gateway wants one"));
    m_clientKeyFile->setPlaceholderText(tr("Empty where the certificate's file holds it"));
    const QString certificates = tr("Certificates (*.pem *.crt *.cer *.der);;All files (*)");
    const QString identities = tr("Certificates and keys (*.pem *.crt *.cer *.der *.p12 *.pfx *.key);;All files (*)");
    auto* host = new QHBoxLayout;
    host->setSpacing(8);
    host->addWidget(m_proxyHost, 1);
    host->addWidget(m_proxyPort);
    form->addRow(tr("AP&I"), m_dialect);
    form->addRow(tr("CA file"), fileRow(m_caFile, "caBrowse", tr("CA file"), certificates));
    form->addRow(tr("Client certificate"), fileRow(m_clientFile, "clientBrowse", tr("Client certificate"), identities));
    form->addRow(tr("Its key"), fileRow(m_clientKeyFile, "clientKeyBrowse", tr("Key"), identities));
    form->addRow(tr("Its password"), m_clientPassword);
    form->addRow(tr("Pro&xy"), m_proxyMode);
    form->addRow(tr("Proxy host and port"), host);
    form->addRow(tr("Proxy user"), m_proxyUser);
    form->addRow(tr("Proxy password"), m_proxyPassword);
    form->addRow(tr("Paths of calls"), m_overrides);
}

QLayout* EnvironmentForm::fileRow(QLineEdit* line, const char* buttonName, const QString& title,
                                  const QString& filter) {
    auto* browse = makeButton(tr("Choose…"), buttonName);
    browse->setAccessibleName(tr("Choose: %1").arg(title));
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(line, 1);
    row->addWidget(browse);
    connect(browse, &QPushButton::clicked, this, [this, line, title, filter] {
        auto* dialog = new QFileDialog(this, title, {}, filter);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QFileDialog::fileSelected, line, &QLineEdit::setText);
        dialog->open();
    });
    return row;
}

void EnvironmentForm::adapt() {
    const auto root = parseRootUrl(m_address->text());
    m_plainHttp->setVisible(root && root->scheme() == u"http" && !isLoopback(*root));
    const Role role = chosen<Role>(m_role);
    m_standby->setVisible(role == Role::Dr);
    if (m_loaded.id.isEmpty() && !m_protectionChosen) choose(m_protection, defaultProtection(role));
    const bool manual = m_proxyMode->currentData().toInt() == static_cast<int>(ProxyChoice::Mode::Manual);
    for (QWidget* widget : std::initializer_list<QWidget*>{m_proxyHost, m_proxyPort, m_proxyUser, m_proxyPassword})
        widget->setEnabled(manual);
    for (QLineEdit* line : {m_clientKeyFile, m_clientPassword}) line->setEnabled(!m_clientFile->text().isEmpty());
}

void EnvironmentForm::load(const Environment& environment) {
    m_loaded = environment;
    m_name->setText(environment.name);
    m_address->setText(environment.root.toString());
    m_plainHttp->setChecked(environment.plainHttpAccepted);
    m_key->clear();
    m_key->setPlaceholderText(environment.id.isEmpty() ? tr("Paste it; it is shown to nobody again")
                                                       : tr("Leave empty to keep the stored one"));
    choose(m_role, environment.role);
    choose(m_protection, environment.protection);
    m_zone->setCurrentText(QString::fromLatin1(environment.zone));
    m_namespace->setText(environment.nameSpace);
    m_standby->setChecked(environment.standbyExpected);
    m_expires->setChecked(environment.keyExpires.isValid());
    m_expiry->setEnabled(environment.keyExpires.isValid());
    m_expiry->setDate(environment.keyExpires.isValid() ? environment.keyExpires : QDate::currentDate().addDays(90));
    choose(m_dialect, environment.dialect);
    m_caFile->setText(environment.caFile);
    m_clientFile->setText(environment.clientCertificate.file);
    m_clientKeyFile->setText(environment.clientCertificate.keyFile);
    m_clientPassword->clear();
    m_clientPassword->setPlaceholderText(
        environment.clientCertificate.file.isEmpty() ? QString() : tr("Leave empty to keep the stored one"));
    m_proxyMode->setCurrentIndex(m_proxyMode->findData(static_cast<int>(environment.proxy.mode)));
    m_proxyHost->setText(environment.proxy.host);
    if (environment.proxy.port > 0) m_proxyPort->setValue(environment.proxy.port);
    m_proxyUser->setText(environment.proxy.user);
    m_proxyPassword->setPlaceholderText(environment.proxy.user.isEmpty() ? QString()
                                                                         : tr("Leave empty to keep the stored one"));
    QStringList lines;
    for (auto it = environment.pathOverrides.begin(); it != environment.pathOverrides.end(); ++it)
        lines << it.key() + QStringLiteral(" = ") + it.value();
    m_overrides->setPlainText(lines.join(u'\n'));
    adapt();
}

Result<Environment> EnvironmentForm::value() const {
    Environment e = m_loaded;
    const auto name = checkName(m_name->text());
    if (!name) return fail(name.error());
    const auto root = parseRootUrl(m_address->text());
    if (!root) return fail(root.error());
    e.name = *name;
    e.root = *root;
    if (originOf(e.root) != originOf(m_loaded.root)) e.pins.clear();
    e.plainHttpAccepted = m_plainHttp->isVisibleTo(this) && m_plainHttp->isChecked();
    e.role = chosen<Role>(m_role);
    e.standbyExpected = e.role == Role::Dr && m_standby->isChecked();
    e.protection = chosen<Protection>(m_protection);
    e.zone = m_zone->currentText().trimmed().toUtf8();
    if (!isKnownZone(e.zone))
        return fail(ErrorKind::Usage,
                    QStringLiteral("This system does not know the time zone \"%1\".").arg(m_zone->currentText()));
    e.nameSpace = m_namespace->text().trimmed();
    e.keyExpires = m_expires->isChecked() ? m_expiry->date() : QDate();
    e.dialect = chosen<Dialect>(m_dialect);
    e.caFile = m_caFile->text().trimmed();
    e.clientCertificate = {m_clientFile->text().trimmed(), {}};
    if (!e.clientCertificate.file.isEmpty()) e.clientCertificate.keyFile = m_clientKeyFile->text().trimmed();
    e.proxy.mode = static_cast<ProxyChoice::Mode>(m_proxyMode->currentData().toInt());
    e.proxy.host = m_proxyHost->text().trimmed();
    e.proxy.port = static_cast<quint16>(m_proxyPort->value());
    e.proxy.user = m_proxyUser->text();
    if (e.proxy.mode == ProxyChoice::Mode::Manual && e.proxy.host.isEmpty())
        return fail(ErrorKind::Usage, QStringLiteral("The proxy has no host."));
    e.pathOverrides.clear();
    for (const QString& line : m_overrides->toPlainText().split(u'\n', Qt::SkipEmptyParts)) {
        const QString path = line.section(u'=', 1).trimmed();
        if (const auto ok = checkPathOverride(path); !ok) return fail(ok.error());
        e.pathOverrides.insert(line.section(u'=', 0, 0).trimmed(), path);
    }
    return e;
}

Result<Secret> EnvironmentForm::key() const {
    return m_key->text().isEmpty() ? Secret() : parseKey(m_key->text().toUtf8());
}
Secret EnvironmentForm::clientPassword() const {
    return Secret(m_clientPassword->text().toUtf8());
}
Secret EnvironmentForm::proxyPassword() const {
    return Secret(m_proxyPassword->text().toUtf8());
}
void EnvironmentForm::focusFirst() {
    m_name->setFocus();
}

}  // namespace prophecy::ui
