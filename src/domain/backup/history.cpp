#include "domain/backup/history.h"

#include <QHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTimeZone>
#include <algorithm>
#include <map>
#include <numeric>
#include <utility>

#include "core/csv.h"

namespace prophecy {

namespace {

/// What the server lost cannot be used, whatever it was.
bool matchesState(const BackupRow& row, StateFilter filter) {
    const BackupState state = row.state;
    switch (filter) {
        case StateFilter::All: return true;
        case StateFilter::Usable: return state == BackupState::Success && row.known.listed;
        case StateFilter::Failed: return state == BackupState::Failed && row.known.listed;
        case StateFilter::Other: break;
    }
    return !row.known.listed || (state != BackupState::Success && state != BackupState::Failed);
}

bool matchesText(const BackupRow& row, const QString& text) {
    if (text.isEmpty()) return true;
    const Backup& backup = row.known.backup;
    const auto contains = [&](const QString& in) { return in.contains(text, Qt::CaseInsensitive); };
    return contains(backup.timestamp.text()) || contains(backup.status) || contains(backup.url) ||
           contains(kebabName(row.state)) || (row.time.isValid() && contains(row.time.toString(u"yyyy-MM-dd HH:mm")));
}

/// -1, 0 or 1 as a sorts before, with or after b.
int compareRows(const BackupRow& a, const BackupRow& b, BackupOrder order) {
    const auto sign = [](auto x, auto y) { return x < y ? -1 : (y < x ? 1 : 0); };
    switch (order) {
        case BackupOrder::Time: return 0;
        case BackupOrder::State: return sign(static_cast<int>(a.state), static_cast<int>(b.state));
        case BackupOrder::Location: return a.known.backup.url.compare(b.known.backup.url);
        case BackupOrder::Took: return sign(a.known.tookMs, b.known.tookMs);
        case BackupOrder::Detail: break;
    }
    return a.known.backup.status.compare(b.known.backup.status);
}

void sortByTime(const BackupRows& rows, std::vector<int>& order, bool descending) {
    std::vector<qint64> times(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        times[i] = rows[i].time.isValid() ? rows[i].time.toMSecsSinceEpoch() : std::numeric_limits<qint64>::min();
    const auto malformed = [&](int i) {
        return times[static_cast<std::size_t>(i)] == std::numeric_limits<qint64>::min();
    };
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        if (malformed(a) != malformed(b)) return malformed(b);
        const qint64 x = times[static_cast<std::size_t>(a)], y = times[static_cast<std::size_t>(b)];
        return descending ? x > y : x < y;
    });
}

}  // namespace

