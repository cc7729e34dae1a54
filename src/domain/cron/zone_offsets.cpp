#include "domain/cron/zone_offsets.h"

#include <QDateTime>
#include <algorithm>
#include <limits>

namespace prophecy {

namespace {

constexpr qint64 kYear = 366 * 86400LL;
constexpr qint64 kWindow = 7 * kYear;  // a search looks at most six calendar years away
constexpr std::size_t kMostStretches = 4096;
constexpr qint64 kFarthest = std::numeric_limits<qint64>::max() / 4;

QDateTime instant(qint64 utc) {
    return QDateTime::fromSecsSinceEpoch(utc, Qt::UTC);
}

/// The next change after this, invalid for none. Qt 6.4 sees none behind the last one that the zone's file lists,
/// although the file's rule for later years holds on; a second later it does.
QTimeZone::OffsetData nextChange(const QTimeZone& zone, const QDateTime& after) {
    QTimeZone::OffsetData change = zone.nextTransition(after);
    if (change.atUtc.isValid() && change.atUtc > after) return change;
    return zone.nextTransition(after.addSecs(1));
}

}  // namespace

ZoneOffsets::ZoneOffsets(const QTimeZone& zone) : m_zone(zone) {}

std::vector<ZoneOffsets::Stretch> ZoneOffsets::read(qint64 from, qint64 to) const {
    std::vector<Stretch> stretches{{from, to, m_zone.offsetFromUtc(instant(from))}};
    for (auto change = nextChange(m_zone, instant(from)); change.atUtc.isValid() && change.atUtc < instant(to);
         change = nextChange(m_zone, change.atUtc)) {
        Stretch& before = stretches.back();
        if (change.offsetFromUtc == before.offset) continue;
        before.end = change.atUtc.toSecsSinceEpoch();
        stretches.push_back({before.end, to, change.offsetFromUtc});
    }
    return stretches;
}

/// Adds the years around, beside what is known when that is near.
void ZoneOffsets::load(qint64 around) {
    m_last = 0;
    if (!m_zone.hasTransitions()) {
        m_stretches = {{-kFarthest, kFarthest, m_zone.offsetFromUtc(instant(around))}};
        return;
    }
    const bool follows = !m_stretches.empty() && around >= m_stretches.back().end &&
                         around < m_stretches.back().end + kWindow && m_stretches.size() < kMostStretches;
    if (!follows) {
        m_stretches = read(around - kWindow, around + kWindow);
        return;
    }
    const auto more = read(m_stretches.back().end, around + kWindow);
    m_stretches.insert(m_stretches.end(), more.begin(), more.end());
}

const ZoneOffsets::Stretch& ZoneOffsets::at(qint64 utc) {
    if (m_stretches.empty() || utc < m_stretches.front().begin || utc >= m_stretches.back().end) load(utc);
    const Stretch& last = m_stretches[m_last];
    if (utc >= last.begin && utc < last.end) return last;
    const auto after = std::upper_bound(m_stretches.begin(), m_stretches.end(), utc,
                                        [](qint64 at, const Stretch& stretch) { return at < stretch.begin; });
    m_last = static_cast<std::size_t>(after - m_stretches.begin()) - 1;
    return m_stretches[m_last];
}

}  // namespace prophecy
