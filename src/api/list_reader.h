#pragma once

#include <QByteArray>

#include "core/text.h"
#include "domain/backup.h"

namespace prophecy {

/// The fast way through the one answer that grows large, a list of backups. It reads the usual shapes only; nothing
/// means "let the general decoder judge": a refusal in the body, another shape, or text that is not valid JSON.
std::optional<BackupList> readBackupList(const QByteArray& json, const Scrubber& scrubbed);

}  // namespace prophecy
