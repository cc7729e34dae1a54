#include "services/restore/restore_check_run.h"

#include <algorithm>

#include "services/environments/installation_marks.h"
#include "services/own_backups.h"

namespace prophecy {

RestoreCheckRun::RestoreCheckRun(RestorePlan plan, Connector& connector, Storage* storage, const Clock& clock,
                                 qint64 usualMs)
    : m_plan(std::move(plan)), m_storage(storage), m_clock(clock), m_reader(connector, clock, this, [this] {
          learnOtherNames();
          Q_EMIT changed();
      }) {
    m_facts.usualMs = usualMs;
}

void RestoreCheckRun::start() {
    askHistory();
    for (const RestoreAsk what :
         {RestoreAsk::BothLists, RestoreAsk::Running, RestoreAsk::Versions, RestoreAsk::Stores, RestoreAsk::Config})
        ask(what);
    m_reader.ask(m_facts.destinationUsers, m_plan.destination, &Client::users);
    Q_EMIT changed();
}

void RestoreCheckRun::repeat(CheckId id) {
    for (const RestoreCheckRow& row : restoreCheckTable())
        if (row.id == id)
            for (const RestoreAsk what : row.asks) ask(what);
    Q_EMIT changed();
}

void RestoreCheckRun::ask(RestoreAsk what) {
    switch (what) {
        case RestoreAsk::DestinationList: askDestinationList(); break;
        case RestoreAsk::SourceList: m_reader.ask(m_facts.sourceList, m_plan.source, &Client::listBackups); break;
        case RestoreAsk::BothLists: askBothLists(); break;
        case RestoreAsk::Running: askRunning(); break;
        case RestoreAsk::Versions: askVersions(); break;
        case RestoreAsk::Stores: askStores(); break;
        case RestoreAsk::Config:
            m_reader.ask(m_facts.destinationConfig, m_plan.destination, &Client::backupConfig);
            break;
    }
}

void RestoreCheckRun::setNextKey(bool held, bool forThisRun) {
    m_plan.nextKeyHeld = held;
    m_plan.nextKeyForThisRun = forThisRun;
    Q_EMIT changed();
}

void RestoreCheckRun::askBothLists() {
    askDestinationList();
    ask(RestoreAsk::SourceList);
    m_reader.askDoors(m_facts.sourceDoors, m_plan.source);
    m_reader.askDoors(m_facts.destinationDoors, m_plan.destination);
}

void RestoreCheckRun::setSafety(const BackupTimestamp& safety) {
    if (m_facts.safety == safety) return;
    m_facts.safety = safety;
    Q_EMIT changed();
}

void RestoreCheckRun::askDestinationList() {
    m_facts.otherNames = {};
    m_reader.ask(m_facts.destinationList, m_plan.destination, &Client::listBackups);
}

void RestoreCheckRun::askRunning() {
    m_reader.ask(m_facts.upgradeStatus, m_plan.destination, &Client::upgradeStatus);
    m_reader.askWith(m_facts.running, m_plan.destination,
                     [](const Client& client, QObject* context, Handler<BackupAnswer> handler) {
                         return client.backupStatus({}, context, std::move(handler));
                     });
}

void RestoreCheckRun::askVersions() {
    m_reader.ask(m_facts.sourceVersions, m_plan.source, &Client::versions);
    m_reader.ask(m_facts.destinationVersions, m_plan.destination, &Client::versions);
}

void RestoreCheckRun::askStores() {
    const auto read = [](const Client& client, QObject* context, Handler<ObjectStore> handler) {
        return client.objectStoreConfig(context, [handler = std::move(handler)](Result<QJsonObject> config) {
            handler(config ? Result<ObjectStore>(objectStoreOf(*config)) : fail(config.error()));
        });
    };
    m_reader.askWith(m_facts.sourceStore, m_plan.source, read);
    m_reader.askWith(m_facts.destinationStore, m_plan.destination, read);
}

/// Once it is known where the destination's name leads and what is listed there.
void RestoreCheckRun::learnOtherNames() {
    const Fact<BackupList>& list = m_facts.destinationList;
    if (m_facts.otherNames.answer || !list.answer || !m_facts.destinationDoors.answer) return;
    const auto find = [&]() -> Result<std::vector<Resembling>> {
        if (!list.isKnown()) return fail(list.answer->error());
        if (!m_storage) return fail(ErrorKind::Storage, QStringLiteral("There is no record."));
        return resembling(*m_storage, m_plan.destination, m_facts.destinationDoors.answer->value_or(QStringList()),
                          list.value());
    };
    m_facts.otherNames = factOf(find(), list.at);
}

/// What this console saw of the backup, for when the source does not answer or lists it no more.
void RestoreCheckRun::askHistory() {
    m_facts.historyRead = !m_storage;
    if (!m_storage) return;
    // Where the record cannot be read, nothing can be sent either.
    m_facts.deletion = deletionOf(*m_storage, m_plan.source, m_plan.request.timestamp).value_or(std::nullopt);
    HistoryStore& history = m_storage->history();
    if (m_facts.usualMs < 0)
        m_measuring = history.load(targetKey(m_plan.destination.root), this, [this](Result<SeenHistory> seen) {
            if (seen) m_facts.usualMs = usualDurationMs(makeRows(seen->entries, m_plan.destination.timeZone()));
            Q_EMIT changed();
        });
    m_observing = history.load(targetKey(m_plan.source.root), this, [this](Result<SeenHistory> seen) {
        m_facts.historyRead = true;
        if (seen)
            for (const KnownBackup& known : seen->entries)
                if (known.backup.timestamp == m_plan.request.timestamp) m_facts.observed = known;
        Q_EMIT changed();
    });
}

}  // namespace prophecy
