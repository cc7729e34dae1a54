#include "ui/wizards/restore_words.h"

#include <QLocale>

#include "core/text.h"

namespace prophecy::ui {

QString RestoreWords::asOf(const RestorePlan& plan) {
    const QDateTime time = instantOf(plan.request.timestamp, plan.source.timeZone());
    if (!time.isValid()) return displayLine(plan.request.timestamp.text());
    return tr("%1 UTC").arg(QLocale().toString(time.toUTC(), QStringLiteral("d MMM yyyy HH:mm")));
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

QString RestoreWords::of(CheckId id) {
    switch (id) {
        case CheckId::Reachable: return tr("Destination reachable");
        case CheckId::Key: return tr("Key valid");
        case CheckId::Idle: return tr("Nothing running there");
        case CheckId::Listed: return tr("Backup complete and listed");
        case CheckId::Version: return tr("Versions");
        case CheckId::Location: return tr("Where the backup lies");
        case CheckId::Collision: return tr("Where both sides write");
        case CheckId::Schedule: return tr("Schedule of the destination");
        case CheckId::Keys: return tr("Keys after the restore");
        case CheckId::Protection: return tr("Protection");
        case CheckId::Partner: return tr("Version of the other site");
        case CheckId::Retention: break;
    }
    return tr("What retention pushes out");
}

QString RestoreWords::of(CheckState state) {
    switch (state) {
        case CheckState::Waiting: return tr("Asking");
        case CheckState::Pass: return tr("Pass");
        case CheckState::Warn: return tr("Warning");
        case CheckState::Fail: return tr("Fails");
        case CheckState::Unknown: break;
    }
    return tr("Unknown");
}

StateLook RestoreWords::look(CheckState state) {
    switch (state) {
        case CheckState::Waiting: return theme::look(BackupState::Running);
        case CheckState::Pass: return theme::look(Level::Good);
        case CheckState::Warn: return theme::look(Level::Attention);
        case CheckState::Fail: return theme::look(Level::Bad);
        case CheckState::Unknown: break;
    }
    return theme::look(Level::Unknown);
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
