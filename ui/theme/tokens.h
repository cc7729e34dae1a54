#pragma once

#include <QColor>

namespace prophecy::ui {

/// The colours of one scheme; everything on the screen is painted from these.
struct Tokens {
    QColor window, surface, alternate, line, text, muted, accent, onAccent;
    QColor good, attention, bad, running;
    QColor goodTint, attentionTint, badTint, runningTint;
    QColor primary, dr, test;

    static const Tokens& light();
    static const Tokens& dark();
};

}  // namespace prophecy::ui
