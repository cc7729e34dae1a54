#include <QJsonArray>
#include <QJsonObject>
#include <algorithm>

#include "app/ctl/command_table.h"
#include "core/text.h"
#include "domain/backup/deadline.h"
#include "domain/findings.h"
#include "domain/operation/kind_policy.h"
#include "services/environments/last_answer.h"
#include "services/environments/schedule_memory.h"
#include "services/own_backups.h"

// "check": the verdict of the window's sidebar, as a monitoring plug-in gives it.

namespace prophecy::ctl {

namespace {

int exitCodeFor(Level level) {
    switch (level) {
        case Level::Good: return 0;
        case Level::Attention: return 1;
        case Level::Bad: return 2;
        case Level::Unknown: break;
    }
    return 3;
}

QString wordFor(int exitCode) {
    constexpr QStringView words[] = {u"GOOD", u"ATTENTION", u"BAD", u"UNKNOWN"};
    return words[exitCode].toString();
}

QString nameOf(FindingCode code) {
    switch (code) {
        case FindingCode::LastGood: return QStringLiteral("last good backup");
        case FindingCode::NoneEverGood: return QStringLiteral("no backup ever succeeded");
        case FindingCode::NoBackups: return QStringLiteral("there are no backups");
        case FindingCode::LivesFromPrimary: return QStringLiteral("no good backup of its own: filled from its primary");
        case FindingCode::NoOwnBackup: return QStringLiteral("none of its own backups is good; listed of others");
        case FindingCode::OthersListed: return QStringLiteral("listed of others");
        case FindingCode::Rotated: return QStringLiteral("backups that retention removed as others came");
        case FindingCode::Removed: return QStringLiteral("backups that retention removed");
        case FindingCode::Deleted: return QStringLiteral("backups deleted from here");
        case FindingCode::FailedBefore: return QStringLiteral("failed in the last 24 hours, before a good one");
        case FindingCode::Disappeared: return QStringLiteral("backups that disappeared, not deleted from here");
        case FindingCode::Replaced: return QStringLiteral("backups no longer listed since a restore");
        case FindingCode::FailedSince: return QStringLiteral("failed since the last good one");
        case FindingCode::LocationLocal: return QStringLiteral("backups lie on a volume of the cluster");
        case FindingCode::KeyExpires: return QStringLiteral("days until the key expires");
        case FindingCode::Connection: return QStringLiteral("connection");
        case FindingCode::Restarting: return QStringLiteral("its services restart for what was begun at");
        case FindingCode::StandbyUnseen: return QStringLiteral("off on purpose, and not seen for long; last seen");
        case FindingCode::RegularBackupsOff: return QStringLiteral("regular backups are off");
        case FindingCode::BehindSchedule: return QStringLiteral("no good backup for the planned run of");
        case FindingCode::MissedRuns: return QStringLiteral("planned runs without a backup");
        case FindingCode::ScheduleUnread: return QStringLiteral("the frequency cannot be read");
        case FindingCode::NeverRuns: return QStringLiteral("the schedule never runs");
        case FindingCode::OlderThanTarget: return QStringLiteral("last good backup is older than its target in hours");
        case FindingCode::ClockOff: return QStringLiteral("seconds that the server's clock is ahead");
        case FindingCode::SlowerThanUsual: return QStringLiteral("last good backup is older than usual");
    }
    return {};
}

QString sentenceOf(const Finding& finding) {
    QString sentence = nameOf(finding.code);
    const auto contains = [&finding](std::initializer_list<FindingCode> codes) {
        return std::find(codes.begin(), codes.end(), finding.code) != codes.end();
    };
    if (finding.code == FindingCode::Connection) return sentence + u' ' + kebabName(static_cast<Reach>(finding.count));
    const bool counts =
        contains({FindingCode::FailedSince, FindingCode::FailedBefore, FindingCode::KeyExpires, FindingCode::MissedRuns,
                  FindingCode::ClockOff, FindingCode::OlderThanTarget, FindingCode::NoOwnBackup,
                  FindingCode::OthersListed, FindingCode::Rotated, FindingCode::Removed, FindingCode::Disappeared,
                  FindingCode::Replaced, FindingCode::Deleted});
    const bool dated = contains(
        {FindingCode::LastGood, FindingCode::BehindSchedule, FindingCode::StandbyUnseen, FindingCode::Restarting});
    if (counts) sentence += QStringLiteral(": %1").arg(finding.count);
    if (dated)
        sentence +=
            u' ' + (finding.time.isValid() ? finding.time.toUTC().toString(Qt::ISODate) : QStringLiteral("never"));
    return sentence;
}

Answer verdictAnswer(const QString& name, Level level, const QStringList& sentences) {
    const int code = exitCodeFor(level);
    const QJsonObject data{{QStringLiteral("name"), name},
                           {QStringLiteral("verdict"), wordFor(code).toLower()},
                           {QStringLiteral("findings"), QJsonArray::fromStringList(sentences)}};
    return Answer{data, QStringLiteral("%1: %2").arg(displayLine(name), sentences.join(QStringLiteral("; "))), code};
}

Answer verdictAnswer(const EnvironmentFacts& facts, const QDateTime& now) {
    const auto findings = findingsOf(facts, now);
    QStringList sentences;
    for (const Finding& finding : findings) sentences << sentenceOf(finding);
    return verdictAnswer(facts.environment.name, verdictOf(findings), sentences);
}

/// Bad before attention before unknown before good.
int worse(int a, int b) {
    constexpr int rank[] = {0, 2, 3, 1};
    return rank[a] >= rank[b] ? a : b;
}

class CheckCommand final : public Command {
public:
    using Command::Command;
    void run() override;

private:
    void checkNext();
    void checkOne(const Environment& environment, const SeenHistory& seen);
    void checkSchedule(const Endpoint& endpoint, EnvironmentFacts facts);
    EnvironmentFacts factsOf(const Environment& environment, const std::vector<KnownBackup>& entries,
                             const QDateTime& readAt, Reach reach);
    void conclude(const EnvironmentFacts& facts);
    void noteRestarting(EnvironmentFacts& facts);

