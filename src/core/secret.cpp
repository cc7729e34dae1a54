#include "core/secret.h"

#include <algorithm>

namespace prophecy {

Result<Secret> parseKey(QByteArray raw) {
    if (raw.endsWith('\n')) raw.chop(1);
    if (raw.endsWith('\r')) raw.chop(1);
    if (raw.isEmpty()) return fail(ErrorKind::Usage, QStringLiteral("The access key is empty."));
    const auto isControl = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
    if (std::any_of(raw.cbegin(), raw.cend(), isControl))
        return fail(ErrorKind::Usage, QStringLiteral("The access key contains a line break or another control "
                                                     "character. Copy it again, without what stands around it."));
    return Secret(std::move(raw));
}

}  // namespace prophecy
