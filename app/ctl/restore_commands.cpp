// The "restore" commands.

#include <QJsonArray>
#include <QJsonDocument>

#include "app/ctl/acting_command.h"
#include "app/ctl/command_table.h"
#include "core/text.h"
#include "services/restore/restore_check_run.h"
#include "words/refusal.h"
#include "words/sentences.h"

namespace prophecy::ctl {

namespace {

Error named(const Error& error, const std::vector<Check>& checks, const AcceptedReasons& reasons) {
    Error complete = error;
    complete.detail.insert(QStringLiteral("checks"), checksJson(checks, reasons));
    return complete;
}

QString runningText(const Operation& operation) {
    return QStringLiteral("%1 is being restored from %2.").arg(operation.environmentName, operation.timestamp.text());
}

QString doneText(const Operation& operation) {
    return QStringLiteral("%1 is restored from %2.").arg(operation.environmentName, operation.timestamp.text());
}

/// What start and check have in common: the plan, and the checks over it.
class RestoreCommand : public ActingCommand {
protected:
    using ActingCommand::ActingCommand;
    Result<RestorePlan> restorePlan();
    Result<Environment> destinationNamed(const QString& to);
    void runChecks(const RestorePlan& plan, std::function<void()> go);
    Answer checkAnswer() const;
    void sayChecks();

    std::unique_ptr<RestoreCheckRun> m_checkRun;
};

/// With --env that is the source and --to the destination; with --url that is the destination.
Result<RestorePlan> RestoreCommand::restorePlan() {
    RestorePlan plan;
    plan.request = {BackupTimestamp(m_options.timestamp), m_options.sourceNamespace, m_options.skip};
    if (m_options.timestamp.isEmpty() || m_options.sourceNamespace.isEmpty())
        return fail(ErrorKind::Usage, QStringLiteral("A restore needs --timestamp T and --source-namespace NS."));
    const auto given = target();
    if (!given) return fail(given.error());
    if (!m_options.env.isEmpty() && m_options.to.isEmpty())
        return fail(ErrorKind::Usage, QStringLiteral("Say where to: --to ENV or URL."));
    if (!m_options.url.isEmpty() && !m_options.to.isEmpty())
        return fail(ErrorKind::Usage, QStringLiteral("With --url that is the destination; --to goes with --env."));
    if (!m_options.env.isEmpty() && !m_options.from.isEmpty())
        return fail(ErrorKind::Usage, QStringLiteral("With --env that is the source; --from goes with --url."));
    plan.source = plan.destination = *given;
    if (!m_options.to.isEmpty()) {
        const auto destination = destinationNamed(m_options.to);
        if (!destination) return fail(destination.error());
        plan.destination = *destination;
        if (!m_givenKey.isEmpty() && targetKey(plan.source.root) != targetKey(plan.destination.root))
            return fail(ErrorKind::Usage,
                        QStringLiteral("One key is of one environment, and %1 and %2 are two: let each "
                                       "use its own, stored or from --keys.")
                            .arg(plan.source.name, plan.destination.name));
    }
    if (!m_options.from.isEmpty()) {
        const auto source = namedEnvironment(m_options.from);
        if (!source) return fail(source.error());
        plan.source = *source;
    }
    if (const auto good = checkRequest(plan.request); !good) return fail(good.error());
    if (!m_options.nextKey.isEmpty()) m_context.keys.useNextKeyForThisRun(plan.destination, m_options.nextKey);
    plan.nextKeyHeld = plan.nextKeyForThisRun = !m_options.nextKey.isEmpty();
    m_context.introduce(plan.destination);
    return plan;
}

Result<Environment> RestoreCommand::destinationNamed(const QString& to) {
    if (!m_context.storageState()) return fail(m_context.storageState().error());
    if (const Environment* stored = m_context.registry().findByName(to)) return *stored;
    const auto root = parseRootUrl(to);
    const Environment* stored = root ? m_context.registry().findByTarget(*root) : nullptr;
    if (stored) return *stored;
    return fail(ErrorKind::Usage,
                QStringLiteral("\"%1\" is no stored environment. Store it with \"env add\", or name the destination "
                               "with --url and the source with --from.")
                    .arg(to));
}

/// Asks everything, and goes on once nothing is waited for.
void RestoreCommand::runChecks(const RestorePlan& plan, std::function<void()> go) {
    m_checkRun = std::make_unique<RestoreCheckRun>(plan, m_context.connector, m_context.storage(), m_context.clock);
    const auto look = [this, go = std::move(go), done = std::make_shared<bool>(false)] {
        if (*done || m_checkRun->isWaiting() || !m_checkRun->facts().destinationUsers.answer) return;
        *done = true;
        go();
    };
    // Queued: the run may not be replaced from inside its own signal.
    connect(m_checkRun.get(), &RestoreCheckRun::changed, this, look, Qt::QueuedConnection);
    m_checkRun->start();
}

Answer RestoreCommand::checkAnswer() const {
    const RestorePlan& plan = m_checkRun->plan();
    const auto checks = m_checkRun->checks();
    return Answer{QJsonObject{{QStringLiteral("source"), plan.source.name},
                              {QStringLiteral("destination"), plan.destination.name},
                              {QStringLiteral("checks"), checksJson(checks, m_options.accept)},
                              {QStringLiteral("request"), bodyOf(plan.request)}},
                  checkLines(checks) + u'\n' +
                      QString::fromUtf8(QJsonDocument(bodyOf(plan.request)).toJson(QJsonDocument::Compact))};
}

void RestoreCommand::sayChecks() {
    const auto plan = restorePlan();
    if (!plan) return finish(fail(plan.error()));
    runChecks(*plan, [this] {
        const auto checks = m_checkRun->checks();
        const bool failed = std::any_of(checks.begin(), checks.end(),
                                        [](const Check& check) { return check.state == CheckState::Fail; });
        const auto allowed = mayGoOn(restoreChecks(), checks, m_options.accept);
        if (failed || (m_options.dryRun && !allowed)) {
            m_progress.say(checkLines(checks));
            Error error = named(allowed.error(), checks, m_options.accept);
            error.detail.insert(QStringLiteral("request"), bodyOf(m_checkRun->plan().request));
            return finish(fail(error));
        }
        finish(checkAnswer());
    });
}

class RestoreCheck final : public RestoreCommand {
public:
    using RestoreCommand::RestoreCommand;
    void run() override { sayChecks(); }
};

class RestoreStart final : public RestoreCommand {
public:
    using RestoreCommand::RestoreCommand;
    void run() override;

private:
    void takeSafetyBackup();
    void checkAgain(const BackupTimestamp& safety);
    void beginRestore();
    void succeeded(const Operation& operation, const Answer& answer) override;
    void failed(const Operation& operation) override { keepReport(operation, {}); }
    void keepReport(const Operation& operation, const std::vector<AfterCheck>& after);

