#include "services/environment_session.h"

#include <QRandomGenerator>

#include "core/background.h"

namespace prophecy {

using namespace std::chrono_literals;

namespace {
constexpr auto kBusyInterval = 2s;
constexpr auto kIdleInterval = 30s;
constexpr auto kUnattendedInterval = 120s;
constexpr auto kLongestBackoff = 300s;
constexpr qint64 kSlowFactsSeconds = 600;
constexpr qint64 kListSeconds = 25;
constexpr qint64 kProbeSeconds = 24 * 3600;
}  // namespace

EnvironmentSession::EnvironmentSession(Environment environment, Connector& connector, Storage& storage,
                                       Scheduler& scheduler, const Clock& clock)
    : m_environment(std::move(environment)),
      m_connector(connector),
      m_storage(storage),
      m_scheduler(scheduler),
      m_clock(clock) {}

void EnvironmentSession::setEnvironment(const Environment& environment) {
    const bool otherZone = environment.zone != m_environment.zone;
    m_environment = environment;
    if (otherZone) rebuildRows();
    refresh();
}

EnvironmentFacts EnvironmentSession::findingFacts() const {
    return {m_environment, m_facts.reach, m_facts.rows, m_facts.listedAt.isValid(), m_facts.config};
}

void EnvironmentSession::start() {
    m_history = m_storage.history().load(m_environment.id, this, [this](Result<SeenHistory> seen) {
        if (seen && m_facts.rows->empty()) {
            m_facts.rows =
                std::make_shared<const BackupRows>(makeRows(std::move(seen->entries), m_environment.timeZone()));
            m_facts.listedAt = seen->readAt;
            m_facts.listedCount = static_cast<int>(std::count_if(
                m_facts.rows->begin(), m_facts.rows->end(), [](const BackupRow& row) { return row.known.listed; }));
            Q_EMIT rowsChanged();
            Q_EMIT factsChanged();
        }
        poll();
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

void EnvironmentSession::setBusy(bool busy) {
    if (std::exchange(m_busy, busy) == busy) return;
    m_listDue = true;
    poll();
}

void EnvironmentSession::poll() {
    if (m_connecting.isActive()) return;
    m_next.reset();
    m_facts.triedAt = m_clock.nowUtc();
    m_connecting = m_connector.connectTo(m_environment, this, [this](Result<Endpoint> endpoint) {
        if (!endpoint) return fail(endpoint.error());
        readRunning(*endpoint);
    });
}

void EnvironmentSession::readRunning(const Endpoint& endpoint) {
    if (m_status.isActive()) return;
    m_status = m_connector.clientFor(endpoint).backupStatus({}, this, [this, endpoint](Result<BackupAnswer> answer) {
        if (!answer && answer.error().kind != ErrorKind::Http) return fail(answer.error());
        const std::optional<Progress> running = answer && *answer ? parseOngoing((*answer)->status) : std::nullopt;
        if (m_facts.running.has_value() != running.has_value()) m_listDue = true;
        m_facts.running = running;
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
        if (!list) return fail(list.error());
        takeList(std::move(*list));
    });
}

EnvironmentSession::Merged EnvironmentSession::merge(const SharedRows& before, const std::vector<Backup>& listed,
                                                     const QTimeZone& zone, const QDateTime& now) {
    std::vector<KnownBackup> seen;
    seen.reserve(before->size());
    QHash<BackupTimestamp, const KnownBackup*> known;
    known.reserve(static_cast<qsizetype>(before->size()));
    for (const BackupRow& row : *before) {
        seen.push_back(row.known);
        known.insert(row.known.backup.timestamp, &row.known);
    }
    Merged merged;
    std::vector<KnownBackup> entries = mergeHistory(seen, listed, now);
    for (const KnownBackup& entry : entries) {
        const KnownBackup* old = known.value(entry.backup.timestamp);
        if (!old || *old != entry) merged.changed.push_back(entry);
    }
    auto rows = std::make_shared<const BackupRows>(makeRows(std::move(entries), zone));
    merged.differs = *rows != *before;
    merged.rows = merged.differs ? rows : before;
    return merged;
}

void EnvironmentSession::takeList(BackupList list) {
    const QDateTime now = m_clock.nowUtc();
    m_facts.malformedEntries = list.malformedEntries;
    m_facts.listedCount = static_cast<int>(list.backups.size());
    m_merging = runInBackground<Merged>(
        QThreadPool::globalInstance(), this,
        [before = m_facts.rows, listed = std::move(list.backups), zone = m_environment.timeZone(),
         now]() -> Result<Merged> { return merge(before, listed, zone, now); },
        [this, now](Result<Merged> merged) {
            m_listDue = false;
            m_facts.listedAt = now;
            m_facts.rows = merged->rows;
            m_storage.history().save(m_environment.id, std::move(merged->changed), now);
            if (merged->differs) Q_EMIT rowsChanged();
            succeed();
        });
}

void EnvironmentSession::readSlowFacts(const Endpoint& endpoint) {
    const bool due = m_slowDue || m_facts.configAt.secsTo(m_clock.nowUtc()) >= kSlowFactsSeconds;
    if (!due || m_config.isActive()) return;
    m_slowDue = false;
    m_facts.dialect = endpoint.environment.dialect;
    probeCapabilities();
    const Client client = m_connector.clientFor(endpoint);
    m_config = client.backupConfig(this, [this](Result<BackupConfig> config) {
        if (!config) return;
        m_facts.config = *config;
        m_facts.configAt = m_clock.nowUtc();
        Q_EMIT factsChanged();
    });
    m_versions = client.versions(this, [this](Result<Versions> versions) {
        if (!versions) return;
        m_facts.version = versions->current;
        m_facts.versionAt = m_clock.nowUtc();
        Q_EMIT factsChanged();
    });
}

/// What was found is remembered with its age and found again once a day.
void EnvironmentSession::probeCapabilities() {
    const auto known = m_storage.environments().capabilities(m_environment.id);
    const QDateTime now = m_clock.nowUtc();
    const bool fresh = known && !known->isEmpty() && known->first().at.secsTo(now) < kProbeSeconds;
    if (fresh || m_probe.isActive()) return;
    m_probe = m_connector.probe(m_environment, this, [this, now](Result<ProbeReport> report) {
        if (!report || report->error) return;
        QMap<Capability, KnownCapability> found;
        for (auto it = report->capabilities.begin(); it != report->capabilities.end(); ++it)
            found[it.key()] = {it.value(), now};
        if (m_storage.environments().saveCapabilities(m_environment.id, found)) Q_EMIT capabilitiesChanged();
    });
}

void EnvironmentSession::fail(const Error& error) {
    m_facts.error = error;
    m_facts.reach = reachAfter(error, m_environment);
    if (error.kind == ErrorKind::NotTheApi || error.kind == ErrorKind::NotFound)
        m_connector.forgetDialect(m_environment);
    ++m_failures;
    schedule();
    Q_EMIT factsChanged();
}

void EnvironmentSession::succeed() {
    m_failures = 0;
    m_facts.error.reset();
    m_facts.reach = Reach::Online;
    m_facts.answeredAt = m_clock.nowUtc();
    schedule();
    Q_EMIT factsChanged();
}

std::chrono::milliseconds EnvironmentSession::interval() const {
    if (m_failures > 0) {
        const auto backoff = std::min<std::chrono::milliseconds>(5s * (1 << std::min(m_failures, 6)), kLongestBackoff);
        return backoff * QRandomGenerator::global()->bounded(75, 125) / 100;
    }
    if (m_busy || m_facts.running) return kBusyInterval;
    return m_attended ? kIdleInterval : kUnattendedInterval;
}

void EnvironmentSession::schedule() {
    m_next = m_scheduler.after(interval(), [this] { poll(); });
}

void EnvironmentSession::rebuildRows() {
    std::vector<KnownBackup> known;
    for (const BackupRow& row : *m_facts.rows) known.push_back(row.known);
    m_facts.rows = std::make_shared<const BackupRows>(makeRows(std::move(known), m_environment.timeZone()));
    Q_EMIT rowsChanged();
}

}  // namespace prophecy
