#include "ui/wizards/upgrade/upgrade_state.h"

#include <QCoreApplication>
#include "services/own_backups.h"

namespace prophecy::ui {

namespace {
QString say(const char* sentence) {
    return QCoreApplication::translate("UpgradeState", sentence);
}
}  // namespace

Environment UpgradeState::spoken() const {
    const EnvironmentSession* session = context.sessions.find(draft.environment);
    if (session) return session->spokenEnvironment();
    const Environment* known = environment();
    return known ? *known : Environment();
}

UpgradeRequest UpgradeState::request() const {
    const auto version = parseVersion(draft.version);
    return {version ? asOffered(*version, m_versions ? m_versions->available : QStringList()) : draft.version,
            draft.disableRollback};
}

QString UpgradeState::whyNoEnvironment() const {
    return environment() ? QString() : say("%1 was removed from this console.").arg(draft.environmentName);
}

UpgradeCheckRun* UpgradeState::checks() {
    const Environment* known = environment();
    if (!known) {
        retireChecks();
        return nullptr;
    }
    const auto partner = partnerOf(*known, context.registry.all());
    const bool same = m_checks && m_checks->plan().environment == *known && m_checks->plan().partner == partner;
    if (!same) {
        const EnvironmentSession* session = context.sessions.find(draft.environment);
        retireChecks();
        m_checks = std::make_unique<UpgradeCheckRun>(
            UpgradePlan{*known, partner, request(), {}, ownershipOf(context.storage, *known)}, context.connector,
            context.clock, session ? session->facts().summary.usualMs : -1, context.upgrades.neededBackups());
        m_versions.reset();
        m_recent.clear();
        m_mustGuide = false;
        connect(m_checks.get(), &UpgradeCheckRun::changed, this, [this] {
            takeAnswers();
            Q_EMIT checksChanged();
        });
        m_checks->start();
    }
    m_checks->setRequest(request(), draft.wayBack.wanted ? backup() : BackupTimestamp());
    return m_checks.get();
}

/// It may be asked for in the middle of its own signal.
void UpgradeState::retireChecks() {
    if (!m_checks) return;
    m_checks->disconnect(this);
    m_checks.release()->deleteLater();
}

void UpgradeState::takeAnswers() {
    const UpgradeFacts& facts = m_checks->facts();
    if (facts.versions.answer) {
        m_mustGuide = mustBeGuided(facts);
        m_versions = facts.versions.isKnown() ? std::optional(facts.versions.value()) : std::nullopt;
    }
    if (!facts.list.isKnown()) return;
    const QDateTime now = context.clock.nowUtc();
    m_serverAheadSeconds = now.secsTo(serverNow(facts.list, now));
    m_recent.clear();
    for (const Backup& backup : facts.list.value().backups)
        if (freshBackup({backup}, m_checks->plan().ownership, m_checks->plan().environment.timeZone(),
                        serverNow(facts.list, now), std::chrono::hours(24)))
            m_recent.push_back(backup);
}

bool UpgradeState::isGuided() const {
    return m_guided || draft.guided.startedAt.isValid() || m_mustGuide;
}

void UpgradeState::guideFromNow() {
    m_guided = true;
    Q_EMIT checksChanged();
}

QDateTime UpgradeState::serverTime() const {
    return context.clock.nowUtc().addSecs(m_serverAheadSeconds);
}

bool UpgradeState::isZoneProven() const {
    const Environment* known = environment();
    const EnvironmentSession* session = known ? context.sessions.find(known->id) : nullptr;
    const auto fit = session ? fitZone(session->facts().summary.watched, {known->zone}) : std::nullopt;
    return fit && fit->matched > 0;
}

BackupTimestamp UpgradeState::backup() const {
    const Environment* known = environment();
    if (!known) return {};
    if (madeIsFresh()) return madeBackup()->timestamp;
    const auto fresh = freshBackup(m_recent, ownershipOf(context.storage, *known), known->timeZone(), serverTime(),
                                   draft.wayBack.limit);
    return fresh ? fresh->timestamp : BackupTimestamp();
}

std::optional<Operation> UpgradeState::madeBackup() const {
    if (m_made && m_made->id == draft.wayBack.made) return m_made;
    auto made = context.tracker.find(draft.wayBack.made);
    if (made && isFinished(made->state)) m_made = made;
    return made;
}

bool UpgradeState::madeIsFresh() const {
    const auto made = madeBackup();
    return made && made->state == OperationState::Succeeded &&
           made->finishedAt.secsTo(context.clock.nowUtc()) <= std::chrono::seconds(draft.wayBack.limit).count();
}

std::optional<Operation> UpgradeState::operation() const {
    if (!draft.guided.id.isEmpty())
        return ::prophecy::operationOf(draft.guided, spoken(), {draft.version, draft.disableRollback});
    return context.tracker.find(draft.operation);
}

Evidence UpgradeState::versionWarning() const {
    if (!m_checks) return {};
    for (const Check& check : m_checks->checks())
        if (check.id == CheckId::Version && check.state == CheckState::Warn) return check.evidence;
    return {};
}

QString UpgradeState::reasonFor(const Check& check) const {
    const Environment* here = environment();
    if (!here) return {};
    if (QString reason = draft.accepted.reasonFor(check, Acceptances::sidesOf(*here, *here)); !reason.isEmpty())
        return reason;
    const bool acknowledged =
        check.id == CheckId::Version && check.state == CheckState::Warn && draft.acknowledged == check.evidence;
    return acknowledged ? say("Read and acknowledged.") : QString();
}

void UpgradeState::accept(const Check& check, const QString& reason) {
    if (const Environment* here = environment())
        draft.accepted.accept(check, Acceptances::sidesOf(*here, *here), reason);
}

UpgradeWish UpgradeState::wish() {
    UpgradeWish wish;
    wish.operation = draft.operation;
    if (UpgradeCheckRun* run = checks()) {
        const UpgradeFacts& facts = run->facts();
        wish.plan = run->plan();
        wish.checks = run->checks();
        if (facts.versions.isKnown()) wish.from = facts.versions.value().current;
        if (facts.config.isKnown()) wish.configBefore = facts.config.value().raw;
        if (facts.users.isKnown()) wish.usersBefore = facts.users.value().total;
        if (facts.list.isKnown()) wish.seenPeer = facts.list.value().peer;
    }
    for (const Check& check : wish.checks)
        if (const QString reason = reasonFor(check); !reason.isEmpty())
            wish.reasons[check.id] = {reason, check.evidence};
    wish.wayBack = draft.wayBack;
    if (!madeIsFresh()) wish.wayBack.made = {};  // another one that is young enough may be it
    wish.serverAheadSeconds = m_serverAheadSeconds;
    return wish;
}

}  // namespace prophecy::ui
