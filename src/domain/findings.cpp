#include "domain/findings.h"

#include <algorithm>

#include "domain/backup/deadline.h"

namespace prophecy {

namespace {

constexpr int kKeyWarningDays = 14;
constexpr qint64 kClockTolerance = 180;  // seconds
constexpr int kMissedIsBad = 3;
constexpr qint64 kRestoreExplains = 86400;  // seconds from its beginning to the first list without them
constexpr qint64 kLastNight = 86400;        // seconds
constexpr std::size_t kRunsForAPace = 4;
constexpr int kSlow = 2, kVerySlow = 4;  // times the usual distance

/// A DR site lives from its primary's backups; that it has none of its own is no failure, least of all while it is off
/// on purpose.
void addNothingToRestore(FindingCode code, const EnvironmentFacts& facts, const QString& text,
                         std::vector<Finding>& findings) {
    if (facts.environment.role != Role::Dr) return findings.push_back({code, Level::Bad, {}, 0, text});
    const Level level = facts.reach == Reach::Standby ? Level::Good : Level::Attention;
    findings.push_back({FindingCode::LivesFromPrimary, level, {}, facts.summary.counts.total(), text});
}

void addBackupFindings(const EnvironmentFacts& facts, std::vector<Finding>& findings) {
    const HistorySummary& summary = facts.summary;
    const Role role = facts.environment.role;
    const int others = summary.listedOfOthers;
    const QString whose = summary.otherNamespaces.join(QStringLiteral(", "));
    if (others > 0 && !summary.lastGood.isValid()) {
        // A DR site can be filled anew from its primary; anything else has lost what is done there.
        const Level level = role == Role::Dr ? Level::Attention : Level::Bad;
        findings.push_back({FindingCode::NoOwnBackup, level, summary.restoredAt, others, whose});
        return;
    }
    if (others > 0) findings.push_back({FindingCode::OthersListed, Level::Good, summary.restoredAt, others, whose});
    if (summary.counts.total() == 0) return addNothingToRestore(FindingCode::NoBackups, facts, {}, findings);
    if (!summary.lastGood.isValid())
        return addNothingToRestore(FindingCode::NoneEverGood, facts, summary.newestError, findings);
    findings.push_back({FindingCode::LastGood, Level::Good, summary.lastGood, 0, {}});
    if (summary.failuresSince > 0)
        findings.push_back(
            {FindingCode::FailedSince, Level::Attention, summary.lastGood, summary.failuresSince, summary.newestError});
    if (summary.lastGoodPlace.kind == LocationKind::Local)
        findings.push_back(
            {FindingCode::LocationLocal, Level::Attention, summary.lastGood, 0, summary.lastGoodPlace.container});
}

/// That it is off on purpose is known of a site that was seen, and not long ago.
void addStandbyFinding(const EnvironmentFacts& facts, const QDateTime& now, std::vector<Finding>& findings) {
    constexpr int kLongDays = 30;
    if (facts.reach != Reach::Standby) return;
    const qint64 days = facts.answeredAt.isValid() ? facts.answeredAt.daysTo(now) : 0;
    if (!facts.answeredAt.isValid())
        findings.push_back({FindingCode::StandbyUnseen, Level::Unknown, {}, 0, {}});
    else if (days >= kLongDays)
        findings.push_back({FindingCode::StandbyUnseen, Level::Attention, facts.answeredAt, days, {}});
}

FindingCode codeOf(const Disappearance& gone, const EnvironmentFacts& facts) {
    const QDateTime& restored = facts.summary.restoredAt;
    const bool sinceRestore = restored.isValid() && gone.from < restored && gone.at >= restored &&
                              restored.secsTo(gone.at) < kRestoreExplains;
    if (gone.byConsole) return FindingCode::Deleted;
    if (sinceRestore) return FindingCode::Replaced;
    const bool byRetention = gone.oldest && facts.config && facts.config->enabled();
    if (gone.oldest && gone.count <= gone.came && (byRetention || !facts.config)) return FindingCode::Rotated;
    return byRetention ? FindingCode::Removed : FindingCode::Disappeared;
}

/// What retention does day by day is told once for all days.
void addDisappearances(const EnvironmentFacts& facts, std::vector<Finding>& findings) {
    std::optional<Finding> rotated;
    for (const Disappearance& gone : facts.summary.disappeared) {
        const FindingCode code = codeOf(gone, facts);
        Finding finding{code, Level::Attention, gone.at, gone.count, {}, gone.from, gone.to};
        if (code == FindingCode::Deleted || code == FindingCode::Rotated) finding.level = Level::Good;
        if (code == FindingCode::Replaced) finding.time = facts.summary.restoredAt;
        if (code != FindingCode::Rotated) {
            findings.push_back(finding);
        } else if (!rotated) {
            rotated = finding;
        } else {
            rotated->count += gone.count;
            rotated->from = std::min(rotated->from, gone.from);
            rotated->to = std::max(rotated->to, gone.to);
        }
    }
    if (rotated) findings.push_back(*rotated);
}

/// A night that failed is told, even when a later run succeeded.
void addFailuresBefore(const HistorySummary& summary, const QDateTime& now, std::vector<Finding>& findings) {
    const qint64 good = summary.lastGood.isValid() ? summary.lastGood.toSecsSinceEpoch() : 0;
    const qint64 since = now.toSecsSinceEpoch() - kLastNight;
    Finding finding{FindingCode::FailedBefore, Level::Attention};
    qint64 newest = 0;
    for (const qint64 at : summary.recentFailures) {
        if (at < since || at >= good) continue;
        ++finding.count;
        newest = at;
    }
    if (finding.count == 0) return;
    finding.time = QDateTime::fromSecsSinceEpoch(newest, Qt::UTC);
    if (summary.failuresSince == 0) finding.text = summary.newestError;
    findings.push_back(finding);
}

void addScheduleFindings(const EnvironmentFacts& facts, const QDateTime& now, std::vector<Finding>& findings) {
    const QString frequency = facts.config->frequency();
    if (!facts.config->enabled()) {
        if (facts.environment.role == Role::Primary)
            findings.push_back({FindingCode::RegularBackupsOff, Level::Attention, {}, 0, {}});
        return;
    }
    const auto deadline =
        judgeSchedule(*facts.config, facts.environment.timeZone(), facts.summary, facts.scheduleAge, now);
    if (!deadline) return findings.push_back({FindingCode::ScheduleUnread, Level::Attention, {}, 0, frequency});
    const bool every = parseCron(frequency)->everySeconds.has_value();
    if (!every && !deadline->next.isValid()) findings.push_back({FindingCode::NeverRuns, Level::Bad, {}, 0, frequency});
    if (!facts.historyKnown) return;
    if (deadline->overdueSince.isValid())
        findings.push_back({FindingCode::BehindSchedule,
                            deadline->twiceOverdue ? Level::Bad : Level::Attention,
                            deadline->overdueSince,
                            deadline->twiceOverdue ? 1 : 0,
                            {}});
    if (deadline->missed > 0)
        findings.push_back({FindingCode::MissedRuns,
                            deadline->missed >= kMissedIsBad ? Level::Bad : Level::Attention,
                            {},
                            deadline->missed,
                            {}});
}

/// Where no schedule can be read, the history's own pace is the only measure.
void addPaceFinding(const HistorySummary& summary, const QDateTime& now, std::vector<Finding>& findings) {
    const auto& runs = summary.recentRuns;
    if (!summary.lastGood.isValid() || runs.size() < kRunsForAPace) return;
    const qint64 usual = (runs.back() - runs.front()) / static_cast<qint64>(runs.size() - 1);
    const qint64 age = summary.lastGood.secsTo(now);
    if (age <= kSlow * usual) return;
    findings.push_back({FindingCode::SlowerThanUsual,
                        age > kVerySlow * usual ? Level::Bad : Level::Attention,
                        summary.lastGood,
                        usual,
                        {}});
}

void addTargetFinding(const EnvironmentFacts& facts, const QDateTime& now, std::vector<Finding>& findings) {
    const int hours = facts.environment.targetAgeHours;
    const QDateTime& good = facts.summary.lastGood;
    if (hours > 0 && good.isValid() && good.secsTo(now) > hours * 3600LL)
        findings.push_back({FindingCode::OlderThanTarget, Level::Bad, good, hours, {}});
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
        case Reach::NeverSeen:
        case Reach::KeychainLocked: return Level::Unknown;
        default: return Level::Bad;
    }
}

/// An installation that is away in the middle of an upgrade is as it has to be; whether it comes back is not known yet.
void addConnectionFinding(const EnvironmentFacts& facts, std::vector<Finding>& findings) {
    const Reach reach = facts.reach;
    if (reach == Reach::Online) return;
    const bool away = reach == Reach::Unreachable || reach == Reach::Failing || reach == Reach::NotTheApi;
    if (away && facts.restartingSince.isValid())
        findings.push_back({FindingCode::Restarting, Level::Attention, facts.restartingSince, 0, facts.restartingFor});
    else
        findings.push_back({FindingCode::Connection, levelOf(reach), {}, static_cast<qint64>(reach), {}});
}

}  // namespace

