// next() over a mix of expressions, as bench_cron.go does: usage: bench_cron FILE ZONE; prints "million_per_s N".

#include <QElapsedTimer>
#include <QFile>
#include <cstdio>

#include "domain/cron/schedule.h"

using namespace prophecy;

int main(int argc, char** argv) {
    if (argc != 3) return 2;
    QFile file(QString::fromLocal8Bit(argv[1]));
    if (!file.open(QIODevice::ReadOnly)) return 1;
    const QTimeZone zone(argv[2]);
    std::vector<CronSchedule> schedules;
    for (const QByteArray& line : file.readAll().split('\n'))
        if (!line.isEmpty()) schedules.emplace_back(*parseCron(QString::fromUtf8(line)), zone);
    const qint64 from = QDateTime(QDate(2026, 1, 1), QTime(0, 0), zone).toSecsSinceEpoch();
    QElapsedTimer timer;
    timer.start();
    qint64 steps = 0;
    while (timer.elapsed() < 1000)
        for (CronSchedule& schedule : schedules) {
            std::optional<qint64> at = from;
            for (int i = 0; i < 50 && (at = schedule.next(*at)); ++i) ++steps;
        }
    std::printf("million_per_s %.3f\n", static_cast<double>(steps) / static_cast<double>(timer.nsecsElapsed()) * 1e3);
    return 0;
}
