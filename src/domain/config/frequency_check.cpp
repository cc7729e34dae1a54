#include "domain/config/frequency_check.h"

#include <bit>

#include "domain/cron/schedule.h"

namespace prophecy {

namespace {

bool isMoreThanOnceAMinute(const CronExpression& expression) {
    constexpr int kMinute = 60;
    if (expression.everySeconds) return *expression.everySeconds < kMinute;
    return std::popcount(expression[CronField::Second].bits) > 1;
}

}  // namespace

Check frequencyCheck(const BackupConfig& before, const BackupConfig& wanted, const QTimeZone& zone,
                     const QDateTime& now) {
    Check check{CheckId::Schedule, CheckState::Pass, {}, {}};
    const auto expression = parseCron(wanted.frequency());
    const bool unchanged = wanted.frequency() == before.frequency() && wanted.enabled() == before.enabled();
    if (unchanged || !expression) return check;
    CronSchedule schedule(*expression, zone);
    if (!expression->everySeconds && !schedule.next(now.toSecsSinceEpoch())) {
        check.state = CheckState::Warn;
        check.evidence = says("never-a-backup");
    } else if (isMoreThanOnceAMinute(*expression)) {
        check.state = CheckState::Warn;
        check.evidence = says("more-than-once-a-minute");
    }
    return check;
}

}  // namespace prophecy
