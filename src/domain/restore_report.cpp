#include "domain/restore_report.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include "core/text.h"

namespace prophecy {

namespace {

QString say(const char* sentence, int n = -1) {
    return QCoreApplication::translate("RestoreReport", sentence, nullptr, n);
}

AfterCheck listCheck(const Fact<BackupList>& list) {
    if (!list.answer) return {CheckState::Waiting, say("Asking for the list of backups…")};
    if (!list.isKnown())
        return {CheckState::Fail,
                say("The list of backups cannot be read: %1").arg(displayLine(list.answer->error().message))};
    return {CheckState::Pass,
            say("The API answers and lists %n backup(s).", static_cast<int>(list.value().backups.size()))};
}

AfterCheck configCheck(RestoreKind kind, const FollowUpFacts& facts) {
    if (!facts.config.answer) return {CheckState::Waiting, say("Asking for the schedule…")};
    if (!facts.config.isKnown()) return {CheckState::Unknown, say("The schedule cannot be read.")};
    if (kind == RestoreKind::InPlace) return {CheckState::Pass, say("The schedule can be read.")};
    if (!facts.sourceConfig.answer) return {CheckState::Waiting, say("Asking the source for its schedule…")};
    if (!facts.sourceConfig.isKnown())
        return {CheckState::Unknown, say("The source does not show its schedule, so it cannot be compared.")};
    const auto differences = differencesOf(facts.sourceConfig.value().raw, facts.config.value().raw);
    if (differences.empty()) return {CheckState::Pass, say("backupConfig is equal to the source's.")};
    QStringList keys;
    for (const ConfigDifference& difference : differences) keys << displayLine(difference.key);
    return {CheckState::Warn,
            say("backupConfig differs from the source's in: %1").arg(keys.join(QStringLiteral(", ")))};
}

AfterCheck usersCheck(const FollowUpFacts& facts) {
    if (!facts.users.answer) return {CheckState::Waiting, say("Counting users…")};
    const bool counted = facts.users.isKnown() && facts.users.value().total;
    if (!counted) return {CheckState::Unknown, say("The users cannot be counted.")};
    const qint64 now = *facts.users.value().total;
    if (!facts.usersBefore) return {CheckState::Pass, say("%n user(s) are there.", static_cast<int>(now))};
    return {
        now == 0 ? CheckState::Warn : CheckState::Pass,
        say("%n user(s) are there; before the restore there were %1.", static_cast<int>(now)).arg(*facts.usersBefore)};
}

/// What Markdown would take for markup.
QString plain(const QString& text) {
    static const QRegularExpression special(QStringLiteral("([\\\\`*_{}\\[\\]()#+\\-.!|<>~])"));
    return displayLine(text).replace(special, QStringLiteral("\\\\1"));
}

QString codeBlock(const QString& text) {
    QString block;
    for (const QString& line : displayText(text).split(u'\n')) block += QStringLiteral("    ") + line + u'\n';
    return block;
}

QString when(const QDateTime& time) {
    return time.isValid() ? time.toUTC().toString(u"yyyy-MM-dd HH:mm:ss 'UTC'") : say("not known");
}

QString outcome(const Operation& operation) {
    switch (operation.state) {
        case OperationState::Succeeded: return say("succeeded");
        case OperationState::Failed: return say("failed");
        case OperationState::Lost: return say("left no trace");
        default: return say("is not finished");
    }
}

}  // namespace

bool copyTakesBackups(RestoreKind kind, const FollowUpFacts& facts) {
    return kind != RestoreKind::InPlace && facts.config.isKnown() && facts.config.value().enabled();
}

std::vector<AfterCheck> afterChecks(RestoreKind kind, const FollowUpFacts& facts) {
    std::vector<AfterCheck> checks{listCheck(facts.list), configCheck(kind, facts), usersCheck(facts)};
    if (copyTakesBackups(kind, facts))
        checks.push_back({CheckState::Warn, say("The restored side now takes regular backups of its own.")});
    return checks;
}

QString toMarkdown(const RestoreReport& report) {
    const Operation& o = report.operation;
    const RestoreTrace trace = o.restore.value_or(RestoreTrace{});
    QString text = QStringLiteral("# ") + say("Restore into %1 %2").arg(plain(o.environmentName), outcome(o)) +
                   QStringLiteral("\n\n");
    const auto fact = [&](const QString& name, const QString& value) {
        text += QStringLiteral("- **%1:** %2\n").arg(name, value);
    };
    fact(say("Backup"), plain(o.timestamp.text()));
    fact(say("Source"), plain(QStringLiteral("%1 %2").arg(trace.sourceName, report.sourceUrl)));
    fact(say("Source namespace"), plain(trace.sourceNamespace));
    fact(say("Destination"), plain(o.environmentName + u' ' + o.target.toString()));
    fact(say("Kept as it was"),
         trace.skipped.isEmpty() ? say("nothing, everything was restored") : plain(trace.skipped.join(u' ')));
    fact(say("Safety backup"), plain(report.safety));
    fact(say("Begun"), when(o.startedAt));
    fact(say("Ended"), when(o.finishedAt));
    if (o.finishedAt.isValid())
        fact(say("Took"), say("%n second(s)", static_cast<int>(o.startedAt.secsTo(o.finishedAt))));
    fact(say("Who"), plain(say("%1 on %2").arg(report.who, report.workstation)));
    if (!o.text.isEmpty())
        text += QStringLiteral("\n## ") + say("What the server said") + QStringLiteral("\n\n") + codeBlock(o.text);
    text += QStringLiteral("\n## ") + say("Checks before") + QStringLiteral("\n\n");
    for (const ReportedCheck& check : report.checks) {
        text += QStringLiteral("- **%1** (%2): %3").arg(plain(check.id), check.state, plain(check.evidence));
        if (!check.reason.isEmpty()) text += u' ' + say("Accepted because: %1").arg(plain(check.reason));
        text += u'\n';
    }
    if (!report.after.empty()) text += QStringLiteral("\n## ") + say("Checks after") + QStringLiteral("\n\n");
    for (const AfterCheck& check : report.after)
        text += QStringLiteral("- %1: %2\n").arg(kebabName(check.state), plain(check.evidence));
    text += QStringLiteral("\n") + say("Recorded in the journal under %1").arg(report.journalHash) + u'\n';
    return text;
}

}  // namespace prophecy