QString kebabName(Reach reach) {
    switch (reach) {
        case Reach::NeverSeen: return QStringLiteral("never-seen");
        case Reach::Online: return QStringLiteral("online");
        case Reach::Standby: return QStringLiteral("standby");
        case Reach::Unreachable: return QStringLiteral("unreachable");
        case Reach::KeyMissing: return QStringLiteral("key-missing");
        case Reach::KeychainLocked: return QStringLiteral("keychain-locked");
        case Reach::KeyRefused: return QStringLiteral("key-refused");
        case Reach::CertificateRefused: return QStringLiteral("certificate-refused");
        case Reach::ClientCertificate: return QStringLiteral("client-certificate");
        case Reach::NotTheApi: return QStringLiteral("not-the-api");
        case Reach::Failing: break;
    }
    return QStringLiteral("failing");
}

Reach reachAfter(const Error& error, const Environment& environment) {
    switch (error.kind) {
        case ErrorKind::Offline:
            if (error.noSuchHost) return Reach::Unreachable;
            [[fallthrough]];
        case ErrorKind::TimedOut: return environment.standbyExpected ? Reach::Standby : Reach::Unreachable;
        case ErrorKind::NotTheApi:
            // A scaled-down site answers through its gateway: 502 or 503, or 404 where the gateway has no way to it.
            if (environment.standbyExpected && (error.httpStatus >= 502 || error.httpStatus == 404))
                return Reach::Standby;
            return error.httpStatus < 502 ? Reach::NotTheApi : Reach::Failing;
        case ErrorKind::Tls: return Reach::CertificateRefused;
        case ErrorKind::ClientCertificate: return Reach::ClientCertificate;
        case ErrorKind::Keychain: return Reach::KeyMissing;
        case ErrorKind::KeychainLocked: return Reach::KeychainLocked;
        case ErrorKind::Auth:
        case ErrorKind::Forbidden: return Reach::KeyRefused;
        default: return Reach::Failing;
    }
}

