#include "domain/upgrade_report.h"

#include <QCoreApplication>
#include <algorithm>

#include "core/text.h"

namespace prophecy {

namespace {

struct UpgradeReports {
    Q_DECLARE_TR_FUNCTIONS(UpgradeReports)
};

AfterCheck listCheck(const Fact<BackupList>& list) {
    if (!list.answer) return {CheckState::Waiting, UpgradeReports::tr("Asking for the list of backups…")};
    if (!list.isKnown())
        return {CheckState::Fail, UpgradeReports::tr("The list of backups cannot be read: %1")
                                      .arg(displayLine(list.answer->error().message))};
    return {CheckState::Pass, UpgradeReports::tr("The API answers and lists %n backup(s).", nullptr,
                                                 static_cast<int>(list.value().backups.size()))};
}

AfterCheck versionCheck(const UpgradePlan& plan, const UpgradeFollowUpFacts& facts) {
    if (!facts.versions.answer) return {CheckState::Waiting, UpgradeReports::tr("Asking for the version…")};
    if (!facts.versions.isKnown() && facts.said.isEmpty())
        return {CheckState::Unknown, UpgradeReports::tr("The version that runs cannot be read.")};
    const bool read = facts.versions.isKnown();
    const QString runs = read ? facts.versions.value().current : facts.said;
    const QString sentence =
        read ? UpgradeReports::tr("%1 runs.") : UpgradeReports::tr("%1 runs, as was read in the web app.");
    const bool wanted = sameVersion(runs, plan.request.version);
    return {
        wanted ? CheckState::Pass : CheckState::Fail,
        sentence.arg(displayLine(runs)) +
            (wanted ? QString() : u' ' + UpgradeReports::tr("%1 was wanted.").arg(displayLine(plan.request.version)))};
}

AfterCheck backupCheck(const UpgradeFollowUpFacts& facts) {
    if (!facts.list.answer) return {CheckState::Waiting, UpgradeReports::tr("Looking for the backup from before…")};
    if (!facts.list.isKnown())
        return {CheckState::Unknown, UpgradeReports::tr("Whether the way back is there is not known.")};
    const auto& all = facts.list.value().backups;
    const bool there = std::any_of(all.begin(), all.end(), [&](const Backup& backup) {
        return backup.timestamp == facts.backup && stateOf(backup) == BackupState::Success;
    });
    return {there ? CheckState::Pass : CheckState::Warn,
            there ? UpgradeReports::tr("The backup from before, %1, is still there.").arg(facts.backup.text())
                  : UpgradeReports::tr("The backup from before, %1, is not listed any more.").arg(facts.backup.text())};
}

AfterCheck configCheck(const UpgradeFollowUpFacts& facts) {
    if (!facts.config.answer) return {CheckState::Waiting, UpgradeReports::tr("Asking for the schedule…")};
    if (!facts.config.isKnown()) return {CheckState::Unknown, UpgradeReports::tr("The schedule cannot be read.")};
    if (!facts.configBefore) return {CheckState::Pass, UpgradeReports::tr("The schedule can be read.")};
    // The one from before comes out of the journal, which masks what looks secret.
    const auto masked = [](const QJsonObject& config) { return maskSecrets(config).toObject(); };
    const auto differences = differencesOf(masked(*facts.configBefore), masked(facts.config.value().raw));
    if (differences.empty()) return {CheckState::Pass, UpgradeReports::tr("The schedule is what it was.")};
    QStringList keys;
    for (const ConfigDifference& difference : differences) keys << displayLine(difference.key);
    return {CheckState::Warn,
            UpgradeReports::tr("The upgrade changed backupConfig in: %1").arg(keys.join(QStringLiteral(", ")))};
}

AfterCheck usersCheck(const UpgradeFollowUpFacts& facts) {
    if (!facts.users.answer) return {CheckState::Waiting, UpgradeReports::tr("Counting users…")};
    if (!facts.users.isKnown() || !facts.users.value().total)
        return {CheckState::Unknown, UpgradeReports::tr("The users cannot be counted.")};
    const qint64 now = *facts.users.value().total;
    if (!facts.usersBefore)
        return {CheckState::Pass, UpgradeReports::tr("%n user(s) are there.", nullptr, static_cast<int>(now))};
    return {
        now < *facts.usersBefore ? CheckState::Warn : CheckState::Pass,
        UpgradeReports::tr("%n user(s) are there; before the upgrade there were %1.", nullptr, static_cast<int>(now))
            .arg(*facts.usersBefore)};
}

AfterCheck partnerCheck(const UpgradePlan& plan, const UpgradeFollowUpFacts& facts) {
    const QString& name = plan.partner->name;
    if (!facts.partnerVersions.answer) return {CheckState::Waiting, UpgradeReports::tr("Asking %1…").arg(name)};
    if (!facts.partnerVersions.isKnown())
        return {CheckState::Unknown, UpgradeReports::tr("%1 does not tell its version now.").arg(name)};
    const QString runs = displayLine(facts.partnerVersions.value().current);
    if (!partnerIsBehind(plan, facts))
        return {CheckState::Pass, UpgradeReports::tr("%1 runs %2 as well.").arg(name, runs)};
    return {CheckState::Warn, UpgradeReports::tr("%1 runs %2: the two sites do not match.").arg(name, runs)};
}

QString outcome(const Operation& operation) {
    switch (operation.traceOf<UpgradeTrace>() ? operation.traceOf<UpgradeTrace>()->ending : UpgradeEnding::None) {
        case UpgradeEnding::Upgraded: return UpgradeReports::tr("succeeded");
        case UpgradeEnding::RolledBack: return UpgradeReports::tr("failed and was rolled back");
        case UpgradeEnding::StayedFailed: return UpgradeReports::tr("failed and stayed there");
        case UpgradeEnding::OtherVersion: return UpgradeReports::tr("ended with another version");
        case UpgradeEnding::Unchanged: return UpgradeReports::tr("changed nothing");
        case UpgradeEnding::None: break;
    }
    if (operation.state == OperationState::Lost) return UpgradeReports::tr("left no trace");
    return operation.state == OperationState::Failed ? UpgradeReports::tr("did not happen")
                                                     : UpgradeReports::tr("is not finished");
}

}  // namespace

bool partnerIsBehind(const UpgradePlan& plan, const UpgradeFollowUpFacts& facts) {
    return plan.partner && facts.partnerVersions.isKnown() &&
           !sameVersion(facts.partnerVersions.value().current, plan.request.version);
}

std::vector<AfterCheck> upgradeAfterChecks(const UpgradePlan& plan, const UpgradeFollowUpFacts& facts) {
    std::vector<AfterCheck> checks{listCheck(facts.list), versionCheck(plan, facts)};
    if (!facts.backup.isEmpty()) checks.push_back(backupCheck(facts));
    checks.push_back(configCheck(facts));
    checks.push_back(usersCheck(facts));
    if (plan.partner) checks.push_back(partnerCheck(plan, facts));
    if (facts.unwitnessed)
        checks.push_back(
            {CheckState::Warn, UpgradeReports::tr("It was not seen going down and coming back: that it was "
                                                  "upgraded rests on what was read in the web app.")});
    return checks;
}

QString toMarkdown(const UpgradeReport& made) {
    const Operation& o = made.operation;
    const UpgradeTrace trace = traceOr<UpgradeTrace>(o);
    QString text = QStringLiteral("# ") +
                   UpgradeReports::tr("Upgrade of %1 %2").arg(report::plain(o.environmentName), outcome(o)) +
                   QStringLiteral("\n\n");
    const auto fact = [&](const QString& name, const QString& value) { text += report::fact(name, value); };
    fact(UpgradeReports::tr("Environment"), report::plain(o.environmentName + u' ' + o.target.toString()));
    fact(UpgradeReports::tr("From"),
         trace.from.isEmpty() ? UpgradeReports::tr("not known") : report::plain(trace.from));
    fact(UpgradeReports::tr("To"), report::plain(trace.request.version));
    if (!trace.version.isEmpty()) fact(UpgradeReports::tr("Last seen running"), report::plain(trace.version));
    fact(UpgradeReports::tr("Disable Rollback"), trace.request.disableRollback
                                                     ? UpgradeReports::tr("on: a failed upgrade stays where it failed")
                                                     : UpgradeReports::tr("off: a failed upgrade goes back"));
    if (made.guided) fact(UpgradeReports::tr("Done"), UpgradeReports::tr("by hand in the web app"));
    fact(UpgradeReports::tr("Backup before"), report::plain(made.backup));
    fact(UpgradeReports::tr("Begun"), report::when(o.startedAt));
    if (trace.awayAt.isValid()) fact(UpgradeReports::tr("Away from"), report::when(trace.awayAt));
    if (trace.backAt.isValid()) fact(UpgradeReports::tr("Back at"), report::when(trace.backAt));
    fact(UpgradeReports::tr("Ended"), report::when(o.finishedAt));
    if (o.finishedAt.isValid())
        fact(UpgradeReports::tr("Took"),
             UpgradeReports::tr("%n second(s)", nullptr,
                                static_cast<int>(o.tookMs >= 0 ? o.tookMs / 1000 : o.startedAt.secsTo(o.finishedAt))));
    if (o.neverSeenRunning && !made.guided)
        fact(UpgradeReports::tr("Seen running"),
             UpgradeReports::tr("never; two looks some seconds apart showed this end"));
    fact(UpgradeReports::tr("Who"), report::plain(UpgradeReports::tr("%1 on %2").arg(made.who, made.workstation)));
    return text + report::serverWords(o.text) + report::checksBefore(made.checks) + report::checksAfter(made.after) +
           report::recordedUnder(made.journalHash);
}

}  // namespace prophecy
