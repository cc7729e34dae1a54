#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "app/ctl/command_table.h"
#include "domain/backup/retention.h"
#include "domain/config/frequency_check.h"
#include "domain/cron/describe.h"
#include "domain/cron/warnings.h"
#include "words/sentences.h"

// The "config" and "object-store" commands.

namespace prophecy::ctl {

namespace {

QString asText(const QJsonValue& value) {
    if (value.isUndefined()) return QStringLiteral("(absent)");
    return jsonText(value);
}

QJsonObject masked(const QJsonObject& config) {
    return maskSecrets(config).toObject();
}

QString linesOf(const QJsonObject& config) {
    QStringList lines;
    for (auto it = config.begin(); it != config.end(); ++it)
        lines << QStringLiteral("%1: %2").arg(it.key(), asText(it.value()));
    if (const auto expression = parseCron(BackupConfig{config}.frequency()))
        lines << QStringLiteral("(%1)").arg(describeCron(*expression));
    return lines.join(u'\n');
}

Answer differenceAnswer(const QJsonObject& before, const QJsonObject& after, const QString& left,
                        const QString& right) {
    QJsonArray array;
    QStringList lines;
    for (const ConfigDifference& d : differencesOf(masked(before), masked(after))) {
        const auto orNull = [](const QJsonValue& value) { return value.isUndefined() ? QJsonValue() : value; };
        array.append(QJsonObject{{QStringLiteral("key"), d.key},
                                 {QStringLiteral("before"), orNull(d.before)},
                                 {QStringLiteral("after"), orNull(d.after)}});
        lines << QStringLiteral("%1\n  %2: %3\n  %4: %5").arg(d.key, left, asText(d.before), right, asText(d.after));
    }
    if (lines.isEmpty()) lines << QStringLiteral("There is no difference.");
    return Answer{array, lines.join(u'\n')};
}

QJsonArray warningsFor(const BackupConfig& config, const Environment& environment) {
    QJsonArray warnings;
    const auto expression = parseCron(config.frequency());
    if (!expression) return warnings;
    CronSchedule schedule(*expression, environment.timeZone());
    for (const CronWarning& warning : warningsOf(schedule, QDateTime::currentSecsSinceEpoch()))
        warnings.append(QJsonObject{{QStringLiteral("code"), kebabName(warning.code)},
                                    {QStringLiteral("message"), warning.message}});
    return warnings;
}

Error withManual(Error error, const BackupConfig& seen, const BackupConfig& wanted) {
    error.detail.insert(QStringLiteral("manual"), manualJson(seen, wanted));
    return error;
}

/// A value may be long; the keys are not.
QString aim(const Operation& operation) {
    const auto trace = traceOr<ConfigTrace>(operation);
    return changedKeys(trace.before, trace.wanted).join(QStringLiteral(", "));
}

class ConfigCommand : public Command {
protected:
    using Command::Command;
    void withConfig(const Environment& environment, std::function<void(const BackupConfig&)> go);
};

void ConfigCommand::withConfig(const Environment& environment, std::function<void(const BackupConfig&)> go) {
    m_call = m_context.connector.connectTo(environment, this, [this, go = std::move(go)](Result<Endpoint> endpoint) {
        if (!endpoint) return finish(fail(endpoint.error()));
        m_call = m_context.connector.clientFor(*endpoint).backupConfig(this, [this, go](Result<BackupConfig> read) {
            if (read) return go(*read);
            const bool missing = meansNotOffered(read.error());
            finish(
                missing
                    ? fail(ErrorKind::NotOffered,
                           QStringLiteral("This environment does not show its schedule: %1").arg(read.error().message))
                    : fail(read.error()));
        });
    });
}

class ConfigShow final : public ConfigCommand {
public:
    using ConfigCommand::ConfigCommand;
    void run() override;
};

void ConfigShow::run() {
    const auto environment = target();
    if (!environment) return finish(fail(environment.error()));
    withConfig(*environment, [this](const BackupConfig& config) {
        finish(Answer{masked(config.raw), linesOf(masked(config.raw))});
    });
}

class ConfigSet final : public ConfigCommand {
public:
    using ConfigCommand::ConfigCommand;
    void run() override;

private:
    void withLosses(const Environment& environment, const BackupConfig& seen, const BackupConfig& wanted,
                    std::function<void(const QStringList& losses)> go);
    void sayChange(const Environment& environment, const BackupConfig& seen, const BackupConfig& wanted,
                   const QStringList& losses);
    void write(const Environment& environment, const BackupConfig& seen, const BackupConfig& wanted);
};

void ConfigSet::run() {
    ConfigChange change{m_options.frequency, m_options.retention, {}};
    if (m_options.enable || m_options.disable) change.enabled = m_options.enable;
    if (!change.frequency && !change.retention && !change.enabled)
        return finish(fail(ErrorKind::Usage, QStringLiteral("Say what to change: --frequency, --retention, --enable or "
                                                            "--disable.")));
    if (change.frequency)
        if (const auto expression = parseCron(*change.frequency); !expression)
            return finish(fail(toError(expression.error())));
    const auto environment = target();
    if (!environment) return finish(fail(environment.error()));
    const bool confirmed = m_options.confirm == environment->name;
    if (!m_options.dryRun) {
        if (!needStorage()) return;
        const auto allowed =
            checkProtection(*environment, Action::WriteConfig, {confirmed, m_options.confirm, false, false});
        if (!allowed || !confirmed)
            return finish(fail(
                allowed
                    ? makeError(ErrorKind::Refused,
                                QStringLiteral("This needs --confirm \"%1\". Nothing was sent.").arg(environment->name))
                    : allowed.error()));
    }
    withConfig(*environment, [this, environment = *environment, change](const BackupConfig& seen) {
        const BackupConfig wanted = withChange(seen, change);
        if (change.frequency)
            for (const QJsonValue note : warningsFor(wanted, environment))
                m_progress.say(QStringLiteral("Note: ") + note[QStringLiteral("message")].toString());
        withLosses(environment, seen, wanted, [this, environment, seen, wanted](const QStringList& losses) {
            for (const QString& loss : losses) m_progress.say(loss);
            m_options.dryRun ? sayChange(environment, seen, wanted, losses) : write(environment, seen, wanted);
        });
    });
}

/// What is lost by it, as the window shows it in red: what retention removes, and a schedule that backs up never or
/// without pause.
void ConfigSet::withLosses(const Environment& environment, const BackupConfig& seen, const BackupConfig& wanted,
                           std::function<void(const QStringList& losses)> go) {
    const auto judge = [environment, seen, wanted, go = std::move(go),
                        now = m_context.clock.nowUtc()](const Result<BackupList>& list) {
        const Check checks[] = {frequencyCheck(seen, wanted, environment.timeZone(), now),
                                list ? retentionCheck(environment, seen, wanted, list->backups)
                                     : retentionUnread(environment, list.error())};
        QStringList losses;
        for (const Check& check : checks)
            if (check.state == CheckState::Warn) losses << sentenceOf(check.evidence);
        go(losses);
    };
    m_call = m_context.connector.connectTo(environment, this, [this, judge](Result<Endpoint> endpoint) {
        if (!endpoint) return judge(fail(endpoint.error()));
        m_call = m_context.connector.clientFor(*endpoint).listBackups(this, judge);
    });
}

void ConfigSet::sayChange(const Environment& environment, const BackupConfig& seen, const BackupConfig& wanted,
                          const QStringList& losses) {
    if (const auto valid = checkChange(seen, wanted); !valid) return finish(fail(valid.error()));
    if (const auto rewritable = checkRewritable(wanted); !rewritable)
        return finish(fail(withManual(rewritable.error(), seen, wanted)));
    const Answer difference = differenceAnswer(seen.raw, wanted.raw, QStringLiteral("now"), QStringLiteral("then"));
    finish(Answer{QJsonObject{{QStringLiteral("before"), masked(seen.raw)},
                              {QStringLiteral("after"), masked(wanted.raw)},
                              {QStringLiteral("differences"), difference.data},
                              {QStringLiteral("warnings"), warningsFor(wanted, environment)},
                              {QStringLiteral("losses"), QJsonArray::fromStringList(losses)}},
                  difference.text});
}

void ConfigSet::write(const Environment& environment, const BackupConfig& seen, const BackupConfig& wanted) {
    m_call = m_context.configWriter().save(
        environment, seen, wanted, consent(), this, [this, environment, seen, wanted](Result<ConfigOutcome> outcome) {
            if (!outcome) {
                const bool manual = outcome.error().kind == ErrorKind::NotOffered;
                return finish(fail(manual ? withManual(outcome.error(), seen, wanted)
                                          : withWayOut(outcome.error(), environment.root)));
            }
            QJsonObject now = masked(outcome->onServer.raw);
            const QString lines = linesOf(now);
            now.insert(QStringLiteral("warnings"), warningsFor(outcome->onServer, environment));
            const auto refuse = [this](ErrorKind kind, const QString& sentence) { finish(fail(kind, sentence)); };
            switch (outcome->kind) {
                case ConfigOutcome::Kind::Saved: return finish(Answer{now, QStringLiteral("Saved.\n") + lines});
                case ConfigOutcome::Kind::NothingToDo:
                    return finish(
                        Answer{now, QStringLiteral("%1 has this already; nothing was sent.").arg(environment.name)});
                case ConfigOutcome::Kind::Changed:
                    return refuse(ErrorKind::Conflict,
                                  QStringLiteral("Somebody changed it at the same time. Nothing was sent."));
                case ConfigOutcome::Kind::NotOffered:
                    return finish(fail(
                        withManual(makeError(ErrorKind::NotOffered,
                                             QStringLiteral("%1 offers no call to write it.").arg(environment.name)),
                                   seen, wanted)));
                case ConfigOutcome::Kind::DidNotStick:
                    return refuse(ErrorKind::OperationFailed,
                                  QStringLiteral("The server said yes, but still shows another configuration."));
                case ConfigOutcome::Kind::Unknown: break;
            }
            refuse(ErrorKind::UnknownOutcome,
                   QStringLiteral("It was sent, but no clear answer came. Look again before anything is sent."));
        });
}

class ConfigDiff final : public ConfigCommand {
public:
    using ConfigCommand::ConfigCommand;
    void run() override;
};

void ConfigDiff::run() {
    const auto a = namedEnvironment(m_options.arguments.at(0)), b = namedEnvironment(m_options.arguments.at(1));
    if (!a) return finish(fail(a.error()));
    if (!b) return finish(fail(b.error()));
    withConfig(*a, [this, a = *a, b = *b](const BackupConfig& first) {
        withConfig(b, [this, a, b, first](const BackupConfig& second) {
            finish(differenceAnswer(first.raw, second.raw, a.name, b.name));
        });
    });
}

class ObjectStoreShow final : public Command {
public:
    using Command::Command;
    void run() override;
};

void ObjectStoreShow::run() {
    withClient([this](const Endpoint& endpoint) {
        m_call = m_context.connector.clientFor(endpoint).objectStoreConfig(this, [this](Result<QJsonObject> config) {
            if (!config && meansNotOffered(config.error()))
                return finish(
                    fail(ErrorKind::NotOffered, QStringLiteral("This environment does not show its object store.")));
            if (!config) return finish(fail(config.error()));
            const ObjectStore store = objectStoreOf(*config);
            const std::pair<QString, QString> fields[] = {{QStringLiteral("provider"), store.provider},
                                                          {QStringLiteral("container"), store.container},
                                                          {QStringLiteral("region"), store.region},
                                                          {QStringLiteral("endpoint"), store.endpoint},
                                                          {QStringLiteral("path"), store.path}};
            QJsonObject object;
            QStringList lines;
            for (const auto& [name, value] : fields) {
                object.insert(name, value.isEmpty() ? QJsonValue() : QJsonValue(value));
                if (!value.isEmpty()) lines << name + QStringLiteral(": ") + value;
            }
            if (lines.isEmpty()) lines << QStringLiteral("No object store is configured.");
            finish(Answer{object, lines.join(u'\n')});
        });
    });
}

}  // namespace

const KindReport kConfigReport{.kind = OperationKind::Config, .aim = &aim};

const std::vector<CommandRow>& configCommands() {
    static const std::vector<CommandRow> rows{
        {"config show", "", 0, 0, "tells the schedule and retention", {}, &make<ConfigShow>},
        {"config set",
         "",
         0,
         0,
         "changes schedule or retention",
         {&kFrequency, &kRetention, &kEnable, &kDisable, &kConfirm, &kAccept, &kDryRun},
         &make<ConfigSet>},
        {"config diff", "ENV_A ENV_B", 2, 2, "compares the configuration of two environments", {}, &make<ConfigDiff>},
        {"object-store show", "", 0, 0, "tells where backups are written", {}, &make<ObjectStoreShow>},
    };
    return rows;
}

}  // namespace prophecy::ctl
