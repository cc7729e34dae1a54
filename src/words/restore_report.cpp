#include "words/restore_report.h"

#include <QCoreApplication>
#include <algorithm>

#include "core/text.h"
#include "domain/restore/restore.h"

namespace prophecy {

namespace {

struct RestoreReports {
    Q_DECLARE_TR_FUNCTIONS(RestoreReports)
};

QStringList restoredOf(const RestoreTrace& trace) {
    QStringList services{RestoreReports::tr("all databases")};
    for (const QString& service : restorableServices(Dialect::Platform))
        if (!trace.skipped.contains(service)) services << service;
    return services;
}

QString outcome(const Operation& operation) {
    switch (operation.state) {
        case OperationState::Succeeded: return RestoreReports::tr("succeeded");
        case OperationState::Failed: return RestoreReports::tr("failed");
        case OperationState::Lost: return RestoreReports::tr("left no trace");
        default: return RestoreReports::tr("is not finished");
    }
}

/// While no key was accepted nobody could look, so that time is told apart: it tells of the admin, not of the server.
QString took(const Operation& o) {
    const qint64 allMs = o.tookMs >= 0 ? o.tookMs : o.startedAt.msecsTo(o.finishedAt);
    const qint64 keylessMs = std::min(allMs, o.keylessMs);
    QString looked = RestoreReports::tr("%n second(s)", nullptr, static_cast<int>((allMs - keylessMs) / 1000));
    if (keylessMs < 1000) return looked;
    return RestoreReports::tr("%1, and %n more second(s) in which no key was accepted and nobody could look", nullptr,
                              static_cast<int>(keylessMs / 1000))
        .arg(looked);
}

}  // namespace

QString toMarkdown(const RestoreReport& made) {
    const Operation& o = made.operation;
    const auto trace = traceOr<RestoreTrace>(o);
    QString text = QStringLiteral("# ") +
                   RestoreReports::tr("Restore into %1 %2").arg(report::plain(o.environmentName), outcome(o)) +
                   QStringLiteral("\n\n");
    const auto fact = [&](const QString& name, const QString& value) { text += report::fact(name, value); };
    fact(RestoreReports::tr("Backup"), report::plain(o.timestamp.text()));
    fact(RestoreReports::tr("Source"), report::plain(QStringLiteral("%1 %2").arg(trace.sourceName, made.sourceUrl)));
    fact(RestoreReports::tr("Source namespace"), report::plain(trace.sourceNamespace));
    fact(RestoreReports::tr("Destination"), report::plain(o.environmentName + u' ' + o.target.toString()));
    fact(RestoreReports::tr("Kept as it was"), trace.skipped.isEmpty()
                                                   ? RestoreReports::tr("nothing")
                                                   : report::plain(trace.skipped.join(QStringLiteral(", "))));
    fact(RestoreReports::tr("To be restored"), report::plain(restoredOf(trace).join(QStringLiteral(", "))));
    if (o.state != OperationState::Succeeded && o.progress.total() > 0)
        fact(RestoreReports::tr("Seen done"),
             report::plain((o.progress.completedDbs + o.progress.completedVolumes).join(QStringLiteral(", "))));
    fact(RestoreReports::tr("Safety backup"), report::plain(made.safety));
    fact(RestoreReports::tr("Begun"), report::when(o.startedAt));
    fact(RestoreReports::tr("Ended"), report::when(o.finishedAt));
    if (o.finishedAt.isValid()) fact(RestoreReports::tr("Took"), took(o));
    if (o.neverSeenRunning)
        fact(RestoreReports::tr("Seen running"),
             RestoreReports::tr("never; two looks some seconds apart showed this end"));
    fact(RestoreReports::tr("Who"), report::plain(RestoreReports::tr("%1 on %2").arg(made.who, made.workstation)));
    return text + report::serverWords(o.text) + report::checksBefore(made.checks) + report::checksAfter(made.after) +
           report::recordedUnder(made.journalHash);
}

}  // namespace prophecy
