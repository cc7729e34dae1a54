#include <QJsonArray>
#include <QJsonObject>
#include <algorithm>

#include "app/ctl/runner.h"
#include "core/text.h"
#include "services/operations/last_look.h"
#include "words/sentences.h"

// The "backup" commands.

namespace prophecy::ctl {

using namespace std::chrono_literals;

namespace {

constexpr auto kWatchInterval = 1s;
constexpr qint64 kUnknownPatienceSeconds = 30;
constexpr int kRefusalsToGiveUp = 3;
constexpr auto kConfirmationPatience = 6s;
constexpr auto kConfirmationLook = 200ms;

void sortNewestFirst(std::vector<Backup>& backups, const QTimeZone& zone) {
    std::stable_sort(backups.begin(), backups.end(), [&](const Backup& a, const Backup& b) {
        const QDateTime x = instantOf(a.timestamp, zone), y = instantOf(b.timestamp, zone);
        if (x.isValid() != y.isValid()) return x.isValid();
        return x.isValid() && x > y;
    });
}

QString unseenText(const Operation& operation) {
    return operation.neverSeenRunning
               ? QStringLiteral(" It was never seen running: two looks some seconds apart showed this end.")
               : QString();
}

QString runningText(const Operation& operation) {
    return QStringLiteral("Backup %1 is running.").arg(operation.timestamp.text());
}

QString doneText(const Operation& operation) {
    return QStringLiteral("Backup %1 succeeded.").arg(operation.timestamp.text());
}

}  // namespace

const KindReport kBackupReport{.kind = OperationKind::Backup,
                               .describe = &reporting::describe,
                               .runningText = &runningText,
                               .doneText = &doneText,
                               .aim = &reporting::backupOf,
                               .failure = &reporting::failure,
                               .isAway = &reporting::never,
                               .followUp = &reporting::finish,
                               .afterFailure = &reporting::nothing};

void Runner::withClient(std::function<void(const Endpoint&)> go) {
    const auto environment = target();
    if (!environment) return finish(fail(environment.error()));
    confirmFirst(*environment, [this, environment = *environment, go = std::move(go)] {
        m_call = m_context.connector.connectTo(environment, this, [this, go](Result<Endpoint> endpoint) {
            endpoint ? go(*endpoint) : finish(fail(endpoint.error()));
        });
    });
}

/// An end that was never seen running is owed another look, which the command that recorded it did not stay for.
void Runner::confirmFirst(const Environment& environment, std::function<void()> go) {
    if (!owesALook(environment)) return go();
    connect(&m_context.tracker(), &OperationTracker::changed, this, [this](const Operation& operation) {
        if (!isFinished(operation.state) && !m_followed)
            m_progress.say(QStringLiteral("The %1 of %2 was taken for ended; the server tells of it differently now.")
                               .arg(kebabName(operation.kind), operation.startedAt.toString(Qt::ISODate)));
    });
    m_context.tracker().watchStore();
    awaitConfirmation(environment, std::move(go), m_context.clock.steady() + kConfirmationPatience);
}

void Runner::awaitConfirmation(const Environment& environment, std::function<void()> go,
                               std::chrono::milliseconds until) {
    if (!owesALook(environment) || m_context.clock.steady() >= until) return go();
    m_pause = m_context.scheduler.after(kConfirmationLook, [this, environment, go = std::move(go), until] {
        awaitConfirmation(environment, go, until);
    });
}

bool Runner::owesALook(const Environment& environment) const {
    if (!m_context.storageState()) return false;
    const auto rows = m_context.storage()->operations().toBeConfirmed();
    return rows && std::any_of(rows->begin(), rows->end(), [&](const StoredOperation& row) {
               return targetKey(row.operation.target) == targetKey(environment.root) &&
                      row.operation.confirmAt <= m_context.clock.nowUtc();
           });
}

void Runner::backupList() {
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

void Runner::backupLatest() {
    withClient([this](const Endpoint& endpoint) {
        m_call = m_context.connector.clientFor(endpoint).latestBackup(this, [this](Result<BackupAnswer> answer) {
            if (!answer) return finish(fail(answer.error()));
            if (!*answer) return finish(Answer{QJsonValue(), QStringLiteral("There is no backup.")});
            if (isUnclear(*answer, {})) return finish(Answer{toJson(**answer, m_zone), unclearText((*answer)->status)});
            finish(Answer{toJson(**answer, m_zone), toLine(**answer)});
        });
    });
}

void Runner::backupStatus() {
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
void Runner::findInList(const Endpoint& endpoint, const BackupTimestamp& asked, const Error& why) {
    m_call =
        m_context.connector.clientFor(endpoint).listBackups(this, [this, asked, why](const Result<BackupList>& list) {
            if (list)
                for (const Backup& backup : list->backups)
                    if (backup.timestamp == asked) return finish(Answer{toJson(backup, m_zone), toLine(backup)});
            finish(fail(why));
        });
}

void Runner::backupWatch() {
    m_limit = m_context.scheduler.after(
        m_options.waitLimit, [this] { giveUpWaiting(QStringLiteral("Its end was not seen within the wait limit.")); });
    withClient([this](const Endpoint& endpoint) { pollRunning(endpoint); });
}

void Runner::pollRunning(const Endpoint& endpoint) {
    m_call =
        m_context.connector.clientFor(endpoint).backupStatus({}, this, [this, endpoint](Result<BackupAnswer> answer) {
            if (!answer) return finish(fail(answer.error()));
            if (activityOf(*answer) == Activity::Idle) return settleRecords(endpoint);
            if (const auto progress = parseOngoing((*answer)->status))
                m_progress.show(*progress);
            else
                m_progress.say(unclearText((*answer)->status));
            m_pause = m_context.scheduler.after(kWatchInterval, [this, endpoint] { pollRunning(endpoint); });
        });
}

/// Neither a backup nor a restore runs; an upgrade is something that runs, too. idle: what is said where none does.
void Runner::sayIdle(const Endpoint& endpoint, const QString& idle) {
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

/// What an interrupted prophecyctl left in the records is brought to its end, now that nothing runs any more.
void Runner::settleRecords(const Endpoint& endpoint) {
    const Environment& environment = endpoint.environment;
    const auto nothing = [this, endpoint] {
        const auto open = m_context.storageState()
                              ? m_context.tracker().unfinishedOn(endpoint.environment.root, Lane::Data)
                              : std::nullopt;
        sayIdle(endpoint, open ? QStringLiteral("Nothing is running; how the %1 of %2 ended is unknown.")
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

void Runner::backupStart() {
    const auto environment = target();
    if (!environment) return finish(fail(environment.error()));
    if (!needStorage()) return;
    connect(&m_context.tracker(), &OperationTracker::changed, this, &Runner::follow);
    m_call = m_context.tracker().start(
        backupOrder(*environment, consent()), this, [this, root = environment->root](Result<Operation> operation) {
            operation ? begun(*operation) : finish(fail(withWayOut(operation.error(), root)));
        });
}

Answer Runner::runningAnswer(const Operation& operation) const {
    const KindReport report = reportFor(operation.kind, m_reports);
    return {report.describe(operation, BackupState::Running), report.runningText(operation)};
}

void Runner::begun(const Operation& operation) {
    m_followed = operation.id;
    if (m_options.wait)
        m_limit = m_context.scheduler.after(m_options.waitLimit, [this] {
            giveUpWaiting(QStringLiteral("Its end was not seen within the wait limit."));
        });
    if (operation.state == OperationState::Unknown)
        m_progress.say(operation.text + QStringLiteral(" Looking whether it arrived; it is not sent again."));
    if (isFinished(operation.state)) return conclude(operation);
    if (!m_options.wait && operation.state == OperationState::Running) finish(runningAnswer(operation));
}

void Runner::follow(const Operation& operation) {
    if (m_finished || !m_followed || operation.id != *m_followed) return;
    if (isFinished(operation.state)) return conclude(operation);
    const KindReport report = reportFor(operation.kind, m_reports);
    if (m_options.wait && operation.trouble) {
        m_progress.say(
            report.isAway(operation)
                ? QStringLiteral("It does not answer now; that belongs to an %1.").arg(kebabName(operation.kind))
                : QStringLiteral("The last look failed (%1); the operation itself may go on.")
                      .arg(kebabName(*operation.trouble)));
        const bool keyRefused = *operation.trouble == ErrorKind::Auth || *operation.trouble == ErrorKind::Forbidden;
        const bool untrusted = *operation.trouble == ErrorKind::Tls;
        if ((keyRefused || untrusted) && operation.failedLooks >= kRefusalsToGiveUp)
            return finish(fail(*operation.trouble,
                               (untrusted ? QStringLiteral("The server is not trusted any more while waiting: its "
                                                           "certificate, or the file of authorities.")
                                          : QStringLiteral("The key is refused while waiting.")) +
                                   QStringLiteral(" The operation goes on on the server; its outcome is unknown "
                                                  "here.")));
    }
    if (operation.state == OperationState::Running) {
        if (!m_options.wait) return finish(runningAnswer(operation));
        if (report.tellsItsText && !operation.trouble && !operation.text.isEmpty())
            m_progress.say(displayLine(operation.text));
        return m_progress.show(operation.progress);
    }
    if (m_options.wait && report.goesAway && operation.trouble) return;
    const bool patienceOver = operation.startedAt.secsTo(m_context.clock.nowUtc()) >= kUnknownPatienceSeconds;
    if (operation.state == OperationState::Unknown && !isUndecided(operation) && (!m_options.wait || patienceOver))
        giveUpWaiting(operation.text);
}

void Runner::conclude(const Operation& operation) {
    const KindReport report = reportFor(operation.kind, m_reports);
    switch (operation.state) {
        case OperationState::Succeeded:
            return report.followUp(*this, operation,
                                   Answer{report.describe(operation, BackupState::Success),
                                          report.doneText(operation) + unseenText(operation)});
        case OperationState::Failed:
            report.afterFailure(*this, operation);
            return finish(fail(report.failure(operation)));
        default:
            return finish(
                fail(ErrorKind::UnknownOutcome, QStringLiteral("The server accepted it, but shows no trace of it.")));
    }
}

void Runner::giveUpWaiting(const QString& why) {
    finish(
        fail(ErrorKind::UnknownOutcome,
             why + QStringLiteral(" The outcome is unknown here; \"prophecyctl backup list\", \"restore status\" and "
                                  "\"upgrade status\" show what the server has. Nothing is sent again.")));
}

void Runner::backupDelete() {
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

}  // namespace prophecy::ctl
