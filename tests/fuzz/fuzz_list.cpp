#include "api/codec.h"

using namespace prophecy;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    HttpAnswer answer;
    answer.status = 200;
    answer.contentType = "application/json";
    answer.body = QByteArray(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const Secret key(QByteArray("s3cr3t-key"));
    if (const auto list = decodeBackupList(answer, key))
        for (const Backup& backup : list->backups)
            if (backup.status.contains(QStringLiteral("s3cr3t-key"))) __builtin_trap();
    (void)decodeBackupAnswer(answer, key);
    (void)decodeAcknowledgement(answer, key);
    (void)decodeBackupConfig(answer, key);
    return 0;
}