    std::vector<Result<Environment>> m_toCheck;
    std::vector<Answer> m_checked;
};

void CheckCommand::run() {
    const bool all = m_options.environments.isEmpty() && m_options.url.isEmpty() && m_context.storageState();
    if (all && !m_givenKey.isEmpty() && m_context.registry().all().size() > 1)
        return finish(fail(ErrorKind::Usage, QStringLiteral("One key is of one environment: say which with --env, or "
                                                            "give all of them with --keys.")));
    if (all)
        for (const Environment& environment : m_context.registry().all()) m_toCheck.emplace_back(environment);
    else if (!m_options.url.isEmpty())
        m_toCheck.push_back(target());
    for (const QString& name : m_options.environments) {
        m_options.env = name;
        m_toCheck.push_back(target());
    }
    if (m_toCheck.empty())
        m_checked.push_back(verdictAnswer(QStringLiteral("prophecy"), Level::Unknown,
                                          {m_context.storageState() ? QStringLiteral("no environment is stored")
                                                                    : m_context.storageState().error().message}));
    checkNext();
}

void CheckCommand::checkNext() {
    if (m_toCheck.empty()) {
        int worst = 0;
        QJsonArray all;
        QStringList lines;
        for (const Answer& answer : m_checked) {
            worst = worse(worst, answer.exitCode);
            all.append(answer.data);
            lines << answer.text;
        }
        return finish(Answer{
            QJsonObject{{QStringLiteral("verdict"), wordFor(worst).toLower()}, {QStringLiteral("environments"), all}},
            QStringLiteral("%1 - %2").arg(wordFor(worst), lines.join(QStringLiteral(" / "))), worst});
    }
    const Result<Environment> environment = std::move(m_toCheck.front());
    m_toCheck.erase(m_toCheck.begin());
    if (!environment) {
        m_checked.push_back(verdictAnswer(QStringLiteral("prophecy"), Level::Unknown, {environment.error().message}));
        return checkNext();
    }
    if (!m_context.storage()) return checkOne(*environment, {});
    m_call = m_context.storage()->history().load(targetKey(environment->root), this,
                                                 [this, environment = *environment](Result<SeenHistory> seen) {
                                                     checkOne(environment, seen ? std::move(*seen) : SeenHistory());
                                                 });
}

/// What this profile began there and has not ended.
void CheckCommand::noteRestarting(EnvironmentFacts& facts) {
    const auto rows =
        m_context.storage() ? m_context.storage()->operations().unfinished() : Result<std::vector<StoredOperation>>();
    if (!rows) return;
    for (const StoredOperation& row : *rows) {
        const Operation& operation = row.operation;
        if (!operation.kind->restartsServices || targetKey(operation.target) != targetKey(facts.environment.root))
            continue;
        facts.restartingSince = operation.startedAt;
        facts.restartingFor = kebabName(operation.kind);
    }
}

/// Over the same history as the window: durations and runs that the server has forgotten count here too.
/// What is known of it without the schedule.
EnvironmentFacts CheckCommand::factsOf(const Environment& environment, const std::vector<KnownBackup>& entries,
                                       const QDateTime& readAt, Reach reach) {
    const QDateTime now = m_context.clock.nowUtc();
    EnvironmentFacts facts;
    facts.environment = environment;
    facts.reach = reach;
    facts.historyKnown = reach == Reach::Online || !entries.empty();
    Ownership ownership{environment.nameSpace, {}};
    QSet<BackupTimestamp> deleted;
    if (Storage* storage = m_context.storage()) {
        facts.answeredAt = std::max(lastAnswer(*storage, environment), readAt);
        ownership = ownershipOf(*storage, environment);
        deleted = deletedFrom(*storage, environment, now);
    }
    noteRestarting(facts);
    facts.summary = summarize(makeRows(entries, environment.timeZone(), ownership), now, ownership.since, deleted);
    return facts;
}

void CheckCommand::conclude(const EnvironmentFacts& facts) {
    m_checked.push_back(verdictAnswer(facts, m_context.clock.nowUtc()));
    checkNext();
}

void CheckCommand::checkOne(const Environment& environment, const SeenHistory& seen) {
    const auto unreachable = [=, this](const Error& error) {
        conclude(factsOf(environment, seen.entries, seen.readAt, reachAfter(error, environment)));
    };
    m_call = m_context.connector.connectTo(environment, this, [=, this](Result<Endpoint> endpoint) {
        if (!endpoint) return unreachable(endpoint.error());
        m_call = m_context.connector.clientFor(*endpoint).listBackups(this, [=, this](Result<BackupList> list) {
            if (!list) return unreachable(list.error());
            const QDateTime now = m_context.clock.nowUtc();
            const auto entries = mergeHistory(seen.entries, list->backups, now);
            EnvironmentFacts facts = factsOf(environment, entries, seen.readAt, Reach::Online);
            if (m_context.storage()) rememberAnswer(*m_context.storage(), environment, now);
            if (list->serverTime.isValid()) facts.clockAhead = now.secsTo(list->serverTime);
            checkSchedule(*endpoint, facts);
        });
    });
}

void CheckCommand::checkSchedule(const Endpoint& endpoint, EnvironmentFacts facts) {
    m_call = m_context.connector.clientFor(endpoint).backupConfig(this, [=, this](Result<BackupConfig> config) mutable {
        if (config) facts.config = *config;
        if (config && m_context.storage())
            facts.scheduleAge =
                rememberSchedule(*m_context.storage(), facts.environment, *config, m_context.clock.nowUtc());
        conclude(facts);
    });
}

}  // namespace

const std::vector<CommandRow>& checkCommands() {
    static const std::vector<CommandRow> rows{
        {"check",
         "",
         0,
         0,
         "one line for monitoring; takes several --env; exit 0 good, 1 attention, 2 bad, 3 unknown",
         {},
         &make<CheckCommand>},
    };
    return rows;
}

}  // namespace prophecy::ctl
