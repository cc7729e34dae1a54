#include "tests/support/lab_fixture.h"

#include <QJsonDocument>

namespace prophecy::test {

Call MemorySecrets::read(const QString& name, QObject* context, Handler<Secret> handler) {
    Promise<Secret> promise(context, std::move(handler));
    if (!works)
        promise.settle(fail(ErrorKind::Keychain, QStringLiteral("no keychain")));
    else if (kept.contains(name))
        promise.settle(kept.value(name));
    else
        promise.settle(fail(ErrorKind::NotFound, QStringLiteral("no entry")));
    return promise.call();
}

Call MemorySecrets::write(const QString& name, const Secret& secret, QObject* context, Handler<void> handler) {
    Promise<void> promise(context, std::move(handler));
    if (works) kept.insert(name, secret);
    promise.settle(works ? Result<void>() : fail(ErrorKind::Keychain, QStringLiteral("no keychain")));
    return promise.call();
}

Call MemorySecrets::remove(const QString& name, QObject* context, Handler<void> handler) {
    Promise<void> promise(context, std::move(handler));
    kept.remove(name);
    promise.settle(Result<void>());
    return promise.call();
}

LabFixture::LabFixture(lab::LabOptions options, bool tls) : m_options(std::move(options)) {
    m_options.stateDir = m_folder.filePath(QStringLiteral("state"));
    if (tls) {
        m_options.tlsCertificate = QStringLiteral(TEST_CERTIFICATE);
        m_options.tlsKey = QStringLiteral(TEST_CERTIFICATE_KEY);
    }
    m_lab = std::make_unique<lab::Lab>(m_options, m_clock, m_scheduler);
    if (const auto started = m_lab->start(); !started) qFatal("%s", qPrintable(started.error().message));
}

void LabFixture::restart() {
    m_options.port = static_cast<quint16>(m_lab->url().port());
    m_lab.reset();
    m_lab = std::make_unique<lab::Lab>(m_options, m_clock, m_scheduler);
    if (const auto started = m_lab->start(); !started) qFatal("%s", qPrintable(started.error().message));
}

void LabFixture::restartWithAnotherCertificate() {
    m_options.tlsCertificate = QStringLiteral(OTHER_CERTIFICATE);
    m_options.tlsKey = QStringLiteral(OTHER_CERTIFICATE_KEY);
    restart();
}

Environment LabFixture::environment() const {
    Environment environment;
    environment.id = EnvironmentId(QStringLiteral("lab"));
    environment.name = QStringLiteral("lab");
    environment.root = m_lab->url();
    environment.dialect = Dialect::Platform;
    return environment;
}

Endpoint LabFixture::endpoint() const {
    return {environment(), key(), {}, std::chrono::milliseconds(10'000)};
}

QByteArray LabFixture::bytes(const QString& component) const {
    QFile file(m_options.stateDir + u'/' + component + QStringLiteral("/data.txt"));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::vector<QJsonObject> LabFixture::requests(const QByteArray& method, const QString& path) const {
    std::vector<QJsonObject> found;
    QFile log(m_options.stateDir + QStringLiteral("/requests.jsonl"));
    if (!log.open(QIODevice::ReadOnly)) return found;
    while (!log.atEnd()) {
        const QJsonObject line = QJsonDocument::fromJson(log.readLine()).object();
        if (line.value(u"method").toString().toLatin1() == method && line.value(u"path").toString() == path)
            found.push_back(line);
    }
    return found;
}

std::unique_ptr<AppContext> servicesOver(const QString& profile, MemorySecrets& secrets) {
    auto context = std::make_unique<AppContext>(profile, Injected{.keychain = &secrets});
    if (!context->storageState()) qFatal("%s", qPrintable(context->storageState().error().message));
    return context;
}

Environment addLab(AppContext& context, LabFixture& lab, const char* name, Role role, Protection protection) {
    Environment environment = lab.environment();
    environment.id = {};
    environment.name = QString::fromLatin1(name);
    environment.role = role;
    environment.protection = protection;
    environment.dialect = Dialect::Auto;
    const auto added = context.registry().add(environment);
    if (!added) qFatal("%s", qPrintable(added.error().message));
    context.keys.setKey(*added, lab.key(), &context.registry(), [](Result<KeyRing::Kept>) {}).release();
    return *added;
}

}  // namespace prophecy::test
