#pragma once

#include <QStringList>

namespace prophecy::ctl {

/// The one that a slip of the fingers may have meant; empty where none is near.
QString nearestOf(const QString& typed, const QStringList& known);

}  // namespace prophecy::ctl
