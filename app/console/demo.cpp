#include "app/console/demo.h"

#include <QCoreApplication>
#include <QDir>
#include <QJsonDocument>
#include <QStandardPaths>

namespace prophecy {

namespace {

constexpr int kSeeds = 360;  // 90 days, four a day

QString markPath(const QString& profileDir) {
    return profileDir + QStringLiteral("/demo");
}

bool hasRecord(const QString& profileDir) {
    return QFile::exists(profileDir + QStringLiteral("/prophecy.sqlite"));
}

/// Two neighbouring ports that are the same for a profile at every start.
quint16 portOf(const QString& profileDir) {
    quint32 hash = 2166136261U;  // FNV-1a
    for (const char byte : profileDir.toUtf8()) hash = (hash ^ static_cast<quint8>(byte)) * 16777619U;
    return static_cast<quint16>(41000 + hash % 4000 * 2);
}

}  // namespace

QString Demo::standardProfile() {
    return AppContext::standardProfile() + QStringLiteral("-demo");
}

void Demo::mark(const QString& profileDir) {
    if (hasRecord(profileDir) || !QDir().mkpath(profileDir)) return;
    QFile mark(markPath(profileDir));
    (void)mark.open(QIODevice::WriteOnly);
}

Result<void> Demo::forget(const QString& profileDir) {
    const bool made = QFile::exists(markPath(profileDir)) || profileDir == standardProfile();
    if (hasRecord(profileDir) && !made)
        return fail(ErrorKind::Refused,
                    QStringLiteral("%1 was not made by --demo; --fresh would empty its journal. Nothing was removed.")
                        .arg(profileDir));
    QDir profile(profileDir);
    for (const QString& name : profile.entryList({QStringLiteral("prophecy.sqlite*")}, QDir::Files))
        profile.remove(name);
    for (const char* folder : {"/owners", "/lab"}) QDir(profileDir + QLatin1String(folder)).removeRecursively();
    JournalAnchor(profileDir + QStringLiteral("/prophecy.sqlite")).forget();
    return {};
}

Demo::Demo(AppContext& context, QString profileDir) : m_context(context), m_profileDir(std::move(profileDir)) {
    connect(&m_lab, &QProcess::readyReadStandardOutput, this, &Demo::readLine);
    connect(&m_lab, &QProcess::errorOccurred, this, [this] { Q_EMIT failed(m_lab.errorString()); });
    connect(&m_lab, &QProcess::finished, this, [this] {
        const QString said = QString::fromUtf8(m_lab.readAllStandardError()).trimmed();
        Q_EMIT failed(said.isEmpty() ? tr("The practice lab ended.") : said);
    });
}

Demo::~Demo() {
    m_lab.disconnect(this);
    m_lab.closeWriteChannel();  // the lab ends with its input
    m_lab.kill();
}

void Demo::start() {
    m_lab.setProgram(QCoreApplication::applicationDirPath() + QStringLiteral("/prophecy-lab"));
    m_lab.setArguments({QStringLiteral("serve"), QStringLiteral("--pair"), QStringLiteral("--until-eof"),
                        QStringLiteral("--restore-keys"), QStringLiteral("source"), QStringLiteral("--restore-restart"),
                        QStringLiteral("6"), QStringLiteral("--port"), QString::number(portOf(m_profileDir)),
                        QStringLiteral("--state"), m_profileDir + QStringLiteral("/lab"),
                        QStringLiteral("--seed-backups"), QString::number(kSeeds)});
    m_lab.start();
}

void Demo::readLine() {
    if (m_isReady || !m_lab.canReadLine()) return;
    m_isReady = true;
    const QJsonObject sites = QJsonDocument::fromJson(m_lab.readLine()).object();
    const auto primary = adopt(sites.value(u"primary").toObject(), QStringLiteral("acme-prod"), Role::Primary);
    const auto dr = adopt(sites.value(u"dr").toObject(), QStringLiteral("acme-dr"), Role::Dr);
    if (!primary) return Q_EMIT failed(primary.error().message);
    if (!dr) return Q_EMIT failed(dr.error().message);
    Q_EMIT ready();
}

Result<void> Demo::adopt(const QJsonObject& site, const QString& name, Role role) {
    const auto root = parseRootUrl(site.value(u"url").toString());
    if (!root) return fail(root.error());
    const Environment* known = m_context.registry().findByTarget(*root);
    Environment environment;
    if (known) {
        environment = *known;
    } else {
        environment.name = name;
        environment.root = *root;
        environment.role = role;
        environment.protection = Protection::Typed;
        environment.nameSpace = site.value(u"namespace").toString();
        const auto added = m_context.registry().add(environment);
        if (!added) return fail(added.error());
        environment = *added;
    }
    m_context.keys.useForThisRun(environment, Secret(site.value(u"key").toString().toUtf8()));
    return {};
}

}  // namespace prophecy