    RestoreWish m_wish;
    std::unique_ptr<RestoreFollowUp> m_followUp;
};

void RestoreStart::run() {
    const auto plan = restorePlan();
    if (!plan) return finish(fail(plan.error()));
    if (m_options.noSafetyBackup && m_options.reason.trimmed().isEmpty())
        return finish(fail(ErrorKind::Usage, QStringLiteral("--no-safety-backup needs --reason TEXT.")));
    if (m_options.dryRun) return sayChecks();
    const Consent consent{true, m_options.confirm, false, false};
    if (const auto allowed = checkProtection(plan->destination, Action::Restore, consent); !allowed)
        return finish(fail(allowed.error()));
    if (!needStorage()) return;
    runChecks(*plan, [this] {
        const auto checks = m_checkRun->checks();
        if (const auto allowed = mayGoOn(restoreChecks(), checks, m_options.accept); !allowed)
            return finish(fail(named(allowed.error(), checks, m_options.accept)));
        m_wish = {m_checkRun->plan(), checks, m_options.accept, {!m_options.noSafetyBackup, m_options.reason}, {}};
        const auto& users = m_checkRun->facts().destinationUsers;
        if (users.isKnown()) m_wish.usersBefore = users.value().total;
        m_wish.seenPeer = m_checkRun->facts().destinationList.value().peer;
        m_options.noSafetyBackup ? beginRestore() : takeSafetyBackup();
    });
}

void RestoreStart::takeSafetyBackup() {
    const RestorePlan& plan = m_wish.plan;
    if (const auto why = whyNoSafetyBackup(plan, m_checkRun->facts()))
        return finish(fail(ErrorKind::Refused, sentenceOf(*why)));
    backUpFirst(plan.destination, [this](const Operation& made) {
        m_wish.wayBack.made = made.id;
        checkAgain(made.timestamp);
    });
}

/// What was seen before the safety backup is old by now.
void RestoreStart::checkAgain(const BackupTimestamp& safety) {
    m_progress.say(QStringLiteral("Checking once more."));
    runChecks(m_wish.plan, [this, safety] {
        m_checkRun->setSafety(safety);
        m_wish.checks = m_checkRun->checks();
        if (const auto allowed = mayGoOn(restoreChecks(), m_wish.checks, m_options.accept); !allowed)
            return finish(fail(named(allowed.error(), m_wish.checks, m_options.accept)));
        beginRestore();
    });
}

void RestoreStart::beginRestore() {
    m_limit.reset();
    watch();
    const Consent agreed = consent();
    const QUrl root = m_wish.plan.destination.root;
    m_wish.operation = newOperationId();
    m_call = m_context.restores().begin(m_wish, agreed, this, [this, root](Result<Operation> operation) {
        operation ? begun(*operation) : finish(fail(withWayOut(operation.error(), root)));
    });
}

/// The server says that it is done; a success is one only after the after-checks.
void RestoreStart::succeeded(const Operation& operation, const Answer& answer) {
    m_followUp = std::make_unique<RestoreFollowUp>(m_wish.plan, m_wish.usersBefore,
                                                   m_context.restores().safetyOf(m_wish.wayBack), m_context.connector,
                                                   m_context.clock);
    const auto look = [this, operation, answer] {
        if (m_finished || m_followUp->isWaiting()) return;
        const auto checks = m_followUp->checks();
        keepReport(operation, checks);
        if (!m_wish.plan.inPlace())
            sayOfKeyFile(m_wish.plan.destination,
                         QStringLiteral("The restore may have replaced the keys: the one in %1 may be the old one, and "
                                        "goes before any other."));
        if (checks.front().state == CheckState::Fail)
            return finish(
                fail(ErrorKind::OperationFailed, QStringLiteral("The server calls the restore a success, but %1")
                                                     .arg(sentenceOf(checks.front().evidence))));
        QJsonObject data = answer.data.toObject();
        QStringList lines{answer.text};
        data.insert(QStringLiteral("after"), afterJson(checks, lines));
        finish(Answer{data, lines.join(u'\n')});
    };
    connect(m_followUp.get(), &RestoreFollowUp::changed, this, look, Qt::QueuedConnection);
    m_followUp->start();
}

void RestoreStart::keepReport(const Operation& operation, const std::vector<AfterCheck>& after) {
    auto report = m_context.restores().reportOf(operation);
    if (!report) return;
    report->after = after;
    (void)m_context.restores().keepReport(operation, toMarkdown(*report));
}

class RestoreStatus final : public Command {
public:
    using Command::Command;
    void run() override;
};

void RestoreStatus::run() {
    const BackupTimestamp asked(m_options.arguments.value(0));
    if (!asked.isEmpty() && !isWellFormed(asked))
        return finish(fail(
            ErrorKind::Usage,
            QStringLiteral("\"%1\" is no backup timestamp; one looks like 2026-11-22t06-00-00.").arg(asked.text())));
    withClient([this, asked](const Endpoint& endpoint) {
        m_call = m_context.connector.clientFor(endpoint).restoreStatus(
            asked, this, [this, asked, endpoint](Result<BackupAnswer> answer) {
                if (!answer) return finish(fail(answer.error()));
                if (isUnclear(*answer, asked))
                    return finish(Answer{ctl::toJson(**answer, m_zone), unclearText((*answer)->status), kUnclear});
                if (*answer) return finish(Answer{ctl::toJson(**answer, m_zone), toLine(**answer)});
                if (asked.isEmpty()) return sayIdle(endpoint, QStringLiteral("Nothing is running."));
                finish(
                    fail(ErrorKind::NotFound, QStringLiteral("The server knows no restore of %1.").arg(asked.text())));
            });
    });
}

}  // namespace

const KindReport kRestoreReport{.kind = OperationKind::Restore, .runningText = &runningText, .doneText = &doneText};

const std::vector<CommandRow>& restoreCommands() {
    static const OptionRows restoreOptions{&kTimestamp, &kSourceNamespace, &kTo,         &kFromEnvironment,
                                           &kSkip,      &kAccept,          &kNextKeyFile};
    static const OptionRows restoreStart = [] {
        OptionRows all = restoreOptions;
        all.insert(all.end(), {&kConfirm, &kNoSafetyBackup, &kReason, &kWait, &kDryRun});
        return all;
    }();
    static const std::vector<CommandRow> rows{
        {"restore start", "", 0, 0, "overwrites an environment with a backup", restoreStart, &make<RestoreStart>},
        {"restore check", "", 0, 0, "makes the checks of such a restore, and sends nothing", restoreOptions,
         &make<RestoreCheck>},
        {"restore status", "[TIMESTAMP]", 0, 1, "tells how a restore stands", {}, &make<RestoreStatus>},
    };
    return rows;
}

}  // namespace prophecy::ctl
