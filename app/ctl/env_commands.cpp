#include <QJsonArray>
#include <QJsonObject>

#include "app/ctl/command_table.h"
#include "core/text.h"
#include "services/environments/installation_marks.h"

// The "env" commands.

namespace prophecy::ctl {

using namespace std::chrono_literals;

namespace {

constexpr auto kPatienceWithNames = 3s;

QJsonObject describe(const Environment& e) {
    const auto orNull = [](const QString& text) { return text.isEmpty() ? QJsonValue() : QJsonValue(text); };
    return {{QStringLiteral("name"), e.name},
            {QStringLiteral("url"), e.root.toString()},
            {QStringLiteral("role"), kebabName(e.role)},
            {QStringLiteral("protection"), kebabName(e.protection)},
            {QStringLiteral("api"), kebabName(e.dialect)},
            {QStringLiteral("zone"), QString::fromLatin1(e.zone)},
            {QStringLiteral("namespace"), orNull(e.nameSpace)},
            {QStringLiteral("ca"), orNull(e.caFile)},
            {QStringLiteral("clientCertificate"), orNull(e.clientCertificate.file)},
            {QStringLiteral("clientKey"), orNull(e.clientCertificate.keyFile)},
            {QStringLiteral("standby"), e.standbyExpected}};
}

QString line(const Environment& e) {
    return QStringLiteral("%1  %2  %3  %4")
        .arg(e.name, -20)
        .arg(kebabName(e.role), -7)
        .arg(kebabName(e.protection), -9)
        .arg(shownAddress(e.root));
}

QStringList linesOf(const QJsonObject& described) {
    QStringList lines;
    for (auto it = described.begin(); it != described.end(); ++it)
        lines << QStringLiteral("%1  %2")
                     .arg(it.key(), -20)
                     .arg(it->isNull()   ? QStringLiteral("-")
                          : it->isBool() ? jsonText(*it)
                                         : displayLine(it->toString()));
    return lines;
}

Answer describe(const ProbeReport& report) {
    QJsonArray steps;
    QStringList lines;
    for (const ProbeStep& step : report.steps) {
        steps.append(
            QJsonObject{{QStringLiteral("step"), kebabName(step.what)},
                        {QStringLiteral("good"), step.good},
                        {QStringLiteral("message"), step.error ? QJsonValue(step.error->message) : QJsonValue()}});
        lines << QStringLiteral("%1  %2  %3")
                     .arg(step.good ? QStringLiteral("ok") : QStringLiteral("no"), -2)
                     .arg(kebabName(step.what), -20)
                     .arg(step.error ? displayLine(step.error->message) : QString());
    }
    QJsonObject capabilities;
    for (auto it = report.capabilities.begin(); it != report.capabilities.end(); ++it)
        capabilities.insert(kebabName(it.key()), kebabName(it.value()));
    const QJsonObject data{
        {QStringLiteral("api"), kebabName(report.dialect)},
        {QStringLiteral("version"), report.version.isEmpty() ? QJsonValue() : QJsonValue(report.version)},
        {QStringLiteral("steps"), steps},
        {QStringLiteral("capabilities"), capabilities}};
    lines << QStringLiteral("API: %1, version: %2")
                 .arg(kebabName(report.dialect),
                      report.version.isEmpty() ? QStringLiteral("not told") : report.version);
    return {data, lines.join(u'\n')};
}

bool describesAnEnvironment(const Options& o) {
    return !o.url.isEmpty() || o.role || o.protection || o.api || o.zone || o.nameSpace || !o.ca.isEmpty() ||
           o.noClientCertificate || !o.client.file.isEmpty() || o.standby || o.noStandby;
}

/// The environment as the options want it; what is not given stays.
Result<Environment> withOptions(Environment environment, const Options& options) {
    if (!options.url.isEmpty()) {
        const auto root = parseRootUrl(options.url);
        if (!root) return fail(root.error());
        environment.root = *root;
    }
    environment.role = options.role.value_or(environment.role);
    environment.protection = options.protection.value_or(environment.protection);
    environment.dialect = options.api.value_or(environment.dialect);
    environment.zone = options.zone.value_or(environment.zone);
    if (options.nameSpace) environment.nameSpace = *options.nameSpace;
    if (!options.ca.isEmpty()) environment.caFile = options.ca;
    if (options.noClientCertificate || !options.client.file.isEmpty()) environment.clientCertificate = options.client;
    if (options.standby || options.noStandby) environment.standbyExpected = options.standby;
    return environment;
}

/// Commands that are given secrets to keep.
class KeepingCommand : public Command {
protected:
    using Command::Command;
    void keepSecrets(const Environment& environment, std::function<void(const char* key)> then);
};

/// The password of the client certificate's key, then the access key.
void KeepingCommand::keepSecrets(const Environment& environment, std::function<void(const char* key)> then) {
    const auto stored = [](const Result<KeyRing::Kept>& kept) { return kept && *kept == KeyRing::Kept::InKeychain; };
    const auto keepKey = [this, stored, environment, then = std::move(then)] {
        if (m_givenKey.isEmpty()) return then("none");
        m_call = m_context.keys.setKey(environment, m_givenKey, this, [this, stored, then](Result<KeyRing::Kept> kept) {
            if (!stored(kept))
                m_progress.say(QStringLiteral(
                    "There is no keychain to keep the key in: give it with --key-file or PROPHECY_KEY each time."));
            then(stored(kept) ? "stored" : "not-stored");
        });
    };
    if (m_clientPassword.isEmpty()) return keepKey();
    m_call = m_context.keys.setClientPassword(
        environment, m_clientPassword, this, [this, stored, keepKey](Result<KeyRing::Kept> kept) {
            if (!stored(kept))
                m_progress.say(
                    QStringLiteral("There is no keychain to keep the password of the client certificate in: "
                                   "give it with --client-password-file each time."));
            keepKey();
        });
}

class EnvAdd final : public KeepingCommand {
public:
    using KeepingCommand::KeepingCommand;
    void run() override;

private:
    void sayOtherNames(const Environment& added, const Answer& answer);
};

void EnvAdd::run() {
    if (m_options.url.isEmpty()) return finish(fail(ErrorKind::Usage, QStringLiteral("\"env add\" needs --url URL.")));
    Environment fresh;
    fresh.name = m_options.arguments.first();
    fresh.protection = defaultProtection(m_options.role.value_or(fresh.role));
    const auto environment = withOptions(fresh, m_options);
    if (!environment) return finish(fail(environment.error()));
    if (!needStorage()) return;
    const auto added = m_context.registry().add(*environment, consent());
    if (!added) return finish(fail(added.error()));
    keepSecrets(*added, [this, added = *added](const char* key) {
        QJsonObject data = describe(added);
        data.insert(QStringLiteral("key"), QString::fromLatin1(key));
        sayOtherNames(added, Answer{data, line(added)});
    });
}

/// Two names of one installation are as one in all that is dangerous; whoever stores the second shall know.
void EnvAdd::sayOtherNames(const Environment& added, const Answer& answer) {
    if (m_context.registry().all().size() < 2) return finish(answer);
    m_limit = m_context.scheduler.after(kPatienceWithNames, [this, answer] { finish(answer); });
    m_call = m_context.connector.doorsOf(added.root, this, [this, added, answer](const Result<QStringList>& doors) {
        const auto others = resembling(*m_context.storage(), added, doors.value_or(QStringList()), {});
        for (const Resembling& other : others.value_or(std::vector<Resembling>()))
            m_progress.say(QStringLiteral("%1 leads to the same address as %2: until they list different backups, both "
                                          "count as one installation.")
                               .arg(added.name, other.environment.name));
        finish(answer);
    });
}

class EnvSet final : public KeepingCommand {
public:
    using KeepingCommand::KeepingCommand;
    void run() override;
};

void EnvSet::run() {
    const auto stored = namedEnvironment(m_options.arguments.first());
    if (!stored) return finish(fail(stored.error()));
    if (!describesAnEnvironment(m_options))
        return finish(fail(ErrorKind::Usage, QStringLiteral("Say what to change; \"prophecyctl help env set\" lists "
                                                            "what can be.")));
    const auto wanted = withOptions(*stored, m_options);
    if (!wanted) return finish(fail(wanted.error()));
    const auto changed = *wanted == *stored ? wanted : m_context.registry().update(*wanted, consent());
    if (!changed) return finish(fail(changed.error()));
    if (originOf(changed->root) != originOf(stored->root))
        sayOfKeyFile(*changed, QStringLiteral("The key in %1 goes to ") + originOf(changed->root) +
                                   QStringLiteral(" from now on."));
    m_givenKey = {};  // "env set-key" is for that
    keepSecrets(*changed, [this, changed = *changed](const char*) {
        finish(Answer{describe(changed), line(changed)});
    });
}

class EnvList final : public Command {
public:
    using Command::Command;
    void run() override;
};

void EnvList::run() {
    if (!needStorage()) return;
    QJsonArray list;
    QStringList lines;
    for (const Environment& environment : m_context.registry().all()) {
        list.append(describe(environment));
        lines << line(environment);
    }
    finish(Answer{list, lines.join(u'\n')});
}

class EnvShow final : public Command {
public:
    using Command::Command;
    void run() override;
};

void EnvShow::run() {
    const auto environment = namedEnvironment(m_options.arguments.first());
    if (!environment) return finish(fail(environment.error()));
    QJsonObject data = describe(*environment);
    QJsonObject capabilities;
    const auto known = m_context.storage()->environments().capabilities(environment->id);
    if (!known) return finish(fail(known.error()));
    QStringList lines = linesOf(data);
    for (auto it = known->begin(); it != known->end(); ++it) {
        capabilities.insert(kebabName(it.key()), QJsonObject{{QStringLiteral("offer"), kebabName(it->offer)},
                                                             {QStringLiteral("at"), it->at.toString(Qt::ISODate)}});
        lines << QStringLiteral("%1  %2, as of %3")
                     .arg(kebabName(it.key()), -20)
                     .arg(kebabName(it->offer), it->at.toString(Qt::ISODate));
    }
    data.insert(QStringLiteral("capabilities"), capabilities);
    finish(Answer{data, lines.join(u'\n')});
}

class EnvTest final : public Command {
public:
    using Command::Command;
    void run() override;
};

void EnvTest::run() {
    if (!m_options.arguments.isEmpty()) m_options.env = m_options.arguments.first();
    if (!m_options.env.isEmpty() && !m_options.url.isEmpty())
        return finish(fail(ErrorKind::Usage, QStringLiteral("Give either a name or --url, not both.")));
    const auto environment = target();
    if (!environment) return finish(fail(environment.error()));
    m_call = m_context.connector.probe(*environment, this, [this, id = environment->id](Result<ProbeReport> report) {
        if (!report) return finish(fail(report.error()));
        if (report->error) return finish(fail(*report->error));
        if (m_context.storageState() && m_context.registry().find(id))
            (void)m_context.storage()->environments().remember(id, *report, m_context.clock.nowUtc());
        finish(describe(*report));
    });
}

class EnvSetKey final : public Command {
public:
    using Command::Command;
    void run() override;
};

void EnvSetKey::run() {
    const auto environment = namedEnvironment(m_options.arguments.first());
    if (!environment) return finish(fail(environment.error()));
    if (m_givenKey.isEmpty())
        return finish(fail(ErrorKind::Usage, QStringLiteral("\"env set-key\" needs --key-file FILE or PROPHECY_KEY.")));
    m_call = m_context.keys.setKey(
        *environment, m_givenKey, this, [this, environment = *environment](Result<KeyRing::Kept> kept) {
            if (!kept || *kept != KeyRing::Kept::InKeychain)
                return finish(fail(ErrorKind::Keychain,
                                   QStringLiteral("The keychain did not take the key, so it is not stored.")));
            const auto noted = m_context.storage()->journal().append(
                {environment.name, environment.root, QStringLiteral("key-set"), {}});
            if (!noted) return finish(fail(noted.error()));
            sayOfKeyFile(environment, QStringLiteral("The key in %1 goes before it."));
            finish(Answer{QJsonObject{{QStringLiteral("key"), QStringLiteral("stored")}},
                          QStringLiteral("The key is stored in the keychain.")});
        });
}

class EnvRemove final : public Command {
public:
    using Command::Command;
    void run() override;
};

void EnvRemove::run() {
    const auto environment = namedEnvironment(m_options.arguments.first());
    if (!environment) return finish(fail(environment.error()));
    const auto removed = m_context.registry().remove(environment->id);
    if (!removed) return finish(fail(removed.error()));
    // The keychain entry goes with it; wait for the keychain's turn before the process ends.
    m_call = m_context.keychain.read(QStringLiteral("turn"), this, [this, environment = *environment](Result<Secret>) {
        finish(Answer{
            describe(environment),
            QStringLiteral("%1 is forgotten here. The installation itself was not touched.").arg(environment.name)});
    });
}

}  // namespace

const std::vector<CommandRow>& envCommands() {
    static const std::vector<CommandRow> rows{
        {"env add",
         "NAME",
         1,
         1,
         "stores an environment, with its key in the keychain",
         {&kRole, &kProtection, &kZone, &kNamespace, &kStandby, &kNoStandby, &kConfirm},
         &make<EnvAdd>},
        {"env set",
         "NAME",
         1,
         1,
         "changes a stored environment",
         {&kRole, &kProtection, &kZone, &kNamespace, &kStandby, &kNoStandby, &kNoClientCert, &kConfirm},
         &make<EnvSet>},
        {"env list", "", 0, 0, "lists the stored environments", {}, &make<EnvList>},
        {"env show", "NAME", 1, 1, "tells what is stored of an environment", {}, &make<EnvShow>},
        {"env test", "[NAME]", 0, 1, "looks whether it answers, takes the key, and what it offers", {}, &make<EnvTest>},
        {"env set-key", "NAME", 1, 1, "stores another key in the keychain", {}, &make<EnvSetKey>},
        {"env remove", "NAME", 1, 1, "forgets an environment and its key; its journal stays", {}, &make<EnvRemove>},
    };
    return rows;
}

}  // namespace prophecy::ctl
