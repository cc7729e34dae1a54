#include "services/upgrade/upgrade_check_run.h"

namespace prophecy {

UpgradeCheckRun::UpgradeCheckRun(UpgradePlan plan, Connector& connector, const Clock& clock, qint64 usualMs,
                                 std::vector<BackupTimestamp> needed)
    : m_plan(std::move(plan)), m_clock(clock), m_reader(connector, clock, this, [this] { Q_EMIT changed(); }) {
    m_facts.usualMs = usualMs;
    m_facts.needed = std::move(needed);
}

void UpgradeCheckRun::start() {
    for (const UpgradeAsk what : {UpgradeAsk::List, UpgradeAsk::Running, UpgradeAsk::Versions, UpgradeAsk::Config,
                                  UpgradeAsk::Store, UpgradeAsk::Partner})
        ask(what);
    m_reader.ask(m_facts.users, m_plan.environment, &Client::users);
    Q_EMIT changed();
}

void UpgradeCheckRun::repeat(CheckId id) {
    for (const UpgradeCheckRow& row : upgradeCheckTable())
        if (row.id == id)
            for (const UpgradeAsk what : row.asks) ask(what);
    Q_EMIT changed();
}

void UpgradeCheckRun::ask(UpgradeAsk what) {
    const Environment& here = m_plan.environment;
    switch (what) {
        case UpgradeAsk::List: m_reader.ask(m_facts.list, here, &Client::listBackups); break;
        case UpgradeAsk::Running: askRunning(); break;
        case UpgradeAsk::Versions: m_reader.ask(m_facts.versions, here, &Client::versions); break;
        case UpgradeAsk::Config: m_reader.ask(m_facts.config, here, &Client::backupConfig); break;
        case UpgradeAsk::Store: askStore(); break;
        case UpgradeAsk::Partner:
            if (m_plan.partner) m_reader.ask(m_facts.partnerVersions, *m_plan.partner, &Client::versions);
            break;
    }
}

void UpgradeCheckRun::setRequest(const UpgradeRequest& request, const BackupTimestamp& backup) {
    if (m_plan.request == request && m_plan.backup == backup) return;
    m_plan.request = request;
    m_plan.backup = backup;
    Q_EMIT changed();
}

bool UpgradeCheckRun::isWaiting() const {
    return !m_facts.users.answer || !m_facts.versions.answer || CheckRun::isWaiting();
}

void UpgradeCheckRun::askRunning() {
    m_reader.ask(m_facts.status, m_plan.environment, &Client::upgradeStatus);
    m_reader.askWith(m_facts.running, m_plan.environment,
                     [](const Client& client, QObject* context, Handler<BackupAnswer> handler) {
                         return client.backupStatus({}, context, std::move(handler));
                     });
}

void UpgradeCheckRun::askStore() {
    m_reader.askWith(
        m_facts.store, m_plan.environment, [](const Client& client, QObject* context, Handler<ObjectStore> handler) {
            return client.objectStoreConfig(context, [handler = std::move(handler)](Result<QJsonObject> config) {
                handler(config ? Result<ObjectStore>(objectStoreOf(*config)) : fail(config.error()));
            });
        });
}

UpgradeFollowUp::UpgradeFollowUp(UpgradePlan plan, UpgradeFollowUpFacts before, Connector& connector,
                                 const Clock& clock)
    : m_plan(std::move(plan)),
      m_facts(std::move(before)),
      m_reader(connector, clock, this, [this] { Q_EMIT changed(); }) {}

void UpgradeFollowUp::start() {
    m_reader.ask(m_facts.list, m_plan.environment, &Client::listBackups);
    m_reader.ask(m_facts.versions, m_plan.environment, &Client::versions);
    m_reader.ask(m_facts.config, m_plan.environment, &Client::backupConfig);
    m_reader.ask(m_facts.users, m_plan.environment, &Client::users);
    if (m_plan.partner) m_reader.ask(m_facts.partnerVersions, *m_plan.partner, &Client::versions);
    Q_EMIT changed();
}

}  // namespace prophecy
