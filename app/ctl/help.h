#pragma once

#include <QStringList>

namespace prophecy::ctl {

/// Every command in a line.
QString usageText();
/// Of one command with its options, or of all that begin with this word; empty where there is none.
QString helpAbout(const QStringList& words);

}  // namespace prophecy::ctl
