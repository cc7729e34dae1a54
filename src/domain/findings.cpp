#include "domain/findings.h"

#include <algorithm>

namespace prophecy {

namespace {

constexpr int kKeyWarningDays = 14;
// Until the schedule is read for a deadline, an age that no usual schedule gives.
constexpr qint64 kAgeingSeconds = 2 * 86400;
constexpr qint64 kOldSeconds = 7 * 86400;

void addBackupFindings(const HistorySummary& summary, const QDateTime& now, std::vector<Finding>& findings) {
    if (summary.counts.total() == 0) {
        findings.push_back({FindingCode::NoBackups, Level::Bad, {}, 0, {}});
        return;
    }
    if (!summary.lastGood.isValid()) {
        findings.push_back({FindingCode::NoneEverGood, Level::Bad, {}, 0, summary.newestError});
        return;
    }
    const qint64 age = summary.lastGood.secsTo(now);
    const Level level = age > kOldSeconds ? Level::Bad : age > kAgeingSeconds ? Level::Attention : Level::Good;
    findings.push_back({FindingCode::LastGood, level, summary.lastGood, 0, {}});
    if (summary.failuresSince > 0)
        findings.push_back(
            {FindingCode::FailedSince, Level::Attention, summary.lastGood, summary.failuresSince, summary.newestError});
    if (summary.lastGoodPlace.kind == LocationKind::Local)
        findings.push_back(
            {FindingCode::LocationLocal, Level::Attention, summary.lastGood, 0, summary.lastGoodPlace.container});
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
    if (facts.historyKnown) addBackupFindings(facts.summary, now, findings);
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

}  // namespace prophecy
