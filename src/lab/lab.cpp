#include "lab/lab.h"

#include "domain/config/config.h"
#include "domain/cron/schedule.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUrlQuery>

#include "lab/files.h"

namespace prophecy::lab {

namespace {

QString message(const char* text) {
    return QString::fromUtf8(text);
}

LabAnswer refuse(int status, const QString& text) {
    return jsonAnswer(status, {{QStringLiteral("code"), status}, {QStringLiteral("message"), text}});
}

}  // namespace

Lab::Lab(LabOptions options, const Clock& clock, Scheduler& scheduler)
    : m_options(std::move(options)),
      m_clock(clock),
      m_scheduler(scheduler),
      m_faults(clock),
      m_state(m_options),
      m_front(
          scheduler, m_faults, [this](const LabRequest& request) { return route(request); },
          [this](const LabRequest& request, int status) { log(request, status); }) {}

Result<void> Lab::start() {
    for (const QString& text : m_options.faults) {
        auto fault = parseFault(text);
        if (!fault) return fail(fault.error());
        m_faults.add(std::move(*fault));
    }
    if (auto opened = m_state.open(m_clock.nowUtc()); !opened) return opened;
    m_log.setFileName(m_state.stateDir() + QStringLiteral("/requests.jsonl"));
    if (!m_log.open(QIODevice::WriteOnly | QIODevice::Append))
        return fail(ErrorKind::Storage, QStringLiteral("%1 cannot be written.").arg(m_log.fileName()));
    const auto port = m_front.listen(m_options);
    if (!port) return fail(port.error());
    m_port = *port;
    if (m_state.isBusy()) scheduleWork();
    planNextRun();
    return {};
}

QUrl Lab::url() const {
    QUrl url;
    url.setScheme(m_options.tlsCertificate.isEmpty() ? QStringLiteral("http") : QStringLiteral("https"));
    url.setHost(QStringLiteral("127.0.0.1"));
    url.setPort(m_port);
    return url;
}

QJsonObject Lab::readyLine() const {
    return {{QStringLiteral("url"), url().toString()},
            {QStringLiteral("key"), QString::fromUtf8(key())},
            {QStringLiteral("namespace"), m_state.nameSpace()}};
}

void Lab::scheduleWork() {
    const auto component =
        std::chrono::milliseconds(std::max<qint64>(1, static_cast<qint64>(1000.0 / m_options.speed)));
    m_work = m_scheduler.after(component, [this] {
        if (work()) scheduleWork();
    });
}

/// Returns false when there is nothing more to do.
bool Lab::work() {
    if (m_state.upgrade()) {
        if (m_state.advanceUpgrade()) return true;
        // Regular backups also run at every restart (docs/api.md, trap 9).
        if (!BackupConfig{m_state.config()}.enabled()) return false;
        m_state.startBackup(m_clock.nowUtc(), {});
        return true;
    }
    const bool goesOn = m_state.advance();
    restartServices();
    return goesOn;
}

/// In the middle of a restore, as a gateway shows it.
void Lab::restartServices() {
    const auto& job = m_state.job();
    const bool midway =
        job && job->kind == LabJob::Kind::Restore && job->done.size() == LabState::componentsOf(*job).size() / 2;
    if (!midway || m_options.restoreRestartSeconds == 0) return;
    m_faults.add(*parseFault(QStringLiteral("html-502=%1").arg(m_options.restoreRestartSeconds)));
}

/// Regular backups, in UTC. One that falls due while something runs is left out, and what was missed is not made up.
void Lab::planNextRun() {
    constexpr std::chrono::hours kLongestWait(1);
    m_planned.reset();
    const BackupConfig config{m_state.config()};
    const auto expression = parseCron(config.frequency());
    if (!config.enabled() || !expression) return;
    const QDateTime now = m_clock.nowUtc();
    const auto next = CronSchedule(*expression, QTimeZone::utc()).next(now.toSecsSinceEpoch());
    if (!next) return;
    const std::chrono::milliseconds wait(std::max<qint64>(1, *next * 1000 - now.toMSecsSinceEpoch()));
    const bool due = wait <= kLongestWait;
    m_planned = m_scheduler.after(std::min<std::chrono::milliseconds>(wait, kLongestWait), [this, due] {
        if (due && !m_state.isBusy()) {
            m_state.startBackup(m_clock.nowUtc(), {});
            scheduleWork();
        }
        planNextRun();
    });
}

void Lab::log(const LabRequest& request, int status) {
    const auto withoutKey = [this](QByteArray text) {
        return QString::fromUtf8(text.replace(m_state.key(), "********"));
    };
    const QJsonObject line{{QStringLiteral("t"), m_clock.nowUtc().toString(Qt::ISODateWithMs)},
                           {QStringLiteral("method"), QString::fromLatin1(request.method)},
                           {QStringLiteral("path"), request.url.path()},
                           {QStringLiteral("query"), withoutKey(request.url.query(QUrl::FullyEncoded).toUtf8())},
                           {QStringLiteral("body"), withoutKey(request.body)},
                           {QStringLiteral("status"), status}};
    m_log.write(QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n');
    m_log.flush();
}

LabAnswer Lab::route(const LabRequest& request) {
    const QString path = request.url.path();
    if (m_state.upgrade() && m_state.upgrade()->isAway()) return htmlAnswer(502, "Bad Gateway");
    const QString athenaRoot = QStringLiteral("/athena/api/v1/");
    if (path.startsWith(athenaRoot) && m_options.api != LabOptions::Api::Platform) {
        if (request.headers.value("authorization") != m_state.key())
            return refuse(401, message("invalid access token"));
        return athena(path.mid(athenaRoot.size()), request);
    }
    const QString platformRoot = QStringLiteral("/api/");
    if (path.startsWith(platformRoot) && m_options.api != LabOptions::Api::Athena) {
        if (request.headers.value("cookie") != "prophecy-token=" + m_state.key())
            return refuse(401, message("invalid access token"));
        return platform(path.mid(platformRoot.size()), request);
    }
    return webApp(request);
}

LabAnswer Lab::platform(const QString& path, const LabRequest& request) {
    if (request.method == "POST" && path == u"backup") return startBackup(request);
    if (request.method == "POST" && path == u"restore") return startRestore(request);
    if (request.method == "GET" && path == u"feature/getConfig") return readConfig(request);
    if (request.method == "GET" && path == u"auth/userDetails")
        return wrapped({{QStringLiteral("activeUsers"), 53},
                        {QStringLiteral("userDetails"), QJsonObject{{QStringLiteral("totalUsers"), 1023}}}});
    if (request.method == "GET" && path.startsWith(u"backup/")) return backupCalls(path.mid(7), request);
    if (request.method == "GET" && path == u"restore/status") return restoreStatus(request);
    return m_options.undocumented ? assumedCalls(path, request) : webApp(request);
}

LabAnswer Lab::athena(const QString& path, const LabRequest& request) {
    if (request.method == "POST" && path == u"ondemandbackup") return startBackup(request);
    if (request.method == "POST" && path == u"ondemandrestore") return startRestore(request);
    if (request.method == "GET" && path.startsWith(u"backup/")) return backupCalls(path.mid(7), request);
    if (request.method == "GET" && path == u"restore/status") return restoreStatus(request);
    return refuse(404, message("404 page not found"));
}

LabAnswer Lab::backupCalls(const QString& tail, const LabRequest& request) {
    if (tail == u"list") return listBackups();
    if (tail == u"latest") return latestBackup();
    if (tail == u"status") return backupStatus(request);
    if (tail == u"delete") return deleteBackup(request);
    return webApp(request);
}

LabAnswer Lab::listBackups() const {
    QJsonArray list;
    for (const Backup& backup : m_state.backups()) list.append(describe(backup));
    return wrapped({{QStringLiteral("backup-list"), list}});
}

LabAnswer Lab::ongoing() const {
    return wrapped({{QStringLiteral("status"), m_state.ongoingSentence()}});
}

LabAnswer Lab::latestBackup() const {
    if (m_state.job()) return ongoing();
    if (m_state.backups().empty()) return refuse(404, message("no backup found"));
    return wrapped(describe(m_state.backups().back()));
}

LabAnswer Lab::backupStatus(const LabRequest& request) {
    if (const auto words = m_faults.take(Fault::Kind::Words, request.url.path()))
        return wrapped({{QStringLiteral("status"), words->argument}});
    const BackupTimestamp timestamp = timestampIn(request);
    const bool running = m_state.job().has_value();
    if (timestamp.isEmpty() && running) return ongoing();
    if (timestamp.isEmpty()) return wrapped({{QStringLiteral("status"), message("no ongoing backup")}});
    const Backup* backup = m_state.find(timestamp);
    if (!backup) return refuse(404, message("no backup entry with this timestamp"));
    return running && m_state.job()->timestamp == timestamp ? ongoing() : wrapped(describe(*backup));
}

LabAnswer Lab::deleteBackup(const LabRequest& request) {
    const BackupTimestamp timestamp = timestampIn(request);
    if (timestamp.isEmpty()) return refuse(400, message("timestamp is missing"));
    if (m_state.isBusy()) return refuse(409, message("backup/restore operation is already in progress"));
    if (!m_state.remove(timestamp)) return refuse(404, message("no backup entry with this timestamp"));
    return jsonAnswer(200, {{QStringLiteral("success"), true},
                            {QStringLiteral("message"), message("Deleted backup entry successfully")}});
}

LabAnswer Lab::startBackup(const LabRequest& request) {
    if (m_state.isBusy()) return refuse(409, message("backup/restore operation is already in progress"));
    const auto failing = m_faults.take(Fault::Kind::FailBackup, request.url.path());
    const QString failAt = !failing                      ? QString()
                           : failing->argument.isEmpty() ? QStringLiteral("gitserver")
                                                         : failing->argument;
    const BackupTimestamp timestamp = m_state.startBackup(m_clock.nowUtc(), failAt);
    scheduleWork();
    return jsonAnswer(202,
                      {{QStringLiteral("code"), 202},
                       {QStringLiteral("message"), message("Request Accepted with timestamp ") + timestamp.text()}});
}

LabAnswer Lab::startRestore(const LabRequest& request) {
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    const BackupTimestamp timestamp(body.value(u"timestamp").toString());
    const QString source = body.value(u"sourceNamespace").toString();
    if (!isWellFormed(timestamp) || source.isEmpty() || source.contains(u'/') || source.startsWith(u'.'))
        return refuse(400, message("timestamp or sourceNamespace is missing or malformed"));
    if (m_state.isBusy()) return refuse(409, message("backup/restore operation is already in progress"));
    QStringList skipped;
    const QJsonObject services = body.value(u"svcs").toObject();
    for (auto it = services.begin(); it != services.end(); ++it)
        if (it->toObject().value(u"disable").toBool() || it->toObject().value(u"disabled").toBool())
            skipped << it.key();
    const auto failing = m_faults.take(Fault::Kind::FailRestore, request.url.path());
    m_state.startRestore(timestamp, source, skipped, failing ? failing->argument : QString());
    scheduleWork();
    return jsonAnswer(202, {{QStringLiteral("code"), 202}, {QStringLiteral("message"), message("Request Accepted")}});
}

LabAnswer Lab::restoreStatus(const LabRequest& request) {
    const BackupTimestamp timestamp = timestampIn(request);
    if (const auto words = m_faults.take(Fault::Kind::Words, request.url.path()))
        return wrapped({{QStringLiteral("status"), words->argument}});
    if (m_faults.take(Fault::Kind::EarlySuccess, request.url.path()))
        return wrapped(toJson(Backup{timestamp, QStringLiteral("Success"), m_state.nameSpace(), {}}));
    const auto& job = m_state.job();
    if (job && (timestamp.isEmpty() || job->timestamp == timestamp))
        return wrapped({{QStringLiteral("status"), m_state.ongoingSentence()}});
    const auto result = timestamp.isEmpty() ? std::nullopt : m_state.restoreResult(timestamp);
    if (!result) return refuse(404, message("no restore with this timestamp"));
    return wrapped(toJson(Backup{timestamp, *result, m_state.nameSpace(), QStringLiteral("/backup")}));
}

LabAnswer Lab::readConfig(const LabRequest& request) const {
    const QString type = QUrlQuery(request.url).queryItemValue(QStringLiteral("configType"));
    if (type == u"backup") return wrapped({{QStringLiteral("backupConfig"), m_state.config()}});
    if (type == u"objectStore" && m_options.undocumented)
        return wrapped({{QStringLiteral("objectStoreConfig"), m_state.objectStoreConfig()}});
    return refuse(404, message("unknown configType"));
}

LabAnswer Lab::writeConfig(const LabRequest& request) {
    const QJsonObject body = QJsonDocument::fromJson(request.body).object();
    if (body.value(u"configType").toString() != u"backup" || !body.value(u"backupConfig").isObject())
        return refuse(400, message("configType or backupConfig is missing"));
    const BackupConfig config{body.value(u"backupConfig").toObject()};
    if (!parseCron(config.frequency())) return refuse(400, message("backupFrequency is no cron expression"));
    m_state.setConfig(config.raw);
    planNextRun();
    return jsonAnswer(200, {{QStringLiteral("success"), true}});
}

LabAnswer Lab::assumedCalls(const QString& path, const LabRequest& request) {
    if (request.method == "POST" && path == u"feature/setConfig") return writeConfig(request);
    if (request.method == "GET" && path == u"upgrade/versions")
        return wrapped({{QStringLiteral("currentVersion"), m_state.version()},
                        {QStringLiteral("availableVersions"),
                         QJsonArray::fromStringList(m_options.dark ? QStringList() : m_options.offer)},
                        {QStringLiteral("darkCluster"), m_options.dark}});
    if (request.method == "POST" && path == u"upgrade") {
        const QJsonObject body = QJsonDocument::fromJson(request.body).object();
        return startUpgrade({body.value(u"version").toString(), body.value(u"disableRollback").toBool()},
                            request.url.path());
    }
    if (request.method == "GET" && path == u"upgrade/status") {
        const auto words = m_faults.take(Fault::Kind::Words, request.url.path());
        return wrapped({{QStringLiteral("status"), words ? words->argument : m_state.upgradeStatus()},
                        {QStringLiteral("version"), m_state.version()}});
    }
    return webApp(request);
}

/// What the faults make of the next upgrade, and what they say of it.
std::pair<LabUpgrade::Fate, QString> Lab::fateOfUpgrade(const QString& path) {
    using Fate = LabUpgrade::Fate;
    if (const auto failing = m_faults.take(Fault::Kind::FailUpgrade, path)) return {Fate::Fails, failing->argument};
    if (const auto hanging = m_faults.take(Fault::Kind::HangUpgrade, path))
        return {hanging->argument == u"away" ? Fate::StaysAway : Fate::Hangs, {}};
    if (const auto other = m_faults.take(Fault::Kind::OtherVersion, path)) return {Fate::OtherVersion, other->argument};
    return {Fate::Succeeds, {}};
}

LabAnswer Lab::startUpgrade(const UpgradeRequest& request, const QString& path) {
    if (!checkRequest(request)) return refuse(400, message("version is missing or malformed"));
    if (m_state.isBusy()) return refuse(409, message("another operation is already in progress"));
    const auto [fate, argument] = fateOfUpgrade(path);
    m_state.startUpgrade(request, fate, argument);
    scheduleWork();
    return jsonAnswer(202, {{QStringLiteral("code"), 202}, {QStringLiteral("message"), message("Request Accepted")}});
}

/// Any path that is no call; its one form upgrades, for rehearsing what is done by hand.
LabAnswer Lab::webApp(const LabRequest& request) {
    QString told = m_state.upgradeStatus();
    if (request.method == "POST" && request.url.path() == u"/lab/upgrade") {
        const LabAnswer begun = startUpgrade(upgradeInForm(request.body), request.url.path());
        told = QJsonDocument::fromJson(begun.body).object().value(u"message").toString();
    }
    LabAnswer page = htmlAnswer(200, "Prophecy");
    page.body = upgradePage(m_state.version(), told, m_options.dark ? QStringList() : m_options.offer);
    return page;
}

LabAnswer Lab::wrapped(const QJsonObject& payload) const {
    if (m_options.envelope == LabOptions::Envelope::Bare) return jsonAnswer(200, payload);
    return jsonAnswer(200, {{QStringLiteral("data"), payload}});
}

QJsonObject Lab::describe(const Backup& backup) const {
    QJsonObject object = toJson(backup);
    const auto& job = m_state.job();
    if (job && job->kind == LabJob::Kind::Backup && job->timestamp == backup.timestamp)
        object.insert(QStringLiteral("status"), m_state.ongoingSentence());
    return object;
}

BackupTimestamp Lab::timestampIn(const LabRequest& request) const {
    const QString inBody = QJsonDocument::fromJson(request.body).object().value(u"timestamp").toString();
    const QString inQuery = QUrlQuery(request.url).queryItemValue(QStringLiteral("timestamp"), QUrl::FullyDecoded);
    switch (m_options.timestampIn) {
        case LabOptions::TimestampIn::Body: return BackupTimestamp(inBody);
        case LabOptions::TimestampIn::Query: return BackupTimestamp(inQuery);
        case LabOptions::TimestampIn::Either: break;
    }
    return BackupTimestamp(inBody.isEmpty() ? inQuery : inBody);
}

}  // namespace prophecy::lab
