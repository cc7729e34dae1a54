#include "app/ctl/runner.h"

#include "app/ctl/command_table.h"
#include "app/ctl/platform.h"
#include "core/text.h"

namespace prophecy::ctl {

namespace {

/// The server's answer stands, but this profile still holds the operation as unfinished.
Result<Answer> unrecorded(Result<Answer> answer) {
    const QString sentence = QStringLiteral(
        "Its end could not be recorded here: the next command finds the operation unfinished, and looks again.");
    if (!answer) {
        answer.error().message += u' ' + sentence;
        return answer;
    }
    QJsonObject data = answer->data.toObject();
    data.insert(QStringLiteral("recorded"), false);
    answer->data = data;
    answer->text += u'\n' + sentence;
    answer->exitCode = kNotWritten;
    return answer;
}

}  // namespace

Runner::Runner(AppContext& context, Options options, Secret givenKey, Secret clientPassword)
    : m_context(context),
      m_options(std::move(options)),
      m_givenKey(std::move(givenKey)),
      m_clientPassword(std::move(clientPassword)) {
    m_context.connector.setDeadline(m_options.timeout);
}

void Runner::run() {
    (this->*findCommand(m_options.command)->run)();
}

void Runner::finish(Done answer) {
    if (std::exchange(m_finished, true)) return;
    m_pause.reset();
    m_limit.reset();
    if (m_followed && !m_context.tracker().isRecorded(*m_followed)) answer = unrecorded(std::move(answer));
    Q_EMIT finished(answer);
}

Consent Runner::consent() const {
    Consent consent{true, m_options.confirm, false, false};
    consent.accepted = m_options.accept;
    return consent;
}

bool Runner::needStorage() {
    if (m_context.storageState()) return true;
    finish(fail(m_context.storageState().error()));
    return false;
}

Result<Environment> Runner::namedEnvironment(const QString& name) {
    if (!m_context.storageState()) return fail(m_context.storageState().error());
    const Environment* stored = m_context.registry().findByName(name);
    if (!stored)
        return fail(ErrorKind::Usage,
                    QStringLiteral("There is no environment \"%1\"; \"prophecyctl env list\" lists them.").arg(name));
    return *stored;
}

/// Never stored: treated as typed, named by its host.
Result<Environment> Runner::adHocEnvironment(const QUrl& root) const {
    if (m_givenKey.isEmpty())
        return fail(ErrorKind::Usage, QStringLiteral("--url needs a key: give --key-file FILE or set PROPHECY_KEY."));
    Environment environment;
    environment.id = EnvironmentId(QStringLiteral("url:") + targetKey(root));
    environment.name = nameFromUrl(root);
    environment.root = root;
    environment.protection = Protection::Typed;
    return environment;
}

Result<Environment> Runner::target() {
    if (m_options.env.isEmpty() && m_options.url.isEmpty())
        return fail(ErrorKind::Usage, QStringLiteral("Say where: --env NAME or --url URL."));
    Result<Environment> environment = fail(ErrorKind::Usage, QString());
    if (!m_options.env.isEmpty()) {
        environment = namedEnvironment(m_options.env);
    } else {
        const auto root = parseRootUrl(m_options.url);
        if (!root) return fail(root.error());
        const Environment* stored = m_context.storageState() ? m_context.registry().findByTarget(*root) : nullptr;
        environment = stored ? Result<Environment>(*stored) : adHocEnvironment(*root);
    }
    if (!environment) return environment;
    if (m_options.api && *m_options.api != Dialect::Auto) environment->dialect = *m_options.api;
    if (!m_options.ca.isEmpty()) environment->caFile = m_options.ca;
    if (!m_options.client.file.isEmpty()) environment->clientCertificate = m_options.client;
    if (!m_clientPassword.isEmpty()) m_context.keys.useClientPasswordForThisRun(*environment, m_clientPassword);
    if (m_options.zone) environment->zone = *m_options.zone;
    if (!m_givenKey.isEmpty()) useGivenKey(*environment);
    m_zone = environment->timeZone();
    m_context.introduce(*environment);
    return environment;
}

/// A key that lies in the shell's environment goes wherever the next command points: say so.
void Runner::useGivenKey(const Environment& environment) {
    m_context.keys.useForThisRun(environment, m_givenKey);
    const bool stored = m_context.storageState() && m_context.registry().find(environment.id);
    if (!stored || std::exchange(m_saidKey, true)) return;
    m_progress.say(
        QStringLiteral("The key of %1 goes to %2 (%3); a stored one is passed over.")
            .arg(m_options.keyFile.isEmpty() ? QStringLiteral("PROPHECY_KEY") : displayLine(m_options.keyFile),
                 environment.name, originOf(environment.root)));
}

bool Runner::hasStartedSomething() const {
    const bool writes = m_options.command == QStringList{QStringLiteral("config"), QStringLiteral("set")};
    return writes || (m_context.storageState() && !m_context.tracker().operations().empty());
}

}  // namespace prophecy::ctl
