#include "domain/cron/warnings.h"

#include <QDateTime>
#include <QLocale>
#include <bit>

#include "domain/cron/describe.h"
#include "domain/cron/text.h"

namespace prophecy {

namespace {

constexpr int kHour = 3600;
constexpr qint64 kAhead = 400 * 86400LL;  // the next change of the clocks is within a year, or there is none

bool isMoreThanHourly(const CronExpression& e) {
    if (e.everySeconds) return *e.everySeconds < kHour;
    return std::popcount(e[CronField::Second].bits) * std::popcount(e[CronField::Minute].bits) > 1;
}

/// Days from the 29th on alone decide, and a month that may run has fewer.
QString skippedMonths(const CronExpression& e) {
    constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    const quint64 days = e[CronField::DayOfMonth].bits;
    const bool weekdaysToo = !e.daysJoinedByAnd() && e[CronField::DayOfWeek].bits != 0;
    const int first = days == 0 ? 0 : std::countr_zero(days);
    if (first <= 28 || weekdaysToo) return {};
    QStringList names;
    for (int month = 1; month <= 12; ++month)
        if (e[CronField::Month].has(month) && lengths[month - 1] < first)
            names << (month == 2 && first == 29 ? CronText::tr("February outside leap years") : monthName(month));
    return names.join(QStringLiteral(", "));
}

/// Whether the day fields match other days when the v3 star marks count.
bool differsInV3(const CronExpression& e) {
    const bool joinedInV3 = e[CronField::DayOfMonth].starredInV3 || e[CronField::DayOfWeek].starredInV3;
    return e.daysJoinedByAnd() != joinedInV3 && !(e.isFull(CronField::DayOfMonth) && e.isFull(CronField::DayOfWeek));
}

/// A local time as if its zone were UTC, so that a gap or an overlap is an ordinary stretch.
bool runsBetween(const CronExpression& e, qint64 fromLocal, qint64 untilLocal) {
    CronSchedule wallClock(e, QTimeZone::utc());
    const auto run = wallClock.next(fromLocal - 1);
    return run && *run < untilLocal;
}

void addClockWarning(CronSchedule& schedule, qint64 now, std::vector<CronWarning>& warnings) {
    const CronExpression& e = schedule.expression();
    if (e.isFull(CronField::Hour)) return;  // it goes on every hour whatever the clock says
    for (qint64 at = now; at < now + kAhead;) {
        const ZoneOffsets::Stretch before = schedule.offsets().at(at);
        at = before.end;
        if (at >= now + kAhead) return;
        const int after = schedule.offsets().at(at).offset;
        const bool gap = after > before.offset;
        const qint64 first = at + std::min(before.offset, after), last = at + std::max(before.offset, after);
        if (first == last || !runsBetween(e, first, last)) continue;
        const QString date = QLocale().toString(
            QDateTime::fromSecsSinceEpoch(at, Qt::UTC).addSecs(before.offset).date(), QLocale::LongFormat);
        if (gap)
            warnings.push_back({CronWarningCode::SkippedByClock,
                                CronText::tr("A run is left out when the clocks go forward; next on %1.").arg(date),
                                {}});
        else
            warnings.push_back({CronWarningCode::TwiceByClock,
                                CronText::tr("A run comes twice when the clocks go back; next on %1.").arg(date),
                                {}});
        return;
    }
}

void addUnevenSteps(const CronExpression& e, std::vector<CronWarning>& warnings) {
    for (const CronField field : kCronFields) {
        const int step = e[field].unevenStep;
        if (step == 0) continue;
        warnings.push_back(
            {CronWarningCode::UnevenStep,
             CronText::tr("The %1 field does not run every %2 throughout: it begins again at %3 each time.")
                 .arg(displayName(field))
                 .arg(step)
                 .arg(boundsOf(field).min),
             {}});
    }
}

}  // namespace

QString kebabName(CronWarningCode code) {
    switch (code) {
        case CronWarningCode::MoreThanHourly: return QStringLiteral("more-than-hourly");
        case CronWarningCode::NeverRuns: return QStringLiteral("never-runs");
        case CronWarningCode::SkipsMonths: return QStringLiteral("skips-months");
        case CronWarningCode::SkippedByClock: return QStringLiteral("skipped-at-clock-change");
        case CronWarningCode::TwiceByClock: return QStringLiteral("twice-at-clock-change");
        case CronWarningCode::UnevenStep: return QStringLiteral("uneven-step");
        case CronWarningCode::DiffersInV3: return QStringLiteral("differs-in-v3");
        case CronWarningCode::FiveFields: break;
    }
    return QStringLiteral("five-fields");
}

std::vector<CronWarning> warningsOf(CronSchedule& schedule, qint64 now) {
    const CronExpression& e = schedule.expression();
    std::vector<CronWarning> warnings;
    if (e.fieldCount == 5)
        warnings.push_back({CronWarningCode::FiveFields,
                            CronText::tr("Five fields are read with the seconds first. If the minute was meant to be "
                                         "first, put 0 in front."),
                            QStringLiteral("0 ") + e.text.trimmed()});
    if (!e.everySeconds && !schedule.next(now)) {
        warnings.push_back({CronWarningCode::NeverRuns, CronText::tr("It does not run in the next five years."), {}});
        return warnings;
    }
    if (isMoreThanHourly(e))
        warnings.push_back({CronWarningCode::MoreThanHourly,
                            CronText::tr("It runs more often than once an hour; a backup may still be busy."),
                            {}});
    if (const QString months = skippedMonths(e); !months.isEmpty())
        warnings.push_back({CronWarningCode::SkipsMonths,
                            CronText::tr("There is no run in %1: the day does not exist.").arg(months),
                            {}});
    if (differsInV3(e))
        warnings.push_back(
            {CronWarningCode::DiffersInV3,
             CronText::tr("A newer version of the server's cron library joins the two day fields differently (\"*/n\" "
                          "counts as a restriction there); write the days out to mean the same in both."),
             {}});
    addUnevenSteps(e, warnings);
    if (!e.everySeconds) addClockWarning(schedule, now, warnings);
    return warnings;
}

}  // namespace prophecy
