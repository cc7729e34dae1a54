#pragma once

#include <QIcon>

#include "domain/backup/backup.h"
#include "domain/environment.h"
#include "domain/findings.h"
#include "ui/theme/tokens.h"

class QApplication;

namespace prophecy::ui {

enum class Scheme { System, Light, Dark };
QString kebabName(Scheme scheme);
/// As it was kept; version 0.1 kept a number. The desktop's for anything else.
Scheme schemeFrom(const QByteArray& kept);

/// Colours and an icon of a state; the word beside them is in words.h, so that status is never colour alone.
struct StateLook {
    QColor ink;
    QColor tint;
    const char* icon;
};

namespace theme {

/// Fusion with the palette and the style sheet of the scheme. System follows the desktop's palette at the time.
void apply(QApplication& app, Scheme scheme);
/// The tokens that were applied last.
const Tokens& tokens();

/// A compiled-in icon by its freedesktop name, tinted; sharp at every scale.
QIcon icon(const char* name, const QColor& color);
QIcon icon(const char* name);

StateLook look(BackupState state);
StateLook look(Level level);
StateLook look(Reach reach);
QColor roleColor(Role role);

QFont fixedFont();

}  // namespace theme

}  // namespace prophecy::ui
