#pragma once

#include <QDateTime>

#include "domain/backup/backup.h"

namespace prophecy {

/// Whose a listed backup is. After a restore an installation also lists what its source listed, and what it made
/// itself before holds what was there before.
enum class Origin { Own, OtherNamespace, BeforeRestore };

struct Ownership {
    QString nameSpace{};  ///< of the installation; empty where nobody said it
    QDateTime since{};    ///< when the last restore into it began, by its own clock; invalid where none is known

    /// begun: when the backup began; invalid where its name does not tell.
    Origin originOf(const Backup& backup, const QDateTime& begun) const;
    bool operator==(const Ownership&) const = default;
};

}  // namespace prophecy
