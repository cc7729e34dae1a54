#include "domain/backup/ownership.h"

namespace prophecy {

Origin Ownership::originOf(const Backup& backup, const QDateTime& begun) const {
    if (!nameSpace.isEmpty() && !backup.nameSpace.isEmpty() && backup.nameSpace != nameSpace)
        return Origin::OtherNamespace;
    const bool after = !since.isValid() || (begun.isValid() && begun >= since);
    return after ? Origin::Own : Origin::BeforeRestore;
}

}  // namespace prophecy
