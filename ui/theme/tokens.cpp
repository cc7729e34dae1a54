#include "ui/theme/tokens.h"

namespace prophecy::ui {

const Tokens& Tokens::light() {
    static const Tokens tokens{.window = 0xf4f6f9,
                               .surface = 0xffffff,
                               .alternate = 0xf8fafc,
                               .line = 0xdde3ea,
                               .text = 0x18212c,
                               .muted = 0x5d6a7a,
                               .accent = 0x2563d9,
                               .onAccent = 0xffffff,
                               .good = 0x14784a,
                               .attention = 0x8a5a0a,
                               .bad = 0xb3261e,
                               .running = 0x2256bd,
                               .goodTint = 0xe3f4eb,
                               .attentionTint = 0xfdf3dc,
                               .badTint = 0xfdeceb,
                               .runningTint = 0xe8f0fe,
                               .primary = 0xa3201b,
                               .dr = 0x5b3cc4,
                               .test = 0x0f6e6a};
    return tokens;
}

const Tokens& Tokens::dark() {
    static const Tokens tokens{.window = 0x12161c,
                               .surface = 0x1a2028,
                               .alternate = 0x1e252e,
                               .line = 0x2b3440,
                               .text = 0xe7ecf2,
                               .muted = 0x93a1b2,
                               .accent = 0x7aa7ff,
                               .onAccent = 0x0d1320,
                               .good = 0x56cf96,
                               .attention = 0xe8b84f,
                               .bad = 0xff7d75,
                               .running = 0x8cb4ff,
                               .goodTint = 0x15302a,
                               .attentionTint = 0x33290f,
                               .badTint = 0x3a1b1b,
                               .runningTint = 0x1f2d47,
                               .primary = 0xe25a54,
                               .dr = 0xa38bff,
                               .test = 0x4fc3bd};
    return tokens;
}

}  // namespace prophecy::ui
