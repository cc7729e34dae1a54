// The "upgrade" commands, and "version".

#include <QJsonArray>
#include <QJsonDocument>

#include "app/ctl/acting_command.h"
#include "app/ctl/command_table.h"
#include "core/text.h"
#include "services/own_backups.h"
#include "services/upgrade/upgrade_check_run.h"
#include "words/refusal.h"
#include "words/sentences.h"
#include "words/upgrade_guide.h"

namespace prophecy::ctl {

namespace {

Error notOffered(const Environment& environment, const QStringList& steps) {
    Error error =
        makeError(ErrorKind::NotOffered,
                  QStringLiteral("%1 offers neither its version nor upgrades through its API.").arg(environment.name));
    error.detail.insert(QStringLiteral("manual"), guideJson(environment, steps));
    return error;
}

QJsonObject toJson(const Versions& versions) {
    QJsonArray lines;
    for (const ReleaseLine& line : linesOf(versions.available)) {
        QJsonArray members;
        for (const Version& version : line.versions) members.append(version.text());
        lines.append(QJsonObject{{QStringLiteral("line"), line.name},
                                 {QStringLiteral("extendedMaintenance"), line.extendedMaintenance},
                                 {QStringLiteral("versions"), members}});
    }
    return {{QStringLiteral("currentVersion"), versions.current},
            {QStringLiteral("availableVersions"), QJsonArray::fromStringList(versions.available)},
            {QStringLiteral("darkCluster"), versions.darkCluster},
            {QStringLiteral("lines"), lines}};
}

QString toText(const Versions& versions) {
    QStringList lines{QStringLiteral("%1 runs.").arg(displayLine(versions.current))};
    for (const ReleaseLine& line : linesOf(versions.available)) {
        QStringList members;
        for (const Version& version : line.versions) members << version.text();
        lines << QStringLiteral("%1: %2").arg(line.name, members.join(QStringLiteral(", ")));
    }
    for (const QString& unreadable : unreadableVersions(versions.available))
        lines << QStringLiteral("Also on offer, but no version: \"%1\"").arg(displayLine(unreadable));
    if (versions.available.isEmpty())
        lines << (versions.darkCluster ? QStringLiteral("The cluster has no internet: type the version to upgrade to.")
                                       : QStringLiteral("No version is on offer."));
    return lines.join(u'\n');
}

QJsonObject describe(const Operation& operation, BackupState state) {
    const auto trace = traceOr<UpgradeTrace>(operation);
    return {{QStringLiteral("version"), trace.request.version},
            {QStringLiteral("from"), trace.from},
            {QStringLiteral("disableRollback"), trace.request.disableRollback},
            {QStringLiteral("backup"), trace.backup.isEmpty() ? QJsonValue() : QJsonValue(trace.backup.text())},
            {QStringLiteral("state"), kebabName(state)},
            {QStringLiteral("ending"), kebabName(trace.ending)}};
}

QString runningText(const Operation& operation) {
    return QStringLiteral("%1 is being upgraded to %2.")
        .arg(operation.environmentName, traceOr<UpgradeTrace>(operation).request.version);
}

QString doneText(const Operation& operation) {
    return QStringLiteral("%1 is upgraded to %2.")
        .arg(operation.environmentName, traceOr<UpgradeTrace>(operation).request.version);
}

QString aim(const Operation& operation) {
    const auto trace = traceOr<UpgradeTrace>(operation);
    return QStringLiteral("%1 to %2").arg(trace.from, trace.request.version);
}

int codeOf(UpgradePhase phase) {
    constexpr int kServerReportsFailure = 1;
    if (phase == UpgradePhase::Failed || phase == UpgradePhase::RolledBack) return kServerReportsFailure;
    return phase == UpgradePhase::Unclear ? kUnclear : 0;
}

QString endingText(const UpgradeTrace& trace) {
    switch (trace.ending) {
        case UpgradeEnding::RolledBack: return QStringLiteral("The upgrade failed and was rolled back.");
        case UpgradeEnding::StayedFailed: return QStringLiteral("The upgrade failed and stays where it failed.");
        case UpgradeEnding::OtherVersion:
            return QStringLiteral("The environment came back with %1, not with %2.")
                .arg(trace.version, trace.request.version);
        default: return QStringLiteral("The environment came back with %1, as before.").arg(trace.version);
    }
}

Error failure(const Operation& operation) {
    const auto trace = traceOr<UpgradeTrace>(operation);
    if (trace.ending == UpgradeEnding::None) return reporting::failure(operation);
    Error error = makeError(ErrorKind::OperationFailed, endingText(trace) + u' ' + operation.text);
    error.detail.insert(QStringLiteral("ending"), kebabName(trace.ending));
    return error;
}

bool isAway(const Operation& operation) {
    return traceOr<UpgradeTrace>(operation).awayAt.isValid() && operation.trouble && !concernsKey(*operation.trouble);
}

class UpgradeVersions final : public Command {
public:
    using Command::Command;
    void run() override;
};

void UpgradeVersions::run() {
    withClient([this](const Endpoint& endpoint) {
        m_call = m_context.connector.clientFor(endpoint).versions(this, [this, endpoint](Result<Versions> versions) {
            const Environment& environment = endpoint.environment;
            if (versions) return finish(Answer{toJson(*versions), toText(*versions)});
            finish(fail(meansNotOffered(versions.error()) ? notOffered(environment, guideToVersions(environment))
                                                          : versions.error()));
        });
    });
}

class UpgradeStatusCommand final : public Command {
public:
    using Command::Command;
    void run() override;

private:
    Error withOwnUpgrade(Error error, const QUrl& root);
};

void UpgradeStatusCommand::run() {
    withClient([this](const Endpoint& endpoint) {
        const Client client = m_context.connector.clientFor(endpoint);
        m_call = client.upgradeStatus(this, [this, client](Result<UpgradeStatus> status) {
            const Environment& environment = client.endpoint().environment;
            if (!status)
                return finish(fail(meansNotOffered(status.error())
                                       ? notOffered(environment, guideToVersions(environment))
                                       : withOwnUpgrade(status.error(), environment.root)));
            m_call = client.versions(this, [this, status = *status](Result<Versions> versions) {
                const QString runs = versions ? versions->current : QString();
                const UpgradePhase phase = phaseOf(status.status);
                finish(Answer{
                    QJsonObject{{QStringLiteral("status"), status.status},
                                {QStringLiteral("phase"), kebabName(phase)},
                                {QStringLiteral("version"), status.version},
                                {QStringLiteral("currentVersion"), runs.isEmpty() ? QJsonValue() : QJsonValue(runs)}},
                    QStringLiteral("%1: %2 (%3 runs)")
                        .arg(kebabName(phase), displayLine(status.status), displayLine(runs)),
                    codeOf(phase)});
            });
        });
    });
}

/// In the middle of one that this profile began, no answer is what belongs to it.
Error UpgradeStatusCommand::withOwnUpgrade(Error error, const QUrl& root) {
    const auto rows = m_context.storageState() ? m_context.storage()->operations().unfinished()
                                               : Result<std::vector<StoredOperation>>();
    if (!rows) return error;
    for (const StoredOperation& row : *rows) {
        const auto* trace = row.operation.traceOf<UpgradeTrace>();
        if (trace && targetKey(row.operation.target) == targetKey(root))
            error.message +=
                QStringLiteral(" The upgrade to %1 that was begun at %2 is not finished; its services may restart.")
                    .arg(trace->request.version, row.operation.startedAt.toString(Qt::ISODate));
    }
    return error;
}

class ShowVersion final : public Command {
public:
    using Command::Command;
    void run() override;
};

/// What this console is; with --env or --url also what runs there.
void ShowVersion::run() {
    QJsonObject data{{QStringLiteral("prophecyctl"), QStringLiteral(PROPHECY_VERSION)}};
    const QString own = QStringLiteral("prophecyctl " PROPHECY_VERSION);
    if (m_options.env.isEmpty() && m_options.url.isEmpty()) return finish(Answer{data, own});
    withClient([this, data, own](const Endpoint& endpoint) {
        m_call = m_context.connector.clientFor(endpoint).versions(this, [this, data, own,
                                                                         endpoint](Result<Versions> versions) {
            const Environment& environment = endpoint.environment;
            if (!versions)
                return finish(fail(meansNotOffered(versions.error())
                                       ? notOffered(environment, guideToVersions(environment))
                                       : versions.error()));
            QJsonObject complete = data;
            complete.insert(QStringLiteral("environment"), environment.name);
            complete.insert(QStringLiteral("version"), versions->current);
            finish(Answer{complete,
                          QStringLiteral("%1\n%2 runs %3").arg(own, environment.name, displayLine(versions->current))});
        });
    });
}

class UpgradeStart final : public ActingCommand {
public:
    using ActingCommand::ActingCommand;
    void run() override;

private:
    Result<UpgradePlan> wantedPlan();
    void runChecks(const UpgradePlan& plan, std::function<void()> go);
    void takeFacts();
    Error withChecks(Error error) const;
    void sayDryRun();
    void backUpBefore();
    void begin();
    void succeeded(const Operation& operation, const Answer& answer) override;
    void failed(const Operation& operation) override { keepReport(operation, {}); }
    void keepReport(const Operation& operation, const std::vector<AfterCheck>& after);

