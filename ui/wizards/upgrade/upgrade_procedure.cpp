#include "ui/wizards/upgrade/upgrade_procedure.h"

#include <QUuid>

#include "core/text.h"
#include "domain/probe_report.h"
#include "services/own_backups.h"
#include "ui/theme/widgets.h"
#include "ui/wizards/frame/checks_step.h"
#include "ui/wizards/frame/result_step.h"
#include "ui/wizards/frame/review_step.h"
#include "ui/wizards/frame/run_step.h"
#include "ui/wizards/frame/way_back_step.h"
#include "ui/wizards/frame/wizard_manager.h"
#include "ui/wizards/restore/restore_procedure.h"
#include "ui/wizards/upgrade/guide_step.h"
#include "ui/wizards/upgrade/phase_list.h"
#include "ui/wizards/upgrade/rollback_step.h"
#include "ui/wizards/upgrade/upgrade_words.h"
#include "ui/wizards/upgrade/version_step.h"
#include "ui/wizards/upgrade/watch_step.h"
#include "ui/words/words.h"
#include "words/sentences.h"

namespace prophecy::ui {

std::unique_ptr<Procedure> UpgradeProcedure::of(WizardManager& manager, const EnvironmentId& id,
                                                const UpgradeDraft& choices) {
    const Environment* environment = manager.context().registry.find(id);
    if (!environment) return nullptr;
    UpgradeDraft draft;
    draft.id = QUuid::createUuid().toString(QUuid::WithoutBraces);
    draft.environment = id;
    draft.environmentName = environment->name;
    draft.version = choices.version;
    draft.disableRollback = choices.disableRollback;
    draft.wayBack.limit = choices.wayBack.limit;
    return std::make_unique<UpgradeProcedure>(manager.context(), manager, draft);
}

std::unique_ptr<Procedure> UpgradeProcedure::read(UiContext context, WizardManager& manager,
                                                  const QJsonObject& record) {
    auto draft = upgradeDraftFrom(record);
    return draft ? std::make_unique<UpgradeProcedure>(context, manager, *std::move(draft)) : nullptr;
}

void UpgradeProcedure::takeOver(const Procedure& wanted) {
    const UpgradeDraft& other = static_cast<const UpgradeProcedure&>(wanted).draft;
    if (other.version.isEmpty()) return;
    draft.wayBack.limit = other.wayBack.limit;
    if (other.version == draft.version && other.disableRollback == draft.disableRollback) return;
    draft.version = other.version;
    draft.disableRollback = other.disableRollback;
    draft.acknowledged.clear();
    draft.accepted.forget(CheckId::Version);
    planChanged(VersionChoice);
}

void UpgradeProcedure::planChanged(Step at) {
    goBackTo(at);
    if (!isBegun()) draft.done.clear();
}

QString UpgradeProcedure::summary() const {
    return tr("%1 to %2").arg(name(), displayLine(draft.version));
}

/// By the API or by hand. Once begun, it stays as it was begun.
std::vector<Stage> UpgradeProcedure::stages() {
    const bool byHand = draft.operations.empty() && isGuided();
    return {{"version", tr("Version"), [this] { return new VersionStep(*this); }},
            {"rollback", tr("Rollback"), [this] { return new RollbackStep(*this); }},
            {"backup", tr("Backup"), [this] { return new WayBackStep(*this); }},
            {"checks", tr("Checks"), [this] { return new ChecksStep(*this, upgradeChecks()); }},
            byHand ? Stage{"guide", tr("By hand"), [this] { return new GuideStep(*this); }, true}
                   : Stage{"review", tr("Review"), [this] { return new ReviewStep(*this); }, true},
            byHand ? Stage{"watch", tr("Watch"), [this] { return new WatchStep(*this); }}
                   : Stage{"run", tr("Run"), [this] { return new RunStep(*this, new RunningPhases(*this)); }},
            {"result", tr("Result"), [this] { return new ResultStep(*this); }}};
}

QString UpgradeProcedure::name() const {
    const Environment* now = environment();
    return now ? now->name : draft.environmentName;
}

Environment UpgradeProcedure::spoken() const {
    const EnvironmentSession* session = context.sessions.find(draft.environment);
    if (session) return session->spokenEnvironment();
    const Environment* known = environment();
    return known ? *known : Environment();
}

UpgradeRequest UpgradeProcedure::request() const {
    const auto version = parseVersion(draft.version);
    return {version ? asOffered(*version, m_versions ? m_versions->available : QStringList()) : draft.version,
            draft.disableRollback};
}

QString UpgradeProcedure::whyNoPlan() const {
    return environment() ? QString() : tr("%1 was removed from this console.").arg(draft.environmentName);
}

QString UpgradeProcedure::whyTaken() const {
    if (QString taken = Procedure::whyTaken(); !taken.isEmpty()) return taken;
    const Environment* here = environment();
    return here && context.tracker.unfinishedOn(here->root)
               ? tr("Something that was started on %1 is not finished.").arg(name())
               : QString();
}

QString UpgradeProcedure::bandNote() const {
    const auto started = operation();
    const auto* trace = started ? started->traceOf<UpgradeTrace>() : nullptr;
    const QString from = trace ? trace->from : m_versions ? m_versions->current : QString();
    return from.isEmpty() ? QString() : tr("from %1").arg(displayLine(from));
}

QString UpgradeProcedure::bandPill() const {
    const auto version = parseVersion(draft.version);
    return version ? tr("to %1").arg(version->text()) : QString();
}

UpgradeCheckRun* UpgradeProcedure::checkRun() {
    const Environment* known = environment();
    if (!known) {
        retire(std::move(m_checks));
        return nullptr;
    }
    const auto partner = partnerOf(*known, context.registry.all());
    const bool same = m_checks && m_checks->plan().environment == *known && m_checks->plan().partner == partner;
    if (!same) {
        const EnvironmentSession* session = context.sessions.find(draft.environment);
        retire(std::move(m_checks));
        m_checks = std::make_unique<UpgradeCheckRun>(
            UpgradePlan{*known, partner, request(), {}, ownershipOf(context.storage, *known)}, context.connector,
            context.clock, session ? session->facts().summary.usualMs : -1, context.upgrades.neededBackups());
        m_versions.reset();
        m_recent.clear();
        m_mustGuide = false;
        connect(m_checks.get(), &CheckRun::changed, this, [this] {
            takeAnswers();
            Q_EMIT checksChanged();
        });
        m_checks->start();
    }
    m_checks->setRequest(request(), draft.wayBack.wanted ? backup() : BackupTimestamp());
    return m_checks.get();
}

void UpgradeProcedure::takeAnswers() {
    const UpgradeFacts& facts = m_checks->facts();
    if (facts.versions.answer) {
        m_mustGuide = mustBeGuided(facts);
        m_versions = facts.versions.isKnown() ? std::optional(facts.versions.value()) : std::nullopt;
    }
    if (!facts.list.isKnown()) return;
    const QDateTime now = context.clock.nowUtc();
    m_serverAheadSeconds = now.secsTo(serverNow(facts.list, now));
    m_recent.clear();
    for (const prophecy::Backup& backup : facts.list.value().backups)
        if (freshBackup({backup}, m_checks->plan().ownership, m_checks->plan().environment.timeZone(),
                        serverNow(facts.list, now), std::chrono::hours(24)))
            m_recent.push_back(backup);
}

Evidence UpgradeProcedure::versionWarning() const {
    if (!m_checks) return {};
    for (const Check& check : m_checks->checks())
        if (check.id == CheckId::Version && check.state == CheckState::Warn) return check.evidence;
    return {};
}

QString UpgradeProcedure::reasonFor(const Check& check) const {
    if (QString reason = Procedure::reasonFor(check); !reason.isEmpty()) return reason;
    const bool acknowledged =
        check.id == CheckId::Version && check.state == CheckState::Warn && draft.acknowledged == check.evidence;
    return acknowledged ? tr("Read and acknowledged.") : QString();
}

QDateTime UpgradeProcedure::serverTime() const {
    return context.clock.nowUtc().addSecs(m_serverAheadSeconds);
}

/// Whether a backup that was watched here proves in which zone the server writes its timestamps.
bool UpgradeProcedure::isZoneProven() const {
    const Environment* known = environment();
    const EnvironmentSession* session = known ? context.sessions.find(known->id) : nullptr;
    const auto fit = session ? fitZone(session->facts().summary.watched, {known->zone}) : std::nullopt;
    return fit && fit->matched > 0;
}

BackupTimestamp UpgradeProcedure::backup() const {
    const Environment* known = environment();
    if (!known) return {};
    if (madeIsFresh()) return madeBackup()->timestamp;
    const auto fresh = freshBackup(m_recent, ownershipOf(context.storage, *known), known->timeZone(), serverTime(),
                                   draft.wayBack.limit);
    return fresh ? fresh->timestamp : BackupTimestamp();
}

std::optional<Operation> UpgradeProcedure::madeBackup() const {
    if (m_made && m_made->id == draft.wayBack.made) return m_made;
    auto made = context.tracker.find(draft.wayBack.made);
    if (made && isFinished(made->state)) m_made = made;
    return made;
}

bool UpgradeProcedure::madeIsFresh() const {
    const auto made = madeBackup();
    return made && made->state == OperationState::Succeeded &&
           made->finishedAt.secsTo(context.clock.nowUtc()) <= std::chrono::seconds(draft.wayBack.limit).count();
}

UpgradeWish UpgradeProcedure::wish() {
    UpgradeWish wish;
    if (UpgradeCheckRun* run = checkRun()) {
        const UpgradeFacts& facts = run->facts();
        wish.plan = run->plan();
        wish.checks = run->checks();
        if (facts.versions.isKnown()) wish.from = facts.versions.value().current;
        if (facts.config.isKnown()) wish.configBefore = facts.config.value().raw;
        if (facts.users.isKnown()) wish.usersBefore = facts.users.value().total;
        if (facts.list.isKnown()) wish.seenPeer = facts.list.value().peer;
    }
    wish.reasons = reasonsFor(wish.checks);
    wish.wayBack = draft.wayBack;
    if (!madeIsFresh()) wish.wayBack.made = {};  // another one that is young enough may be it
    wish.serverAheadSeconds = m_serverAheadSeconds;
    return wish;
}

WayBackWords UpgradeProcedure::wayBackWords() const {
    return {tr("A fresh backup first"),
            tr("An upgrade does not touch databases and volumes by intention. If it does all the same, this is the way "
               "back."),
            tr("Only with a fresh backup"), tr("Fresh is a good backup that began within the last")};
}

WayBackNow UpgradeProcedure::wayBackNow() {
    WayBackNow now;
    UpgradeCheckRun* run = checkRun();
    now.made = madeBackup();
    now.found = backup();
    now.mayStart = run != nullptr;
    if (run)
        if (const auto why = whyNoBackupFirst(run->plan(), run->facts())) now.whyNotStart = sentenceOf(*why);
    now.missing = tr("Take a backup, or say why there is none.");
    now.needsWhy = draft.disableRollback;
    now.whyQuestion = draft.disableRollback
                          ? tr("Why is there no fresh backup? A failed upgrade would stay where it failed.")
                          : tr("Why is there no fresh backup? You may leave this empty, since a failed upgrade goes "
                               "back.");
    const bool asking = run && !run->facts().list.answer;
    now.facts = !now.found.isEmpty() ? factsOf(now.found)
                : asking             ? tr("Asking for the list of backups…")
                                     : tr("%1 has no good backup that is young enough.").arg(name());
    return now;
}

QString UpgradeProcedure::factsOf(const BackupTimestamp& fresh) const {
    const Environment* here = environment();
    if (!here) return {};
    const QString age = Words::age(instantOf(fresh, here->timeZone()), serverTime());
    if (isZoneProven()) return tr("%1 began %2: young enough.").arg(displayLine(fresh.text()), age);
    return tr("%1 began %2 if it is written in %3, which no backup that was watched here proves yet: young enough.")
        .arg(displayLine(fresh.text()), age, QString::fromUtf8(here->zone));
}

void UpgradeProcedure::beginReview() {
    const UpgradeWish now = wish();
    m_reviewed = now.plan;
    m_reviewedFrom = now.from;
}

QString UpgradeProcedure::caution() {
    UpgradeCheckRun* run = checkRun();
    const auto active = run && run->facts().users.isKnown() ? run->facts().users.value().active : std::nullopt;
    return tr("Its services restart, and nobody can work on %1 meanwhile.").arg(name()) + u' ' +
           (active ? tr("%n user(s) are active now. Tell them first.", nullptr, static_cast<int>(*active))
                   : tr("How many users are active now is not told. Tell them first."));
}

std::optional<ui::Review> UpgradeProcedure::review() {
    if (!m_reviewed || !environment()) return std::nullopt;
    const UpgradeRequest& request = m_reviewed->request;
    const WayBack& wayBack = draft.wayBack;
    const QString version = displayLine(request.version), from = displayLine(m_reviewedFrom);
    const QString name = m_reviewed->environment.name;
    ui::Review review{.sentence = tr("%1 goes from %2 to %3").arg(name, from, version),
                      .caution = caution(),
                      .loss = UpgradeWords::rollback(request.disableRollback) + u' ' +
                              (wayBack.wanted ? tr("The backup from before is the way back.")
                                              : tr("There is no fresh backup to go back to.")) +
                              u' ' + tr("It cannot be cancelled once it runs."),
                      .lossIsRed = !wayBack.wanted,
                      .facts = {},
                      .request = previewUpgrade(request, spoken()),
                      .note = bodyOf(request)};
    const QString backup = wayBack.wanted             ? displayLine(m_reviewed->backup.text())
                           : wayBack.whyNot.isEmpty() ? tr("none")
                                                      : tr("none: %1").arg(wayBack.whyNot);
    review.facts = {{tr("Environment"), tr("%1, %2").arg(name, shownAddress(m_reviewed->environment.root))},
                    {tr("From"), from},
                    {tr("To"), version},
                    {tr("Disable Rollback"), request.disableRollback ? tr("on") : tr("off")},
                    {tr("Backup before"), backup},
                    {tr("Other site"), m_reviewed->partner ? m_reviewed->partner->name : tr("none in this console")}};
    return review;
}

QString UpgradeProcedure::actText() const {
    return tr("Upgrade %1").arg(onButton(name()));
}

Result<void> UpgradeProcedure::mayBegin() {
    const UpgradeWish now = wish();
    if (!m_reviewed || now.plan != *m_reviewed || now.from != m_reviewedFrom)
        return fail(ErrorKind::Refused, tr("What would be sent has changed. Go back and look at it again."));
    return context.upgrades.mayBegin(now);
}

Call UpgradeProcedure::begin(const OperationId& id, const Consent& consent, QObject* receiver,
                             Handler<Operation> begun) {
    UpgradeWish now = wish();
    now.operation = id;
    return context.upgrades.begin(now, consent, receiver, std::move(begun));
}

/// The call is not there although the versions are told: nothing changed.
QString UpgradeProcedure::insteadOf(const Error& refusal) {
    if (!meansNotOffered(refusal) || !refusal.serverText.isEmpty()) return {};
    m_guided = true;
    return tr("The API has no call for it after all. Upgrade by hand.");
}

bool UpgradeProcedure::isGuided() const {
    return m_guided || draft.guided.startedAt.isValid() || m_mustGuide;
}

Result<void> UpgradeProcedure::beginByHand() {
    const UpgradeWish now = wish();
    const auto id = context.upgrades.beginGuided(now);
    if (!id) return fail(id.error());
    draft.guided.id = *id;
    draft.guided.from = now.from;
    draft.guided.stepsDone.clear();
    for (std::size_t i = 0; draft.done.contains(guideTask(i)); ++i)
        draft.guided.stepsDone.push_back(draft.done.at(guideTask(i)).at);
    draft.guided.startedAt = draft.guided.stepsDone.empty() ? context.clock.nowUtc() : draft.guided.stepsDone.back();
    return {};
}

Result<void> UpgradeProcedure::endByHand(const GuidedUpgrade& outcome) {
    if (auto noted = context.upgrades.endGuided(outcome, spoken()); !noted) return noted;
    draft.guided = outcome;
    if (EnvironmentSession* session = context.sessions.find(draft.environment)) session->refresh();
    return {};
}

/// Of the API's upgrade, or of the one by hand as if it had been sent.
std::optional<Operation> UpgradeProcedure::operation() const {
    if (!draft.guided.id.isEmpty()) return operationOf(draft.guided, spoken(), {draft.version, draft.disableRollback});
    return context.tracker.find(draft.operation());
}

std::unique_ptr<FollowUp> UpgradeProcedure::followUp(const Operation& operation) {
    const Environment* here = environment();
    const auto* trace = operation.traceOf<UpgradeTrace>();
    if (!here || !trace) return nullptr;
    UpgradeFollowUpFacts before = context.upgrades.factsBefore(operation.id);
    if (draft.guided.versionSaid) before.said = draft.guided.version;
    before.unwitnessed = draft.guided.startedAt.isValid() && !draft.guided.awayAt.isValid();
    const UpgradePlan plan{*here, partnerOf(*here, context.registry.all()), trace->request, before.backup};
    return std::make_unique<UpgradeFollowUp>(plan, before, context.connector, context.clock);
}

ui::Outcome UpgradeProcedure::outcome(const Operation& operation, FollowUp* after) {
    auto* followUp = static_cast<UpgradeFollowUp*>(after);
    const UpgradeEnding ending = traceOr<UpgradeTrace>(operation).ending;
    const bool hasBackup = followUp && !followUp->facts().backup.isEmpty();
    const QString explained = UpgradeWords::explain(operation, hasBackup);
    const QString sentence =
        draft.guided.startedAt.isValid() ? tr("Its end was noted %1 after it was begun.") : tr("It took %1.");
    const QString took = operation.finishedAt.isValid()
                             ? sentence.arg(Words::duration(operation.startedAt.msecsTo(operation.finishedAt)))
                             : QString();
    ui::Outcome outcome{.title = UpgradeWords::title(operation),
                        .pill = UpgradeWords::of(ending, operation.state),
                        .look = UpgradeWords::look(ending, operation.state),
                        .explain = explained.isEmpty() ? took : explained + u' ' + took};
    if (ending != UpgradeEnding::Upgraded) outcome.serverText = operation.text;
    if (hasBackup && ending != UpgradeEnding::Upgraded && ending != UpgradeEnding::None)
        outcome.actions.push_back({"resultWayBack", tr("Restore the backup from before…"),
                                   [this, backup = followUp->facts().backup](QWidget*) {
                                       manager.begin(RestoreProcedure::from(manager, draft.environment, backup));
                                   }});
    const auto partner = followUp ? followUp->plan().partner : std::nullopt;
    const bool behind = partner && (!followUp->facts().partnerVersions.isKnown() ||
                                    partnerIsBehind(followUp->plan(), followUp->facts()));
    if (ending == UpgradeEnding::Upgraded && behind)
        outcome.actions.push_back({"resultPartner", tr("Upgrade %1 in the same way…").arg(onButton(partner->name)),
                                   [this, id = partner->id](QWidget*) {
                                       if (auto other = of(manager, id, draft)) manager.begin(std::move(other));
                                   }});
    return outcome;
}

Result<QString> UpgradeProcedure::report(const Operation& operation, const FollowUp* after) const {
    auto made = context.upgrades.reportOf(operation);
    if (!made) return fail(made.error());
    if (after) made->after = after->checks();
    return toMarkdown(*made);
}

Result<void> UpgradeProcedure::keepReport(const Operation& operation, const QString& report) const {
    return context.upgrades.keepReport(operation, report);
}

}  // namespace prophecy::ui