BackupRows makeRows(std::vector<KnownBackup> known, const QTimeZone& serverZone, const Ownership& ownership) {
    BackupRows rows;
    rows.reserve(known.size());
    QHash<QString, int> seen;
    seen.reserve(static_cast<qsizetype>(known.size()));
    for (KnownBackup& entry : known) {
        BackupRow row;
        row.key = entry.backup.timestamp.text();
        if (const int earlier = seen[row.key]++; earlier > 0) row.key += QStringLiteral("#%1").arg(earlier + 1);
        row.time = instantOf(entry.backup.timestamp, serverZone);
        row.state = stateOf(entry.backup);
        row.origin = ownership.originOf(entry.backup, row.time);
        row.known = std::move(entry);
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<KnownBackup> mergeHistory(const std::vector<KnownBackup>& seen, const std::vector<Backup>& listed,
                                      const QDateTime& now) {
    QHash<BackupTimestamp, const KnownBackup*> before;
    before.reserve(static_cast<qsizetype>(seen.size()));
    for (const KnownBackup& entry : seen) before.insert(entry.backup.timestamp, &entry);

    std::vector<KnownBackup> merged;
    merged.reserve(listed.size() + seen.size());
    QHash<BackupTimestamp, bool> nowListed;
    for (const Backup& backup : listed) {
        KnownBackup entry{backup, true, -1, now};
        if (const KnownBackup* old = before.value(backup.timestamp)) {
            entry.tookMs = old->tookMs;
            entry.firstSeen = old->firstSeen;
        }
        nowListed.insert(backup.timestamp, true);
        merged.push_back(std::move(entry));
    }
    for (const KnownBackup& entry : seen) {
        if (nowListed.contains(entry.backup.timestamp)) continue;
        KnownBackup gone = entry;
        if (std::exchange(gone.listed, false)) gone.goneAt = now;
        merged.push_back(std::move(gone));
    }
    return merged;
}

std::vector<int> arrange(const BackupRows& rows, const BackupQuery& query) {
    std::vector<int> order;
    order.reserve(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (matchesState(rows[i], query.state) && matchesText(rows[i], query.text))
            order.push_back(static_cast<int>(i));
    sortByTime(rows, order, query.order == BackupOrder::Time ? query.descending : true);
    if (query.order == BackupOrder::Time) return order;
    std::stable_sort(order.begin(), order.end(), [&](int a, int b) {
        const int c = compareRows(rows[static_cast<std::size_t>(a)], rows[static_cast<std::size_t>(b)], query.order);
        return query.descending ? c > 0 : c < 0;
    });
    return order;
}

StateCounts countStates(const BackupRows& rows, bool ownOnly) {
    StateCounts counts;
    for (const BackupRow& row : rows) {
        if (ownOnly && !row.isOwn()) continue;
        switch (row.state) {
            case BackupState::Success: ++counts.success; break;
            case BackupState::Failed: ++counts.failed; break;
            case BackupState::Running: ++counts.running; break;
            case BackupState::Unknown: ++counts.unknown; break;
        }
        counts.usable += matchesState(row, StateFilter::Usable);
        counts.listedFailed += matchesState(row, StateFilter::Failed);
    }
    return counts;
}

std::vector<DayCount> countByDay(const BackupRows& rows, const QDate& today, int days) {
    std::vector<DayCount> counts(static_cast<std::size_t>(std::max(days, 0)));
    for (int i = 0; i < days; ++i) counts[static_cast<std::size_t>(i)].day = today.addDays(i - days + 1);
    for (const BackupRow& row : rows) {
        if (!row.time.isValid() || !row.isOwn()) continue;
        const qint64 at = days - 1 - row.time.date().daysTo(today);
        if (at < 0 || at >= days) continue;
        DayCount& day = counts[static_cast<std::size_t>(at)];
        if (row.state == BackupState::Success) ++day.success;
        if (row.state == BackupState::Failed) ++day.failed;
    }
    return counts;
}

const BackupRow* lastGood(const BackupRows& rows, bool listedOnly, bool ownOnly) {
    const BackupRow* best = nullptr;
    for (const BackupRow& row : rows) {
        if (row.state != BackupState::Success || (ownOnly && !row.isOwn()) || !row.time.isValid() ||
            (listedOnly && !row.known.listed))
            continue;
        if (!best || row.time > best->time) best = &row;
    }
    return best;
}

qint64 usualDurationMs(const BackupRows& rows) {
    constexpr std::size_t kSample = 10, kFewest = 3;  // fewer are not "usually"
    BackupQuery newestGood;
    newestGood.state = StateFilter::Usable;
    std::vector<qint64> seen;
    for (const int i : arrange(rows, newestGood)) {
        const qint64 took = rows[static_cast<std::size_t>(i)].known.tookMs;
        if (took >= 0) seen.push_back(took);
        if (seen.size() == kSample) break;
    }
    if (seen.size() < kFewest) return -1;
    const auto middle = seen.begin() + static_cast<std::ptrdiff_t>(seen.size() / 2);
    std::nth_element(seen.begin(), middle, seen.end());
    return *middle;
}

namespace {

std::vector<WatchedStart> watchedStarts(const BackupRows& rows) {
    constexpr std::size_t kEnough = 14;
    std::vector<WatchedStart> watched;
    for (const BackupRow& row : rows)
        if (row.known.tookMs >= 0 && row.time.isValid() && row.known.firstSeen.isValid())
            watched.push_back({row.known.backup.timestamp, row.known.firstSeen});
    std::sort(watched.begin(), watched.end(),
              [](const WatchedStart& a, const WatchedStart& b) { return a.timestamp < b.timestamp; });
    if (watched.size() > kEnough) watched.erase(watched.begin(), watched.end() - kEnough);
    return watched;
}

void note(Disappearance& gone, const BackupRow& row) {
    gone.at = row.known.goneAt;
    if (gone.count++ == 0) gone.from = gone.to = row.time;
    gone.from = std::min(gone.from, row.time);
    gone.to = std::max(gone.to, row.time);
}

QDateTime oldestListed(const BackupRows& rows) {
    QDateTime oldest;
    for (const BackupRow& row : rows)
        if (row.known.listed && row.time.isValid() && (!oldest.isValid() || row.time < oldest)) oldest = row.time;
    return oldest;
}

/// By the list that lacked them first, and apart what this profile deleted.
std::vector<Disappearance> disappearances(const BackupRows& rows, const QDateTime& now,
                                          const QSet<BackupTimestamp>& deleted) {
    std::map<std::pair<qint64, bool>, Disappearance> byList;
    std::map<qint64, int> came;
    for (const BackupRow& row : rows) {
        if (row.known.firstSeen.isValid()) ++came[row.known.firstSeen.toSecsSinceEpoch()];
        const bool told = row.known.goneAt.isValid() && row.known.goneAt >= now.addDays(-kDisappearanceDays);
        if (!told || !row.time.isValid()) continue;
        const bool byConsole = deleted.contains(row.known.backup.timestamp);
        note(byList[{row.known.goneAt.toSecsSinceEpoch(), byConsole}], row);
    }
    const QDateTime oldest = oldestListed(rows);
    std::vector<Disappearance> all;
    for (auto& [list, gone] : byList) {
        gone.byConsole = list.second;
        gone.came = came[list.first];
        gone.oldest = !oldest.isValid() || gone.to < oldest;
        all.push_back(gone);
    }
    std::reverse(all.begin(), all.end());
    return all;
}

void noteOther(const BackupRow& row, HistorySummary& summary) {
    if (!row.known.listed) return;
    ++summary.listedOfOthers;
    const QString& nameSpace = row.known.backup.nameSpace;
    if (row.origin == Origin::OtherNamespace && !summary.otherNamespaces.contains(nameSpace))
        summary.otherNamespaces << nameSpace;
}

void noteFailure(const BackupRow& row, const QDateTime& recent, QDateTime& newest, HistorySummary& summary) {
    if (row.time >= recent) summary.recentFailures.push_back(row.time.toSecsSinceEpoch());
    if (!summary.lastGood.isValid() || row.time > summary.lastGood) ++summary.failuresSince;
    if (newest.isValid() && row.time <= newest) return;
    newest = row.time;
    summary.newestError = row.known.backup.status;
}

}  // namespace

HistorySummary summarize(const BackupRows& rows, const QDateTime& now, const QDateTime& restoredAt,
                         const QSet<BackupTimestamp>& deleted) {
    constexpr int kRateDays = 30, kTimelineDays = 90;
    HistorySummary summary;
    summary.counts = countStates(rows, true);
    summary.restoredAt = restoredAt;
    summary.disappeared = disappearances(rows, now, deleted);
    summary.usualMs = usualDurationMs(rows);
    summary.rate = successRate(rows, now, kRateDays);
    summary.days = countByDay(rows, now.date(), kTimelineDays);
    if (const BackupRow* good = lastGood(rows)) {
        summary.lastGood = good->time;
        summary.lastGoodPlace = good->location();
    }
    QDateTime newestFailure;
    for (const BackupRow& row : rows) {
        if (row.known.listed) ++summary.listed;
        if (!row.isOwn()) {
            noteOther(row, summary);
            continue;
        }
        if (!row.time.isValid()) continue;
        if (row.time >= now.addDays(-kRateDays)) summary.recentRuns.push_back(row.time.toSecsSinceEpoch());
        const bool restorable = row.state == BackupState::Success && row.known.listed;
        if (restorable && (!summary.oldestGood.isValid() || row.time < summary.oldestGood))
            summary.oldestGood = row.time;
        if (row.state == BackupState::Failed) noteFailure(row, now.addDays(-kRateDays), newestFailure, summary);
    }
    std::sort(summary.recentFailures.begin(), summary.recentFailures.end());
    std::sort(summary.recentRuns.begin(), summary.recentRuns.end());
    summary.watched = watchedStarts(rows);
    return summary;
}

std::optional<int> successRate(const BackupRows& rows, const QDateTime& now, int days) {
    int good = 0, finished = 0;
    for (const BackupRow& row : rows) {
        if (!row.isOwn() || !row.time.isValid() || row.time < now.addDays(-days)) continue;
        if (row.state == BackupState::Success) ++good;
        if (row.state == BackupState::Success || row.state == BackupState::Failed) ++finished;
    }
    if (finished == 0) return std::nullopt;
    return static_cast<int>(100.0 * good / finished);
}

QByteArray toCsv(const BackupRows& rows, const std::vector<int>& order) {
    QByteArray csv = "timestamp,time_utc,state,listed,location,took_seconds,namespace,status,url,own\r\n";
    for (const int i : order) {
        const BackupRow& row = rows[static_cast<std::size_t>(i)];
        const Backup& backup = row.known.backup;
        const QString took = row.known.tookMs < 0 ? QString() : QString::number(row.known.tookMs / 1000);
        const QStringList cells{backup.timestamp.text(),
                                row.time.toString(Qt::ISODate),
                                kebabName(row.state),
                                row.known.listed ? QStringLiteral("yes") : QStringLiteral("no"),
                                locationText(row.location()),
                                took,
                                backup.nameSpace,
                                backup.status,
                                backup.url,
                                row.isOwn() ? QStringLiteral("yes") : QStringLiteral("no")};
        csv += csvLine(cells);
    }
    return csv;
}

QByteArray toJson(const BackupRows& rows, const std::vector<int>& order) {
    QJsonArray array;
    for (const int i : order) {
        const BackupRow& row = rows[static_cast<std::size_t>(i)];
        const Backup& backup = row.known.backup;
        array.append(
            QJsonObject{{QStringLiteral("timestamp"), backup.timestamp.text()},
                        {QStringLiteral("time"), row.time.isValid() ? row.time.toString(Qt::ISODate) : QJsonValue()},
                        {QStringLiteral("state"), kebabName(row.state)},
                        {QStringLiteral("status"), backup.status},
                        {QStringLiteral("namespace"), backup.nameSpace},
                        {QStringLiteral("url"), backup.url},
                        {QStringLiteral("listed"), row.known.listed},
                        {QStringLiteral("own"), row.isOwn()}});
    }
    return QJsonDocument(array).toJson();
}

}  // namespace prophecy
