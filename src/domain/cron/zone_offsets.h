#pragma once

#include <QTimeZone>
#include <vector>

namespace prophecy {

/// The offsets of a zone from UTC, read once for the years that were asked about. Not thread-safe.
class ZoneOffsets {
public:
    explicit ZoneOffsets(const QTimeZone& zone);

    /// A stretch of time with one offset; [begin, end) in seconds since the epoch, UTC.
    struct Stretch {
        qint64 begin = 0;
        qint64 end = 0;
        int offset = 0;  ///< seconds east of UTC
    };
    const Stretch& at(qint64 utc);
    const QTimeZone& zone() const { return m_zone; }

private:
    std::vector<Stretch> read(qint64 from, qint64 to) const;
    void load(qint64 around);

    QTimeZone m_zone;
    std::vector<Stretch> m_stretches;
    std::size_t m_last = 0;
};

}  // namespace prophecy
