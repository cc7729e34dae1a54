#include "services/environments/environment_session.h"

#include <QRandomGenerator>

#include "api/probe.h"
#include "core/background.h"
#include "core/backoff.h"
#include "services/environments/last_answer.h"
#include "services/environments/schedule_memory.h"
#include "services/own_backups.h"

namespace prophecy {

using namespace std::chrono_literals;

namespace {
constexpr auto kBusyInterval = 2s;
constexpr auto kIdleInterval = 30s;
constexpr auto kUnattendedInterval = 120s;
constexpr auto kLongestBackoff = 300s;
constexpr auto kLongestWhileShown = 15s;
constexpr auto kLongestRetryAfter = 15min;
constexpr qint64 kSlowFactsSeconds = 600;
constexpr qint64 kListSeconds = 25;
constexpr qint64 kProbeSeconds = 24 * 3600;

/// What fails for one call may work for another.
bool listMayAnswer(const Error& error) {
    return error.kind == ErrorKind::Http || error.kind == ErrorKind::NotTheApi || error.kind == ErrorKind::Forbidden;
}
}  // namespace

EnvironmentSession::EnvironmentSession(Environment environment, Connector& connector, Storage& storage,
                                       Scheduler& scheduler, const Clock& clock)
    : m_environment(std::move(environment)),
      m_connector(connector),
      m_storage(storage),
      m_scheduler(scheduler),
      m_clock(clock) {}

void EnvironmentSession::setEnvironment(const Environment& environment) {
    const bool elsewhere = targetKey(environment.root) != targetKey(m_environment.root);
    const bool otherZone = environment.zone != m_environment.zone || environment.nameSpace != m_environment.nameSpace;
    m_environment = environment;
    if (elsewhere) forgetFacts();
    if (!m_started) return;
    if (elsewhere || otherZone)
        start();
    else
        refresh();
}

/// Nothing of another installation may be shown or finish its way here.
void EnvironmentSession::forgetFacts() {
    for (Call* call : {&m_history, &m_connecting, &m_doors, &m_status, &m_list, &m_merging, &m_config, &m_store,
                       &m_versions, &m_probe})
        call->drop();
    m_facts = {};
    m_durations.clear();
    m_slowDue = m_listDue = true;
    Q_EMIT rowsChanged();
    Q_EMIT factsChanged();
}

Environment EnvironmentSession::spokenEnvironment() const {
    Environment spoken = m_environment;
    if (spoken.dialect == Dialect::Auto) spoken.dialect = m_facts.dialect;
    return spoken;
}

EnvironmentFacts EnvironmentSession::findingFacts() const {
    return {m_environment,
            m_facts.reach,
            m_facts.summary,
            m_facts.listedAt.isValid(),
            m_facts.config,
            m_facts.scheduleAge,
            m_facts.clockAhead,
            std::max({m_facts.answeredAt, m_rememberedAnswer, m_facts.listedAt}),
            m_restarting ? m_restarting->startedAt : QDateTime(),
            m_restarting ? kebabName(m_restarting->kind) : QString()};
}

void EnvironmentSession::start() {
    m_started = true;
    m_rememberedAnswer = lastAnswer(m_storage, m_environment);
    m_history = m_storage.history().load(targetKey(m_environment.root), this, [this](Result<SeenHistory> seen) {
        if (!seen || seen->entries.empty()) return poll();
        m_merging = runInBackground<Merged>(
            QThreadPool::globalInstance(), this,
            [seen = std::move(*seen), reading = readingNow()]() -> Result<Merged> {
                return fromHistory(seen.entries, seen.readAt, reading);
            },
            [this](Result<Merged> merged) {
                const SessionFacts before = m_facts;
                replaceRows(std::move(*merged));
                announce(before);
                poll();
            });
    });
}

void EnvironmentSession::refresh() {
    m_listDue = true;
    m_failures = 0;
    m_slowDue = true;
    poll();
}

void EnvironmentSession::setAttended(bool attended) {
    if (std::exchange(m_attended, attended) == attended) return;
    if (attended)
        poll();
    else
        schedule();
}

void EnvironmentSession::setShown(bool shown) {
    if (std::exchange(m_shown, shown) == shown || !shown || m_failures == 0) return;
    poll();
}

void EnvironmentSession::setBusy(bool busy) {
    if (std::exchange(m_busy, busy) == busy) return;
    m_listDue = true;
    poll();
}

void EnvironmentSession::setRestarting(const std::optional<Operation>& operation) {
    const bool same =
        m_restarting.has_value() == operation.has_value() && (!operation || m_restarting->id == operation->id);
    if (same) return;
    m_restarting = operation;
    Q_EMIT factsChanged();
}

void EnvironmentSession::noteDuration(const BackupTimestamp& timestamp, qint64 tookMs) {
    m_durations.insert(timestamp, tookMs);
    refresh();
}

void EnvironmentSession::poll() {
    if (!m_started || m_history.isActive() || m_connecting.isActive()) return;
    m_next.reset();
    m_connecting = m_connector.connectTo(m_environment, this, [this](Result<Endpoint> endpoint) {
        if (!endpoint) return failed(endpoint.error());
        readRunning(*endpoint);
    });
}

void EnvironmentSession::readRunning(const Endpoint& endpoint) {
    if (m_status.isActive()) return;
    m_status = m_connector.clientFor(endpoint).backupStatus({}, this, [this, endpoint](Result<BackupAnswer> answer) {
        const bool without = !answer && meansNotOffered(answer.error());
        if (!answer && !without && !listMayAnswer(answer.error())) return failed(answer.error());
        if (answer || without) {
            const std::optional<Progress> running = answer && *answer ? parseOngoing((*answer)->status) : std::nullopt;
            if (m_facts.running.has_value() != running.has_value()) m_listDue = true;
            m_facts.running = running;
            const bool unclear = answer && activityOf(*answer) == Activity::Unknown;
            m_facts.unclear = unclear ? (*answer)->status : QString();
        }
        const bool listOld = !m_facts.listedAt.isValid() || m_facts.listedAt.secsTo(m_clock.nowUtc()) >= kListSeconds;
        if (m_listDue || listOld)
            readList(endpoint);
        else
            succeed();
        readSlowFacts(endpoint);
    });
}

void EnvironmentSession::readList(const Endpoint& endpoint) {
    if (m_list.isActive() || m_merging.isActive()) return;
    m_list = m_connector.clientFor(endpoint).listBackups(this, [this](Result<BackupList> list) {
        if (!list) return failed(list.error());
        takeList(std::move(*list));
    });
}

EnvironmentSession::Reading EnvironmentSession::readingNow() const {
    const QDateTime now = m_clock.nowUtc();
    return {m_environment.timeZone(), ownershipOf(m_storage, m_environment), deletedFrom(m_storage, m_environment, now),
            now};
}

EnvironmentSession::Merged EnvironmentSession::fromHistory(std::vector<KnownBackup> entries, const QDateTime& readAt,
                                                           const Reading& reading) {
    Merged merged;
    merged.rows = sharedInBackground(makeRows(std::move(entries), reading.zone, reading.ownership));
    merged.summary = summarize(*merged.rows, reading.now, reading.ownership.since, reading.deleted);
    merged.readAt = readAt;
    return merged;
}

EnvironmentSession::Merged EnvironmentSession::merge(const SharedRows& before, const std::vector<Backup>& listed,
                                                     const Durations& durations, const Reading& reading) {
    std::vector<KnownBackup> seen;
    seen.reserve(before->size());
    QHash<BackupTimestamp, const KnownBackup*> known;
    known.reserve(static_cast<qsizetype>(before->size()));
    for (const BackupRow& row : *before) {
        seen.push_back(row.known);
        known.insert(row.known.backup.timestamp, &row.known);
    }
    std::vector<KnownBackup> entries = mergeHistory(seen, listed, reading.now);
    std::vector<KnownBackup> changed;
    for (KnownBackup& entry : entries) {
        entry.tookMs = durations.value(entry.backup.timestamp, entry.tookMs);
        const KnownBackup* old = known.value(entry.backup.timestamp);
        if (!old || *old != entry) changed.push_back(entry);
    }
    Merged merged = fromHistory(std::move(entries), reading.now, reading);
    merged.changed = std::move(changed);
    if (*merged.rows == *before) merged.rows = before;
    return merged;
}

void EnvironmentSession::takeList(BackupList list) {
    const QDateTime now = m_clock.nowUtc();
    m_facts.malformedEntries = list.malformedEntries;
    m_facts.clockAhead = list.serverTime.isValid() ? now.secsTo(list.serverTime) : 0;
    m_merging = runInBackground<Merged>(
        QThreadPool::globalInstance(), this,
        [before = m_facts.rows, list = std::move(list), durations = m_durations,
         reading = readingNow()]() -> Result<Merged> {
            Merged merged = merge(before, list.backups, durations, reading);
            merged.marks = marksOf({}, list);
            return merged;
        },
        [this](Result<Merged> merged) {
            m_listDue = false;
            m_storage.history().save(targetKey(m_environment.root), std::move(merged->changed), merged->readAt);
            rememberInstallation(std::move(merged->marks));
            replaceRows(std::move(*merged));
            succeed();
        });
}

/// By these it is recognised when another name leads there too.
void EnvironmentSession::rememberInstallation(InstallationMarks marks) {
    m_doors = m_connector.doorsOf(m_environment.root, this,
                                  [this, marks = std::move(marks)](const Result<QStringList>& doors) mutable {
                                      marks.doors = doors.value_or(QStringList());
                                      keepMarks(m_storage, m_environment, marks);
                                  });
}

void EnvironmentSession::replaceRows(Merged merged) {
    m_facts.listedAt = merged.readAt;
    m_facts.summary = std::move(merged.summary);
    if (std::exchange(m_facts.rows, merged.rows) != merged.rows) Q_EMIT rowsChanged();
}

void EnvironmentSession::readSlowFacts(const Endpoint& endpoint) {
    const QDateTime now = m_clock.nowUtc();
    const bool due = m_slowDue || !m_slowAskedAt.isValid() || m_slowAskedAt.secsTo(now) >= kSlowFactsSeconds;
    if (!due || m_config.isActive()) return;
    m_slowDue = false;
    m_slowAskedAt = now;
    m_facts.dialect = endpoint.environment.dialect;
    probeCapabilities();
    const Client client = m_connector.clientFor(endpoint);
    m_config = client.backupConfig(this, [this](Result<BackupConfig> config) {
        if (config) takeConfig(*config);
    });
    m_store = client.objectStoreConfig(this, [this](Result<QJsonObject> store) {
        if (!store) return;
        m_facts.store = objectStoreOf(*store);
        Q_EMIT factsChanged();
    });
    m_versions = client.versions(this, [this](Result<Versions> versions) {
        const bool missing = !versions && meansNotOffered(versions.error());
        if (!versions && !missing) return;
        m_facts.versionsAt = m_clock.nowUtc();
        m_facts.versionsOffered = !missing;
        m_facts.versions = missing ? std::nullopt : std::optional(*versions);
        m_facts.version = missing ? QString() : versions->current;
        Q_EMIT factsChanged();
    });
}

void EnvironmentSession::noteConfig(const BackupConfig& config) {
    m_config.drop();
    takeConfig(config);
}

void EnvironmentSession::takeConfig(const BackupConfig& config) {
    m_facts.config = config;
    m_facts.configAt = m_clock.nowUtc();
    m_facts.scheduleAge = rememberSchedule(m_storage, m_environment, config, m_facts.configAt);
    Q_EMIT factsChanged();
}

/// What was found is remembered with its age and found again once a day.
void EnvironmentSession::probeCapabilities() {
    const auto known = m_storage.environments().capabilities(m_environment.id);
    const QDateTime now = m_clock.nowUtc();
    const bool fresh = known && !known->isEmpty() && known->first().at.secsTo(now) < kProbeSeconds;
    if (fresh || m_probe.isActive()) return;
    m_probe = m_connector.probe(m_environment, this, [this, now](Result<ProbeReport> report) {
        if (!report || report->error) return;
        if (m_storage.environments().remember(m_environment.id, *report, now)) Q_EMIT capabilitiesChanged();
    });
}

void EnvironmentSession::failed(const Error& error) {
    const SessionFacts before = m_facts;
    m_facts.error = error;
    m_facts.reach = reachAfter(error, m_environment);
    if (mayBeOtherDialect(error)) m_connector.forgetDialect(m_environment);
    ++m_failures;
    schedule();
    announce(before);
}

void EnvironmentSession::succeed() {
    const SessionFacts before = m_facts;
    m_failures = 0;
    m_facts.error.reset();
    m_facts.reach = Reach::Online;
    m_facts.answeredAt = m_clock.nowUtc();
    constexpr qint64 kRememberSeconds = 3600;
    if (!m_rememberedAnswer.isValid() || m_rememberedAnswer.secsTo(m_facts.answeredAt) >= kRememberSeconds) {
        m_rememberedAnswer = m_facts.answeredAt;
        rememberAnswer(m_storage, m_environment, m_rememberedAnswer);
    }
    schedule();
    announce(before);
}

/// The ages of facts tick by themselves; only what they say is announced.
bool EnvironmentSession::saysTheSame(const SessionFacts& before) const {
    return before.reach == m_facts.reach && before.error == m_facts.error && m_announcedRows == m_facts.rows &&
           m_announcedSummary == m_facts.summary && before.malformedEntries == m_facts.malformedEntries &&
           m_announcedRunning == m_facts.running && m_announcedUnclear == m_facts.unclear &&
           before.answeredAt.isValid() == m_facts.answeredAt.isValid();
}

void EnvironmentSession::announce(const SessionFacts& before) {
    if (saysTheSame(before)) return;
    m_announcedRows = m_facts.rows;
    m_announcedSummary = m_facts.summary;
    m_announcedRunning = m_facts.running;
    m_announcedUnclear = m_facts.unclear;
    Q_EMIT factsChanged();
}

std::chrono::milliseconds EnvironmentSession::interval() const {
    if (m_failures > 0) {
        const auto pause = backoff(5s, m_failures, m_shown ? kLongestWhileShown : kLongestBackoff);
        if (m_facts.error && m_facts.error->retryAfter.value_or(0s) > pause)
            return std::min<std::chrono::milliseconds>(*m_facts.error->retryAfter, kLongestRetryAfter);
        return pause * QRandomGenerator::global()->bounded(75, 125) / 100;
    }
    if (m_busy || m_facts.running) return kBusyInterval;
    return m_attended ? kIdleInterval : kUnattendedInterval;
}

void EnvironmentSession::schedule() {
    const std::chrono::milliseconds pause = interval();
    m_nextAt = m_clock.nowUtc().addMSecs(pause.count());
    m_next = m_scheduler.after(pause, [this] { poll(); });
}

QDateTime EnvironmentSession::nextTry() const {
    return m_failures > 0 && m_next ? m_nextAt : QDateTime();
}

}  // namespace prophecy
