#include "app/ctl/acting_command.h"

#include "core/text.h"

namespace prophecy::ctl {

namespace {

constexpr qint64 kUnknownPatienceSeconds = 30;
constexpr int kRefusalsToGiveUp = 3;

QString unseenText(const Operation& operation) {
    return operation.neverSeenRunning
               ? QStringLiteral(" It was never seen running: two looks some seconds apart showed this end.")
               : QString();
}

/// Where neither patience nor another look helps.
std::optional<Error> lostSight(const Operation& operation) {
    const bool untrusted = operation.trouble == ErrorKind::Tls;
    const bool keyRefused = operation.trouble == ErrorKind::Auth || operation.trouble == ErrorKind::Forbidden;
    if ((!keyRefused && !untrusted) || operation.failedLooks < kRefusalsToGiveUp) return std::nullopt;
    const QString why = untrusted ? QStringLiteral(
                                        "The server is not trusted any more while waiting: its "
                                        "certificate, or the file of authorities.")
                                  : QStringLiteral("The key is refused while waiting.");
    return makeError(*operation.trouble,
                     why + QStringLiteral(" The operation goes on on the server; its outcome is unknown here."));
}

}  // namespace

void ActingCommand::watch() {
    connect(&m_context.tracker(), &OperationTracker::changed, this, &ActingCommand::follow);
}

void ActingCommand::backUpFirst(const Environment& environment, std::function<void(const Operation&)> go) {
    m_progress.say(QStringLiteral("Backing up %1 first.").arg(environment.name));
    const auto follow = [this, go = std::move(go)](const Operation& operation) {
        if (!m_wayBack || operation.id != *m_wayBack) return;
        m_progress.show(operation.progress);
        if (!isFinished(operation.state)) return;
        m_wayBack.reset();
        if (operation.state == OperationState::Succeeded) return go(operation);
        finish(
            fail(ErrorKind::OperationFailed,
                 QStringLiteral("The backup before did not succeed, so nothing else is sent: %1").arg(operation.text)));
    };
    connect(&m_context.tracker(), &OperationTracker::changed, this, follow);
    m_limit = m_context.scheduler.after(m_options.waitLimit, [this] {
        giveUpWaiting(
            QStringLiteral("The end of the backup before was not seen within the wait limit; nothing else is sent."));
    });
    m_call = m_context.tracker().start(backupOrder(environment, consent()), this,
                                       [this, follow](Result<Operation> operation) {
                                           if (!operation) return finish(fail(operation.error()));
                                           m_wayBack = operation->id;
                                           for (const Operation& now : m_context.tracker().operations()) follow(now);
                                       });
}

Answer ActingCommand::runningAnswer(const Operation& operation) const {
    const KindReport report = reportFor(operation.kind, m_reports);
    return {report.describe(operation, BackupState::Running), report.runningText(operation)};
}

void ActingCommand::begun(const Operation& operation) {
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

void ActingCommand::follow(const Operation& operation) {
    if (m_finished || !m_followed || operation.id != *m_followed) return;
    if (isFinished(operation.state)) return conclude(operation);
    const KindReport report = reportFor(operation.kind, m_reports);
    if (m_options.wait && operation.trouble) {
        sayTrouble(operation, report.isAway(operation));
        if (const auto lost = lostSight(operation)) return finish(fail(*lost));
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

void ActingCommand::sayTrouble(const Operation& operation, bool belongsToIt) {
    m_progress.say(belongsToIt
                       ? QStringLiteral("It does not answer now; that belongs to an %1.").arg(kebabName(operation.kind))
                       : QStringLiteral("The last look failed (%1); the operation itself may go on.")
                             .arg(kebabName(*operation.trouble)));
}

void ActingCommand::conclude(const Operation& operation) {
    const KindReport report = reportFor(operation.kind, m_reports);
    switch (operation.state) {
        case OperationState::Succeeded:
            return succeeded(operation, Answer{report.describe(operation, BackupState::Success),
                                               report.doneText(operation) + unseenText(operation)});
        case OperationState::Failed: failed(operation); return finish(fail(report.failure(operation)));
        default:
            return finish(
                fail(ErrorKind::UnknownOutcome, QStringLiteral("The server accepted it, but shows no trace of it.")));
    }
}

void ActingCommand::giveUpWaiting(const QString& why) {
    finish(
        fail(ErrorKind::UnknownOutcome,
             why + QStringLiteral(" The outcome is unknown here; \"prophecyctl backup list\", \"restore status\" and "
                                  "\"upgrade status\" show what the server has. Nothing is sent again.")));
}

}  // namespace prophecy::ctl
