#include "ui/wizards/restore/restore_procedure.h"

#include <QUuid>

#include "core/text.h"
#include "services/restore/restores.h"
#include "ui/dialogs/config_dialog.h"
#include "ui/theme/widgets.h"
#include "ui/wizards/frame/checks_step.h"
#include "ui/wizards/frame/result_step.h"
#include "ui/wizards/frame/review_step.h"
#include "ui/wizards/frame/run_step.h"
#include "ui/wizards/frame/way_back_step.h"
#include "ui/wizards/frame/wizard_manager.h"
#include "ui/wizards/restore/backup_step.h"
#include "ui/wizards/restore/destination_step.h"
#include "ui/wizards/restore/preparations.h"
#include "ui/wizards/restore/restore_words.h"
#include "ui/wizards/restore/services_step.h"
#include "ui/words/words.h"
#include "words/sentences.h"

namespace prophecy::ui {

std::unique_ptr<Procedure> RestoreProcedure::from(WizardManager& manager, const EnvironmentId& source,
                                                  const BackupTimestamp& timestamp, const QString& sourceNamespace) {
    RestoreDraft draft;
    draft.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    draft.source = source;
    if (const Environment* environment = manager.context().registry.find(source)) {
        draft.sourceName = environment->name;
        draft.request.sourceNamespace = sourceNamespace.isEmpty() ? environment->nameSpace : sourceNamespace;
    }
    draft.request.timestamp = timestamp;
    return std::make_unique<RestoreProcedure>(manager.context(), manager, draft);
}

std::unique_ptr<Procedure> RestoreProcedure::read(UiContext context, WizardManager& manager,
                                                  const QJsonObject& record) {
    auto draft = restoreDraftFrom(record);
    return draft ? std::make_unique<RestoreProcedure>(context, manager, *std::move(draft)) : nullptr;
}

QString RestoreProcedure::title() const {
    const QString name = destinationName();
    return name.isEmpty() ? tr("Restore: no destination yet") : tr("Restore into %1").arg(name);
}

QString RestoreProcedure::summary() const {
    const QString into = draft.destinationName.isEmpty() ? tr("no destination yet") : draft.destinationName;
    return tr("%1 of %2 into %3").arg(displayLine(draft.request.timestamp.text()), draft.sourceName, into);
}

std::vector<Stage> RestoreProcedure::stages() {
    return {
        {"backup", tr("Backup"), [this] { return new BackupStep(*this); }},
        {"destination", tr("Destination"), [this] { return new DestinationStep(*this); }},
        {"services", tr("Services"), [this] { return new ServicesStep(*this); }},
        {"checks", tr("Checks"), [this] { return new ChecksStep(*this, restoreChecks(), new Preparations(*this)); }},
        {"safety", tr("Safety backup"), [this] { return new WayBackStep(*this); }},
        {"review", tr("Review"), [this] { return new ReviewStep(*this); }, true},
        {"run", tr("Run"), [this] { return new RunStep(*this); }},
        {"result", tr("Result"), [this] { return new ResultStep(*this); }}};
}

QString RestoreProcedure::destinationName() const {
    const Environment* now = destination();
    return now ? now->name : draft.destinationName;
}

std::optional<RestorePlan> RestoreProcedure::plan() const {
    const Environment *from = source(), *to = destination();
    if (!from || !to || draft.request.timestamp.isEmpty()) return std::nullopt;
    return RestorePlan{*from, *to, draft.request, m_holdsNextKey, m_nextKeyForThisRun};
}

QString RestoreProcedure::whyNoPlan() const {
    if (!draft.source.isEmpty() && !source())
        return tr("The source %1 was removed from this console. Go back and choose another.").arg(draft.sourceName);
    if (!draft.destination.isEmpty() && !destination())
        return tr("The destination %1 was removed from this console. Go back and choose another.")
            .arg(draft.destinationName);
    return plan() ? QString() : tr("Source, backup and destination are not chosen yet.");
}

QString RestoreProcedure::whyTaken() const {
    const Environment* to = destination();
    if (!to) return {};
    if (QString taken = Procedure::whyTaken(); !taken.isEmpty()) return taken;
    if (manager.twinOf(*this)) return tr("Continue or discard what else is prepared between these two.");
    const auto running = context.tracker.unfinishedOn(to->root, Lane::Data);
    return running && running->kind == OperationKind::Restore ? tr("A restore into %1 is not finished.").arg(to->name)
                                                              : QString();
}

QString RestoreProcedure::bandNote() const {
    const Environment* from = source();
    return from ? tr("from %1").arg(from->name) : QString();
}

QString RestoreProcedure::bandPill() const {
    const auto now = plan();
    return now ? RestoreWords::asOf(*now) : QString();
}

/// As requests to it are made, with the dialect that answers.
Environment RestoreProcedure::spoken(const Environment& environment) const {
    Environment spoken = environment;
    if (const EnvironmentSession* session = context.sessions.find(environment.id))
        spoken.dialect = session->spokenEnvironment().dialect;
    return spoken;
}

qint64 RestoreProcedure::usualMs() const {
    const EnvironmentSession* session = context.sessions.find(draft.destination);
    return session ? session->facts().summary.usualMs : -1;
}

RestoreCheckRun* RestoreProcedure::checkRun() {
    const auto wanted = plan();
    if (!wanted) {
        retire(std::move(m_checks));
        return nullptr;
    }
    const bool same = m_checks && m_checks->plan().source == wanted->source &&
                      m_checks->plan().destination == wanted->destination &&
                      m_checks->plan().request == wanted->request;
    if (same) {
        if (const auto made = context.tracker.find(draft.wayBack.made)) m_checks->setSafety(made->timestamp);
        return m_checks.get();
    }
    const bool replaced = m_checks != nullptr;
    retire(std::move(m_checks));
    m_checks =
        std::make_unique<RestoreCheckRun>(*wanted, context.connector, &context.storage, context.clock, usualMs());
    connect(m_checks.get(), &CheckRun::changed, this, &Procedure::checksChanged);
    m_checks->start();
    if (replaced) QMetaObject::invokeMethod(this, &Procedure::planReplaced, Qt::QueuedConnection);
    return m_checks.get();
}

void RestoreProcedure::planChanged(Step at) {
    goBackTo(at);
    draft.accepted.clear();
    m_holdsNextKey = m_nextKeyForThisRun = false;
}

void RestoreProcedure::holdNextKey(bool held, bool forThisRun) {
    m_holdsNextKey = held;
    m_nextKeyForThisRun = forThisRun;
    if (RestoreCheckRun* run = checkRun()) run->setNextKey(held, forThisRun);
}

RestoreWish RestoreProcedure::wish() {
    RestoreWish wish;
    if (RestoreCheckRun* run = checkRun()) {
        wish.plan = run->plan();
        wish.checks = run->checks();
        const auto& users = run->facts().destinationUsers;
        if (users.isKnown()) wish.usersBefore = users.value().total;
        if (run->facts().destinationList.isKnown()) wish.seenPeer = run->facts().destinationList.value().peer;
    }
    wish.reasons = reasonsFor(wish.checks);
    wish.wayBack = draft.wayBack;
    return wish;
}

WayBackWords RestoreProcedure::wayBackWords() const {
    return {tr("A safety backup first"),
            tr("If the restore is not what you wanted, this is the way back. It must succeed before you can go on."),
            tr("Back up %1 before it is overwritten").arg(onButton(destinationName()))};
}

/// Only one that was made for it will do: others are not of the moment before.
WayBackNow RestoreProcedure::wayBackNow() {
    WayBackNow now;
    now.made = context.tracker.find(draft.wayBack.made);
    now.whyQuestion = tr("Why is there no safety backup?");
    now.missing = tr("Take the safety backup, or say why there is none.");
    RestoreCheckRun* run = checkRun();
    const Environment* to = destination();
    now.mayStart = run != nullptr;
    if (!run || !to) return now;
    if (const auto why = whyNoSafetyBackup(run->plan(), run->facts())) now.whyNotStart = sentenceOf(*why);
    if (!now.made) return now;
    const auto holds = context.restores.checkSafety(draft.wayBack, *to);
    if (holds)
        now.found = now.made->timestamp;
    else
        now.missing = Words::of(holds.error());
    return now;
}

void RestoreProcedure::beginReview() {
    if (RestoreCheckRun* run = checkRun()) m_reviewed = run->plan();
}

std::optional<ui::Review> RestoreProcedure::review() {
    if (!m_reviewed || !plan()) return std::nullopt;
    const RestoreRequest& request = m_reviewed->request;
    const Environment to = spoken(m_reviewed->destination);
    QStringList restored = restorableServices(to.dialect);
    for (const QString& skipped : request.skipped) restored.removeAll(skipped);
    const auto safety = context.tracker.find(draft.wayBack.made);
    ui::Review review{.sentence = RestoreWords::sentence(*m_reviewed),
                      .loss = RestoreWords::loss(*m_reviewed),
                      .facts = {},
                      .request = previewRestore(request, to),
                      .note = bodyOf(request)};
    review.facts = {
        {tr("Backup"), displayLine(request.timestamp.text())},
        {tr("Source"), m_reviewed->source.name},
        {tr("Source namespace"), displayLine(request.sourceNamespace)},
        {tr("Destination"), tr("%1, %2").arg(to.name, shownAddress(to.root))},
        {tr("Restored"), restored.join(QStringLiteral(", "))},
        {tr("Kept as it is"), request.skipped.isEmpty() ? tr("nothing") : request.skipped.join(QStringLiteral(", "))},
        {tr("Safety backup"), safety && draft.wayBack.wanted ? displayLine(safety->timestamp.text())
                                                             : tr("none: %1").arg(draft.wayBack.whyNot)},
        {tr("A backup usually takes"), usualMs() < 0 ? tr("not known") : Words::duration(usualMs())},
        {tr("Active users there"), activeUsers()}};
    return review;
}

/// Who works there now loses it.
QString RestoreProcedure::activeUsers() {
    RestoreCheckRun* run = checkRun();
    if (!run || !run->facts().destinationUsers.answer) return tr("asking…");
    const auto& users = run->facts().destinationUsers;
    return users.isKnown() && users.value().active ? QString::number(*users.value().active) : tr("not known");
}

QString RestoreProcedure::actText() const {
    const Environment* to = destination();
    return tr("Overwrite %1").arg(to ? onButton(to->name) : QString());
}

Result<void> RestoreProcedure::mayBegin() {
    const RestoreWish now = wish();
    const bool asReviewed = m_reviewed && now.plan.source == m_reviewed->source &&
                            now.plan.destination == m_reviewed->destination && now.plan.request == m_reviewed->request;
    if (!asReviewed) return fail(ErrorKind::Refused, tr("What would be sent has changed. Look at it again."));
    return context.restores.mayBegin(now);
}

Call RestoreProcedure::begin(const OperationId& id, const Consent& consent, QObject* receiver,
                             Handler<Operation> begun) {
    RestoreWish now = wish();
    now.operation = id;
    return context.restores.begin(now, consent, receiver, std::move(begun));
}

QString RestoreProcedure::runNote() const {
    return usualMs() < 0 ? QString()
                         : tr("A backup of %1 usually takes %2; a restore takes about as long.")
                               .arg(destinationName(), Words::duration(usualMs()));
}

/// Without its source there is nothing to compare with, but still something to look at.
std::unique_ptr<FollowUp> RestoreProcedure::followUp(const Operation& operation) {
    auto now = plan();
    const Environment* to = destination();
    if (!now && to) now = RestorePlan{*to, *to, draft.request};
    if (!now || operation.state == OperationState::Failed) return nullptr;
    const Restores& restores = context.restores;
    return std::make_unique<RestoreFollowUp>(*now, restores.usersBefore(operation.id), restores.safetyOf(draft.wayBack),
                                             context.connector, context.clock);
}

QString RestoreProcedure::titleOf(const Operation& operation, const FollowUp* after) const {
    const QString& name = operation.environmentName;
    if (operation.state == OperationState::Failed) return tr("The restore into %1 failed").arg(name);
    if (operation.state != OperationState::Succeeded) return tr("The restore into %1 left no trace").arg(name);
    if (after && after->isWaiting()) return tr("The server says that %1 is restored; checking…").arg(name);
    const bool answers = after && after->checks().front().state == CheckState::Pass;
    return answers ? tr("%1 is restored").arg(name)
                   : tr("The server says that %1 is restored, but it cannot be read").arg(name);
}

QString RestoreProcedure::explain(const Operation& operation) const {
    const QString& name = operation.environmentName;
    if (operation.state == OperationState::Succeeded)
        return tr("It took %1.").arg(Words::duration(operation.startedAt.msecsTo(operation.finishedAt)));
    if (operation.state != OperationState::Failed)
        return tr("The server took the request, but shows nothing of it any more. Look at %1 before anything is sent "
                  "again.")
            .arg(name);
    const QString half = operation.progress.total() > 0
                             ? tr("%1 may be half restored: what is marked done was overwritten, the rest was not.")
                             : tr("%1 may be half restored: what was overwritten before it failed was not seen.");
    return half.arg(name) + u' ' +
           (draft.wayBack.made.isEmpty() ? tr("Mend the cause and restore again.")
                                         : tr("Mend the cause and restore again, or restore the safety backup."));
}

ui::Outcome RestoreProcedure::outcome(const Operation& operation, FollowUp* after) {
    const bool good = operation.state == OperationState::Succeeded;
    ui::Outcome outcome{.title = titleOf(operation, after), .explain = explain(operation)};
    if (!good) {
        outcome.serverText = operation.text;
        outcome.progress = operation.progress;
    }
    auto* followUp = static_cast<RestoreFollowUp*>(after);
    if (followUp && copyTakesBackups(followUp->plan().kind(), followUp->facts()))
        outcome.actions.push_back({"resultSchedule", tr("Switch its schedule off…"),
                                   [this, followUp](QWidget* step) { switchScheduleOff(*followUp, step); }});
    if (!draft.wayBack.made.isEmpty())
        outcome.actions.push_back(
            {"resultWayBack", tr("Restore the safety backup…"), [this](QWidget*) { restoreSafety(); }});
    return outcome;
}

/// A copy that takes backups of its own is seldom wanted.
void RestoreProcedure::switchScheduleOff(RestoreFollowUp& after, QWidget* window) const {
    if (!after.facts().config.isKnown()) return;
    const BackupConfig& seen = after.facts().config.value();
    auto* dialog = new ConfigDialog(context, after.plan().destination, seen,
                                    withChange(seen, ConfigChange{{}, {}, false}), window);
    connect(dialog, &ConfigDialog::settled, &after, [&after] { after.start(); });
    dialog->open();
}

void RestoreProcedure::restoreSafety() const {
    const auto stored = context.storage.operations().find(draft.wayBack.made);
    if (!stored || !*stored) return;
    const Operation& safety = (*stored)->operation;
    if (const Environment* environment = context.registry.findByTarget(safety.target))
        manager.begin(from(manager, environment->id, safety.timestamp));
}

Result<QString> RestoreProcedure::report(const Operation& operation, const FollowUp* after) const {
    auto made = context.restores.reportOf(operation);
    if (!made) return fail(made.error());
    if (after) made->after = after->checks();
    return toMarkdown(*made);
}

Result<void> RestoreProcedure::keepReport(const Operation& operation, const QString& report) const {
    return context.restores.keepReport(operation, report);
}

}  // namespace prophecy::ui
