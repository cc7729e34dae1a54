#include "domain/backup/backup.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QUrl>
#include <QUrlQuery>
#include <algorithm>
#include <array>

namespace prophecy {

namespace {

constexpr int kTimestampLength = 19;

/// Digits at the fixed places of "yyyy-MM-ddtHH-mm-ss"; faster than QDateTime::fromString, which a list of
/// 100,000 entries would feel.
bool readNumbers(const QString& text, std::array<int, 6>& out) {
    static constexpr QStringView shape = u"dddd-dd-ddtdd-dd-dd";
    if (text.size() != kTimestampLength) return false;
    out.fill(0);
    std::size_t field = 0;
    for (int i = 0; i < kTimestampLength; ++i) {
        const char16_t c = text[i].unicode();
        if (shape[i] == u'd') {
            if (c < u'0' || c > u'9') return false;
            out[field] = out[field] * 10 + (c - u'0');
        } else {
            if (c != shape[i].unicode()) return false;
            ++field;
        }
    }
    return true;
}

QDateTime wallClock(const BackupTimestamp& timestamp, Qt::TimeSpec spec) {
    std::array<int, 6> n{};
    if (!readNumbers(timestamp.text(), n)) return {};
    const QDate date(n[0], n[1], n[2]);
    const QTime time(n[3], n[4], n[5]);
    if (!date.isValid() || !time.isValid()) return {};
    return QDateTime(date, time, spec);
}

QStringList bracketList(const QString& sentence, QStringView label) {
    const auto at = sentence.indexOf(label, 0, Qt::CaseInsensitive);
    if (at < 0) return {};
    const auto open = sentence.indexOf(u'[', at);
    const auto close = open < 0 ? -1 : sentence.indexOf(u']', open);
    if (close < 0) return {};
    const QString inside = sentence.mid(open + 1, close - open - 1);
    static const QRegularExpression separators(QStringLiteral("[\\s,]+"));
    return inside.split(separators, Qt::SkipEmptyParts);
}

bool containsAny(const QString& words, std::initializer_list<const char*> parts) {
    return std::any_of(parts.begin(), parts.end(),
                       [&](const char* part) { return words.contains(QLatin1String(part)); });
}

/// "There is no backup or restore operation in progress." A sentence that goes on, or tells figures, says more than
/// that.
bool saysIdle(const QString& words) {
    static const QRegularExpression nothing(QStringLiteral(
        "^(idle|none|no|null|nothing|not running|nothing (is )?(currently )?(running|ongoing|in progress|active)|"
        "(there (is|are) )?(currently )?no (currently )?(such )?(ongoing|running|active|current|pending)?"
        "( ?(backups?|restores?|operations?|jobs?|tasks?|upgrades?|or|and|/))*"
        "( (is|are|was|were))?( currently)?( (ongoing|running|active|in progress|found|present|available))?"
        "( (right )?now| at the moment)?)[.!]?$"));
    return nothing.match(words).hasMatch();
}

}  // namespace

bool isEntry(const Backup& backup) {
    return !backup.timestamp.isEmpty() || !backup.status.isEmpty();
}

const Backup* BackupList::find(const BackupTimestamp& timestamp) const {
    const auto it =
        std::find_if(backups.begin(), backups.end(), [&](const Backup& b) { return b.timestamp == timestamp; });
    return it == backups.end() ? nullptr : &*it;
}

bool isWellFormed(const BackupTimestamp& timestamp) {
    return wallClock(timestamp, Qt::UTC).isValid();
}

QDateTime instantOf(const BackupTimestamp& timestamp, const QTimeZone& serverZone) {
    QDateTime wall = wallClock(timestamp, Qt::UTC);
    if (!wall.isValid() || !serverZone.isValid() || serverZone == QTimeZone::utc()) return wall;
    return QDateTime(wall.date(), wall.time(), serverZone).toUTC();
}

QString kebabName(BackupState state) {
    switch (state) {
        case BackupState::Success: return QStringLiteral("success");
        case BackupState::Running: return QStringLiteral("running");
        case BackupState::Failed: return QStringLiteral("failed");
        case BackupState::Unknown: break;
    }
    return QStringLiteral("unknown");
}

std::optional<Progress> parseOngoing(const QString& status) {
    const QString sentence = status.trimmed();
    if (!sentence.startsWith(u"backup/restore operation ongoing", Qt::CaseInsensitive)) return std::nullopt;
    Progress progress;
    progress.pendingDbs = bracketList(sentence, u"pending DBs:");
    progress.pendingVolumes = bracketList(sentence, u"pending Volumes:");
    progress.completedDbs = bracketList(sentence, u"completed DBs:");
    progress.completedVolumes = bracketList(sentence, u"completed Volumes:");
    return progress;
}

bool goesOn(const QString& status) {
    static const QRegularExpression onward(
        QStringLiteral("\\b(retrying|re-?trying|will retry|retry in|trying again|will try again|continuing|"
                       "still (waiting|trying|going|working)|\\d+ ?(of|/) ?\\d+ \\w+ (are )?(ready|done|up))\\b"),
        QRegularExpression::CaseInsensitiveOption);
    return onward.match(status).hasMatch();
}

StatusWords wordsOf(const QString& status) {
    static const QRegularExpression noFailures(QStringLiteral("\\b(0|no|without) (failed|failures?|errors?)\\b"));
    const QString words = status.simplified().toLower().remove(noFailures);
    if (status.trimmed().isEmpty()) return StatusWords::None;
    if (saysIdle(words)) return StatusWords::SaysIdle;
    if (goesOn(words)) return StatusWords::SaysBusy;
    if (containsAny(words, {"error",   "fail",     "exit status", "timeout",     "timed out", "exceeded",
                            "denied",  "refused",  "cannot",      "could not",   "unable",    "not found",
                            "no such", "no space", "panic",       "abort",       "cancel",    "invalid",
                            "killed",  "lost",     "missing",     "unavailable", "corrupt",   "interrupted"}))
        return StatusWords::Failure;
    if (containsAny(words, {"ongoing", "progress", "running", "pending", "queue", "waiting", "start", "being ",
                            "restoring", "backing up", "uploading", "copying", "dumping", "preparing"}))
        return StatusWords::SaysBusy;
    return StatusWords::Other;
}

BackupState stateOf(const QString& status) {
    if (status == u"Success") return BackupState::Success;
    if (parseOngoing(status)) return BackupState::Running;
    switch (wordsOf(status)) {
        case StatusWords::None:
        case StatusWords::SaysBusy: return BackupState::Unknown;
        default: return BackupState::Failed;
    }
}

Activity activityOf(const BackupAnswer& answer) {
    if (!answer) return Activity::Idle;
    if (parseOngoing(answer->status)) return Activity::Running;
    const bool named = !answer->timestamp.isEmpty();
    if (answer->status == u"Success" || wordsOf(answer->status) == StatusWords::SaysIdle) return Activity::Idle;
    // An entry that failed is over; the same words without one may be about the question itself.
    return named && wordsOf(answer->status) == StatusWords::Failure ? Activity::Idle : Activity::Unknown;
}

Location locationOf(const QString& backupUrl) {
    if (backupUrl.startsWith(u'/')) return {LocationKind::Local, backupUrl};
    const QUrl url(backupUrl);
    const QString host = url.host().toLower();
    const QStringList path = url.path().split(u'/', Qt::SkipEmptyParts);
    const QString first = path.value(0);
    if (url.scheme() == u"s3") return {LocationKind::S3, host};
    if (url.scheme() == u"gs") return {LocationKind::Gcp, host};
    if (host.contains(u"s3.console.aws.") && path.value(1) == u"buckets") return {LocationKind::S3, path.value(2)};
    if (host.endsWith(u".amazonaws.com"))
        return {LocationKind::S3,
                host.startsWith(u"s3.") || host.startsWith(u"s3-") ? first : host.section(u'.', 0, 0)};
    if (host.endsWith(u".blob.core.windows.net")) return {LocationKind::Azure, first};
    if (host.endsWith(u"portal.azure.com")) return {LocationKind::Azure, {}};
    if (host == u"storage.googleapis.com") return {LocationKind::Gcp, first};
    if (host == u"console.cloud.google.com") return {LocationKind::Gcp, path.value(path.indexOf(u"browser") + 1)};
    return {};
}

QString locationText(const Location& location) {
    QString kind;
    switch (location.kind) {
        case LocationKind::Unknown: return {};
        case LocationKind::Local: kind = QStringLiteral("local"); break;
        case LocationKind::S3: kind = QStringLiteral("s3"); break;
        case LocationKind::Azure: kind = QStringLiteral("azure"); break;
        case LocationKind::Gcp: kind = QStringLiteral("gcp"); break;
    }
    return location.container.isEmpty() ? kind : kind + QStringLiteral(" · ") + location.container;
}

std::optional<QUrl> openableLink(const QString& text) {
    const QUrl url(text, QUrl::StrictMode);
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty()) return std::nullopt;
    if (url.scheme() != u"http" && url.scheme() != u"https") return std::nullopt;
    return url;
}

}  // namespace prophecy
