#include "words/upgrade_report.h"

#include <QCoreApplication>
#include <algorithm>

#include "core/text.h"

namespace prophecy {

namespace {

struct UpgradeReports {
    Q_DECLARE_TR_FUNCTIONS(UpgradeReports)
};

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

QString toMarkdown(const UpgradeReport& made) {
    const Operation& o = made.operation;
    const auto trace = traceOr<UpgradeTrace>(o);
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
