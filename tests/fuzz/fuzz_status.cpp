#include <QUrl>

#include "core/text.h"
#include "domain/backup/backup.h"

using namespace prophecy;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    const QString text = QString::fromUtf8(reinterpret_cast<const char*>(data), static_cast<qsizetype>(size));
    const auto progress = parseOngoing(text);
    const bool running = stateOf(text) == BackupState::Running;
    if (progress.has_value() != running) __builtin_trap();
    if (progress && progress->completed() > progress->total()) __builtin_trap();
    for (const QChar c : displayText(text))
        if (c.category() == QChar::Other_Control && c != u'\n' && c != u'\t') __builtin_trap();
    (void)locationText(locationOf(text));
    if (const auto link = openableLink(text); link && !link->scheme().startsWith(u"http")) __builtin_trap();
    return 0;
}