    std::unique_ptr<UpgradeCheckRun> m_checkRun;
    UpgradeWish m_wish;
    std::unique_ptr<UpgradeFollowUp> m_followUp;
};

Result<UpgradePlan> UpgradeStart::wantedPlan() {
    if (m_options.upgradeVersion.isEmpty())
        return fail(ErrorKind::Usage, QStringLiteral("An upgrade needs --version V."));
    const auto version = parseVersion(m_options.upgradeVersion);
    if (!version) return fail(version.error());
    const bool mayGoWithout = !m_options.disableRollback || !m_options.reason.trimmed().isEmpty();
    if (m_options.noBackup && !mayGoWithout)
        return fail(ErrorKind::Usage, QStringLiteral("--no-backup needs --reason TEXT while rollback is disabled."));
    const auto environment = target();
    if (!environment) return fail(environment.error());
    if (environment->protection == Protection::ReadOnly)
        return fail(ErrorKind::Refused,
                    QStringLiteral("%1 is read-only in this console. Nothing was sent.").arg(environment->name));
    UpgradePlan plan{*environment, {}, {version->text(), m_options.disableRollback}, {}};
    if (m_context.storageState()) plan.ownership = ownershipOf(*m_context.storage(), *environment);
    if (m_context.storageState()) plan.partner = partnerOf(*environment, m_context.registry().all());
    return plan;
}

/// Asks everything, and goes on once nothing is waited for.
void UpgradeStart::runChecks(const UpgradePlan& plan, std::function<void()> go) {
    const auto needed =
        m_context.storageState() ? m_context.upgrades().neededBackups() : std::vector<BackupTimestamp>();
    m_checkRun = std::make_unique<UpgradeCheckRun>(plan, m_context.connector, m_context.clock, -1, needed);
    const auto look = [this, go = std::move(go), done = std::make_shared<bool>(false)] {
        if (*done || m_checkRun->isWaiting()) return;
        *done = true;
        takeFacts();
        go();
    };
    // Queued: the run may not be replaced from inside its own signal.
    connect(m_checkRun.get(), &UpgradeCheckRun::changed, this, look, Qt::QueuedConnection);
    m_checkRun->start();
}

/// The wish as the server's answers make it: the version in its spelling, the newest backup that is young enough.
void UpgradeStart::takeFacts() {
    const UpgradeFacts& facts = m_checkRun->facts();
    UpgradeRequest request = m_checkRun->plan().request;
    if (facts.versions.isKnown()) {
        m_wish.from = facts.versions.value().current;
        if (const auto version = parseVersion(request.version))
            request.version = asOffered(*version, facts.versions.value().available);
    }
    BackupTimestamp backup = m_checkRun->plan().backup;
    if (backup.isEmpty() && !m_options.noBackup && facts.list.isKnown())
        if (const auto fresh = freshBackup(facts.list.value().backups, m_checkRun->plan().ownership,
                                           m_checkRun->plan().environment.timeZone(),
                                           serverNow(facts.list, m_context.clock.nowUtc()), m_wish.wayBack.limit))
            backup = fresh->timestamp;
    const QDateTime now = m_context.clock.nowUtc();
    m_wish.serverAheadSeconds = now.secsTo(serverNow(facts.list, now));
    m_checkRun->setRequest(request, backup);
    m_wish.plan = m_checkRun->plan();
    m_wish.checks = m_checkRun->checks();
    m_wish.reasons = m_options.accept;
    m_wish.wayBack.wanted = !m_options.noBackup;
    m_wish.wayBack.whyNot = m_options.reason;
    if (facts.config.isKnown()) m_wish.configBefore = facts.config.value().raw;
    if (facts.users.isKnown()) m_wish.usersBefore = facts.users.value().total;
    if (facts.list.isKnown()) m_wish.seenPeer = facts.list.value().peer;
}

Error UpgradeStart::withChecks(Error error) const {
    error.detail.insert(QStringLiteral("checks"), checksJson(m_wish.checks, m_options.accept));
    error.detail.insert(QStringLiteral("request"), bodyOf(m_wish.plan.request));
    return error;
}

void UpgradeStart::run() {
    const auto plan = wantedPlan();
    if (!plan) return finish(fail(plan.error()));
    if (!m_options.dryRun && !needStorage()) return;
    runChecks(*plan, [this] {
        const UpgradePlan& wanted = m_wish.plan;
        if (mustBeGuided(m_checkRun->facts()))
            return finish(fail(notOffered(wanted.environment, guideSteps(wanted.environment, wanted.request))));
        const UpgradeFacts& facts = m_checkRun->facts();
        if (!*facts.list.answer) return finish(fail(facts.list.answer->error()));
        if (!*facts.versions.answer) return finish(fail(facts.versions.answer->error()));
        if (m_options.dryRun) return sayDryRun();
        const Consent consent{true, m_options.confirm, false, false};
        if (const auto allowed = checkProtection(wanted.environment, Action::Upgrade, consent); !allowed)
            return finish(fail(allowed.error()));
        if (const auto allowed = mayGoOn(upgradeChecks(), m_wish.checks, m_wish.reasons); !allowed)
            return finish(fail(withChecks(allowed.error())));
        const bool hasWayBack = m_options.noBackup || !wanted.backup.isEmpty();
        hasWayBack ? begin() : backUpBefore();
    });
}

void UpgradeStart::sayDryRun() {
    const auto& checks = m_wish.checks;
    if (const auto allowed = mayGoOn(upgradeChecks(), checks, m_options.accept); !allowed) {
        m_progress.say(checkLines(checks));
        return finish(fail(withChecks(allowed.error())));
    }
    const QString backup = m_options.noBackup             ? QStringLiteral("none")
                           : m_wish.plan.backup.isEmpty() ? QStringLiteral("one would be made first")
                                                          : m_wish.plan.backup.text();
    const QJsonObject body = bodyOf(m_wish.plan.request);
    finish(Answer{QJsonObject{{QStringLiteral("environment"), m_wish.plan.environment.name},
                              {QStringLiteral("checks"), checksJson(checks, m_options.accept)},
                              {QStringLiteral("backup"), backup},
                              {QStringLiteral("request"), body}},
                  checkLines(checks) + QStringLiteral("\nBackup: %1\n").arg(backup) +
                      QString::fromUtf8(QJsonDocument(body).toJson(QJsonDocument::Compact))});
}

void UpgradeStart::backUpBefore() {
    const UpgradePlan plan = m_wish.plan;
    if (const auto why = whyNoBackupFirst(plan, m_checkRun->facts()))
        return finish(fail(ErrorKind::Refused, sentenceOf(*why)));
    backUpFirst(plan.environment, [this, plan](const Operation& made) {
        m_wish.wayBack.made = made.id;
        UpgradePlan again = plan;
        again.backup = made.timestamp;
        m_progress.say(QStringLiteral("Checking once more."));
        runChecks(again, [this] {
            if (const auto allowed = mayGoOn(upgradeChecks(), m_wish.checks, m_wish.reasons); !allowed)
                return finish(fail(withChecks(allowed.error())));
            begin();
        });
    });
}

void UpgradeStart::begin() {
    m_limit.reset();
    watch();
    const Consent agreed = consent();
    const Environment environment = m_wish.plan.environment;
    m_wish.operation = newOperationId();
    m_call = m_context.upgrades().begin(m_wish, agreed, this, [this, environment](Result<Operation> operation) {
        if (operation) return begun(*operation);
        // The versions are told, but the call is not there.
        const bool sent = m_context.tracker().find(m_wish.operation).has_value();
        const bool missing = sent && meansNotOffered(operation.error()) && operation.error().serverText.isEmpty();
        finish(fail(missing ? notOffered(environment, guideSteps(environment, m_wish.plan.request))
                            : withWayOut(operation.error(), environment.root)));
    });
}

/// The server says that it is done; it is one only after the checks afterwards.
void UpgradeStart::succeeded(const Operation& operation, const Answer& answer) {
    m_followUp = std::make_unique<UpgradeFollowUp>(m_wish.plan, m_context.upgrades().factsBefore(operation.id),
                                                   m_context.connector, m_context.clock);
    const auto look = [this, operation, answer] {
        if (m_finished || m_followUp->isWaiting()) return;
        const auto checks = m_followUp->checks();
        keepReport(operation, checks);
        if (checks.front().state == CheckState::Fail)
            return finish(
                fail(ErrorKind::OperationFailed, QStringLiteral("The server calls the upgrade a success, but %1")
                                                     .arg(sentenceOf(checks.front().evidence))));
        QJsonObject data = answer.data.toObject();
        QStringList lines{answer.text};
        data.insert(QStringLiteral("after"), afterJson(checks, lines));
        finish(Answer{data, lines.join(u'\n')});
    };
    connect(m_followUp.get(), &UpgradeFollowUp::changed, this, look, Qt::QueuedConnection);
    m_followUp->start();
}

void UpgradeStart::keepReport(const Operation& operation, const std::vector<AfterCheck>& after) {
    auto report = m_context.upgrades().reportOf(operation);
    if (!report) return;
    report->after = after;
    (void)m_context.upgrades().keepReport(operation, toMarkdown(*report));
}

}  // namespace

const KindReport kUpgradeReport{.kind = OperationKind::Upgrade,
                                .describe = &describe,
                                .runningText = &runningText,
                                .doneText = &doneText,
                                .aim = &aim,
                                .failure = &failure,
                                .goesAway = true,
                                .isAway = &isAway,
                                .tellsItsText = true};

const std::vector<CommandRow>& upgradeCommands() {
    static const std::vector<CommandRow> rows{
        {"upgrade versions", "", 0, 0, "tells the version that runs and those on offer", {}, &make<UpgradeVersions>},
        {"upgrade start",
         "",
         0,
         0,
         "upgrades an environment",
         {&kWantedVersion, &kDisableRollback, &kNoBackup, &kReason, &kAccept, &kConfirm, &kWait, &kDryRun},
         &make<UpgradeStart>},
        {"upgrade status", "", 0, 0, "tells how an upgrade stands", {}, &make<UpgradeStatusCommand>},
        {"version", "", 0, 0, "tells the version of an environment", {}, &make<ShowVersion>},
    };
    return rows;
}

}  // namespace prophecy::ctl
