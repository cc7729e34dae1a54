#include "domain/backup.h"

#include <QDateTime>
#include <QRegularExpression>
#include <QUrl>
#include <QUrlQuery>
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

}  // namespace

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

BackupState stateOf(const QString& status) {
    if (status == u"Success") return BackupState::Success;
    if (status.trimmed().isEmpty()) return BackupState::Unknown;
    return parseOngoing(status) ? BackupState::Running : BackupState::Failed;
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
