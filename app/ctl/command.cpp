#include "app/ctl/command.h"

#include <algorithm>

#include "core/text.h"
#include "services/operations/last_look.h"
#include "words/sentences.h"

namespace prophecy::ctl {

using namespace std::chrono_literals;

namespace {

constexpr auto kConfirmationPatience = 6s;
constexpr auto kConfirmationLook = 200ms;

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

Command::Command(Given given)
    : m_context(given.context),
      m_options(std::move(given.options)),
      m_givenKey(std::move(given.key)),
      m_clientPassword(std::move(given.clientPassword)),
      m_reports(given.reports) {
    m_context.connector.setDeadline(m_options.timeout);
}

void Command::finish(Result<Answer> answer) {
    if (std::exchange(m_finished, true)) return;
    m_pause.reset();
    m_limit.reset();
    if (m_followed && !m_context.tracker().isRecorded(*m_followed)) answer = unrecorded(std::move(answer));
    Q_EMIT finished(answer);
}

Consent Command::consent() const {
    Consent consent{true, m_options.confirm, false, false};
    consent.accepted = m_options.accept;
    return consent;
}

bool Command::needStorage() {
    if (m_context.storageState()) return true;
    finish(fail(m_context.storageState().error()));
    return false;
}

Result<Environment> Command::namedEnvironment(const QString& name) {
    if (!m_context.storageState()) return fail(m_context.storageState().error());
    const Environment* stored = m_context.registry().findByName(name);
    if (!stored)
        return fail(ErrorKind::Usage,
                    QStringLiteral("There is no environment \"%1\"; \"prophecyctl env list\" lists them.").arg(name));
    return *stored;
}

/// Never stored: treated as typed, named by its host.
Result<Environment> Command::adHocEnvironment(const QUrl& root) const {
    if (m_givenKey.isEmpty())
        return fail(ErrorKind::Usage, QStringLiteral("--url needs a key: give --key-file FILE or set PROPHECY_KEY."));
    Environment environment;
    environment.id = EnvironmentId(QStringLiteral("url:") + targetKey(root));
    environment.name = nameFromUrl(root);
    environment.root = root;
    environment.protection = Protection::Typed;
    return environment;
}

Result<Environment> Command::target() {
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
void Command::useGivenKey(const Environment& environment) {
    m_context.keys.useForThisRun(environment, m_givenKey);
    const bool stored = m_context.storageState() && m_context.registry().find(environment.id);
    if (!stored || std::exchange(m_saidKey, true)) return;
    m_progress.say(
        QStringLiteral("The key of %1 goes to %2 (%3); a stored one is passed over.")
            .arg(m_options.keyFile.isEmpty() ? QStringLiteral("PROPHECY_KEY") : displayLine(m_options.keyFile),
                 environment.name, originOf(environment.root)));
}

void Command::sayOfKeyFile(const Environment& environment, const QString& what) {
    const QString file = m_context.keyFiles.folder().fileOf(environment.name);
    if (!file.isEmpty()) m_progress.say(what.arg(displayLine(file)));
}

void Command::withClient(std::function<void(const Endpoint&)> go) {
    const auto environment = target();
    if (!environment) return finish(fail(environment.error()));
    confirmFirst(*environment, [this, environment = *environment, go = std::move(go)] {
        m_call = m_context.connector.connectTo(environment, this, [this, go](Result<Endpoint> endpoint) {
            endpoint ? go(*endpoint) : finish(fail(endpoint.error()));
        });
    });
}

/// An end that was never seen running is owed another look, which the command that recorded it did not stay for.
void Command::confirmFirst(const Environment& environment, std::function<void()> go) {
    if (!owesALook(environment)) return go();
    connect(&m_context.tracker(), &OperationTracker::changed, this, [this](const Operation& operation) {
        if (!isFinished(operation.state) && !m_followed)
            m_progress.say(QStringLiteral("The %1 of %2 was taken for ended; the server tells of it differently now.")
                               .arg(kebabName(operation.kind), operation.startedAt.toString(Qt::ISODate)));
    });
    m_context.tracker().watchStore();
    awaitConfirmation(environment, std::move(go), m_context.clock.steady() + kConfirmationPatience);
}

void Command::awaitConfirmation(const Environment& environment, std::function<void()> go,
                                std::chrono::milliseconds until) {
    if (!owesALook(environment) || m_context.clock.steady() >= until) return go();
    m_pause = m_context.scheduler.after(kConfirmationLook, [this, environment, go = std::move(go), until] {
        awaitConfirmation(environment, go, until);
    });
}

bool Command::owesALook(const Environment& environment) const {
    if (!m_context.storageState()) return false;
    const auto rows = m_context.storage()->operations().toBeConfirmed();
    return rows && std::any_of(rows->begin(), rows->end(), [&](const StoredOperation& row) {
               return targetKey(row.operation.target) == targetKey(environment.root) &&
                      row.operation.confirmAt <= m_context.clock.nowUtc();
           });
}

void Command::sayIdle(const Endpoint& endpoint, const QString& idle) {
    m_call = m_context.connector.clientFor(endpoint).upgradeStatus(
        this, [this, idle, environment = endpoint.environment](const Result<UpgradeStatus>& upgrade) {
            const auto other = upgradeActivity(environment, factOf(upgrade));
            if (!other) return finish(Answer{QJsonValue(), idle});
            const bool runs = other->state == CheckState::Fail;
            const QString evidence = sentenceOf(other->evidence);
            finish(Answer{
                QJsonObject{{QStringLiteral("timestamp"), QJsonValue()},
                            {QStringLiteral("state"), runs ? QStringLiteral("running") : QStringLiteral("unknown")},
                            {QStringLiteral("status"), upgrade ? upgrade->status : upgrade.error().message}},
                runs ? evidence : QStringLiteral("No backup and no restore is running. %1").arg(evidence),
                runs ? 0 : kUnclear});
        });
}

/// An operation that nobody can tell any more stands in the way of the next one.
Error Command::withWayOut(Error error, const QUrl& root) const {
    const auto rows = m_context.storage()->operations().unfinished();
    const bool blocked = error.kind == ErrorKind::Refused && rows &&
                         std::any_of(rows->begin(), rows->end(), [&](const StoredOperation& row) {
                             return targetKey(row.operation.target) == targetKey(root);
                         });
    if (blocked)
        error.message += QStringLiteral(
            " If it shows no evidence for 15 minutes, \"prophecyctl operation close\" ends it with your reason.");
    return error;
}

bool Command::hasStartedSomething() const {
    return m_context.storageState() && !m_context.tracker().operations().empty();
}

}  // namespace prophecy::ctl
