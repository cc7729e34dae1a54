// From the bytes of a list of 100,000 backups to a sorted and filtered table. usage: bench_list FILE (written when
// missing)

#include <QElapsedTimer>
#include <QFile>
#include <QTimeZone>
#include <algorithm>
#include <cstdio>

#include "api/codec.h"
#include "domain/backup/history.h"

using namespace prophecy;

namespace {

QByteArray example() {
    QByteArray json = R"({"data":{"backup-list":[)";
    for (int i = 0; i < 100'000; ++i) {
        const QByteArray at = QDateTime::fromSecsSinceEpoch(1'500'000'000 + i * 3600LL, Qt::UTC)
                                  .toString(u"yyyy-MM-dd't'HH-mm-ss")
                                  .toLatin1();
        const QByteArray status =
            i % 13 ? "Success"
                   : "error copying tar of gitserver data from backup location to data directory: exit status 1";
        json +=
            (i ? "," : "") +
            QByteArray(
                R"({"backupurl":"https://s3.console.aws.amazon.com/s3/buckets/acme-backup?region=us-west-2&prefix=app/)") +
            at + R"(/&showversions=false","namespace":"app","status":")" + status + R"(","timestamp":")" + at + "\"}";
    }
    return json + "]}}";
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    QFile file(QString::fromLocal8Bit(argv[1]));
    if (!file.exists() && file.open(QIODevice::WriteOnly)) {
        file.write(example());
        file.close();
    }
    if (!file.open(QIODevice::ReadOnly)) return 1;
    HttpAnswer answer;
    answer.status = 200;
    answer.contentType = "application/json";
    answer.body = file.readAll();
    std::vector<qint64> runs;
    std::size_t shown = 0;
    for (int run = 0; run < 5; ++run) {
        QElapsedTimer timer;
        timer.start();
        auto list = decodeBackupList(answer, Secret(QByteArray("some-key")));
        if (!list) return 1;
        const BackupRows rows =
            makeRows(mergeHistory({}, list->backups, QDateTime::currentDateTimeUtc()), QTimeZone::utc());
        BackupQuery failed;
        failed.state = StateFilter::Failed;
        shown = arrange(rows, failed).size();
        runs.push_back(timer.elapsed());
    }
    std::sort(runs.begin(), runs.end());
    std::printf("list_ms %lld shown %zu\n", static_cast<long long>(runs[runs.size() / 2]), shown);
    return 0;
}