std::vector<Finding> findingsOf(const EnvironmentFacts& facts, const QDateTime& now) {
    std::vector<Finding> findings;
    addConnectionFinding(facts, findings);
    addStandbyFinding(facts, now, findings);
    if (facts.historyKnown) addDisappearances(facts, findings);
    if (facts.historyKnown) addBackupFindings(facts, findings);
    if (facts.environment.keyExpires.isValid()) {
        const qint64 days = now.date().daysTo(facts.environment.keyExpires);
        if (days <= kKeyWarningDays)
            findings.push_back({FindingCode::KeyExpires,
                                days < 0 ? Level::Bad : Level::Attention,
                                facts.environment.keyExpires.startOfDay(Qt::UTC),
                                days,
                                {}});
    }
    if (std::abs(facts.clockAhead) > kClockTolerance)
        findings.push_back({FindingCode::ClockOff, Level::Attention, {}, facts.clockAhead, {}});
    // A backup's age is by the clock that named it.
    const QDateTime there = now.addSecs(facts.clockAhead);
    if (facts.config) addScheduleFindings(facts, there, findings);
    if (facts.historyKnown && !facts.config) addPaceFinding(facts.summary, there, findings);
    if (facts.historyKnown) addTargetFinding(facts, there, findings);
    if (facts.historyKnown) addFailuresBefore(facts.summary, there, findings);
    std::stable_sort(findings.begin(), findings.end(),
                     [](const Finding& a, const Finding& b) { return rank(a.level) < rank(b.level); });
    return findings;
}

Level verdictOf(const std::vector<Finding>& findings) {
    return findings.empty() ? Level::Unknown : findings.front().level;
}

}  // namespace prophecy
