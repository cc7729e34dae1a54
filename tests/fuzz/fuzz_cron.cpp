#include "domain/cron/describe.h"
#include "domain/cron/warnings.h"

using namespace prophecy;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const QString text = QString::fromUtf8(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const auto expression = parseCron(text);
    if (!expression) {
        if (expression.error().message.isEmpty()) __builtin_trap();
        return 0;
    }
    static const QTimeZone berlin("Europe/Berlin");
    const auto again = parseCron(canonicalText(*expression));
    if (!again || !meansTheSame(*again, *expression) || describeCron(*expression).isEmpty()) __builtin_trap();
    CronSchedule schedule(*expression, berlin), canonical(*again, berlin);
    constexpr qint64 kFrom = 1'800'000'000;
    (void)warningsOf(schedule, kFrom);
    const auto next = schedule.next(kFrom);
    if (next != canonical.next(kFrom) || (next && *next <= kFrom)) __builtin_trap();
    if (next && !expression->everySeconds && schedule.previous(*next + 1) != next) __builtin_trap();
    return 0;
}
