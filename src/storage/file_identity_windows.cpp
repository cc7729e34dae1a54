#include "storage/file_identity.h"

namespace prophecy {

QByteArray fileIdentity(const QString& /*path*/) {
    return {};
}

}  // namespace prophecy
