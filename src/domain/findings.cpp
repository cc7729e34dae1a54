#include "domain/findings.h"

#include <algorithm>

namespace prophecy {

namespace {

constexpr int kKeyWarningDays = 14;

void addBackupFindings(const BackupRows& rows, std::vector<Finding>& findings) {
    BackupQuery newestFirst;
    const std::vector<int> order = arrange(rows, newestFirst);
    if (order.empty()) {
        findings.push_back({FindingCode::NoBackups, Level::Bad, {}, 0, {}});
        return;
    }
    const BackupRow* good = lastGood(rows);
    qint64 failures = 0;
    QString newestError;
    for (const int i : order) {
        const BackupRow& row = rows[static_cast<std::size_t>(i)];
        if (good && row.time.isValid() && row.time <= good->time) break;
        if (row.state != BackupState::Failed) continue;
        if (failures++ == 0) newestError = row.known.backup.status;
    }
    if (good)
        findings.push_back({FindingCode::LastGood, Level::Good, good->time, 0, {}});
    else
        findings.push_back({FindingCode::NoneEverGood, Level::Bad, {}, 0, newestError});
    if (good && failures > 0)
        findings.push_back({FindingCode::FailedSince, Level::Attention, good->time, failures, newestError});
    if (good && good->location.kind == LocationKind::Local)
        findings.push_back({FindingCode::LocationLocal, Level::Attention, good->time, 0, good->location.container});
}

int rank(Level level) {
    switch (level) {
        case Level::Bad: return 0;
        case Level::Attention: return 1;
        case Level::Unknown: return 2;
        case Level::Good: break;
    }
    return 3;
}

Level levelOf(Reach reach) {
    switch (reach) {
        case Reach::Online:
        case Reach::Standby: return Level::Good;
        case Reach::NeverSeen: return Level::Unknown;
        default: return Level::Bad;
    }
}

}  // namespace

QString kebabName(Reach reach) {
    switch (reach) {
        case Reach::NeverSeen: return QStringLiteral("never-seen");
        case Reach::Online: return QStringLiteral("online");
        case Reach::Standby: return QStringLiteral("standby");
        case Reach::Unreachable: return QStringLiteral("unreachable");
        case Reach::KeyMissing: return QStringLiteral("key-missing");
        case Reach::KeyRefused: return QStringLiteral("key-refused");
        case Reach::CertificateRefused: return QStringLiteral("certificate-refused");
        case Reach::NotTheApi: return QStringLiteral("not-the-api");
        case Reach::Failing: break;
    }
    return QStringLiteral("failing");
}

Reach reachAfter(const Error& error, const Environment& environment) {
    switch (error.kind) {
        case ErrorKind::Offline:
        case ErrorKind::TimedOut: return environment.standbyExpected ? Reach::Standby : Reach::Unreachable;
        case ErrorKind::NotTheApi:
            // A scaled-down site answers through its gateway: 502 or 503 with a page.
            return environment.standbyExpected && error.httpStatus >= 502 ? Reach::Standby : Reach::NotTheApi;
        case ErrorKind::Http:
            return environment.standbyExpected && error.httpStatus >= 502 ? Reach::Standby : Reach::Failing;
        case ErrorKind::Tls: return Reach::CertificateRefused;
        case ErrorKind::Keychain: return Reach::KeyMissing;
        case ErrorKind::Auth:
        case ErrorKind::Forbidden: return Reach::KeyRefused;
        default: return Reach::Failing;
    }
}

std::vector<Finding> findingsOf(const EnvironmentFacts& facts, const QDateTime& now) {
    std::vector<Finding> findings;
    if (facts.reach != Reach::Online)
        findings.push_back({FindingCode::Connection, levelOf(facts.reach), {}, static_cast<qint64>(facts.reach), {}});
    if (facts.historyKnown && facts.rows) addBackupFindings(*facts.rows, findings);
    if (facts.environment.keyExpires.isValid()) {
        const qint64 days = now.date().daysTo(facts.environment.keyExpires);
        if (days <= kKeyWarningDays)
            findings.push_back({FindingCode::KeyExpires,
                                days < 0 ? Level::Bad : Level::Attention,
                                facts.environment.keyExpires.startOfDay(Qt::UTC),
                                days,
                                {}});
    }
    if (facts.config && !facts.config->enabled() && facts.environment.role == Role::Primary)
        findings.push_back({FindingCode::RegularBackupsOff, Level::Attention, {}, 0, {}});
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding& a, const Finding& b) { return rank(a.level) < rank(b.level); });
    return findings;
}

Level verdictOf(const std::vector<Finding>& findings) {
    return findings.empty() ? Level::Unknown : findings.front().level;
}

std::optional<int> successRate(const BackupRows& rows, const QDateTime& now, int days) {
    int good = 0, finished = 0;
    for (const BackupRow& row : rows) {
        if (!row.time.isValid() || row.time < now.addDays(-days)) continue;
        if (row.state == BackupState::Success) ++good;
        if (row.state == BackupState::Success || row.state == BackupState::Failed) ++finished;
    }
    if (finished == 0) return std::nullopt;
    return static_cast<int>(100.0 * good / finished);
}

}  // namespace prophecy
