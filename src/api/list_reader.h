#pragma once

#include <QByteArray>

#include "core/text.h"
#include "domain/backup/backup.h"

namespace prophecy {

/// Years of a backup every ten minutes; a list with more is refused, since each entry is kept, sorted and drawn.
inline constexpr std::size_t kMostListed = 200'000;

/// The fast way through the one answer that grows large, a list of backups. It reads the usual shapes only; nothing
/// means "let the general decoder judge": a refusal in the body, another shape, or text that is not valid JSON.
/// Stops after one more than kMostListed.
std::optional<BackupList> readBackupList(const QByteArray& json, const Scrubber& scrubbed);

}  // namespace prophecy
