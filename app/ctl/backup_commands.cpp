#include <QJsonArray>
#include <QJsonObject>
#include <algorithm>

#include "app/ctl/acting_command.h"
#include "app/ctl/command_table.h"
#include "core/text.h"
#include "services/operations/last_look.h"
#include "words/sentences.h"

// The "backup" commands.

namespace prophecy::ctl {

using namespace std::chrono_literals;

namespace {

constexpr auto kWatchInterval = 1s;

void sortNewestFirst(std::vector<Backup>& backups, const QTimeZone& zone) {
    std::stable_sort(backups.begin(), backups.end(), [&](const Backup& a, const Backup& b) {
        const QDateTime x = instantOf(a.timestamp, zone), y = instantOf(b.timestamp, zone);
        if (x.isValid() != y.isValid()) return x.isValid();
        return x.isValid() && x > y;
    });
}

QString runningText(const Operation& operation) {
    return QStringLiteral("Backup %1 is running.").arg(operation.timestamp.text());
}

QString doneText(const Operation& operation) {
    return QStringLiteral("Backup %1 succeeded.").arg(operation.timestamp.text());
}

class BackupListCommand final : public Command {
public:
    using Command::Command;
    void run() override;
};

void BackupListCommand::run() {
    withClient([this](const Endpoint& endpoint) {
        m_call = m_context.connector.clientFor(endpoint).listBackups(this, [this](Result<BackupList> list) {
            if (!list) return finish(fail(list.error()));
            sortNewestFirst(list->backups, m_zone);
            if (list->malformedEntries > 0)
                m_progress.say(QStringLiteral("%1 entries of the list are malformed and are left out.")
                                   .arg(list->malformedEntries));
            QJsonArray array;
            QStringList lines;
            for (const Backup& backup : list->backups) {
                if (!m_options.state.isEmpty() && kebabName(stateOf(backup)) != m_options.state) continue;
                array.append(toJson(backup, m_zone));
                lines << toLine(backup);
            }
            finish(Answer{array, lines.join(u'\n')});
        });
    });
}

class BackupLatest final : public Command {
public:
    using Command::Command;
    void run() override;
};

void BackupLatest::run() {
    withClient([this](const Endpoint& endpoint) {
        m_call = m_context.connector.clientFor(endpoint).latestBackup(this, [this](Result<BackupAnswer> answer) {
            if (!answer) return finish(fail(answer.error()));
            if (!*answer) return finish(Answer{QJsonValue(), QStringLiteral("There is no backup.")});
            if (isUnclear(*answer, {})) return finish(Answer{toJson(**answer, m_zone), unclearText((*answer)->status)});
            finish(Answer{toJson(**answer, m_zone), toLine(**answer)});
        });
    });
}

class BackupStatus final : public Command {
public:
    using Command::Command;
    void run() override;

private:
    void findInList(const Endpoint& endpoint, const BackupTimestamp& asked, const Error& why);
};

void BackupStatus::run() {
    const BackupTimestamp asked(m_options.arguments.value(0));
    withClient([this, asked](const Endpoint& endpoint) {
        m_call = m_context.connector.clientFor(endpoint).backupStatus(
            asked, this, [this, asked, endpoint](Result<BackupAnswer> answer) {
                if (!answer && !asked.isEmpty() && answer.error().httpStatus != 0)
                    return findInList(endpoint, asked, answer.error());
                if (!answer) return finish(fail(answer.error()));
                if (isUnclear(*answer, asked))
                    return finish(Answer{toJson(**answer, m_zone), unclearText((*answer)->status), kUnclear});
                if (*answer) return finish(Answer{toJson(**answer, m_zone), toLine(**answer)});
                if (asked.isEmpty()) return sayIdle(endpoint, QStringLiteral("Nothing is running."));
                finish(fail(ErrorKind::NotFound, QStringLiteral("The server knows no backup %1.").arg(asked.text())));
            });
    });
}

/// What the status does not tell the list may.
void BackupStatus::findInList(const Endpoint& endpoint, const BackupTimestamp& asked, const Error& why) {
    m_call =
        m_context.connector.clientFor(endpoint).listBackups(this, [this, asked, why](const Result<BackupList>& list) {
            if (list)
                for (const Backup& backup : list->backups)
                    if (backup.timestamp == asked) return finish(Answer{toJson(backup, m_zone), toLine(backup)});
            finish(fail(why));
        });
}

const Backup* findIn(const BackupList& list, const BackupTimestamp& timestamp) {
    const auto it = std::find_if(list.backups.begin(), list.backups.end(),
                                 [&](const Backup& backup) { return backup.timestamp == timestamp; });
    return it == list.backups.end() || timestamp.isEmpty() ? nullptr : &*it;
}

bool hasEnded(const Backup& backup) {
    const BackupState state = stateOf(backup);
    return state == BackupState::Success || state == BackupState::Failed;
}

class BackupWatch final : public ActingCommand {
public:
    using ActingCommand::ActingCommand;
    void run() override;

private:
    void pollRunning(const Endpoint& endpoint);
    void follow(const Endpoint& endpoint);
    void settleRecords(const Endpoint& endpoint);
    void tellEnd(const Endpoint& endpoint, const QString& idle);

