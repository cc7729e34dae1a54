#include "ui/wizards/restore/restore_words.h"

#include "core/text.h"
#include "ui/words/words.h"

namespace prophecy::ui {

QString RestoreWords::asOf(const RestorePlan& plan) {
    const QDateTime time = instantOf(plan.request.timestamp, plan.source.timeZone());
    if (!time.isValid()) return displayLine(plan.request.timestamp.text());
    return Words::when(time, plan.source.timeZone());
}

QString RestoreWords::kind(const RestorePlan& plan) {
    switch (plan.kind()) {
        case RestoreKind::InPlace: return tr("In place: %1 goes back in time").arg(plan.destination.name);
        case RestoreKind::ToDr:
            return tr("Disaster recovery: %1 becomes %2").arg(plan.destination.name, plan.source.name);
        case RestoreKind::Copy: break;
    }
    return tr("Copy: %1 becomes a copy of %2").arg(plan.destination.name, plan.source.name);
}

QString RestoreWords::sentence(const RestorePlan& plan) {
    if (plan.inPlace()) return tr("%1 will go back to %2").arg(plan.destination.name, asOf(plan));
    if (!plan.request.skipped.isEmpty())
        return tr("Everything in %1 but %4 will be replaced by %2 as of %3")
            .arg(plan.destination.name, plan.source.name, asOf(plan), plan.request.skipped.join(QStringLiteral(", ")));
    return tr("Everything in %1 will be replaced by %2 as of %3")
        .arg(plan.destination.name, plan.source.name, asOf(plan));
}

QString RestoreWords::loss(const RestorePlan& plan) {
    const QString kept = plan.request.skipped.isEmpty()
                             ? QString()
                             : u' ' + tr("Kept as it is: %1.").arg(plan.request.skipped.join(QStringLiteral(", ")));
    if (plan.inPlace())
        return tr("All work done in %1 after %2 is lost. It cannot be cancelled once it runs.")
                   .arg(plan.destination.name, asOf(plan)) +
               kept;
    return tr("Projects, users, secrets and access keys of %1 are lost, with all work done there. It cannot be "
              "cancelled once it runs.")
               .arg(plan.destination.name) +
           kept;
}

QString RestoreWords::holds(const QString& service) {
    if (service == u"artifactory") return tr("built artifacts of pipelines");
    if (service == u"edweb") return tr("the web editor's own data");
    if (service == u"gitserver") return tr("the git repositories of projects");
    if (service == u"metagraph") return tr("the graph of metadata: projects, datasets, lineage");
    if (service == u"openidfederator") return tr("sign-in configuration and identities");
    if (service == u"postgres") return tr("the database of older installations");
    return {};
}

}  // namespace prophecy::ui
