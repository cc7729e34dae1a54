#pragma once

#include <QByteArray>
#include <QStringList>

namespace prophecy {

/// One line of RFC 4180 with its end; a cell that a spreadsheet would run (= + - @ tab) starts with an apostrophe.
QByteArray csvLine(const QStringList& cells);

}  // namespace prophecy