    BackupTimestamp m_followed;  ///< what is seen running; empty where it is no backup, but the restore of one
    bool m_known = false;        ///< what runs was looked up in the list
};

void BackupWatch::run() {
    m_limit = m_context.scheduler.after(
        m_options.waitLimit, [this] { giveUpWaiting(QStringLiteral("Its end was not seen within the wait limit.")); });
    withClient([this](const Endpoint& endpoint) { pollRunning(endpoint); });
}

void BackupWatch::pollRunning(const Endpoint& endpoint) {
    m_call =
        m_context.connector.clientFor(endpoint).backupStatus({}, this, [this, endpoint](Result<BackupAnswer> answer) {
            if (!answer) return finish(fail(answer.error()));
            if (activityOf(*answer) == Activity::Idle) return settleRecords(endpoint);
            if (*answer && !m_known) return follow(endpoint);
            if (const auto progress = parseOngoing((*answer)->status))
                m_progress.show(*progress);
            else
                m_progress.say(unclearText((*answer)->status));
            m_pause = m_context.scheduler.after(kWatchInterval, [this, endpoint] { pollRunning(endpoint); });
        });
}

/// The status names no backup; the list tells which one runs. While a restore runs it tells none.
void BackupWatch::follow(const Endpoint& endpoint) {
    m_known = true;
    m_call =
        m_context.connector.clientFor(endpoint).listBackups(this, [this, endpoint](const Result<BackupList>& list) {
            if (list)
                for (const Backup& backup : list->backups)
                    if (stateOf(backup) == BackupState::Running) m_followed = backup.timestamp;
            pollRunning(endpoint);
        });
}

/// How what was followed ended, where the list tells.
void BackupWatch::tellEnd(const Endpoint& endpoint, const QString& idle) {
    if (m_followed.isEmpty()) return sayIdle(endpoint, idle);
    m_call = m_context.connector.clientFor(endpoint).listBackups(
        this, [this, endpoint, idle](const Result<BackupList>& list) {
            const Backup* listed = list ? findIn(*list, m_followed) : nullptr;
            if (!listed || !hasEnded(*listed)) return sayIdle(endpoint, idle);
            finish(Answer{toJson(*listed, m_zone), toLine(*listed), stateOf(*listed) == BackupState::Failed ? 1 : 0});
        });
}

/// What an interrupted prophecyctl left in the records is brought to its end, now that nothing runs any more.
void BackupWatch::settleRecords(const Endpoint& endpoint) {
    const Environment& environment = endpoint.environment;
    const auto nothing = [this, endpoint] {
        const auto open = m_context.storageState()
                              ? m_context.tracker().unfinishedOn(endpoint.environment.root, Lane::Data)
                              : std::nullopt;
        tellEnd(endpoint, open ? QStringLiteral("Nothing is running; how the %1 of %2 ended is unknown.")
                                     .arg(kebabName(open->kind), open->startedAt.toString(Qt::ISODate))
                               : QStringLiteral("Nothing is running."));
    };
    if (!m_context.storageState()) return nothing();
    OperationTracker& tracker = m_context.tracker();
    connect(&tracker, &OperationTracker::changed, this,
            [nothing, key = targetKey(environment.root)](const Operation& operation) {
                if (targetKey(operation.target) != key) return;
                const bool unknown = operation.state == OperationState::Unknown && !isUndecided(operation);
                if (isFinished(operation.state) || unknown) nothing();
            });
    tracker.watchStore();
    const auto open = tracker.unfinishedOn(environment.root, Lane::Data);
    if (!open || (open->state == OperationState::Unknown && !isUndecided(*open))) nothing();
}

class BackupStart final : public ActingCommand {
public:
    using ActingCommand::ActingCommand;
    void run() override;
};

void BackupStart::run() {
    const auto environment = target();
    if (!environment) return finish(fail(environment.error()));
    if (!needStorage()) return;
    watch();
    m_call = m_context.tracker().start(
        backupOrder(*environment, consent()), this, [this, root = environment->root](Result<Operation> operation) {
            operation ? begun(*operation) : finish(fail(withWayOut(operation.error(), root)));
        });
}

class BackupDelete final : public ActingCommand {
public:
    using ActingCommand::ActingCommand;
    void run() override;
};

void BackupDelete::run() {
    const auto environment = target();
    if (!environment && environment.error().kind == ErrorKind::Usage) return finish(fail(environment.error()));
    const QString timestamp = m_options.arguments.first();
    if (m_options.confirm != timestamp)
        return finish(
            fail(ErrorKind::Refused,
                 QStringLiteral("Deleting a backup needs its timestamp twice: --confirm %1. Nothing was sent.")
                     .arg(timestamp)));
    if (!environment) return finish(fail(environment.error()));
    if (!needStorage()) return;
    Consent keyed = consent();
    keyed.keyedByTimestamp = true;
    m_call = m_context.tracker().start(
        deleteOrder(*environment, BackupTimestamp(timestamp), keyed), this,
        [this, timestamp](Result<Operation> operation) {
            if (!operation) return finish(fail(operation.error()));
            m_followed = operation->id;
            const auto report = [this, timestamp](const Operation& seen) {
                if (seen.state == OperationState::Succeeded)
                    return finish(
                        Answer{QJsonObject{{QStringLiteral("timestamp"), timestamp}, {QStringLiteral("deleted"), true}},
                               QStringLiteral("Backup %1 is deleted.").arg(timestamp)});
                if (seen.state == OperationState::Failed)
                    return finish(fail(reportFor(seen.kind, m_reports).failure(seen)));
                if (isUndecided(seen)) return;
                giveUpWaiting(seen.state == OperationState::Running
                                  ? QStringLiteral("The server says that it is deleted, but its list cannot be read.")
                                  : seen.text);
            };
            connect(&m_context.tracker(), &OperationTracker::changed, this,
                    [report, id = operation->id](const Operation& seen) {
                        if (seen.id == id) report(seen);
                    });
            report(*operation);
        });
}

}  // namespace

const KindReport kBackupReport{.kind = OperationKind::Backup, .runningText = &runningText, .doneText = &doneText};

const std::vector<CommandRow>& backupCommands() {
    static const std::vector<CommandRow> rows{
        {"backup start", "", 0, 0, "takes a backup", {&kWait, &kAccept}, &make<BackupStart>},
        {"backup list", "", 0, 0, "lists the backups", {&kState}, &make<BackupListCommand>},
        {"backup latest", "", 0, 0, "tells the newest backup", {}, &make<BackupLatest>},
        {"backup status", "[TIMESTAMP]", 0, 1, "tells how a backup stands, or what runs", {}, &make<BackupStatus>},
        {"backup watch", "", 0, 0, "follows what runs to its end", {}, &make<BackupWatch>},
        {"backup delete",
         "TIMESTAMP",
         1,
         1,
         "deletes a backup, which cannot be undone",
         {&kConfirm, &kAccept},
         &make<BackupDelete>},
    };
    return rows;
}

}  // namespace prophecy::ctl
