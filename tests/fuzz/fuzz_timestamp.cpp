#include <QTimeZone>

#include "domain/backup/backup.h"
#include "domain/environment.h"

using namespace prophecy;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const QString text = QString::fromUtf8(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const BackupTimestamp timestamp(text);
    const QDateTime instant = instantOf(timestamp, QTimeZone::utc());
    if (instant.isValid() != isWellFormed(timestamp)) __builtin_trap();
    if (instant.isValid() && instant.toString(u"yyyy-MM-dd't'HH-mm-ss") != text) __builtin_trap();
    if (const auto root = parseRootUrl(text)) {
        if (!root->userInfo().isEmpty() || root->host().isEmpty() || root->hasQuery()) __builtin_trap();
        const auto again = parseRootUrl(root->toString());
        if (!again || targetKey(*again) != targetKey(*root)) __builtin_trap();
    }
    return 0;
}
